// SPDX-License-Identifier: Apache-2.0
#include "safety/observe.hpp"

#include "support/servers.hpp"

#include <boost/describe/enum_to_string.hpp>

// What a server shows of the locks, rewrites and scans of statements. Tables are empty, as in a proof.
namespace tenon::safety {
namespace {

constexpr std::string_view tables = R"(
    create type mood as enum ('low', 'high');
    create domain positive as int check (value > 0);
    create table ref (id bigint primary key);
    create table t (id bigint generated always as identity primary key, i int, small smallint, nn int,
        vc varchar(20), tx text, n numeric(10,2), at timestamptz, ref_id bigint, m mood, constraint nn_there check (nn is not null));
    create index t_i on t (i);
    create index t_vc on t (vc);
    create view v as select id, i from t;
    create materialized view mv as select i from t;
    create unique index mv_i on mv (i);
    create table p (id int not null, k int not null, v int) partition by list (k);
    create table p1 partition of p for values in (1);
    create table p2 partition of p for values in (2);
    create table loose (id int not null, k int not null, v int);
    create function touch() returns trigger language plpgsql as 'begin return new; end';
    create sequence counter;
)";

/// "t access_exclusive, ref share_row_exclusive; rewrites t; scans t"
std::string told(const observation& seen) {
    const auto plain = [](const std::string& identity) { return identity.substr(std::string("public.").size()); };
    std::string out;
    for (const auto& [identity, mode] : seen.locks) {
        const auto* word = boost::describe::enum_to_string(mode, "");
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", plain(identity), word);
    }
    if (out.empty()) out = "none";
    const auto list = [&](std::string_view what, const std::vector<std::string>& identities) {
        for (const auto& one : identities) out += fmt::format("{}{}", &one == &identities[0] ? what : ", ", plain(one));
    };
    list("; rewrites ", seen.rewrites);
    list("; scans ", seen.scans);
    return out;
}

struct sample {
    std::string statement;
    std::string expected;
    int odd_major = 0;  ///< one that does otherwise
    std::string expected_there = {};
};

// As measured on PostgreSQL 15 with full tables, and as its documentation says (ALTER TABLE, "Notes"; 13.3, "Explicit
// Locking").
const std::vector<sample> samples = {
    {"alter table t add column c int", "t access_exclusive"},
    {"alter table t add column c int not null default 5", "t access_exclusive"},
    {"alter table t add column c timestamptz default now()", "t access_exclusive"},
    {"alter table t add column c timestamptz default clock_timestamp()", "t access_exclusive; rewrites t; scans t"},
    {"alter table t add column c bigserial", "t access_exclusive; rewrites t; scans t"},
    {"alter table t add column c int generated always as (i + 1) stored", "t access_exclusive; rewrites t; scans t"},
    {"alter table t add column c int check (c > 0)", "t access_exclusive; scans t"},
    {"alter table t add column c int unique", "t access_exclusive; scans t"},
    {"alter table t add column c bigint references ref", "ref share_row_exclusive, t access_exclusive"},
    {"alter table t drop column n", "t access_exclusive"},
    {"alter table t rename column n to amount", "t access_exclusive"},
    {"alter table t alter column i set default 7", "t access_exclusive"},
    {"alter table t alter column i set not null", "t access_exclusive; scans t"},
    {"alter table t alter column nn set not null", "t access_exclusive"},
    {"alter table t alter column i set statistics 500", "t share_update_exclusive"},
    {"alter table t alter column vc type varchar(40)", "t access_exclusive"},
    {"alter table t alter column vc type text", "t access_exclusive"},
    {"alter table t alter column vc type varchar(10)", "t access_exclusive; rewrites t; scans t"},
    {"alter table t alter column small type int", "t access_exclusive; rewrites t; scans t"},
    {"alter table t alter column n type numeric(12,2)", "t access_exclusive"},
    {"alter table t alter column n type numeric(12,3)", "t access_exclusive; rewrites t; scans t"},
    {"alter table t alter column m type text", "t access_exclusive; rewrites t; scans t"},
    {"alter table t add constraint x check (i > 0)", "t access_exclusive; scans t"},
    {"alter table t add constraint x check (i > 0) not valid", "t access_exclusive"},
    {"alter table t add constraint x foreign key (ref_id) references ref",
     "ref share_row_exclusive, t share_row_exclusive; scans t"},  // of ref: when t has rows
    {"alter table t add constraint x foreign key (ref_id) references ref not valid",
     "ref share_row_exclusive, t share_row_exclusive"},
    {"alter table t add constraint x unique (i)", "t access_exclusive; scans t"},
    {"alter table t set (fillfactor = 70)", "t share_update_exclusive"},
    {"alter table t set unlogged", "t access_exclusive, t_id_seq access_exclusive; rewrites t; scans t", 14,
     "t access_exclusive; rewrites t; scans t"},
    {"alter table t enable row level security", "t access_exclusive"},
    {"create index on t (tx)", "t share; scans t"},
    {"create index on p (v)", "p share, p1 share, p2 share; scans p1, p2"},
    {"create trigger x before insert on t for each row execute function touch()", "t share_row_exclusive"},
    {"create policy x on t", "t access_exclusive"},
    {"create or replace view v as select id, i, tx from t", "t access_share, v access_exclusive"},
    {"refresh materialized view mv", "mv access_exclusive, t access_share; rewrites mv; scans mv, t"},
    {"alter table p attach partition loose for values in (3)",
     "loose access_exclusive, p share_update_exclusive; scans loose"},
    {"alter table p detach partition p2", "p access_exclusive, p2 access_exclusive"},
    {"drop index t_i", "t access_exclusive"},
    {"drop view v", "v access_exclusive"},
    {"drop table ref", "ref access_exclusive"},
    {"truncate t", "t access_exclusive; rewrites t; scans t"},
    {"comment on table t is 'x'", "t share_update_exclusive"},
    {"grant select on t to public", "none", 18, "t access_share"},
    {"alter type mood add value 'middle' before 'high'", "none"},
    {"create table other (id int references ref)", "ref share_row_exclusive"},
    {"alter sequence counter increment by 2", "counter share_row_exclusive"},
    {"analyze t", "t share_update_exclusive"},
};

class Observe : public testing::TestWithParam<int> {};

TEST_P(Observe, TellsLocksRewritesAndScans) {
    TENON_NEEDS_POSTGRES(GetParam());
    for (const auto& one : samples) {
        // Each on the same tables: what a statement does is undone by making them anew.
        auto again = tests::fresh_database(GetParam());
        again.run(std::string(tables));
        EXPECT_EQ(told(observe(again, one.statement)), GetParam() == one.odd_major ? one.expected_there : one.expected)
            << one.statement;
    }
}

INSTANTIATE_TEST_SUITE_P(Majors, Observe, testing::ValuesIn(tests::all_majors()), testing::PrintToStringParamName());

TEST(ObserveOne, RollsBackWhatIsRefused) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database();
    server.run("create table t (id int)");
    EXPECT_THROW(observe(server, "alter table t drop column nothing"), postgres::database_error);
    EXPECT_FALSE(server.in_transaction());
    EXPECT_EQ(told(observe(server, "alter table t drop column id")), "t access_exclusive");
}

