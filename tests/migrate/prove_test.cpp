// SPDX-License-Identifier: Apache-2.0
#include "migrate/prove.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "migrate/folder.hpp"
#include "postgres/read_catalog.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace tenon::migrate {
namespace {

catalog::contents read(postgres::connection& server) {
    return postgres::read_catalog(server).catalog;
}

catalog::contents shop() {
    auto server = tests::fresh_database();
    server.run(R"(
        create type state as enum ('open', 'paid');
        create table customer (id bigint generated always as identity primary key, favourite bigint);
        create table purchase (id bigserial primary key, customer bigint not null references customer, state state);
        alter table customer add foreign key (favourite) references purchase;
        create view open_purchases as select id from purchase where state = 'open';
        comment on view open_purchases is 'what nobody paid';
    )");
    return read(server);
}

TEST(Proof, HoldsForAPlanOfTenons) {
    TENON_NEEDS_POSTGRES(15);
    const auto wanted = shop();
    const auto fresh = catalog::fresh_database(15);
    auto server = tests::fresh_database();
    const auto shown = prove(diff::make_plan(fresh, wanted), fresh, wanted, server, read);
    EXPECT_TRUE(shown.holds());
    EXPECT_TRUE(shown.differing.empty());
    EXPECT_NO_THROW(require_proof(shown));
    EXPECT_EQ(to_string(shown), "11 objects · forward ✓ back ✓ forward ✓");
}

TEST(Proof, HoldsForARemoval) {
    TENON_NEEDS_POSTGRES(15);
    const auto was = shop();
    const auto fresh = catalog::fresh_database(15);
    auto server = tests::fresh_database();
    EXPECT_TRUE(prove(diff::make_plan(was, fresh), was, fresh, server, read).holds());
}

TEST(Proof, NamesWhatAPlanLeavesOut) {
    TENON_NEEDS_POSTGRES(15);
    const auto wanted = shop();
    const auto fresh = catalog::fresh_database(15);
    auto plan = diff::make_plan(fresh, wanted);
    std::erase_if(plan.steps, [](const auto& step) { return step.aspect == "comment"; });
    auto server = tests::fresh_database();
    const auto shown = prove(plan, fresh, wanted, server, read);
    EXPECT_FALSE(shown.forward);
    EXPECT_EQ(to_string(shown), "11 objects · forward ✗ back ✗ forward ✗");
    try {
        require_proof(shown);
        FAIL() << "nothing was thrown";
    } catch (const internal_error& error) {
        EXPECT_STREQ(error.what(),
                     "the plan does not hold its proof (forward): view public.open_purchases (comment) differ");
    }
}

TEST(Proof, NamesWhatAnUndoLeavesBehind) {
    TENON_NEEDS_POSTGRES(15);
    const auto wanted = shop();
    const auto fresh = catalog::fresh_database(15);
    auto plan = diff::make_plan(fresh, wanted);
    for (auto& step : plan.steps) {
        if (step.object.kind == catalog::object_kind::enum_type) step.undo = {"SELECT 1"};
    }
    auto server = tests::fresh_database();
    const auto shown = prove(plan, fresh, wanted, server, read);
    EXPECT_TRUE(shown.forward);
    EXPECT_FALSE(shown.back);
    ASSERT_EQ(shown.differing.size(), 1U);
    EXPECT_EQ(to_string(shown.differing[0].object), "enum type public.state");
    EXPECT_THROW(require_proof(shown), internal_error);
}

TEST(Proof, PassesOnWhatTheServerRefuses) {
    TENON_NEEDS_POSTGRES(15);
    const auto wanted = shop();
    const auto fresh = catalog::fresh_database(15);
    auto plan = diff::make_plan(fresh, wanted);
    plan.steps[0].sql = "CREATE NONSENSE";
    auto server = tests::fresh_database();
    EXPECT_THROW(prove(plan, fresh, wanted, server, read), postgres::database_error);
}

class Change : public ::testing::Test {
protected:
    static catalog::contents of(const std::string& script) {
        auto server = tests::fresh_database();
        server.run(script);
        return read(server);
    }

