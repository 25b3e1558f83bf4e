// SPDX-License-Identifier: Apache-2.0
#include "sql/ddl.hpp"

// What the written schemas of tests/diff/testdata cannot show: borders between majors, texts of drafts, secrets.
namespace tenon::sql {
namespace {

TEST(Ddl, TakesAwayParenthesesAroundTheWhole) {
    EXPECT_EQ(without_parentheses("(a > 0)"), "a > 0");
    EXPECT_EQ(without_parentheses("((a > 0))"), "a > 0");
    EXPECT_EQ(without_parentheses("(a > 0) AND (b > 0)"), "(a > 0) AND (b > 0)");
    EXPECT_EQ(without_parentheses("(a = ')') OR (b = '(')"), "(a = ')') OR (b = '(')");
    EXPECT_EQ(without_parentheses("(\"odd)\" > 0)"), "\"odd)\" > 0");
    EXPECT_EQ(without_parentheses(" a "), "a");
}

TEST(Ddl, PutsADefaultInParenthesesWhenTheGrammarWantsIt) {
    for (const auto* bare : {"0", "now()", "'a and b'::text", "'x'::character varying", "(a IS NULL)", "ARRAY[1, 2]",
                             "CURRENT_TIMESTAMP", "-1", "'{}'::text[]", "1 + 2"}) {
        EXPECT_EQ(default_expression(bare), bare);
    }
    EXPECT_EQ(default_expression("now() at time zone 'utc'"), "(now() at time zone 'utc')");
    EXPECT_EQ(default_expression("not true"), "(not true)");
    EXPECT_EQ(default_expression("'a' collate \"C\""), "('a' collate \"C\")");
}

TEST(Ddl, QuotesTheValuesOfStorageParameters) {
    EXPECT_EQ(storage_parameters({{"fillfactor", "70"}, {"toast.autovacuum_enabled", "false"}}),
              "fillfactor = 70, toast.autovacuum_enabled = false");
    EXPECT_EQ(storage_parameters({{"n_distinct", "-0.5"}, {"note", "it's"}}), "n_distinct = -0.5, note = 'it''s'");
}

TEST(Ddl, NeverWritesASecret) {
    catalog::user_mapping mapping;
    mapping.server = "s";
    mapping.options = {{"user", "u"}};
    mapping.secrets = {{"password", "5f4dcc3b5aa765d61d8327deb882cf99"}};
    EXPECT_EQ(create(mapping, 15),
              "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password '<secret>', \"user\" 'u')");
    catalog::subscription subscription;
    subscription.name = "s";
    subscription.connection = "host=h dbname=d";
    subscription.secrets = {{"password", "5f4dcc3b5aa765d61d8327deb882cf99"}};
    subscription.publications = {"p"};
    EXPECT_EQ(create(subscription, 15),
              "CREATE SUBSCRIPTION s CONNECTION 'host=h dbname=d password=''<secret>''' PUBLICATION p WITH (connect = "
              "false, slot_name = NONE)");
}

TEST(Ddl, QuotesTheNamesInASearchPathOneByOne) {
    catalog::function function;
    function.name = {"public", "f"};
    function.returns = "integer";
    function.language = "sql";
    function.body = "select 1";
    function.configuration = {"search_path=pg_catalog, \"$user\", \"a\"\"b\"", "work_mem=8MB", "tenon.actor=a b",
                              "search_path=\"\""};
    EXPECT_EQ(create(function, 15), R"(CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    SET search_path TO pg_catalog, "$user", "a""b"
    SET work_mem TO '8MB'
    SET tenon.actor TO 'a b'
    SET search_path TO ''
    AS $$select 1$$)");
}

TEST(Ddl, LeavesOutWhatAMajorDoesNotHave) {
    catalog::index index;
    index.name = {"s", "i"};
    index.table = {"s", "t"};
    index.keys.emplace_back().column = "a";
    index.unique = true;
    index.nulls_not_distinct = true;
    EXPECT_EQ(create(index, 15), "CREATE UNIQUE INDEX i ON s.t (a) NULLS NOT DISTINCT");
    EXPECT_EQ(create(index, 14), "CREATE UNIQUE INDEX i ON s.t (a)");

    catalog::publication publication;
    publication.name = "p";
    publication.tables = {{{"s", "t"}, {"a"}, "(a > 1)"}};
    publication.schemas = {"other"};
    publication.generated_columns = catalog::published_generated::stored;
    EXPECT_EQ(create(publication, 18),
              "CREATE PUBLICATION p FOR TABLE ONLY s.t (a) WHERE (a > 1), TABLES IN SCHEMA other WITH "
              "(publish_generated_columns = stored)");
    EXPECT_EQ(create(publication, 15),
              "CREATE PUBLICATION p FOR TABLE ONLY s.t (a) WHERE (a > 1), TABLES IN SCHEMA other");
    EXPECT_EQ(create(publication, 14), "CREATE PUBLICATION p FOR TABLE ONLY s.t");

    catalog::view view;
    view.name = {"s", "v"};
    view.definition = " SELECT 1 AS n";
    view.options = {{"security_invoker", "true"}};
    EXPECT_EQ(create(view, 15), "CREATE VIEW s.v WITH (security_invoker = true) AS\n SELECT 1 AS n");
    EXPECT_EQ(create(view, 14), "CREATE VIEW s.v AS\n SELECT 1 AS n");
}

TEST(Ddl, StatesMembershipsAsEachMajorDoes) {
    const catalog::role_membership membership{"readers", "ann", "", true, false, true};
    EXPECT_EQ(create(membership, 16), "GRANT readers TO ann WITH ADMIN TRUE, INHERIT FALSE");
    EXPECT_EQ(create(membership, 15), "GRANT readers TO ann WITH ADMIN OPTION");
    EXPECT_EQ(drop(membership), "REVOKE readers FROM ann");
}

TEST(Ddl, PutsTheTablespaceOfAnExclusionBeforeItsCondition) {
    catalog::constraint constraint;
    constraint.table = {"s", "t"};
    constraint.name = "c";
    constraint.kind = catalog::constraint_kind::exclusion;
    constraint.expression = "USING gist (a WITH =, (\"where\" || 'where') WITH &&) WHERE ((a > 0))";
    constraint.index_tablespace = "fast";
    constraint.deferrable = true;
    EXPECT_EQ(
        create(constraint, 15),
        "ALTER TABLE s.t ADD CONSTRAINT c EXCLUDE USING gist (a WITH =, (\"where\" || 'where') WITH &&) USING INDEX "
        "TABLESPACE fast WHERE ((a > 0)) DEFERRABLE");
}

TEST(Ddl, KeepsThePlaceholderOfAViewFreeOfItsCheck) {
    catalog::view view;
    view.name = {"s", "v"};
    view.columns.emplace_back().name = "a";
    view.columns[0].type = "character varying(3)";
    view.definition = " SELECT t.a FROM s.t";
    view.options = {{"check_option", "local"}, {"security_barrier", "true"}};
    EXPECT_EQ(create_placeholder(view),
              "CREATE VIEW s.v WITH (security_barrier = true) AS\nSELECT\n    NULL::character varying(3) AS a");
    EXPECT_EQ(
        replace(view, 15),
        "CREATE OR REPLACE VIEW s.v WITH (check_option = local, security_barrier = true) AS\n SELECT t.a FROM s.t");
}

}  // namespace
}  // namespace tenon::sql
