// SPDX-License-Identifier: Apache-2.0
// Every schema of the corpus is loaded as its README says, and what is there afterwards is counted.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/load.hpp"
#include "support/corpus_schemas.hpp"
#include "support/servers.hpp"

#include <boost/json.hpp>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

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

class LoadCorpus : public ::testing::TestWithParam<tests::corpus_schema> {};

TEST_P(LoadCorpus, GivesWhatPsqlGives) {
    TENON_NEEDS_CORPUS();
    const auto& wanted = GetParam();
    TENON_NEEDS_POSTGRES(15, wanted.extensions);
    const auto root = *support::corpus();
    auto session = tests::fresh_database();
    const auto last = tests::load_corpus_schema(wanted, session);

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

INSTANTIATE_TEST_SUITE_P(Schemas, LoadCorpus, ::testing::ValuesIn(tests::corpus_schemas()),
                         [](const auto& test) { return test.param.test_name(); });

}  // namespace
}  // namespace tenon::postgres
