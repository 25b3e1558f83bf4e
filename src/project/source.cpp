// SPDX-License-Identifier: Apache-2.0
#include "project/source.hpp"

#include "base/codes/project.hpp"
#include "base/file.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "migrate/folder.hpp"
#include "project/foreign_layout.hpp"
#include "sql/script.hpp"

#include <regex>

namespace tenon::project {

namespace fs = std::filesystem;

std::string_view to_string(source_kind kind) {
    switch (kind) {
        case source_kind::database:
            return "database";
        case source_kind::sql_file:
            return "SQL file";
        case source_kind::sql_folder:
            return "folder of SQL files";
        case source_kind::markdown:
            return "Markdown document";
        case source_kind::requirements:
            return "requirements";
        case source_kind::catalog:
            return "catalog";
        case source_kind::migrations:
            return "migrations folder";
    }
    return "";
}

namespace {

bool is_connection(std::string_view text) {
    if (text.starts_with("postgres://") || text.starts_with("postgresql://")) return true;
    // A keyword string of libpq: "host=/tmp dbname=shop". A path rarely has an `=`, and then it is there.
    std::error_code ec;
    return text.find('=') != std::string_view::npos && !fs::exists(fs::path(text), ec);
}

bool is_migration_name(const std::string& name) {
    static const std::regex stamped(R"(\d{4}_\d{2}_\d{2}_\d{6}_.+\.sql)");
    return name == migrate::integrity_file || std::regex_match(name, stamped);
}

bool holds_migrations(const fs::path& folder) {
    const auto entries = entries_of(folder);
    return std::any_of(entries.begin(), entries.end(),
                       [](const fs::path& entry) { return is_migration_name(entry.filename().string()); });
}

/// Tells that these files are migrations of another tool. Loaded as schema, the ways back would be run with the rest.
bool is_of_another_tool(const fs::path& folder, const std::vector<std::string>& files, std::string_view argument,
                        diagnostics& problems) {
    const auto found = foreign_layout_of(folder, files);
    if (!found) return false;
    problems.error(code::source_of_another_tool, {found->file.generic_string(), 0, 0},
                   fmt::format("{} is not a schema: these are migrations in the layout of {} ({})", argument,
                               found->tool, found->mark),
                   fmt::format("name a dump of the migrated database, or the database itself, postgres://…; "
                               "schema:{} reads every .sql file as it stands",
                               argument));
    return true;
}

std::optional<source_kind> kind_of_file(const fs::path& file) {
    const auto ending = to_lower(file.extension().string());
    if (ending == ".sql") return source_kind::sql_file;
    if (ending == ".yaml" || ending == ".yml") return source_kind::requirements;
    if (ending == ".json") return source_kind::catalog;
    if (ending == ".md" || ending == ".markdown") return source_kind::markdown;
    return std::nullopt;
}

}  // namespace

std::optional<source> recognise(std::string_view argument, diagnostics& problems) {
    source out;
    out.given = hide_passwords(argument);
    if (is_connection(argument)) {
        out.url = argument;
        out.kind = source_kind::database;
        return out;
    }
    std::optional<source_kind> forced;
    for (const auto& [prefix, kind] : {std::pair<std::string_view, source_kind>{"schema:", source_kind::sql_folder},
                                       {"migrations:", source_kind::migrations}}) {
        if (!argument.starts_with(prefix)) continue;
        argument.remove_prefix(prefix.size());
        forced = kind;
    }
    out.path = fs::path(argument);
    std::error_code ec;
    const auto status = fs::status(out.path, ec);
    if (!fs::exists(status)) {
        problems.error(code::source_not_found, {std::string(argument), 0, 0}, "no such file or folder",
                       "a SOURCE is a postgres:// URL, a file or a folder");
        return std::nullopt;
    }
    if (fs::is_directory(status)) {
        out.guessed = !forced;
        if (forced) {
            out.kind = *forced;
        } else if (fs::is_regular_file(out.path / "requirements.yaml", ec)) {
            out.kind = source_kind::requirements;
            out.path /= "requirements.yaml";
        } else if (holds_migrations(out.path)) {
            out.kind = source_kind::migrations;
        } else {
            const auto files = sql::script_files(out.path);
            if (files.empty()) {
                problems.error(code::source_empty, {std::string(argument), 0, 0},
                               "this folder holds no .sql files, no requirements.yaml and no migrations",
                               "name the folder that does");
                return std::nullopt;
            }
            if (is_of_another_tool(out.path, files, argument, problems)) return std::nullopt;
            out.kind = source_kind::sql_folder;
        }
        return out;
    }
    const auto kind = kind_of_file(out.path);
    if (!kind) {
        problems.error(code::source_of_unknown_kind, {std::string(argument), 0, 0},
                       fmt::format("no schema can be read from a file called \"{}\"", out.path.filename().string()),
                       "a file that is a SOURCE ends in .sql, .yaml, .json or .md");
        return std::nullopt;
    }
    if (*kind == source_kind::sql_file && !forced &&
        is_of_another_tool(out.path.parent_path(), {out.path.filename().string()}, argument, problems))
        return std::nullopt;
    out.kind = *kind;
    return out;
}

}  // namespace tenon::project
