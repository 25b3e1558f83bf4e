// SPDX-License-Identifier: Apache-2.0
#include "postgres/read_catalog.hpp"

#include "base/codes/postgres.hpp"
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "catalog/identity.hpp"
#include "catalog/json.hpp"
#include "postgres/ordinary_server.hpp"
#include "support/servers.hpp"

#include <atomic>
#include <thread>

namespace tenon::postgres {
namespace {

class EveryMajor : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(ReadCatalog, EveryMajor, testing::ValuesIn(tests::all_majors()));

TEST_P(EveryMajor, NewDatabaseHoldsPublicAndPlpgsql) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto server = tests::fresh_database(GetParam());
    const auto read = read_catalog(server);
    EXPECT_EQ(catalog::to_json(read.catalog), catalog::to_json(catalog::fresh_database(GetParam())));
    EXPECT_TRUE(read.not_read.empty());
}

const catalog::table& table_named(const catalog::contents& catalog, const std::string& name) {
    for (const auto& table : catalog.tables)
        if (table.name.name == name) return table;
    throw std::runtime_error("no table " + name);
}

TEST_P(EveryMajor, TellsWhatATableIs) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto server = tests::fresh_database(GetParam());
    server.run(R"(
        create type mood as enum ('sad', 'ok', 'happy');
        create table customer (
            id bigint generated always as identity (start 100) primary key,
            email text collate "C" not null unique,
            feeling mood default 'ok',
            score numeric(5,2) check (score >= 0),
            full_score numeric generated always as (score * 2) stored
        );
        create index on customer (lower(email), score desc) include (feeling) where score > 1;
        comment on column customer.email is 'where they are reached';
        grant select (email) on customer to public;
    )");
    const auto read = read_catalog(server).catalog;
    const auto& customer = table_named(read, "customer");
    ASSERT_EQ(customer.columns.size(), 5U);
    EXPECT_EQ(customer.columns[0].identity, catalog::identity_kind::always);
    EXPECT_EQ(customer.columns[0].identity_sequence->start, "100");
    EXPECT_EQ(customer.columns[0].identity_sequence_name, "");
    EXPECT_EQ(customer.columns[1].collation, "\"C\"");
    EXPECT_EQ(customer.columns[1].comment, "where they are reached");
    ASSERT_TRUE(customer.columns[1].privileges.has_value());
    EXPECT_EQ(customer.columns[1].privileges->at(0).privileges, std::vector<std::string>{"SELECT"});
    EXPECT_EQ(customer.columns[2].type, "public.mood");
    EXPECT_EQ(customer.columns[2].default_, "'ok'::public.mood");
    EXPECT_EQ(customer.columns[4].generated, catalog::generation::stored);
    EXPECT_EQ(customer.columns[4].default_, "(score * (2)::numeric)");
    ASSERT_EQ(read.indexes.size(), 1U);
    EXPECT_EQ(read.indexes[0].keys[0].expression, "lower(email)");
    EXPECT_TRUE(read.indexes[0].keys[1].descending);
    EXPECT_EQ(read.indexes[0].include, std::vector<std::string>{"feeling"});
    EXPECT_EQ(read.indexes[0].predicate, "(score > (1)::numeric)");
    EXPECT_EQ(read.constraints.size(), 3U);
    EXPECT_TRUE(read.sequences.empty()) << "the sequence of an identity column belongs to the column";
}

TEST(ReadCatalog, NoticesThatTheSchemaChangesMeanwhile) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "do $$ begin for i in 1..300 loop execute format('create table t%s (a int check (a > 0), b text default %L)', "
        "i, 'x'); "
        "execute format('create view v%s as select a, b from t%s', i, i); end loop; end $$");
    auto changer = tests::another_session(server);
    std::atomic<bool> stop = false;
    std::thread changing([&] {
        // Without pause: every reading overlaps with a change of views and columns.
        for (int i = 0; !stop; ++i)
            changer.run(i % 2 ? "create or replace view v7 as select a, b from t7 where a > 1"
                              : "create or replace view v7 as select a, b from t7 where a > 2");
    });
    try {
        read_catalog(server);
        ADD_FAILURE() << "a reading during which the schema changed was believed";
    } catch (const failure& refused) {
        EXPECT_EQ(refused.code(), code::schema_keeps_changing);
        EXPECT_THAT(refused.what(),
                    testing::MatchesRegex("the schema of postgres://.* changed during each of 3 readings"));
        EXPECT_EQ(refused.next(), "run the command again when no migration is running");
    }
    stop = true;
    changing.join();
    EXPECT_EQ(read_catalog(server).catalog.tables.size(), 300U) << "and it works again as soon as nothing changes";
}

