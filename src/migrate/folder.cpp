// SPDX-License-Identifier: Apache-2.0
#include "migrate/folder.hpp"

#include "base/codes/plan.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "migrate/header.hpp"
#include "migrate/integrity.hpp"

#include <charconv>
#include <cstdlib>
#include <set>

namespace tenon::migrate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view down_ending = ".down.sql";

bool is_revision(std::string_view text) {
    constexpr std::string_view form = "dddd_dd_dd_dddddd";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
    }
    return true;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Revision and name of a file's name without its ending, or nothing.
std::optional<std::pair<std::string, std::string>> parts_of(std::string_view stem) {
    constexpr std::size_t length = 17;
    if (stem.size() < length + 2 || stem[length] != '_') return std::nullopt;
    const auto revision = stem.substr(0, length), name = stem.substr(length + 1);
    if (!is_revision(revision) || !is_name(name)) return std::nullopt;
    return std::pair{std::string(revision), std::string(name)};
}

/// Every .sql file of the folder by name.
std::vector<std::string> sql_files(const fs::path& directory) {
    std::vector<std::string> out;
    std::error_code ec;
    for (const auto& entry : entries_of(directory))
        if (fs::is_regular_file(entry, ec) && entry.extension() == ".sql") out.push_back(entry.filename().string());
    return out;
}

std::map<std::string, std::string> texts_of(const folder& all) {
    std::map<std::string, std::string> out;
    for (const auto& one : all.migrations) {
        out[one.file_name()] = one.up;
        if (!one.down.empty()) out[one.down_file_name()] = one.down;
    }
    return out;
}

void check_chain(const folder& all, const fs::path& directory, diagnostics& problems) {
    std::string parent, digest;
    for (const auto& one : all.migrations) {
        const position where{(directory / one.file_name()).string(), 1, 0};
        if (one.header.parent != parent) {
            problems.error(
                code::migration_parent_wrong, where,
                fmt::format("the migration says it follows {}, but the one before it is {}",
                            one.header.parent.empty() ? "none" : one.header.parent, parent.empty() ? "none" : parent));
        } else if (!digest.empty() && one.header.from != digest) {
            problems.error(
                code::migration_digest_wrong, where,
                fmt::format("the migration starts from {}, but {} ends in {}", one.header.from, parent, digest));
        }
        parent = one.header.revision;
        digest = one.header.to;
    }
}

}  // namespace

std::chrono::sys_seconds stamp() {
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    if (given == nullptr || *given == '\0') {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
    const std::string_view text = given;
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    // Up to the year 9999, which the names of migrations have room for.
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds < 0 || seconds > 253402300799) {
        throw failure(code::source_date_bad, fmt::format("SOURCE_DATE_EPOCH is \"{}\", which is no time", text),
                      "nothing was written", "unset SOURCE_DATE_EPOCH, or set it to seconds since 1970");
    }
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

std::vector<new_file> files_with(const fs::path& directory, const folder& before, const migration& one) {
    folder after = before;
    after.migrations.push_back(one);
    std::vector<new_file> files{{directory / one.file_name(), one.up}};
    if (!one.down.empty()) files.push_back({directory / one.down_file_name(), one.down});
    // Last, so that it gets its name first: then finish_interrupted() knows which of the others were to follow.
    files.push_back({directory / integrity_file, integrity_text(texts_of(after))});
    return files;
}

folder read_folder(const fs::path& directory, diagnostics& problems) {
    folder all;
    const auto files = sql_files(directory);
    std::map<std::string, std::string> texts;
    std::set<std::string> ups;
    for (const auto& file : files) {
        const position where{(directory / file).string(), 0, 0};
        const bool is_down = file.ends_with(down_ending);
        const auto stem = std::string_view(file).substr(0, file.size() - (is_down ? down_ending.size() : 4));
        if (!parts_of(stem)) {
            problems.error(code::migration_name_bad, where, fmt::format("\"{}\" is no migration's name", file),
                           "a migration is named YYYY_MM_DD_HHMMSS_descriptive_name.sql");
            continue;
        }
        texts[file] = read_file(directory / file);
        if (!is_down) ups.insert(std::string(stem));
    }
    for (const auto& [file, text] : texts) {
        if (!file.ends_with(down_ending) || ups.contains(file.substr(0, file.size() - down_ending.size()))) continue;
        problems.error(code::migration_missing, {(directory / file).string(), 0, 0},
                       "this is the way back of a migration that is not there");
    }
    for (const auto& stem : ups) {
        const auto [revision, name] = *parts_of(stem);
        migration one;
        one.name = name;
        one.up = texts.at(stem + ".sql");
        if (const auto down = texts.find(stem + std::string(down_ending)); down != texts.end()) one.down = down->second;
        const position where{(directory / (stem + ".sql")).string(), 1, 0};
        const auto head = read_header(one.up);
        if (!head) {
            problems.error(code::migration_header_bad, where, "the migration does not begin with Tenon's header");
            one.header.revision = revision;
        } else {
            one.header = *head;
            if (one.header.revision != revision) {
                problems.error(code::migration_header_bad, where,
                               fmt::format("the header says {}, the file's name {}", one.header.revision, revision));
                one.header.revision = revision;
            }
        }
        all.migrations.push_back(std::move(one));
    }
    check_chain(all, directory, problems);
    if (!all.migrations.empty() || fs::exists(directory / integrity_file)) {
        check_integrity(directory, texts, problems);
    }
    return all;
}

}  // namespace tenon::migrate
