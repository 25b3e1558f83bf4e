// SPDX-License-Identifier: Apache-2.0
#include "base/codes/plan.hpp"
#include "migrate/folder.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"

#include <cstdlib>

namespace tenon::migrate {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds first_day{seconds(1772360100)};  // 2026-03-01 10:15:00 UTC

catalog::contents with_tables(const std::vector<std::string>& names) {
    auto out = catalog::fresh_database(15);
    for (const auto& name : names) {
        auto& table = out.tables.emplace_back();
        table.name = {"public", name};
        table.columns.emplace_back().name = "id";
        table.columns[0].type = "bigint";
        table.comment = "all of " + name;
    }
    catalog::sort(out);
    return out;
}

diff::plan plan_between(const catalog::contents& from, const catalog::contents& to) {
    return diff::with_digests(diff::make_plan(from, to), from, to);
}

migration first() {
    const auto fresh = catalog::fresh_database(15);
    return make_migration(plan_between(fresh, with_tables({"a", "b"})), "Initial schema!", {}, first_day,
                          "3 objects · forward ✓ back ✓ forward ✓");
}

/// A plan as the next migration has it, made by hand.
diff::plan next_plan(diff::hazard hazard = diff::hazard::none) {
    diff::plan out;
    out.major = 15;
    out.from = first().header.to;
    out.to = "pg15:0000";
    out.settings = {{"search_path", "''", ""}};
    diff::step step;
    step.object = {catalog::object_kind::index, "public.a_id"};
    step.sql = "CREATE INDEX CONCURRENTLY a_id ON public.a (id)";
    step.undo = {"DROP INDEX CONCURRENTLY public.a_id"};
    step.transaction = diff::transaction::none;
    step.hazard = hazard;
    step.lock_timeout = std::chrono::milliseconds(3000);
    out.steps.push_back(step);
    step.object = {catalog::object_kind::table, "public.b"};
    step.change = diff::change::alter;
    step.aspect = "comment";
    step.sql = "COMMENT ON TABLE public.b IS 'new'";
    step.undo = {"COMMENT ON TABLE public.b IS 'old'"};
    step.transaction = diff::transaction::shared;
    out.steps.push_back(step);
    return out;
}

std::string told(const diagnostics& problems, const std::filesystem::path& folder) {
    std::string out;
    for (const auto& one : problems.items()) {
        const auto file = std::filesystem::path(one.where.file.text()).lexically_relative(folder).string();
        out += fmt::format("{} {}:{} {}\n", to_string(one.code), file, one.where.line, one.message);
    }
    return out;
}

TEST(Migration, IsTwoFilesOfPlainSql) {
    const auto one = first();
    EXPECT_EQ(one.file_name(), "2026_03_01_101500_initial_schema.sql");
    EXPECT_EQ(one.down_file_name(), "2026_03_01_101500_initial_schema.down.sql");
    const auto folder = support::source_folder() / "tests" / "migrate" / "testdata";
    support::expect_golden(folder / "first.sql", one.up);
    support::expect_golden(folder / "first.down.sql", one.down);
}

TEST(Migration, StepsOutsideATransactionStandBetweenTransactions) {
    folder before;
    before.migrations.push_back(first());
    const auto one = make_migration(next_plan(), "index", before, first_day + seconds(60), "not run");
    EXPECT_EQ(one.header.parent, "2026_03_01_101500");
    const auto folder = support::source_folder() / "tests" / "migrate" / "testdata";
    support::expect_golden(folder / "second.sql", one.up);
    support::expect_golden(folder / "second.down.sql", one.down);
}

TEST(Migration, CountsTheSchemasVersion) {
    folder before;
    before.migrations.push_back(first());
    const auto later = first_day + seconds(1);
    EXPECT_EQ(first().header.schema_version, "1.0.0");
    EXPECT_EQ(first().header.version_reason, "the first migration");
    const auto minor = make_migration(next_plan(), "x", before, later, "").header;
    EXPECT_EQ(minor.schema_version + " " + minor.version_reason, "1.1.0 minor: creates index public.a_id");
    const auto major = make_migration(next_plan(diff::hazard::breaks_clients), "x", before, later, "").header;
    EXPECT_EQ(major.schema_version + " " + major.version_reason, "2.0.0 major: changes index public.a_id");
    auto quiet = next_plan();
    quiet.steps.erase(quiet.steps.begin());
    const auto patch = make_migration(quiet, "x", before, later, "").header;
    EXPECT_EQ(patch.schema_version + " " + patch.version_reason, "1.0.1 patch: nothing that clients see");
}

TEST(Migration, HasToComeAfterTheLast) {
    folder before;
    before.migrations.push_back(first());
    try {
        make_migration(next_plan(), "x", before, first_day, "");
        FAIL() << "nothing was thrown";
    } catch (const failure& error) {
        EXPECT_EQ(error.code(), code::migration_not_newer);
        EXPECT_STREQ(error.what(),
                     "the new migration would be 2026_03_01_101500, but 2026_03_01_101500 is there already");
    }
}

TEST(Migration, TakesItsTimeFromSourceDateEpoch) {
    setenv("SOURCE_DATE_EPOCH", "1772360100", 1);
    EXPECT_EQ(stamp(), first_day);
    for (const auto* wrong : {"soon", "-1", "12 ", "99999999999999"}) {
        setenv("SOURCE_DATE_EPOCH", wrong, 1);
        try {
            stamp();
            ADD_FAILURE() << "nothing was thrown for " << wrong;
        } catch (const failure& error) {
            EXPECT_EQ(error.code(), code::source_date_bad);
            EXPECT_EQ(error.what(), fmt::format("SOURCE_DATE_EPOCH is \"{}\", which is no time", wrong));
        }
    }
    unsetenv("SOURCE_DATE_EPOCH");
    const auto now = std::chrono::system_clock::now();
    EXPECT_LT(now - stamp(), seconds(5));
}

class Folder : public testing::Test {
protected:
    void SetUp() override {
        diagnostics none;
        write_files(files_with(path(), read_folder(path(), none), first()));
        const auto before = read_folder(path(), none);
        write_files(files_with(path(), before,
                               make_migration(next_plan(), "second", before, first_day + seconds(60), "not run")));
        ASSERT_TRUE(none.empty()) << told(none, path());
    }
    std::filesystem::path path() const { return place_.path() / "migrations"; }
    std::string problems() const {
        diagnostics found;
        read_folder(path(), found);
        return told(found, path());
    }
    void change(const std::string& name, std::string_view from, std::string_view to) const {
        write_file(path() / name, replace_all(read_file(path() / name), from, to));
    }

