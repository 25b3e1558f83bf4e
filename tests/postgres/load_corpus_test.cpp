// SPDX-License-Identifier: Apache-2.0
// Every schema of the corpus is loaded as its README says, and what is there afterwards is counted.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/load.hpp"
#include "support/corpus.hpp"
#include "support/servers.hpp"

#include <boost/json.hpp>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct schema {
    std::string name;                          ///< in counts.json
    std::vector<std::string> extensions = {};  ///< to be created first
    std::vector<std::string> files = {};       ///< relative; read from an order file when it ends in ORDER or .txt
    std::string each_of = {};                  ///< a folder whose sub-folders hold this file, in order
    std::string of_each = {};
    int errors = 0;  ///< statements that must fail, as in psql
};

void PrintTo(const schema& item, std::ostream* out) {
    *out << item.name;
}

std::vector<schema> schemas() {
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

std::vector<fs::path> files_of(const schema& wanted, const fs::path& root) {
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

// The counting rules of the corpus's README.
const std::pair<const char*, const char*> counts[] = {
    {"tables", "SELECT count(*) FROM pg_class c WHERE relkind IN ('r', 'p') AND ours(c.oid, 'pg_class', relnamespace)"},
    {"columns",
     "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE relkind IN ('r', 'p') AND attnum > "
     "0 AND NOT attisdropped "
     "AND ours(c.oid, 'pg_class', relnamespace)"},
    {"fks",
     "SELECT count(*) FROM pg_constraint c WHERE contype = 'f' AND conparentid = 0 AND ours(conrelid, 'pg_class', "
     "connamespace)"},
    {"indexes",
     "SELECT count(*) FROM pg_class c WHERE relkind IN ('i', 'I') AND ours(c.oid, 'pg_class', relnamespace)"},
    {"views", "SELECT count(*) FROM pg_class c WHERE relkind = 'v' AND ours(c.oid, 'pg_class', relnamespace)"},
    {"matviews", "SELECT count(*) FROM pg_class c WHERE relkind = 'm' AND ours(c.oid, 'pg_class', relnamespace)"},
    {"functions", "SELECT count(*) FROM pg_proc p WHERE prokind = 'f' AND ours(p.oid, 'pg_proc', pronamespace)"},
    {"enums", "SELECT count(*) FROM pg_type t WHERE typtype = 'e' AND ours(t.oid, 'pg_type', typnamespace)"},
    {"triggers",
     "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND tgparentid = 0 "
     "AND ours(c.oid, 'pg_class', relnamespace)"},
    {"policies", "SELECT count(*) FROM pg_policy"},
};

class LoadCorpus : public ::testing::TestWithParam<schema> {};

TEST_P(LoadCorpus, GivesWhatPsqlGives) {
    TENON_NEEDS_CORPUS();
    const auto& wanted = GetParam();
    TENON_NEEDS_POSTGRES(15, wanted.extensions);
    const auto root = *support::corpus();
    auto session = tests::fresh_database();
    diagnostics problems;
    std::vector<std::string> last;
    const load_options options{.extensions = wanted.extensions,
                               .powerful_roles = true,
                               .at_end = [&](std::string statement) { last.push_back(std::move(statement)); }};
    const sql::variables values{{"DBNAME", session.database()}, {"PGUSER", session.user()}};
    std::vector<sql::script> scripts;
    for (const auto& file : files_of(wanted, root)) scripts.push_back(sql::read_script(file, values, problems));
    load(session, scripts, problems, options);
    int errors = 0;
    for (const auto& item : problems.items()) {
        if (item.severity != severity::error) continue;
        ++errors;
        ADD_FAILURE() << item.where.file << ":" << item.where.line << ":" << item.where.column << ": " << item.message;
        if (errors > 10) break;
    }

    session.execute("CREATE SCHEMA counting");
    session.execute(
        "CREATE FUNCTION counting.ours(oid, regclass, oid) RETURNS bool STABLE LANGUAGE sql AS $$ SELECT "
        "$3::regnamespace::text !~ '^(pg_|information_schema$|counting$)' AND NOT EXISTS (SELECT FROM pg_depend d "
        "WHERE d.classid = $2 AND d.objid = $1 AND d.deptype = 'e') $$");
    session.execute("SET search_path = counting, pg_catalog");
    const auto expected = json::parse(read_file(root / "counts.json")).at(wanted.name).as_object();
    for (const auto& [name, query] : counts) {
        const auto* number = expected.if_contains(name);
        EXPECT_EQ(session.execute(query).integer(0, 0), number ? number->as_int64() : 0) << name;
    }
    const auto database = session.database();
    { const auto closing = std::move(session); }
    tests::server().drop_database(database);
    for (const auto& statement : last) {
        try {
            tests::server().administration().execute(statement);
        } catch (const database_error&) {
            // A role that others depend on goes with them.
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Schemas, LoadCorpus, ::testing::ValuesIn(schemas()),
                         [](const auto& test) { return replace_all(test.param.name, "-", "_"); });

}  // namespace
}  // namespace tenon::postgres