TEST(ReadCatalog, WorksWithoutSuperuserAndTellsWhatItMayNotSee) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "create table seen (a int); drop role if exists reader_only; create role reader_only; "
        "create foreign data wrapper w; create server s foreign data wrapper w; "
        "create user mapping for public server s options (\"user\" 'u', password 'hunter2')");
    const auto all = read_catalog(server);
    EXPECT_TRUE(all.not_read.empty());
    ASSERT_EQ(all.catalog.user_mappings.size(), 1U);
    EXPECT_EQ(all.catalog.user_mappings[0].options, (catalog::options{{"user", "u"}}));
    EXPECT_EQ(all.catalog.user_mappings[0].secrets.count("password"), 1U);
    EXPECT_EQ(catalog::to_json(all.catalog).find("hunter2"), std::string::npos);
    server.run("set role reader_only");
    const auto some = read_catalog(server);
    server.run("reset role; drop role reader_only");
    EXPECT_EQ(some.catalog.tables, all.catalog.tables);
    ASSERT_EQ(some.not_read.size(), 1U);
    EXPECT_EQ(some.not_read[0].what, "options of user mappings (only their owner and superusers may read them)");
}

TEST(ReadCatalog, CountsWhatNoCatalogSays) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "select lo_create(0); do $$ begin execute format('alter database %I set work_mem = %L', current_database(), "
        "'8MB'); end $$");
    const std::vector<unread> expected = {{"large objects", 1}, {"settings of this database or of roles in it", 1}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, CountsWhatIsNoneOfTheKindsThatItKnows) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    // No server of ours has such things: a kind of a later PostgreSQL, or a label of SELinux, is put there by hand.
    server.run(
        "create table t (id int check (id > 0)); set allow_system_table_mods = on; "
        "update pg_constraint set contype = 'z' where conrelid = 't'::regclass; "
        "create table odd (); update pg_class set relkind = 'z' where relname = 'odd'; "
        "insert into pg_seclabel values ('t'::regclass, 'pg_class'::regclass, 0, 'selinux', 'secret'); "
        "reset allow_system_table_mods");
    const std::vector<unread> expected = {{"constraints of a kind unknown to Tenon", 1},
                                          {"relations of a kind unknown to Tenon", 1},
                                          {"security labels", 1}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, CountsWhatIsSaidOfTheFunctionsThatComeWithARange) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run("create type span as range (subtype = float4); create type untouched as range (subtype = int)");
    EXPECT_TRUE(read_catalog(server).not_read.empty());
    server.run(
        "revoke execute on function span(float4, float4) from public; "
        "comment on function span(float4, float4, text) is 'with bounds'");
    const std::vector<unread> expected = {{"comments and privileges on constructors of range types", 2}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, CountsIdentitySequencesThatAreNotLoggedAsTheirTableIs) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "create unlogged table t (id int generated always as identity, n serial); "
        "alter sequence t_n_seq set logged");
    const auto read = read_catalog(server);
    EXPECT_TRUE(read.not_read.empty());
    ASSERT_EQ(read.catalog.sequences.size(), 1U);
    EXPECT_FALSE(read.catalog.sequences[0].unlogged);
    server.run("alter sequence t_id_seq set logged");
    const std::vector<unread> expected = {
        {"sequences of identity columns that are logged where their table is not, or the other way round", 1}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, LeavesOutHistoriesOfMigrationToolsThatNothingRefersTo) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "create schema a; create table alembic_version (version_num text primary key); "
        "create table schema_migrations (version text primary key); "
        "create table a.schema_migrations (version text primary key); "
        "create table deploys (version text references a.schema_migrations); "
        "create view newest as select max(version_num) from alembic_version; "
        "create table goose_db_version (id int); create table goose_runs (run goose_db_version); "
        "create table flyway_schema_history (id int); create table below () inherits (flyway_schema_history)");
    std::vector<std::string> names;
    for (const auto& table : read_catalog(server).catalog.tables) names.push_back(catalog::identity_of(table.name));
    EXPECT_THAT(names, testing::UnorderedElementsAre("a.schema_migrations", "public.alembic_version", "public.below",
                                                     "public.deploys", "public.flyway_schema_history",
                                                     "public.goose_db_version", "public.goose_runs"));
}

