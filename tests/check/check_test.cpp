// SPDX-License-Identifier: Apache-2.0
// What `tenon check` leaves alone, and how it ends; what it finds is shown with the defects.
#include "support/process.hpp"
#include "support/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::check {
namespace {

class Check : public testing::Test {
protected:
    void SetUp() override { TENON_NEEDS_POSTGRES(15); }

    support::finished check(const std::string& sql, const std::vector<std::string>& more = {}) {
        folder_.write("schema.sql", sql);
        std::vector<std::string> words = {"check", "schema.sql", "--postgres", "15"};
        words.insert(words.end(), more.begin(), more.end());
        return support::run_tenon(words, {.folder = folder_.path()});
    }

    support::temporary_folder folder_;
};

TEST_F(Check, IndexesThatHaveWorkOfTheirOwn) {
    const auto end = check(R"(
CREATE TABLE tasks (id bigint PRIMARY KEY, state text, code text, points integer[], due date);
CREATE INDEX by_code ON tasks (code);
CREATE INDEX open_by_code ON tasks (code) WHERE state = 'open';      -- smaller
CREATE INDEX by_code_lower ON tasks (lower(code));                   -- another key
CREATE INDEX by_code_pattern ON tasks (code text_pattern_ops);       -- another operator class
CREATE INDEX by_code_with ON tasks (code) INCLUDE (state);           -- an index-only scan
CREATE UNIQUE INDEX one_of_day ON tasks (code, due);                 -- a rule
CREATE INDEX by_points ON tasks USING gin (points);                  -- another method
CREATE INDEX by_due ON tasks (due);                                  -- no left part of one_of_day
CREATE INDEX newest ON tasks (state, due DESC);
CREATE INDEX oldest ON tasks (state, due);                           -- another order
)");
    EXPECT_EQ(end.out,
              "schema.sql:3:14: warning: index public.by_code on code serves nothing: index public.by_code_with is "
              "there, and it has the same keys [TN3601]\n"
              "    3 | CREATE INDEX by_code ON tasks (code);\n"
              "      |              ^\n"
              "  hint: drop it: each write keeps both\n")
        << "the one that has more";
    EXPECT_EQ(end.exit, 1);
}

TEST_F(Check, PartialIndexesBesideAUniqueOneServeNothing) {
    const auto end = check(R"(
CREATE TABLE tasks (id bigint PRIMARY KEY, code text UNIQUE, points integer);
CREATE INDEX worth_something ON tasks (code) WHERE points > 0;
CREATE INDEX worth_much ON tasks (code, points) WHERE points > 9;    -- a key more
)");
    EXPECT_EQ(end.out,
              "schema.sql:3:14: warning: index public.worth_something on code serves nothing: constraint "
              "public.tasks.tasks_code_key is there, and the constraint has an index with the same keys [TN3601]\n"
              "    3 | CREATE INDEX worth_something ON tasks (code) WHERE points > 0;\n"
              "      |              ^\n"
              "  hint: drop it: each write keeps both\n");
    EXPECT_EQ(end.exit, 1);
}

TEST_F(Check, TheLastWordOfANameSaysWhatItHolds) {
    const auto end = check(R"(
CREATE TABLE people (id bigint PRIMARY KEY,
    reset_password_token text,
    token_password text);
)");
    EXPECT_EQ(end.out,
              "schema.sql:3:5: warning: column public.people.reset_password_token is named like a secret and kept as "
              "plain text: who reads the table, or a backup of it, can use it [TN3604]\n"
              "    3 |     reset_password_token text,\n      |     ^\n"
              "  hint: keep its SHA-256 in a column of type bytea\n"
              "schema.sql:3:5: warning: column public.people.reset_password_token is not unique: two rows may have the "
              "same one [TN3605]\n"
              "    3 |     reset_password_token text,\n      |     ^\n"
              "  hint: add UNIQUE\n"
              "schema.sql:4:5: warning: column public.people.token_password is named like a secret and kept as plain "
              "text: who reads the table, or a backup of it, can use it [TN3604]\n"
              "    4 |     token_password text);\n      |     ^\n"
              "  hint: keep an Argon2id hash of it\n");
    EXPECT_EQ(end.exit, 1);
}

TEST_F(Check, OfTwoEqualIndexesOneStays) {
    const auto end = check(R"(
CREATE TABLE tasks (id bigint PRIMARY KEY, state text, is_open boolean, due date);
CREATE INDEX a ON tasks (due);
CREATE INDEX b ON tasks (due);
CREATE INDEX c ON tasks (is_open, due);
CREATE INDEX d ON tasks (due) WHERE is_open;
)");
    EXPECT_THAT(end.out, testing::HasSubstr("index public.b on due serves nothing: index public.a is there"));
    EXPECT_THAT(end.out, testing::Not(testing::HasSubstr("index public.a on due")));
    EXPECT_THAT(end.out, testing::HasSubstr("index public.d on due serves nothing: index public.c is there, and its "
                                            "keys begin with is_open, due"));
}

TEST_F(Check, TimesThatATriggerKeeps) {
    const auto end = check(R"(
CREATE TABLE a (id bigint PRIMARY KEY, updated_at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW."updated_at" := now(); RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE b (id bigint PRIMARY KEY, modified_at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], now())); RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON b FOR EACH ROW EXECUTE FUNCTION stamp('modified_at');
CREATE TABLE c (id bigint PRIMARY KEY, updated_at timestamptz, changed_at timestamptz NOT NULL);
CREATE TABLE d (id bigint, at date NOT NULL, updated_at timestamptz NOT NULL DEFAULT now()) PARTITION BY RANGE (at);
CREATE TABLE d_rest PARTITION OF d DEFAULT;
CREATE TRIGGER touch BEFORE UPDATE ON d FOR EACH ROW EXECUTE FUNCTION touch();
)");
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.exit, 0);
    EXPECT_EQ(end.err, "5 tables looked at, 0 findings\n");
}