    support::temporary_folder place_;
};

TEST_F(Folder, IsReadAsItWasWritten) {
    diagnostics none;
    const auto read = read_folder(path(), none);
    EXPECT_TRUE(none.empty()) << told(none, path());
    ASSERT_EQ(read.migrations.size(), 2U);
    EXPECT_EQ(read.migrations[0], first());
    EXPECT_EQ(read.migrations[1].header.parent, "2026_03_01_101500");
    EXPECT_EQ(read.digest(), "pg15:0000");
    EXPECT_EQ(read.schema_version(), "1.1.0");
}

TEST_F(Folder, ThatIsNotThereIsEmpty) {
    diagnostics none;
    EXPECT_TRUE(read_folder(place_.path() / "nowhere", none).migrations.empty());
    EXPECT_TRUE(none.empty());
}

TEST_F(Folder, NoticesAChangedMigration) {
    change("2026_03_01_101500_initial_schema.sql", "all of a", "all of A");
    EXPECT_EQ(problems(),
              "TN7014 2026_03_01_101500_initial_schema.sql:0 this migration was changed after it was written\n");
}

TEST_F(Folder, NoticesAMissingMigration) {
    std::filesystem::remove(path() / "2026_03_01_101600_second.down.sql");
    EXPECT_EQ(problems(),
              "TN7015 2026_03_01_101600_second.down.sql:0 the integrity file lists this migration, which is "
              "not there\n");
}

TEST_F(Folder, NoticesAMigrationThatTenonDidNotWrite) {
    const auto text = replace_all(read_file(path() / "2026_03_01_101600_second.sql"), "101600", "101700");
    write_file(path() / "2026_03_01_101700_third.sql",
               replace_all(text, "parent: 2026_03_01_101500", "parent: 2026_03_01_101600"));
    EXPECT_EQ(
        problems(),
        fmt::format("TN7013 2026_03_01_101700_third.sql:1 the migration starts from {}, but 2026_03_01_101600 ends "
                    "in pg15:0000\n"
                    "TN7016 2026_03_01_101700_third.sql:0 the integrity file does not list this migration\n",
                    first().header.to));
}

TEST_F(Folder, NoticesMigrationsOfTwoPeople) {
    const auto text = replace_all(read_file(path() / "2026_03_01_101600_second.sql"), "101600", "101700");
    write_file(path() / "2026_03_01_101700_other.sql", text);
    EXPECT_THAT(problems(), testing::HasSubstr("TN7012 2026_03_01_101700_other.sql:1 the migration says it follows "
                                               "2026_03_01_101500, but the one before it is 2026_03_01_101600\n"));
}

TEST_F(Folder, NoticesOddNames) {
    write_file(path() / "fix.sql", "select 1;");
    write_file(path() / "notes.txt", "not a migration");
    EXPECT_EQ(problems(), "TN7010 fix.sql:0 \"fix.sql\" is no migration's name\n");
}

TEST_F(Folder, NoticesAnEditedIntegrityFile) {
    const auto text = read_file(path() / integrity_file);
    change(std::string(integrity_file), "second.sql", "zecond.sql");
    EXPECT_EQ(problems(), "TN7017 tenon.sum:5 line 5 of the integrity file is not what was written\n");
    write_file(path() / integrity_file, text.substr(text.find('\n') + 1));
    EXPECT_EQ(problems(), "TN7017 tenon.sum:1 line 1 of the integrity file is not what was written\n");
    std::filesystem::remove(path() / integrity_file);
    EXPECT_EQ(problems(), "TN7017 tenon.sum:0 the integrity file is missing\n");
}

TEST_F(Folder, NoticesAHeaderThatIsNotThere) {
    write_file(path() / "2026_03_01_101500_initial_schema.sql", "select 1;\n");
    EXPECT_THAT(problems(), testing::HasSubstr("TN7011 2026_03_01_101500_initial_schema.sql:1 the migration does not "
                                               "begin with Tenon's header\n"));
}

TEST_F(Folder, NoticesAHeaderOfAnotherMigration) {
    change("2026_03_01_101600_second.sql", "migration 2026_03_01_101600", "migration 2026_03_01_101601");
    EXPECT_THAT(problems(),
                testing::HasSubstr("TN7011 2026_03_01_101600_second.sql:1 the header says 2026_03_01_101601, "
                                   "the file's name 2026_03_01_101600\n"));
}

TEST_F(Folder, NoticesAWayBackWithoutItsMigration) {
    write_file(path() / "2026_03_01_101700_gone.down.sql", "select 1;\n");
    EXPECT_THAT(problems(), testing::HasSubstr("TN7015 2026_03_01_101700_gone.down.sql:0 this is the way back of a "
                                               "migration that is not there\n"));
}

/// A process was killed after the integrity file had its new name and before the migration had.
TEST_F(Folder, GetsWhatAKilledProcessWasGoingToWrite) {
    support::running_program ended({"/bin/true"});
    const pid_t gone = ended.process();
    ended.wait();
    const auto unfinished = [&](const std::string& name) { return path() / fmt::format("{}.{}.tmp", name, gone); };
    const std::string up = "2026_03_01_101600_second.sql", down = "2026_03_01_101600_second.down.sql";
    const auto text = read_file(path() / up);
    std::filesystem::rename(path() / up, unfinished(up));
    std::filesystem::rename(path() / down, unfinished(down));
    std::filesystem::copy(unfinished(up), unfinished("2026_03_01_101700_never_listed.sql"));
    finish_interrupted(path());
    EXPECT_EQ(problems(), "");
    EXPECT_EQ(read_file(path() / up), text);
    EXPECT_FALSE(std::filesystem::exists(path() / "2026_03_01_101700_never_listed.sql"));
    // Another text than the one that is listed is none of it.
    std::filesystem::rename(path() / up, unfinished(up));
    write_file(unfinished(up), "-- half");
    finish_interrupted(path());
    EXPECT_EQ(problems(),
              "TN7015 2026_03_01_101600_second.down.sql:0 this is the way back of a migration that is not there\n"
              "TN7015 2026_03_01_101600_second.sql:0 the integrity file lists this migration, which is not there\n");
}

}  // namespace
}  // namespace tenon::migrate
