// SPDX-License-Identifier: Apache-2.0
// The cache of data folders.
#include "postgres/embedded/template.hpp"

#include "base/file.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "postgres/helper.hpp"
#include "support/servers.hpp"

#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <thread>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Template : public ::testing::Test {
protected:
    Template() {
        for (const auto* folder : {&cache_, &base_}) fs::permissions(folder->path(), fs::perms(0755));
        environment_ = {
            {"XDG_CACHE_HOME", cache_.path().string()}, {"TMPDIR", base_.path().string()}, {"TENON_TEST_MAJOR", "15"}};
    }
    /// The folder can only go when nobody writes into it any more.
    ~Template() override {
        for (int i = 0; i < 500 && !tests::servers_below(base_.path()).empty(); ++i) std::this_thread::sleep_for(10ms);
    }

    tests::helper start(const std::string& act) const {
        return tests::helper({.act = act, .environment = environment_});
    }

    /// The finished templates, without their lock files.
    std::vector<fs::path> templates() const {
        std::vector<fs::path> found;
        const fs::path folder = cache_.path() / "tenon/templates";
        if (!fs::exists(folder)) return found;
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.is_directory() && entry.path().extension() != ".new") found.push_back(entry.path());
        }
        return found;
    }
    static std::size_t files_in(const fs::path& folder) {
        const auto all = fs::recursive_directory_iterator(folder);
        return static_cast<std::size_t>(
            std::count_if(fs::begin(all), fs::end(all), [](const auto& entry) { return entry.is_regular_file(); }));
    }

    const support::temporary_folder cache_;
    const support::temporary_folder base_;
    std::map<std::string, std::string> environment_;
};

TEST_F(Template, IsTrimmed) {
    tests::helper helper = start("start");
    helper.report();
    EXPECT_EQ(helper.wait(), 0);
    ASSERT_EQ(templates().size(), 1U);
    const fs::path data = templates()[0];
    EXPECT_LT(files_in(data), 400U) << "a new data folder has about 970";
    EXPECT_EQ(files_in(data / "pg_wal"), 1U);
    EXPECT_EQ(std::distance(fs::directory_iterator(data / "base"), fs::directory_iterator()), 1) << "one database";
    EXPECT_FALSE(fs::exists(data / "postmaster.pid"));
}

TEST_F(Template, IsMadeOnceByManyAtOnce) {
    std::vector<std::unique_ptr<tests::helper>> helpers;
    for (int i = 0; i < 6; ++i) helpers.emplace_back(new tests::helper({.act = "start", .environment = environment_}));
    for (const auto& helper : helpers) {
        EXPECT_NE(helper->report()[3].find("PostgreSQL 15"), std::string::npos);
        EXPECT_EQ(helper->wait(), 0);
    }
    ASSERT_EQ(templates().size(), 1U);
    const fs::path made = templates()[0];
    EXPECT_FALSE(fs::exists(made.string() + ".new"));
    EXPECT_TRUE(tests::servers_below(base_.path()).empty());
}

/// Whoever makes it may be killed meanwhile: the next one does it again, and never sees half of it.
TEST_F(Template, IsMadeAgainAfterItsMakerWasKilled) {
    for (const auto moment : {50ms, 300ms, 500ms, 560ms, 620ms, 700ms}) {
        tests::helper helper = start("loop");
        helper.report();
        std::this_thread::sleep_for(moment);
        helper.send(SIGKILL);
        helper.wait();
        for (const auto& finished : templates()) {
            EXPECT_TRUE(fs::exists(finished / "PG_VERSION"));
            EXPECT_TRUE(fs::exists(finished / "global/pg_control"));
            EXPECT_GT(files_in(finished), 300U);
        }
    }
    tests::helper last = start("start");
    EXPECT_FALSE(last.report()[0].empty());
    EXPECT_EQ(last.wait(), 0);
}

TEST_F(Template, OfAnotherInstallationIsAnother) {
    TENON_NEEDS_POSTGRES(16);
    for (const char* major : {"15", "16"}) {
        environment_["TENON_TEST_MAJOR"] = major;
        tests::helper helper = start("start");
        helper.report();
        helper.wait();
    }
    EXPECT_EQ(templates().size(), 2U);
}

TEST_F(Template, ThatNobodyUsedForLongGoesWhenANewOneComes) {
    TENON_NEEDS_POSTGRES(16);
    const auto use = [&](const char* major) {
        environment_["TENON_TEST_MAJOR"] = major;
        tests::helper helper = start("start");
        helper.report();
        EXPECT_EQ(helper.wait(), 0);
    };
    use("15");
    ASSERT_EQ(templates().size(), 1U);
    const fs::path old = templates()[0];
    const fs::path lock = old.string() + ".lock";
    fs::last_write_time(lock, fs::file_time_type::clock::now() - std::chrono::hours(40 * 24));
    use("15");
    EXPECT_GT(fs::last_write_time(lock), fs::file_time_type::clock::now() - 1h) << "it is used again";
    fs::last_write_time(lock, fs::file_time_type::clock::now() - std::chrono::hours(40 * 24));
    use("16");
    EXPECT_FALSE(fs::exists(old));
    EXPECT_EQ(templates().size(), 1U);
    use("15");
    EXPECT_EQ(templates().size(), 2U);
}

TEST_F(Template, ThatCannotBeMadeSaysWhatInitdbSaid) {
    TENON_NEEDS_POSTGRES(16);
    const support::temporary_folder broken;
    fs::permissions(broken.path(), fs::perms(0755));
    copy_tree(find_installation({16, {}}).bin.parent_path(), broken.path() / "pg", {}, true);
    fs::remove(broken.path() / "pg/share/postgresql/postgres.bki");
    environment_["TENON_PG_BIN"] = (broken.path() / "pg/bin").string();
    environment_["TENON_TEST_MAJOR"] = "16";
    tests::helper helper = start("fail");
    const auto words = helper.report();
    EXPECT_THAT(words[0],
                ::testing::MatchesRegex("initdb failed \\(exit code 1\\): .*postgres.bki\" does not exist.*"));
    EXPECT_EQ(words[1], "check the free space of the disk, then run the command again");
    EXPECT_EQ(words[2], "TN5023");
    EXPECT_TRUE(tests::servers_below(base_.path()).empty());
}

TEST(CopyTree, CopiesEverything) {
    const support::temporary_folder folder;
    folder.write("from/a/large", std::string(3'000'000, 'x') + "end");
    folder.write("from/a/empty", "");
    folder.write("from/small", "text");
    fs::create_directory(folder.path() / "from/none");
    fs::create_symlink("small", folder.path() / "from/link");
    fs::permissions(folder.path() / "from/small", fs::perms(0640));
    copy_tree(folder.path() / "from", folder.path() / "to");
    EXPECT_EQ(read_file(folder.path() / "to/a/large"), read_file(folder.path() / "from/a/large"));
    EXPECT_EQ(read_file(folder.path() / "to/a/empty"), "");
    EXPECT_TRUE(fs::is_directory(folder.path() / "to/none"));
    EXPECT_EQ(fs::read_symlink(folder.path() / "to/link"), "small");
    EXPECT_EQ(fs::status(folder.path() / "to/small").permissions(), fs::perms(0640));
    EXPECT_THROW(copy_tree(folder.path() / "from", folder.path() / "to"), std::system_error) << "it exists";
    EXPECT_THROW(copy_tree(folder.path() / "nothing", folder.path() / "other"), std::system_error);
}

}  // namespace
}  // namespace tenon::postgres
