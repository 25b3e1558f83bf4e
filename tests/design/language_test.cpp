// SPDX-License-Identifier: Apache-2.0
// What the words of the language mean: for each a row that the database takes, and one that it refuses.
#include "design/on_server.hpp"

namespace tenon::design {
namespace {

/// A document, something that holds, something that does not and the SQLSTATE of the answer.
struct meaning {
    const char* name;
    std::string document;
    std::string accepted;
    std::string refused;
    std::string sqlstate;
};

void PrintTo(const meaning& of, std::ostream* out) {
    *out << of.name;
}

/// An entity T of one attribute, with what else it has, and rows of it.
meaning attribute(const char* name, const std::string& written, const std::string& good, const std::string& bad,
                  const std::string& sqlstate = "23514", const std::string& more = {}) {
    return {name, "entities:\n  T:\n    attributes:\n      a: " + written + "\n" + more,
            "INSERT INTO ts (a) VALUES (" + good + ")", "INSERT INTO ts (a) VALUES (" + bad + ")", sqlstate};
}

const std::string blank28 = "decode(repeat('00', 28), 'hex')";

std::vector<meaning> meanings() {
    return {
        attribute("required", "text", "'x'", "NULL", "23502"),
        attribute("length_of_text", "text(3)", "'abc'", "'abcd'", "22001"),
        attribute("in_is_inclusive", "integer in 1..5", "1), (5", "6"),
        attribute("in_from_below", "integer in 1..5", "3", "0"),
        attribute("at_least", "integer >= 2", "2", "1"),
        attribute("above", "decimal(5,2) > 2", "2.01", "2"),
        attribute("at_most", "integer <= 2", "2", "3"),
        attribute("below", "integer < 2", "1", "2"),
        attribute("not_equal", "text != 'x'", "'y'", "'x'"),
        attribute("two_comparisons", "integer > 0 < 10", "9", "10"),
        attribute("matches", "text matches '^[A-Z]+$'", "'ABC'", "'abc'"),
        attribute("matches_keeps_quotes", "\"text matches '^it''s$'\"", "'it''s'", "'its'"),
        attribute("length_at_least", "text length >= 3", "'abc'", "'ab'"),
        attribute("length_at_most", "text length <= 3", "'äöü'", "'abcd'"),
        attribute("null_passes_conditions", "integer? in 1..5", "NULL", "9"),
        attribute("decimal_digits", "decimal(5,2)", "999.99", "1000", "22003"),
        attribute("money_has_cents", "money", "99999999.99", "100000000", "22003"),
        attribute("email_has_a_form", "email", "'a@example.org'", "'example.org'"),
        attribute("email_is_compared_without_case", "email unique", "'a@example.org'", "'A@EXAMPLE.org'", "23505"),
        attribute("url_has_a_scheme", "url", "'https://example.org/x?y=z'", "'example.org'"),
        attribute("enumeration", "one of [good, bad]", "'good'", "'so so'", "22P02"),
        attribute("enumeration_array", "one of [good, bad][]", "'{good,bad}'", "'{good,ugly}'", "22P02"),
        attribute("array", "integer[]", "'{1,2}'", "'{a}'", "22P02"),
        attribute("email_array", "email[]", "'{a@example.org}'", "'{a@example.org,b}'"),
        attribute("date_range", "range(date)", "'[2026-01-01,2026-02-01)'", "'[2026-02-01,2026-01-01)'", "22000"),
        attribute("timestamp_range", "range(timestamp)", "'[2026-01-01,)'", "'[x,)'", "22007"),
        attribute("unique", "text unique", "'x'", "'x'", "23505"),
        attribute("unique_allows_nulls", "text? unique", "NULL), (NULL), ('x'", "'x'", "23505"),
        attribute("json_is_json", "json", "'{\"a\": 1}'", "'{a: 1}'", "22P02"),
        attribute("inet", "inet", "'10.0.0.1/8'", "'10.0.0'", "22P02"),
        {"token_is_a_digest", "entities: {T: {attributes: {a: token}}}\n",
         "INSERT INTO ts (a, a_expires_at) VALUES (sha256('x'), now())",
         "INSERT INTO ts (a, a_expires_at) VALUES ('\\x00', now())", "23514"},
        {"nulls_equal",
         "entities:\n  T:\n    attributes: {a: \"text?\", b: text}\n    unique: [{of: [a, b], nulls: equal}]\n",
         "INSERT INTO ts (b) VALUES ('x')", "INSERT INTO ts (b) VALUES ('x')", "23505"},
        {"unique_where",
         "entities:\n  T:\n    attributes: {a: text, open: boolean}\n    unique: [{of: [a], where: open}]\n",
         "INSERT INTO ts (a, open) VALUES ('x', false), ('x', false), ('x', true)",
         "INSERT INTO ts (a, open) VALUES ('x', true)", "23505"},
        {"exclude",
         "entities:\n  T:\n    attributes: {room: integer, during: range(timestamp)}\n    exclude: [{of: [room =, "
         "during "
         "&&]}]\n",
         "INSERT INTO ts (room, during) VALUES (1, '[2026-01-01,2026-01-02)'), (1, '[2026-01-02,2026-01-03)'), (2, "
         "'[2026-01-01,2026-01-02)')",
         "INSERT INTO ts (room, during) VALUES (1, '[2026-01-01 12:00,2026-01-01 13:00)')", "23P01"},
        {"exactly_one_of_none",
         "conventions: identity\nentities:\n  A: {attributes: {n: text}}\n  B: {attributes: {n: text}}\n  T:\n    "
         "attributes: {n: text}\n    belongs_to: {a: \"A?\", b: \"B?\"}\n    exactly_one_of: [a, b]\n",
         "INSERT INTO \"as\" (id, n) VALUES (1, 'x'); INSERT INTO bs (id, n) VALUES (1, 'x'); INSERT INTO ts (n, a_id) "
         "VALUES ('x', 1); INSERT INTO ts (n, b_id) VALUES ('x', 1)",
         "INSERT INTO ts (n) VALUES ('x')", "23514"},
        {"exactly_one_of_both",
         "conventions: identity\nentities:\n  A: {attributes: {n: text}}\n  B: {attributes: {n: text}}\n  T:\n    "
         "attributes: {n: text}\n    belongs_to: {a: \"A?\", b: \"B?\"}\n    exactly_one_of: [a, b]\n",
         "INSERT INTO \"as\" (id, n) VALUES (1, 'x'); INSERT INTO bs (id, n) VALUES (1, 'x'); INSERT INTO ts (n, a_id) "
         "VALUES ('x', 1)",
         "INSERT INTO ts (n, a_id, b_id) VALUES ('x', 1, 1)", "23514"},
        {"optional_reference_to_a_composite_key",
         "conventions: identity\nentities:\n  Plan:\n    key: [code, part]\n    attributes: {code: text, part: "
         "integer}\n  "
         "T:\n    attributes: {n: text}\n    belongs_to: {plan: \"Plan?\"}\n",
         "INSERT INTO plans (code, part) VALUES ('a', 1); INSERT INTO ts (n, plan_code, plan_part) VALUES ('x', 'a', "
         "1), "
         "('y', NULL, NULL)",
         "INSERT INTO ts (n, plan_code) VALUES ('x', 'a')", "23503"},
        {"optional_reference_of_a_tenant",
         "conventions: identity\nentities:\n  Firm: {attributes: {name: text}}\n  Plan:\n    key: [code, part]\n    "
         "attributes: {code: text, part: integer}\n    belongs_to: {firm: Firm}\n    behaviours: {tenant_scoped: {by: "
         "firm}}\n  T:\n    attributes: {n: text}\n    belongs_to: {firm: Firm, plan: \"Plan?\"}\n    behaviours: "
         "{tenant_scoped: {by: firm}}\n",
         "INSERT INTO firms (id, name) VALUES (1, 'f'); INSERT INTO plans (firm_id, code, part) VALUES (1, 'a', 1); "
         "INSERT INTO ts (n, firm_id, plan_code, plan_part) VALUES ('x', 1, 'a', 1), ('y', 1, NULL, NULL)",
         "INSERT INTO ts (n, firm_id, plan_code) VALUES ('x', 1, 'a')", "23514"},
        {"composite_fields",
         "types: {place: {x: \"decimal(9,4)\", y: float, layer: \"integer?\"}}\nentities:\n  T: {attributes: {a: "
         "place}}\n",
         "INSERT INTO ts (a) VALUES (row(1, 2, NULL))", "INSERT INTO ts (a) VALUES (row(NULL, 2, 3))", "23514"},
        {"composite_may_be_missing",
         "types: {place: {x: integer, y: integer}}\nentities:\n  T: {attributes: {a: \"place?\"}}\n",
         "INSERT INTO ts (a) VALUES (NULL)", "INSERT INTO ts (a) VALUES (row(1, NULL))", "23514"},
        {"rule", "entities:\n  T:\n    attributes: {a: integer, b: integer}\n    rules: {in_order: a < b}\n",
         "INSERT INTO ts (a, b) VALUES (1, 2)", "INSERT INTO ts (a, b) VALUES (2, 2)", "23514"},
        {"has_one",
         "conventions: identity\nentities:\n  T:\n    attributes: {n: text}\n    has_one: {profile: Profile}\n  "
         "Profile: {attributes: {n: text}}\n",
         "INSERT INTO ts (id, n) VALUES (1, 'x'); INSERT INTO profiles (n, t_id) VALUES ('x', 1)",
         "INSERT INTO profiles (n, t_id) VALUES ('x', 1)", "23505"},
        {"immutable", "entities: {T: {attributes: {a: text immutable, b: text}}}\n",
         "INSERT INTO ts (a, b) VALUES ('x', 'y'); UPDATE ts SET b = 'z'", "UPDATE ts SET a = 'z'", "23514"},
        {"computed_is_not_written", "entities: {T: {attributes: {a: text}, computed: {b: text = upper(a)}}}\n",
         "INSERT INTO ts (a) VALUES ('x')", "INSERT INTO ts (a, b) VALUES ('x', 'y')", "428C9"},
        {"findable", "entities: {T: {attributes: {a: \"encrypted(text) findable unique\"}}}\n",
         "INSERT INTO ts (a, a_key_id, a_blind) VALUES (" + blank28 + ", 1, sha256('x'))",
         "INSERT INTO ts (a, a_key_id, a_blind) VALUES (" + blank28 + ", 1, sha256('x'))", "23505"},
        {"encrypted_is_no_clear_text", "entities: {T: {attributes: {a: encrypted(text)}}}\n",
         "INSERT INTO ts (a, a_key_id) VALUES (" + blank28 + ", 1)", "INSERT INTO ts (a, a_key_id) VALUES ('clear', 1)",
         "23514"},
        {"json_schema",
         "entities:\n  T:\n    attributes:\n      a:\n        type: json\n        schema: {type: object, required: "
         "[class], properties: {class: {enum: [A, B]}}}\n",
         "INSERT INTO ts (a) VALUES ('{\"class\": \"A\"}')", "INSERT INTO ts (a) VALUES ('{\"klass\": \"A\"}')",
         "23514"},
        {"json_schema_values",
         "entities:\n  T:\n    attributes:\n      a:\n        type: json\n        schema: {type: object, properties: "
         "{class: {enum: [A, B]}}}\n",
         "INSERT INTO ts (a) VALUES ('{}')", "INSERT INTO ts (a) VALUES ('{\"class\": \"C\"}')", "23514"},
    };
}

class language : public on_server, public ::testing::WithParamInterface<meaning> {};

TEST_P(language, means_what_it_says) {
    const auto& of = GetParam();
    auto& db = make(of.document);
    EXPECT_EQ(answer(db, of.accepted), "accepted") << of.document;
    const auto said = answer(db, of.refused);
    EXPECT_EQ(said.substr(0, said.find(':')), of.sqlstate) << of.document << of.refused << "\n" << said;
}

INSTANTIATE_TEST_SUITE_P(words, language, ::testing::ValuesIn(meanings()),
                         [](const auto& info) { return std::string(info.param.name); });

using meaning_of = on_server;

TEST_F(meaning_of, computed_columns_and_defaults) {
    auto& db = make(R"(entities:
  T:
    attributes:
      a: text
      n: integer = 7
      ok: boolean = true
      day: date = today
      at: timestamp = now
      state: one of [open, done] = open
      tags: text[] = '{x,y}'
      twice: integer = (3 * 4)
    computed:
      label: text = a || ' (' || n || ')'
)");
    db.run("INSERT INTO ts (a) VALUES ('x')");
    EXPECT_EQ(
        value(db,
              "SELECT label || ' ' || ok || ' ' || (day = current_date) || ' ' || (at <= now()) || ' ' || state || "
              "' ' || tags[2] || ' ' || twice FROM ts"),
        "x (7) true true true open y 12");
    db.run("UPDATE ts SET n = 8");
    EXPECT_EQ(value(db, "SELECT label FROM ts"), "x (8)");
}

TEST_F(meaning_of, indexes_are_in_the_catalog_as_written) {
    auto& db = make(R"(entities:
  T:
    attributes: {state: text, start_date: date, name: text, word: text indexed}
    index:
      - {of: [state, start_date desc], where: state = 'active', include: [name], reason: dashboard}
      - {of: [name], using: hash, reason: lookup}
)");
    EXPECT_EQ(
        value(db,
              "SELECT string_agg(indexdef, E'\\n' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'ts' AND "
              "indexname NOT LIKE 'pk%'"),
        "CREATE INDEX idx_ts_name ON public.ts USING hash (name)\n"
        "CREATE INDEX idx_ts_state_start_date ON public.ts USING btree (state, start_date DESC) INCLUDE (name) WHERE "
        "(state = 'active'::text)\n"
        "CREATE INDEX idx_ts_word ON public.ts USING btree (word)");
}

TEST_F(meaning_of, access_is_what_is_granted_and_no_more) {
    const auto writer = role("writer"), reader = role("reader");
    auto& db = make("roles: {" + writer + ": Writes., " + reader + ": Reads.}\n" + R"(entities:
  T:
    attributes: {a: text, pay: money}
    access: {)" + writer +
                    ": [read, insert], " + reader + R"(: {read: [a]}}
  U: {attributes: {a: text}}
)");
    const auto may = [&](const std::string& who, const std::string& what, const std::string& table) {
        return value(db, fmt::format("SELECT has_table_privilege('{}', '{}', '{}')", who, table, what));
    };
    EXPECT_EQ(may(writer, "SELECT", "ts") + may(writer, "INSERT", "ts"), "tt");
    EXPECT_EQ(may(writer, "UPDATE", "ts") + may(writer, "DELETE", "ts") + may(writer, "TRUNCATE", "ts"), "fff");
    EXPECT_EQ(may(reader, "SELECT", "ts") + may(writer, "SELECT", "us"), "ff");
    EXPECT_EQ(answer(db, "SET ROLE " + reader + "; SELECT a FROM ts"), "accepted");
    EXPECT_EQ(answer(db, "SELECT pay FROM ts"), "42501: permission denied for table ts");
    EXPECT_EQ(answer(db, "RESET ROLE; SET ROLE " + writer + "; INSERT INTO ts (a, pay) VALUES ('x', 1)"), "accepted");
    EXPECT_EQ(answer(db, "DELETE FROM ts"), "42501: permission denied for table ts");
}

TEST_F(meaning_of, materialized_views_are_refreshed_beside_their_readers) {
    auto& db = make(R"(entities:
  T: {attributes: {state: text}}
views:
  StateCount:
    sql: SELECT state, count(*) AS rows FROM ts GROUP BY state
    materialized: true
    refresh: 5 min
    key: [state]
)");
    db.run("INSERT INTO ts (state) VALUES ('a'), ('a')");
    EXPECT_EQ(value(db, "SELECT count(*) FROM state_counts"), "0") << "it was filled while that cost nothing";
    EXPECT_EQ(answer(db, "REFRESH MATERIALIZED VIEW CONCURRENTLY state_counts"), "accepted") << "its key is unique";
    EXPECT_EQ(value(db, "SELECT rows FROM state_counts"), "2");
}

TEST_F(meaning_of, materialized_views_are_filled_after_those_that_they_read) {
    auto& db = make(R"(entities:
  T: {attributes: {state: "one of [a, b]"}}
views:
  ZCount: {sql: "SELECT sum(rows) AS rows FROM a_counts", materialized: true}
  ACount: {sql: "SELECT count(*) AS rows FROM ts", materialized: true}
sql: |
  INSERT INTO ts (state) VALUES ('a'), ('b')
)");
    EXPECT_EQ(value(db, "SELECT rows FROM a_counts"), "2") << "after the rows of sql";
    EXPECT_EQ(value(db, "SELECT rows FROM z_counts"), "2");
}

using live_view = on_majors;

TEST_P(live_view, is_read_by_who_may_read_the_entity_and_shows_their_rows) {
    const auto reader = role("reader"), writer = role("writer"), other = role("other");
    auto& db =
        make("conventions: identity\nroles: {" + reader + ": Reads., " + writer + ": Writes., " + other + ": Some.}\n" +
             R"(entities:
  Tenant: {attributes: {name: text}}
  Task:
    attributes: {title: text, note: text}
    belongs_to: {tenant: Tenant}
    behaviours: {tenant_scoped: {}, soft_delete: {view: live_tasks}}
    access: {)" +
             reader + ": [read], " + writer + ": [insert], " + other + ": {read: [title]}}\n");
    db.run("INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two')");
    db.run(
        "INSERT INTO tasks (title, note, tenant_id, deleted_at) VALUES ('a', 'n', 1, NULL), ('gone', 'n', 1, now()), "
        "('b', 'n', 2, NULL)");
    const auto as = [&](const std::string& who) {
        db.run("RESET ROLE; SET ROLE " + who);
        try {
            return value(db, "SELECT string_agg(title, ' ') FROM live_tasks");
        } catch (const postgres::database_error& refused) {
            return refused.message().message;
        }
    };
    EXPECT_EQ(as(reader), "null") << "no tenant, no rows";
    db.run("SET tenon.tenant = '1'");
    EXPECT_EQ(as(reader), "a") << "though the view belongs to a superuser";
    db.run("SET tenon.tenant = '2'");
    EXPECT_EQ(as(reader), "b");
    EXPECT_EQ(as(writer), "permission denied for view live_tasks");
    EXPECT_EQ(as(other), "permission denied for view live_tasks") << "it shows every column";
}

TEST_P(live_view, shows_hashes_of_passwords_to_who_is_given_them_by_name) {
    const auto reader = role("reader"), verifier = role("verifier"), auditor = role("auditor");
    auto& db = make("conventions: identity\nroles: {" + reader + ": Reads., " + verifier + ": Signs in., " + auditor +
                    ": Audits.}\n" +
                    R"(entities:
  Account:
    attributes: {name: text, passPhrase: "password?"}
    behaviours: {soft_delete: {view: live_accounts}, versioned: {}, audited: {readers: [)" +
                    auditor + R"(]}}
    access: {)" + reader +
                    ": [read, update], " + verifier + ": {read: [name, passPhrase]}}\n");
    db.run("SELECT set_config('tenon.actor', 'ada', false)");
    const std::string hash = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQwMDAw$" + std::string(43, 'A');
    db.run("INSERT INTO accounts (name, pass_phrase) VALUES ('ada', '" + hash + "'); UPDATE accounts SET name = 'bob'");
    const auto as = [&](const std::string& who, const std::string& query) {
        db.run("RESET ROLE; SET ROLE " + who);
        const auto said = answer(db, query);
        return said == "accepted" ? value(db, query) : said;
    };
    EXPECT_EQ(as(reader, "SELECT name FROM accounts WHERE id = 1"), "bob");
    EXPECT_EQ(as(reader, "SELECT count(*) FROM accounts"), "1");
    EXPECT_EQ(as(reader, "SELECT name FROM live_accounts"), "bob");
    EXPECT_EQ(as(reader, "SELECT name FROM accounts_history"), "ada");
    EXPECT_EQ(as(reader, "SELECT pass_phrase FROM accounts"), "42501: permission denied for table accounts");
    EXPECT_EQ(as(reader, "SELECT pass_phrase FROM live_accounts"), "42703: column \"pass_phrase\" does not exist");
    EXPECT_EQ(as(reader, "SELECT pass_phrase FROM accounts_history"),
              "42501: permission denied for table accounts_history");
    EXPECT_EQ(as(verifier, "SELECT pass_phrase FROM accounts WHERE name = 'bob'"), hash);
    EXPECT_EQ(as(auditor, "SELECT new ->> 'pass_phrase' FROM tenon_audit WHERE operation = 'INSERT'"), hash)
        << "the log tells who changed it, to whom the document names";
    db.run("RESET ROLE; SET ROLE " + reader);
    EXPECT_EQ(answer(db, "UPDATE accounts SET pass_phrase = NULL WHERE id = 1"), "accepted") << "it may be changed";
}

INSTANTIATE_TEST_SUITE_P(majors, live_view, ::testing::Values(14, 15, 18), major_name);

}  // namespace
}  // namespace tenon::design