    catalog::contents before = of("create table t (id int, code text); create table u (id int)");
    catalog::contents after =
        of("create table t (id int, code text not null, key uuid default gen_random_uuid()); create index on t (code)");
    diff::plan plan = diff::make_plan(before, after);
    diff::plan back = diff::make_plan(after, before);
    postgres::connection server = tests::fresh_database();
};

TEST_F(Change, IsProvenBothWaysAndObserved) {
    const auto shown = prove_change(plan, back, before, after, server, read);
    EXPECT_EQ(to_string(shown), "4 objects · forward ✓ back ✓ forward ✓");
    std::string told;
    for (const auto& step : plan.steps) {
        told += fmt::format("{}:", step.sql);
        for (const auto& [identity, mode] : step.locks)
            told += fmt::format(" {} {}", identity, boost::describe::enum_to_string(mode, ""));
        told += fmt::format("; {} rewritten, {} read: {}\n", step.rewrites.size(), step.scans.size(),
                            boost::describe::enum_to_string(step.hazard, ""));
    }
    EXPECT_EQ(
        told,
        "ALTER TABLE ONLY public.t ALTER COLUMN code SET NOT NULL: public.t access_exclusive; 0 rewritten, 1 read: "
        "blocks_reads\n"
        "ALTER TABLE public.t ADD COLUMN key uuid DEFAULT gen_random_uuid(): public.t access_exclusive; 1 "
        "rewritten, 1 read: blocks_reads\n"
        "CREATE INDEX t_code_idx ON public.t (code): public.t share; 0 rewritten, 1 read: blocks_writes\n"
        "DROP TABLE public.u: public.u access_exclusive; 0 rewritten, 0 read: loses_data\n");
}

TEST_F(Change, NeedsAWayBack) {
    back.steps.pop_back();
    const auto shown = prove_change(plan, back, before, after, server, read);
    EXPECT_EQ(to_string(shown), "4 objects · forward ✓ back ✗ forward ✗");
    EXPECT_FALSE(shown.differing.empty());
    for (const auto& step : plan.steps) EXPECT_TRUE(step.locks.empty());
}

class SideBySide : public ::testing::Test {
protected:
    SideBySide() : filled(tests::fresh_database()) {
        for (const auto& step : plan.steps) filled.run(step.sql);
    }
    proof prove() {
        return prove_side_by_side(
            plan, fresh, wanted, [&]() -> postgres::connection& { return empty; }, filled, read,
            [&](postgres::connection& there) {
                there.execute("SELECT id FROM open_purchases");
                ++times_there;
            });
    }

    catalog::contents wanted = shop();
    catalog::contents fresh = catalog::fresh_database(wanted.major);
    diff::plan plan = diff::make_plan(fresh, wanted);
    postgres::connection empty = tests::fresh_database();
    postgres::connection filled;
    int times_there = 0;
};

TEST_F(SideBySide, HoldsForAPlanOfTenons) {
    const auto shown = prove();
    EXPECT_EQ(to_string(shown), "11 objects · forward ✓ back ✓ forward ✓");
    EXPECT_TRUE(shown.differing.empty());
    EXPECT_EQ(times_there, 1);
    EXPECT_EQ(catalog::digest(read(empty)), catalog::digest(wanted)) << "both hold the schema afterwards";
    EXPECT_EQ(catalog::digest(read(filled)), catalog::digest(wanted));
}

TEST_F(SideBySide, NamesWhatAPlanLeavesOut) {
    std::erase_if(plan.steps, [](const auto& step) { return step.aspect == "comment"; });
    const auto shown = prove();
    EXPECT_EQ(to_string(shown), "11 objects · forward ✗ back ✓ forward ✗");
    EXPECT_EQ(times_there, 0);
    ASSERT_EQ(shown.differing.size(), 1U);
    EXPECT_EQ(to_string(shown.differing[0].object), "view public.open_purchases");
}

TEST_F(SideBySide, NamesWhatAnUndoLeavesBehind) {
    for (auto& step : plan.steps) {
        if (step.object.kind == catalog::object_kind::enum_type) step.undo = {"SELECT 1"};
    }
    const auto shown = prove();
    EXPECT_EQ(to_string(shown), "11 objects · forward ✓ back ✗ forward ✗");
    ASSERT_EQ(shown.differing.size(), 1U);
    EXPECT_EQ(to_string(shown.differing[0].object), "enum type public.state");
}

TEST_F(SideBySide, FailsWhereTheFilledDatabaseHoldsMoreThanItSays) {
    filled.run("create view in_the_way as select state from purchase");
    EXPECT_EQ(to_string(prove()), "11 objects · forward ✓ back ✗ forward ✗");
}

TEST_F(SideBySide, PassesOnWhatTheServerRefusesInTheEmptyDatabase) {
    plan.steps[0].sql = "CREATE NONSENSE";
    EXPECT_THROW(prove(), postgres::database_error);
}

TEST(Proof, MigrationFilesRunInPsqlAsTheyAre) {
    TENON_NEEDS_POSTGRES(15);
    const auto wanted = shop();
    const auto fresh = catalog::fresh_database(15);
    const auto plan = diff::with_digests(diff::make_plan(fresh, wanted), fresh, wanted);
    const auto one = make_migration(plan, "shop", {}, std::chrono::sys_seconds(std::chrono::seconds(1772360100)), "");
    support::temporary_folder folder;
    write_files(files_with(folder.path(), {}, one));
    const auto url = tests::fresh_database_url();
    const auto run = [&](const std::string& file) {
        const auto ended =
            support::run_program({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", (folder.path() / file).string(), url});
        EXPECT_EQ(ended.exit, 0) << ended.err;
        EXPECT_EQ(ended.err, "");
        postgres::connection server(url);
        return read(server);
    };
    EXPECT_TRUE(diff::compare(wanted, run(one.file_name())).empty());
    EXPECT_TRUE(diff::compare(fresh, run(one.down_file_name())).empty());
    EXPECT_TRUE(diff::compare(wanted, run(one.file_name())).empty());
}

}  // namespace
}  // namespace tenon::migrate