TEST_F(Check, ATriggerThatComesTooLateKeepsNothing) {
    const auto end = check(R"(
CREATE TABLE a (id bigint PRIMARY KEY, updated_at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at := now(); RETURN NEW; END';
CREATE TRIGGER touch AFTER UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
)");
    EXPECT_THAT(end.out, testing::HasSubstr("[TN3603]"));
}

TEST_F(Check, SecretsThatAreNone) {
    const auto end = check(R"(
CREATE TABLE people (
    id bigint PRIMARY KEY,
    password_hash text NOT NULL,
    secret text NOT NULL CHECK (secret ~ '^\$argon2id\$'),
    token_type text NOT NULL,
    reset_token bytea UNIQUE,
    token_count integer NOT NULL,
    password_changed_at timestamptz
);
)");
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.exit, 0);
}

TEST_F(Check, APasswordInPlainText) {
    const auto end = check("CREATE TABLE people (id bigint PRIMARY KEY, password varchar(80) NOT NULL);\n");
    EXPECT_EQ(end.out,
              "schema.sql:1:45: warning: column public.people.password is named like a secret and kept as plain text: "
              "who reads the table, or a backup of it, can use it [TN3604]\n"
              "    1 | CREATE TABLE people (id bigint PRIMARY KEY, password varchar(80) NOT NULL);\n"
              "      |                                             ^\n"
              "  hint: keep an Argon2id hash of it\n");
}

TEST_F(Check, SpeaksJson) {
    const auto end =
        check("CREATE TABLE a (id bigint PRIMARY KEY, updated_at timestamptz NOT NULL);\n", {"--format", "json"});
    EXPECT_EQ(end.exit, 1);
    EXPECT_THAT(end.out, testing::StartsWith(R"({"ok":false,"findings":[
  {"code":"TN3602","severity":"warning","file":"schema.sql","line":1,"column":40,"message":)"));
}

}  // namespace
}  // namespace tenon::check