TEST(ReadCatalog, CountsWhatStatementsOfItsOwnCannotSay) {
    TENON_NEEDS_POSTGRES(18);
    auto server = tests::fresh_database(18);
    server.run(
        "create table t (a int primary key, b int check (b > 0)); create table below () inherits (t); "
        "create table other (a int references t); "
        "create domain d as int constraint given not null; create view v as select 1 as a; "
        "create materialized view m as select 1 as a; "
        "create table x (b box, exclude using gist (box(point(b), point(b)) with &&))");
    EXPECT_TRUE(read_catalog(server).not_read.empty());
    server.run(
        "grant select (xmin) on t to pg_monitor; alter materialized view m replica identity full; "
        "alter table other disable trigger all; alter index x_box_excl alter column 1 set statistics 100; "
        "comment on constraint given on domain d is 'a'; comment on constraint t_b_check on below is 'b'; "
        "comment on rule \"_RETURN\" on v is 'c'; alter table t add constraint later check (a > 0) not valid; "
        "alter table below validate constraint later; "
        "create table parts (a int) partition by list (a); "
        "create table part partition of parts for values in (1); "
        "alter table parts add constraint fk foreign key (a) references t not valid; "
        "alter table part validate constraint fk");
    const std::vector<unread> expected = {{"comments on what comes with another object", 3},
                                          {"constraints that are valid in a part of a table and not in the whole", 2},
                                          {"privileges on system columns", 1},
                                          {"replica identities of materialized views", 1},
                                          {"statistics targets of indexes of constraints", 1},
                                          {"tables whose foreign keys are switched off (DISABLE TRIGGER ALL)", 1}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, SaysThatTheBuildingOfAnIndexFailed) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run("create table t (id int); insert into t values (1), (1)");
    EXPECT_THROW(server.run("create unique index concurrently t_id on t (id)"), database_error);
    const auto read = read_catalog(server).catalog;
    ASSERT_EQ(read.indexes.size(), 1U);
    EXPECT_TRUE(read.indexes[0].invalid);
    server.run("delete from t where ctid in (select max(ctid) from t); reindex index t_id");
    EXPECT_FALSE(read_catalog(server).catalog.indexes[0].invalid);
}

TEST_P(EveryMajor, CountsWhatLiesInSystemSchemas) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto server = tests::fresh_database(GetParam());
    server.run(
        "set allow_system_table_mods = on; "
        "create type pg_catalog.mood as enum ('low', 'high'); create domain pg_catalog.positive as int; "
        "create type pg_catalog.span as range (subtype = int); create type pg_catalog.pair as (a int, b int); "
        "create table pg_catalog.lot (id bigserial); create view information_schema.v as select 1 a; "
        "create function pg_catalog.twice(i int) returns int language sql return i * 2; "
        "create operator pg_catalog.%%% (leftarg = int, rightarg = int, function = int4pl); "
        "create collation pg_catalog.plain from \"C\"; create statistics pg_catalog.many on (id % 2) from lot; "
        "create text search dictionary pg_catalog.words (template = simple); "
        "create text search configuration pg_catalog.simpler (copy = simple); "
        "create operator family pg_catalog.fam using btree; reset allow_system_table_mods");
    // The sequence behind the column is one more, and the two functions that make ranges; from 14 on two for
    // multiranges and one that casts between them.
    const auto read = read_catalog(server).not_read;
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].what, "objects in system schemas");
    EXPECT_EQ(read[0].count, 18);
}

