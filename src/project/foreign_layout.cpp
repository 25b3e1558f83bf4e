// SPDX-License-Identifier: Apache-2.0
#include "project/foreign_layout.hpp"

#include "base/text.hpp"

#include <fstream>
#include <set>

namespace tenon::project {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view golang_migrate = "golang-migrate or sqlx", diesel = "Diesel", flyway = "Flyway";

/// Comment lines by which a tool finds the two parts of a file. In lower case, without the dashes before them.
struct section_mark {
    std::string_view comment;
    std::string_view tool;
    std::string_view shown;
};
constexpr section_mark section_marks[] = {
    {"+goose up", "goose", "-- +goose Up"},
    {"+goose down", "goose", "-- +goose Down"},
    {"migrate:up", "dbmate", "-- migrate:up"},
    {"migrate:down", "dbmate", "-- migrate:down"},
    {"+migrate up", "sql-migrate", "-- +migrate Up"},
    {"+migrate down", "sql-migrate", "-- +migrate Down"},
    {"create above / drop below ----", "tern", "---- create above / drop below ----"},
};
// The marks stand at the top, or behind the first part: dumps are not read to their end for them.
constexpr std::size_t searched = 65'536;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// V1__add_parts.sql, V2_30_1__x.sql, U1.2__x.sql: a letter, a version and two underscores.
bool is_flyway_name(std::string_view name) {
    if (name.size() < 2 || (name[0] != 'V' && name[0] != 'U') || !is_digit(name[1])) return false;
    const auto end = name.find("__");
    if (end == std::string_view::npos) return false;
    const auto version = name.substr(1, end - 1);
    return std::all_of(version.begin(), version.end(), [](char c) { return is_digit(c) || c == '.' || c == '_'; });
}

std::optional<foreign_layout> by_name(const std::string& file, const std::set<std::string>& all) {
    const auto slash = file.rfind('/');
    const auto folder = file.substr(0, slash == std::string::npos ? 0 : slash + 1);
    const auto name = std::string_view(file).substr(folder.size());
    if (name == "down.sql" && all.contains(folder + "up.sql"))
        return foreign_layout{diesel, file, "down.sql beside up.sql"};
    constexpr std::string_view up = ".up.sql", down = ".down.sql";
    if (name.ends_with(down) && all.contains(file.substr(0, file.size() - down.size()) + std::string(up)))
        return foreign_layout{golang_migrate, file, "NAME.down.sql beside NAME.up.sql"};
    if (name.ends_with(up) && is_digit(name[0])) return foreign_layout{golang_migrate, file, "NUMBER_NAME.up.sql"};
    if (is_flyway_name(name)) return foreign_layout{flyway, file, fmt::format("{}VERSION__NAME.sql", name[0])};
    return std::nullopt;
}

std::string beginning_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(searched, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return text;
}

const section_mark* mark_of(std::string_view line) {
    line = trim(line);
    if (!line.starts_with("--")) return nullptr;
    line.remove_prefix(std::min(line.find_first_not_of('-'), line.size()));
    const auto comment = to_lower(trim(line));
    for (const auto& mark : section_marks) {
        if (!comment.starts_with(mark.comment)) continue;
        // `-- migrate:up transaction:false` is one, `-- migrate:upper` is none.
        if (comment.size() == mark.comment.size() || comment[mark.comment.size()] == ' ') return &mark;
    }
    return nullptr;
}

}  // namespace

std::optional<foreign_layout> foreign_layout_of(const fs::path& folder, const std::vector<std::string>& files) {
    const std::set<std::string> all(files.begin(), files.end());
    for (const auto& file : files) {
        if (auto found = by_name(file, all)) {
            found->file = folder / file;
            return found;
        }
    }
    for (const auto& file : files) {
        const auto text = beginning_of(folder / file);
        for (const auto line : split_lines(text))
            if (const auto* mark = mark_of(line))
                return foreign_layout{mark->tool, folder / file, std::string(mark->shown)};
    }
    return std::nullopt;
}

}  // namespace tenon::project
