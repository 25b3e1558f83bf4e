// SPDX-License-Identifier: Apache-2.0
#include "postgres/load.hpp"

#include "sql/quote.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <random>

namespace tenon::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> told(diagnostics problems) {
    problems.sort();
    std::vector<std::string> out;
    for (const auto& item : problems.items()) {
        out.push_back(fmt::format("{}:{}:{}: {}: {} [{}] | {}", item.where.file, item.where.line, item.where.column,
                                  to_string(item.severity), item.message, to_string(item.code), item.hint));
    }
    return out;
}

class Load : public ::testing::Test {
protected:
    void SetUp() override {
        TENON_NEEDS_POSTGRES(15);
        session_.emplace(tests::fresh_database());
        options_.at_end = [this](std::string statement) { last_.push_back(std::move(statement)); };
    }
    void TearDown() override {
        if (!session_) return;
        const auto name = session_->database();
        session_.reset();
        tests::server().drop_database(name);
        for (const auto& statement : last_) tests::server().administration().execute(statement);
    }

    // Each text is a file of its own: a.sql, b.sql, …
    loaded load_texts(const std::vector<std::string>& texts) {
        std::vector<sql::script> scripts;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto name = std::string(1, static_cast<char>('a' + i)) + ".sql";
            scripts.push_back(sql::read_script_text(texts[i], name, {}, problems_));
        }
        return load(*session_, scripts, problems_, options_);
    }

    std::string ask(const std::string& query) {
        const auto rows = session_->execute(query);
        std::string out;
        for (int row = 0; row < rows.row_count(); ++row) {
            if (row > 0) out += ",";
            out += rows.text(row, 0);
        }
        return out;
    }
    std::string tables() { return ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid > 16383 ORDER BY 1"); }

    std::optional<connection> session_;
    diagnostics problems_;
    load_options options_;
    std::vector<std::string> last_;
};

TEST_F(Load, RunsStatementsInOrder) {
    const auto result = load_texts({"create table a (id int primary key);\ncreate table b (a int references a);\n"});
    EXPECT_EQ(result.statements, 2U);
    EXPECT_EQ(result.deferred, 0U);
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(tables(), "a,b");
}