/// Oids are unsigned numbers of 32 bits; a server that is old, or makes many temporary tables, is far beyond the first.
TEST(ReadCatalog, ReadsObjectsOfHighOids) {
    TENON_NEEDS_POSTGRES(15);
    const tests::ordinary_server old_server(15, 4'000'000'000);
    const std::filesystem::path kinds = std::filesystem::path(TENON_SOURCE_DIR) / "tests/postgres/testdata/kinds";
    for (const auto* name :
         {"tables", "partitions", "indexes", "types", "views", "routines", "triggers", "base_types"}) {
        SCOPED_TRACE(name);
        const auto script = read_file(kinds / fmt::format("{}.sql", name));
        auto young = tests::fresh_database(15);
        young.run(script);
        connection(old_server.url()).run(fmt::format("create database {} template template0", name));
        connection old(old_server.url("postgres", name));
        old.run(script);
        ASSERT_GT(old.execute("select max(oid)::int8 from pg_class").integer(0, 0), 4'000'000'000);
        EXPECT_EQ(catalog::digest(read_catalog(old).catalog), catalog::digest(read_catalog(young).catalog));
    }
}

/// A standby accepts nothing that writes, not even a temporary table.
TEST(ReadCatalog, WorksOnAStandby) {
    TENON_NEEDS_POSTGRES(15);
    tests::ordinary_server server(15);
    const std::filesystem::path kinds = std::filesystem::path(TENON_SOURCE_DIR) / "tests/postgres/testdata/kinds";
    std::string before;
    {
        connection session(server.url());
        for (const auto* name : {"tables", "partitions", "routines", "triggers"})
            session.run(fmt::format("create database {} template template0", name));
        for (const auto* name : {"tables", "partitions", "routines", "triggers"}) {
            connection filled(server.url("postgres", name));
            filled.run(read_file(kinds / fmt::format("{}.sql", name)));
            before += catalog::to_json(read_catalog(filled, {.role_memberships = true}).catalog);
        }
    }
    server.become_standby();
    std::string after;
    for (const auto* name : {"tables", "partitions", "routines", "triggers"}) {
        connection standby(server.url("postgres", name));
        EXPECT_EQ(standby.execute("select pg_is_in_recovery()").text(0, 0), "t");
        const auto read = read_catalog(standby, {.role_memberships = true});
        EXPECT_TRUE(read.not_read.empty());
        after += catalog::to_json(read.catalog);
    }
    EXPECT_EQ(after, before);
}

/// pg_dump says nothing of it either; an aggregate is no kind that ALTER … DEPENDS ON EXTENSION names.
TEST(ReadCatalog, CountsMarksThatNoObjectCarries) {
    TENON_NEEDS_POSTGRES(15, {"hstore"});
    auto server = tests::fresh_database(15);
    server.run(
        "create extension hstore; create aggregate mine(int) (sfunc = int4pl, stype = int); "
        "alter routine mine(int) depends on extension hstore");
    const std::vector<unread> expected = {{"objects marked DEPENDS ON EXTENSION", 1}};
    EXPECT_EQ(read_catalog(server).not_read, expected);
}

TEST(ReadCatalog, ReadsGrantsOnWhatAnExtensionOrTheServerBrought) {
    TENON_NEEDS_POSTGRES(15, {"postgres_fdw"});
    auto server = tests::fresh_database(15);
    server.run("create extension postgres_fdw");
    EXPECT_TRUE(read_catalog(server).catalog.changed_privileges.empty());
    server.run(
        "grant usage on foreign data wrapper postgres_fdw to pg_monitor; revoke usage on language plpgsql from public; "
        "revoke execute on function pg_catalog.pg_sleep(double precision) from public");
    const auto changed = read_catalog(server).catalog.changed_privileges;
    ASSERT_EQ(changed.size(), 3U);
    EXPECT_EQ(to_string(catalog::id_of(changed[0])), "changed privileges ON foreign data wrapper postgres_fdw");
    EXPECT_EQ(changed[0].extension, "postgres_fdw");
    EXPECT_EQ(changed[0].initial, std::nullopt);
    const catalog::grant to_owner{"<owner>", "", {"USAGE"}, {}};
    const std::vector<catalog::grant> wrapper = {to_owner, {"pg_monitor", "", {"USAGE"}, {}}};
    EXPECT_EQ(changed[0].privileges, wrapper);
    EXPECT_EQ(to_string(catalog::id_of(changed[1])),
              "changed privileges ON function pg_catalog.pg_sleep(double precision)");
    EXPECT_EQ(changed[1].extension, "");
    EXPECT_EQ(to_string(catalog::id_of(changed[2])), "changed privileges ON language plpgsql");
    EXPECT_EQ(changed[2].privileges, std::vector{to_owner});
}

TEST(ReadCatalog, LeavesNoTraceInTheSession) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run("set search_path = public, pg_catalog; set timezone = 'Asia/Tokyo'");
    read_catalog(server);
    EXPECT_EQ(server.execute("show search_path").text(0, 0), "public, pg_catalog");
    EXPECT_EQ(server.execute("show timezone").text(0, 0), "Asia/Tokyo");
    EXPECT_FALSE(server.in_transaction());
}

}  // namespace
}  // namespace tenon::postgres
