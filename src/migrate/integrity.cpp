// SPDX-License-Identifier: Apache-2.0
#include "migrate/integrity.hpp"

#include "base/codes/plan.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "migrate/folder.hpp"

#include <set>

namespace tenon::migrate {
namespace {

constexpr std::string_view first_line =
    "# tenon.sum: written by tenon, not to be edited. SHA-256 of each file, name, chain.";

std::string link(const std::string& chain, const std::string& name, const std::string& digest) {
    return sha256_hex(fmt::format("{}\n{}\n{}\n", chain, name, digest));
}

struct entry {
    std::string digest, name, chain;
};

/// The entries of an integrity file; `line` becomes the first line that is wrong, else stays 0.
std::vector<entry> read_entries(std::string_view text, int& line) {
    std::vector<entry> out;
    const auto lines = split_lines(text);
    std::string chain;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i == 0 ? lines[0] != first_line : false) line = 1;
        if (line != 0) return out;
        if (i == 0 || lines[i].empty()) continue;
        const auto parts = split(lines[i], ' ');
        // Two blanks after the digest, as sha256sum prints them.
        if (parts.size() == 4 && parts[1].empty()) {
            entry one{std::string(parts[0]), std::string(parts[2]), std::string(parts[3])};
            chain = link(chain, one.name, one.digest);
            if (chain == one.chain) {
                out.push_back(std::move(one));
                continue;
            }
        }
        line = static_cast<int>(i) + 1;
    }
    if (lines.empty()) line = 1;
    return out;
}

}  // namespace

std::string integrity_text(const std::map<std::string, std::string>& texts) {
    std::string out = fmt::format("{}\n", first_line), chain;
    for (const auto& [name, text] : texts) {
        const auto digest = sha256_hex(text);
        chain = link(chain, name, digest);
        out += fmt::format("{}  {} {}\n", digest, name, chain);
    }
    return out;
}

void finish_interrupted(const std::filesystem::path& directory) {
    const auto unfinished = abandoned_files(directory);
    if (unfinished.empty() || !std::filesystem::exists(directory / integrity_file)) return;
    int line = 0;
    const auto entries = read_entries(read_file(directory / integrity_file), line);
    for (const auto& file : unfinished) {
        const auto listed = std::find_if(entries.begin(), entries.end(),
                                         [&](const entry& one) { return one.name == file.path.filename(); });
        if (listed == entries.end() || std::filesystem::exists(file.path)) continue;
        // One that was killed earlier, before its integrity file was there, has left another text.
        if (sha256_hex(read_file(file.temporary)) == listed->digest)
            std::filesystem::rename(file.temporary, file.path);
    }
}

void check_integrity(const std::filesystem::path& directory, const std::map<std::string, std::string>& texts,
                     diagnostics& problems) {
    const auto path = directory / integrity_file;
    if (!std::filesystem::exists(path)) {
        problems.error(code::integrity_file_bad, {path.string(), 0, 0}, "the integrity file is missing",
                       "restore it from version control");
        return;
    }
    int line = 0;
    const auto entries = read_entries(read_file(path), line);
    if (line != 0) {
        problems.error(code::integrity_file_bad, {path.string(), line, 0},
                       fmt::format("line {} of the integrity file is not what was written", line),
                       "restore it from version control");
    }
    std::set<std::string> listed;
    for (const auto& one : entries) {
        listed.insert(one.name);
        const position where{(directory / one.name).string(), 0, 0};
        const auto found = texts.find(one.name);
        if (found == texts.end()) {
            problems.error(code::migration_missing, where,
                           "the integrity file lists this migration, which is not there",
                           "restore it from version control");
        } else if (sha256_hex(found->second) != one.digest) {
            problems.error(code::migration_changed, where, "this migration was changed after it was written",
                           "restore it from version control; a correction is a new migration");
        }
    }
    if (line != 0) return;  // what is missing may stand in the part that cannot be read
    for (const auto& [name, text] : texts) {
        if (listed.contains(name)) continue;
        problems.error(code::migration_unlisted, {(directory / name).string(), 0, 0},
                       "the integrity file does not list this migration");
    }
}

}  // namespace tenon::migrate