TEST_F(Load, TriesAgainWhatComesTooEarly) {
    const auto result =
        load_texts({"create view v as select f(id), id from t;\ncomment on view v is 'x';",
                    "create table child (parent int references t (id));\nalter table child owner to r;",
                    "create table t (id int primary key, k kind, s other.kind);",
                    "create function f(int) returns int language sql return $1 + 1;", "create type kind as enum ('a');",
                    "create schema other; create type other.kind as enum ('b');", "create role r;"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(result.deferred, 5U);
    EXPECT_THAT(result.stand_ins, IsEmpty());
    EXPECT_EQ(tables(), "child,t");
    EXPECT_EQ(ask("SELECT relowner::regrole FROM pg_class WHERE relname = 'child'"), "r");
    EXPECT_EQ(ask("SELECT obj_description('v'::regclass)"), "x");
}

TEST_F(Load, TriesAgainWithTheSettingsOfThePlace) {
    load_texts(
        {"create schema one; create schema two;\nset search_path = one;\ncreate table early (t int references late "
         "(id));\n"
         "set search_path = two;\nset check_function_bodies = off;\ncreate function f() returns kind language sql as "
         "'select nonsense';\nset check_function_bodies = on;",
         "create table one.late (id int primary key);\ncreate type two.kind as enum ('a');\ncreate table plain (a "
         "int);"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(
        ask("SELECT relnamespace::regnamespace FROM pg_class WHERE relname IN ('early', 'plain') ORDER BY relname"),
        "one,public");
    EXPECT_EQ(ask("SELECT pronamespace::regnamespace FROM pg_proc WHERE proname = 'f'"), "two");
}

TEST_F(Load, TellsWhatNothingMakesWithItsPlace) {
    load_texts({"create table a (id int);\n\ncreate table b (\n    a int references nowhere,\n    ü kind);\nselect 1"});
    EXPECT_THAT(told(problems_), ElementsAre("a.sql:5:7: error: type \"kind\" does not exist [TN5102] | "));
    EXPECT_EQ(tables(), "a");
}

TEST_F(Load, TellsWhatTheServerRefusesAndGoesOn) {
    load_texts(
        {"create table a (id int);\ncreate table a (id int);\ncreate tabel b ();\nalter table a add check (id);\n"
         "create table c (id int);\ninsert into c values ('x');\ncreate table d (id int);"});
    EXPECT_THAT(told(problems_),
                ElementsAre("a.sql:2:1: error: relation \"a\" already exists [TN5101] | ",
                            "a.sql:3:8: error: syntax error at or near \"tabel\" [TN5101] | ",
                            "a.sql:4:1: error: argument of CHECK must be type boolean, not type integer [TN5101] | ",
                            "a.sql:6:23: error: invalid input syntax for type integer: \"x\" [TN5101] | "));
    EXPECT_EQ(tables(), "a,c,d");
}

TEST_F(Load, LoadsAsOneState) {
    const auto result =
        load_texts({"begin;\ncreate table a (id int);\nsavepoint s;\nlock table a;\nrelease s;\ncommit;\n"
                    "start transaction;\ncreate table b (id int);\nrollback;\ncreate table c (id int);"});
    EXPECT_EQ(result.statements, 3U);
    EXPECT_THAT(
        told(problems_),
        ElementsAre("a.sql:9:1: error: ROLLBACK would undo what the source makes, and a source is "
                    "loaded as one state [TN5104] | take the statements that are rolled back out of the source"));
    EXPECT_EQ(tables(), "a,b,c");
}

TEST_F(Load, KeepsSetLocalToTheCommit) {
    load_texts(
        {"create schema s;\nbegin;\nset local search_path = s;\ncreate table inside (id int);\ncommit;\ncreate table "
         "outside (id int);\nset local search_path = s;\ncreate table also_outside (id int);"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(
        ask("SELECT relname || ' ' || relnamespace::regnamespace FROM pg_class WHERE relname ~ 'side$' ORDER BY 1"),
        "also_outside public,inside s,outside public");
}

TEST_F(Load, ReadsTextByTheSettingsBeforeIt) {
    const auto result =
        load_texts({"create table a (t text);\nset standard_conforming_strings = off;\n"
                    "insert into a values ('it\\'s');\nset escape_string_warning = off;\n",
                    "insert into a values ('c:\\');\ninsert into a values ('d');"});
    EXPECT_EQ(session_->execute("select string_agg(t, ' ' order by t) from a").text(0, 0), "c:\\ d it's");
    EXPECT_EQ(result.deferred, 0U);
}

TEST_F(Load, BeginsEachFileAsANewSession) {
    load_texts({"create schema s; set search_path = s; create temp table t (a int); prepare p as select 1; set role r;",
                "create table t (id int);\nprepare p as select 2;\nselect current_setting('search_path');"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(ask("SELECT relnamespace::regnamespace || ' ' || relowner::regrole FROM pg_class WHERE relname = 't'"),
              "public postgres");
    EXPECT_EQ(ask("SHOW search_path"), "\"$user\", public");
    EXPECT_EQ(ask("SHOW lc_messages"), "C");
}

TEST_F(Load, LeavesTheSessionAsItWas) {
    session_->execute("SET search_path = pg_catalog; SET work_mem = '5MB'");
    load_texts({"set search_path = public; set work_mem = '7MB'; set my.own = 'x'; create table public.t (a int);"});
    EXPECT_EQ(ask("SHOW search_path"), "pg_catalog");
    EXPECT_EQ(ask("SHOW work_mem"), "5MB");
    EXPECT_EQ(ask("SELECT coalesce(current_setting('my.own', true), '')"), "");
}

TEST_F(Load, RunsAloneWhatMustRunAlone) {
    load_texts(
        {"create table t (a int);\ncreate index concurrently i on t (a);\nvacuum t;\nreindex table concurrently t;\n"
         "do $$ begin commit; end $$;"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "t");
}

TEST_F(Load, LoadsRows) {
    load_texts(
        {"copy t (a, b) from stdin;\n1\tx\n2\t\\N\n\\.\ncreate table t (a int, b text);\ncopy t from stdin with "
         "(format csv);\n3,\"a,b\"\n\\.\n"
         "copy t from stdin;\nx\n\\.\n"});
    EXPECT_THAT(told(problems_),
                ElementsAre("a.sql:9:1: error: invalid input syntax for type integer: \"x\" [TN5101] | "));
    EXPECT_EQ(ask("SELECT coalesce(b, '-') FROM t ORDER BY a"), "x,-,a,b");
}

TEST_F(Load, LetsRowsWaitForThoseTheyReferTo) {
    load_texts(
        {"create table p (id int primary key); create table c (p int references p deferrable initially deferred, q int "
         "references p);\n"
         "insert into c values (1, 1); insert into p values (1);"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(ask("SELECT count(*) FROM c"), "1");
}

TEST_F(Load, UsesNewEnumValues) {
    load_texts(
        {"create type k as enum ('a'); begin; alter type k add value 'b'; create table t (k k default 'b'); commit;"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(tables(), "t");
}

TEST_F(Load, ExecutesWhatAQueryMakes) {
    load_texts(
        {"select format('create table t%s (a int)', i), null from generate_series(1, 3) i \\gexec\nselect 'creat table "
         "x' \\gexec\n"});
    EXPECT_EQ(tables(), "t1,t2,t3");
    EXPECT_THAT(told(problems_), ElementsAre("a.sql:2:1: error: syntax error at or near \"creat\" [TN5101] | "));
}

TEST_F(Load, MakesStandInsForRoles) {
    const auto result = load_texts(
        {"create table t (a int);\nalter table t owner to \"an owner\";\ngrant select on t to reader, \"an owner\";\n"
         "alter default privileges for role other grant select on tables to reader;\ncreate policy p on t to third;"});
    EXPECT_THAT(told(problems_), IsEmpty());
    std::vector<std::string> made;
    for (const auto& one : result.stand_ins)
        made.push_back(fmt::format("{} {} {}:{}", one.kind, one.name, one.where.line, one.where.column));
    EXPECT_THAT(made, ElementsAre("role an owner 2:1", "role reader 3:1", "role other 4:1", "role third 5:1"));
    EXPECT_EQ(ask("SELECT rolcanlogin OR rolsuper FROM pg_roles WHERE rolname = 'an owner'"), "f");
    EXPECT_THAT(last_, ::testing::Contains("DROP ROLE IF EXISTS \"an owner\""));
}

TEST_F(Load, ActsAsAStandIn) {
    options_.private_server = true;
    load_texts(
        {"set role deputy; create table t (a int);", "set session authorization chief; create table u (a int);"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(ask("SELECT relowner::regrole FROM pg_class WHERE relname IN ('t', 'u') ORDER BY relname"),
              "deputy,chief");
    session_->execute("ALTER TABLE t OWNER TO postgres; ALTER TABLE u OWNER TO postgres");
}

TEST_F(Load, MakesStandInsForCollations) {
    const auto result =
        load_texts({"create table t (a text collate \"xx_YY.utf8\", b text collate pg_catalog.\"xx_ZZ\");\n"
                    "create index on t (a collate mine);\ncreate collation mine from \"C\";\n"
                    "create table u (a text collate nowhere.\"x\");"});
    EXPECT_THAT(told(problems_), ElementsAre("a.sql:4:24: error: schema \"nowhere\" does not exist [TN5102] | "));
    ASSERT_EQ(result.stand_ins.size(), 2U);
    EXPECT_EQ(result.stand_ins[0].kind + " " + result.stand_ins[0].name, "collation xx_YY.utf8");
    EXPECT_EQ(ask("SELECT collnamespace::regnamespace FROM pg_collation WHERE collname = 'xx_YY.utf8'"), "pg_catalog");
}

TEST_F(Load, MakesStandInsForTablespaces) {
    const auto result = load_texts(
        {"create table t (a int) tablespace fast;\ncreate tablespace slow location '/nowhere/at/all';\n"
         "set default_tablespace = big;\ncreate table u (a int);\ncreate index i on t (a) tablespace slow;"});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(ask("SELECT s.spcname FROM pg_class c JOIN pg_tablespace s ON s.oid = reltablespace WHERE relname IN "
                  "('t', 'u', 'i') ORDER BY relname"),
              "slow,fast,big");
    EXPECT_EQ(result.stand_ins.size(), 3U);
}

TEST_F(Load, SkipsWhatConcernsTheServer) {
    load_texts(
        {"create database x;\ndrop database if exists x;\nalter database elsewhere set search_path = a;\ncomment on "
         "database elsewhere is 'x';\n"
         "alter system set work_mem = '1MB';\ncopy pg_class to '/tmp/x';\ncopy t from program 'touch "
         "/tmp/tenon_ran';\ncreate schema public;\n"
         "create extension plpgsql;\ncreate role postgres;\ncreate subscription s connection 'host=nowhere' "
         "publication p;\n"
         "create subscription s2 connection 'host=nowhere' publication p with (enabled = false);"});
    const std::string file =
        "warning: a COPY with a file or program of the server was skipped [TN5107] | use COPY … FROM stdin when the "
        "rows belong to the schema";
    const std::string database =
        "info: a statement about a whole database was skipped: the source is loaded into one of Tenon's own [TN5105] "
        "| ";
    const std::string subscription = "info: the subscription was made without connecting to its publisher [TN5108] | ";
    EXPECT_THAT(
        told(problems_),
        ElementsAre(
            "a.sql:1:1: " + database, "a.sql:2:1: " + database, "a.sql:4:1: " + database,
            "a.sql:5:1: warning: ALTER SYSTEM was skipped: settings of a server are no part of a schema [TN5106] | ",
            "a.sql:6:1: " + file, "a.sql:7:1: " + file,
            "a.sql:8:1: info: the schema \"public\" is there already [TN5109] | ",
            "a.sql:9:1: info: the extension \"plpgsql\" is there already [TN5109] | ",
            "a.sql:10:1: info: the role \"postgres\" is there already [TN5109] | ", "a.sql:11:1: " + subscription,
            "a.sql:12:1: " + subscription));
    EXPECT_EQ(ask("SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = "
                  "current_database()) ORDER BY 1"),
              "s,s2");
    session_->execute("ALTER SUBSCRIPTION s SET (slot_name = NONE)");
    session_->execute("DROP SUBSCRIPTION s");
    session_->execute("ALTER SUBSCRIPTION s2 SET (slot_name = NONE)");
    session_->execute("DROP SUBSCRIPTION s2");
}

/// As in psql: not in the session that set them, but in those that begin later.
TEST_F(Load, FollowsSettingsOfTheDatabaseAndOfRoles) {
    load_texts({"create schema app;\nalter database shop set search_path = app;\ncreate table a (i int);",
                "create table b (i int);\nalter database shop reset search_path;\ncreate table c (i int);\n"
                "\\connect shop\ncreate table d (i int);\nalter role postgres set search_path to app, public;",
                "create table e (i int);\nalter role postgres in database shop reset all;\n"
                "alter role all set search_path = app;",
                "set search_path = public;\ncreate table f (i int);\n\\c\ncreate table g (i int);"});
    EXPECT_FALSE(problems_.has_errors());
    EXPECT_EQ(
        ask("SELECT relnamespace::regnamespace || '.' || relname FROM pg_class WHERE relkind = 'r' AND oid > 16383 "
            "ORDER BY relname"),
        "public.a,app.b,app.c,public.d,app.e,public.f,app.g");
    EXPECT_EQ(ask("SHOW search_path"), "\"$user\", public");
    EXPECT_EQ(ask("SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = 0"), "0")
        << "they go with the database, and concern no other";
}

TEST_F(Load, BeginsASessionWithWhatItMaySet) {
    load_texts(
        {"alter database shop set search_path = public, nowhere;\nalter database shop set nothing.own = 'x y';\n"
         "alter database shop set temp_tablespaces = nowhere;\nalter database shop set log_connections = on;",
         "create table t as select current_setting('nothing.own') as own, current_setting('search_path') as path;"});
    EXPECT_EQ(ask("SELECT own || ' ' || path FROM t"), "x y public, nowhere");
}

TEST_F(Load, SkipsLabelsWithoutTheirProvider) {
    load_texts(
        {"create table t (a int);\nsecurity label on table t is 'x';\nsecurity label for anon on column t.a is 'y';"});
    const std::string hint = " [TN5112] | labels are no part of a catalog; those of a live database are counted";
    EXPECT_THAT(
        told(problems_),
        ElementsAre("a.sql:2:1: warning: the security label was skipped: no security label providers have been "
                    "loaded" +
                        hint,
                    "a.sql:3:1: warning: the security label was skipped: security label provider \"anon\" is not "
                    "loaded" +
                        hint));
}

TEST_F(Load, LeavesRolesOfAnOrdinaryServerAlone) {
    load_texts(
        {"alter role postgres password 'x';\ngrant pg_monitor to postgres;\ndrop role if exists postgres;\n"
         "create role made;\nalter role made createdb;\ncreate role also;\ngrant made to also;\ndrop role also;"});
    const std::string skipped =
        "info: a statement was skipped that would change roles or tablespaces of the server, which is not Tenon's own "
        "[TN5110] | ";
    EXPECT_THAT(told(problems_),
                ElementsAre("a.sql:1:1: " + skipped, "a.sql:2:1: " + skipped, "a.sql:3:1: " + skipped));
    EXPECT_EQ(ask("SELECT rolname || rolcreatedb FROM pg_roles WHERE rolname IN ('made', 'also')"), "madetrue");
}

TEST_F(Load, NamesThePackageOfAMissingExtension) {
    load_texts({"create extension if not exists \"plv8x\";\ncreate extension vector;"});
    EXPECT_THAT(
        told(problems_),
        ElementsAre(
            "a.sql:1:1: error: the extension \"plv8x\" is not installed for PostgreSQL 15 [TN5103] | "
            "install it, or name a server that has it: --scratch URL",
            "a.sql:2:1: error: the extension \"vector\" is not installed for PostgreSQL 15 [TN5103] | "
            "install it with `apt-get install postgresql-15-pgvector`, or name a server that has it: --scratch URL"));
}

TEST_F(Load, CreatesExtensionsFirst) {
    options_.extensions = {"citext", "nothere"};
    load_texts({"create extension citext;\ncreate table t (a citext);"});
    EXPECT_THAT(told(problems_),
                ElementsAre(":0:0: error: the extension \"nothere\" is not installed for PostgreSQL 15 "
                            "[TN5103] | install it, or name a server that has it: --scratch URL",
                            "a.sql:1:1: info: the extension \"citext\" is there already [TN5109] | "));
}

TEST_F(Load, PointsIntoIncludedFilesAndReplacedVariables) {
    const support::temporary_folder folder;
    const auto main = folder.write("main.sql", "\\set kind intger\n\\ir part.sql\n");
    folder.write("part.sql", "create table t (\n  a :kind, b int);");
    const std::vector<sql::script> scripts{sql::read_script(main, {}, problems_)};
    load(*session_, scripts, problems_, options_);
    EXPECT_THAT(told(problems_), ElementsAre((folder.path() / "part.sql").string() +
                                             ":2:5: error: type \"intger\" does not exist [TN5102] | "));
}

TEST_F(Load, ThrowsWhenTheServerGoes) {
    auto other = tests::another_session(*session_);
    other.execute("SELECT pg_terminate_backend($1)", {std::to_string(session_->process_id())});
    EXPECT_THROW(load_texts({"create table t (a int);"}), database_error);
    session_.reset();
}

// Tables that refer to each other in one long chain, shuffled: as many attempts as statements, give or take.
TEST_F(Load, NeedsNoManyTriesForALongChain) {
    std::vector<std::string> statements;
    for (int i = 1; i <= 1500; ++i)
        statements.push_back(fmt::format("create table t{} (id int primary key, next int references t{});", i, i - 1));
    statements.push_back("create table t0 (id int primary key);");
    std::mt19937 random(7);
    std::shuffle(statements.begin(), statements.end(), random);
    session_->execute("CREATE SEQUENCE tries");
    std::string text;
    for (const auto& statement : statements) text += statement + "\n";
    session_->on_notice({});
    const auto result = load_texts({text});
    EXPECT_THAT(told(problems_), IsEmpty());
    EXPECT_EQ(result.statements, 1501U);
    EXPECT_EQ(ask("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"), "1500");
}

class LoadEveryMajor : public ::testing::TestWithParam<int> {};

TEST_P(LoadEveryMajor, DefersAndMakesStandIns) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto session = tests::fresh_database(GetParam());
    diagnostics problems;
    std::vector<std::string> last;
    const load_options options{.at_end = [&](std::string statement) { last.push_back(std::move(statement)); }};
    const std::vector<sql::script> scripts{
        sql::read_script_text("create table a (b int references b, t text collate \"xx_YY\") tablespace fast;\nalter "
                              "table a owner to somebody;\n"
                              "create table b (id int primary key);\ncreate extension nothere;\n",
                              "a.sql", {}, problems)};
    const auto result = load(session, scripts, problems, options);
    EXPECT_THAT(told(problems),
                ElementsAre(fmt::format(
                    "a.sql:4:1: error: the extension \"nothere\" is not installed for PostgreSQL {} [TN5103] | "
                    "install it, or name a server that has it: --scratch URL",
                    GetParam())));
    EXPECT_EQ(result.stand_ins.size(), 3U);
    const auto name = session.database();
    { const auto closing = std::move(session); }
    tests::server(GetParam()).drop_database(name);
    for (const auto& statement : last) tests::server(GetParam()).administration().execute(statement);
}

INSTANTIATE_TEST_SUITE_P(Majors, LoadEveryMajor, ::testing::ValuesIn(tests::all_majors()));

}  // namespace
}  // namespace tenon::postgres