// The counters of a session go on from transaction to transaction.
TEST(ObserveOne, TellsEachStatementApart) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database();
    server.run("create table t (id int); create table u (id int)");
    EXPECT_EQ(told(observe(server, "create index on t (id)")), "t share; scans t");
    EXPECT_EQ(told(observe(server, "create index on u (id)")), "u share; scans u");
    EXPECT_EQ(told(observe(server, "comment on table t is 'x'")), "t share_update_exclusive");
}

TEST(ObserveOne, TellsWhoWaits) {
    using diff::hazard;
    const auto hazard_of = [](diff::lock_mode mode, bool scanned, hazard already = hazard::none) {
        diff::step step;
        step.hazard = already;
        observation seen{.locks = {{"public.t", mode}}, .rewrites = {}, .scans = {}};
        if (scanned) seen.scans = {"public.t"};
        note(step, seen);
        EXPECT_EQ(step.locks, seen.locks);
        EXPECT_EQ(step.scans, seen.scans);
        return step.hazard;
    };
    EXPECT_EQ(hazard_of(diff::lock_mode::access_exclusive, true), hazard::blocks_reads);
    EXPECT_EQ(hazard_of(diff::lock_mode::share_row_exclusive, true), hazard::blocks_writes);
    EXPECT_EQ(hazard_of(diff::lock_mode::share, true), hazard::blocks_writes);
    EXPECT_EQ(hazard_of(diff::lock_mode::share_update_exclusive, true), hazard::none);
    EXPECT_EQ(hazard_of(diff::lock_mode::access_exclusive, false), hazard::none);
    EXPECT_EQ(hazard_of(diff::lock_mode::share, true, hazard::loses_data), hazard::loses_data);
}

}  // namespace
}  // namespace tenon::safety
