// SPDX-License-Identifier: Apache-2.0
#include "support/corpus_schemas.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/load.hpp"

namespace tenon::tests {

namespace fs = std::filesystem;

std::string corpus_schema::test_name() const {
    return replace_all(name, "-", "_");
}

void PrintTo(const corpus_schema& item, std::ostream* out) {
    *out << item.name;
}

std::vector<corpus_schema> corpus_schemas() {
    return {
        {.name = "pagila", .files = {"pagila/pagila-schema.sql"}},
        {.name = "chinook", .files = {"chinook/chinook-schema.sql"}},
        {.name = "northwind", .files = {"northwind/northwind-schema.sql"}},
        {.name = "adventureworks", .files = {"adventureworks/install.sql"}},
        {.name = "openstreetmap", .extensions = {"postgis"}, .files = {"openstreetmap/versions/*"}},
        {.name = "bytebase", .files = {"bytebase/versions/*"}},
        {.name = "dhis2", .extensions = {"postgis", "pg_trgm", "btree_gin"}, .files = {"dhis2/base_schema.sql"}},
        {.name = "lemmy", .each_of = "lemmy/migrations", .of_each = "up.sql"},
        {.name = "mattermost", .each_of = "mattermost/migrations", .of_each = ".up.sql"},
        {.name = "langfuse", .each_of = "langfuse/migrations", .of_each = "migration.sql"},
        {.name = "graph-node", .each_of = "graph-node/migrations", .of_each = "up.sql"},
        {.name = "postgrest",
         .extensions = {"postgis"},
         .files = {"postgrest/database.sql", "postgrest/roles.sql", "postgrest/schema.sql", "postgrest/jwt.sql",
                   "postgrest/jsonschema.sql", "postgrest/privileges.sql"}},
        {.name = "graphile-starter", .files = {"graphile-starter/schema.sql"}},
        {.name = "ledgersmb",
         .extensions = {"btree_gist", "pgcrypto", "hstore"},
         .files = {"ledgersmb/Pg-database.sql"}},
    };
}

namespace {

std::vector<fs::path> files_of(const corpus_schema& wanted, const fs::path& root) {
    std::vector<fs::path> files;
    for (const auto& name : wanted.files) {
        if (!name.ends_with("/*")) {
            files.push_back(root / name);
            continue;
        }
        // A series of versions of one file: the last one is what counts.json has.
        std::vector<fs::path> versions;
        for (const auto& entry : fs::directory_iterator(root / name.substr(0, name.size() - 2)))
            if (entry.path().extension() == ".sql") versions.push_back(entry.path());
        files.push_back(*std::max_element(versions.begin(), versions.end()));
    }
    if (!wanted.each_of.empty()) {
        for (const auto& entry : fs::directory_iterator(root / wanted.each_of)) {
            if (entry.is_directory() && fs::exists(entry.path() / wanted.of_each))
                files.push_back(entry.path() / wanted.of_each);
            if (entry.path().string().ends_with(wanted.of_each) && entry.is_regular_file())
                files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
    }
    if (wanted.name == "ledgersmb") {
        for (const std::string folder : {"changes", "modules"}) {
            const auto order = read_file(root / "ledgersmb" / folder / "LOADORDER");
            for (auto line : split_lines(order)) {
                line = trim(line);
                if (line == "1.6/drop_arap_cols.sql") continue;  // listed twice, and fails the second time
                if (line.starts_with('!')) line.remove_prefix(1);
                if (line.empty() || line.starts_with('#')) continue;
                // Needs variables and makes roles of the whole cluster; reads a file that is not there.
                if (line == "Roles.sql" || line == "Duplicates_Functions.sql") continue;
                files.push_back(root / "ledgersmb" / folder / line);
            }
        }
    }
    return files;
}

}  // namespace

std::vector<std::string> load_corpus_schema(const corpus_schema& wanted, postgres::connection& session) {
    diagnostics problems;
    std::vector<std::string> last;
    const postgres::load_options options{
        .extensions = wanted.extensions, .private_server = true, .at_end = [&](std::string statement) {
            last.push_back(std::move(statement));
        }};
    const sql::variables values{{"DBNAME", session.database()}, {"PGUSER", session.user()}};
    std::vector<sql::script> scripts;
    for (const auto& file : files_of(wanted, *support::corpus()))
        scripts.push_back(sql::read_script(file, values, problems));
    postgres::load(session, scripts, problems, options);
    int errors = 0;
    for (const auto& item : problems.items()) {
        if (item.severity != severity::error) continue;
        const auto& [file, line, column] = item.where;
        ADD_FAILURE() << file.text() << ":" << line << ":" << column << ": " << item.message;
        if (++errors > 10) break;
    }
    return last;
}

}  // namespace tenon::tests
