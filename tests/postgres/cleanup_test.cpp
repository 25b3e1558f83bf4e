// SPDX-License-Identifier: Apache-2.0
// Whatever ends the process: nothing of its servers is left, at once or after the next start.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/embedded/process.hpp"
#include "postgres/embedded/run_folder.hpp"
#include "postgres/helper.hpp"
#include "postgres/scratch.hpp"
#include "support/servers.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <thread>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::IsEmpty;

/// A folder for the servers of one test, so that only they are looked at.
class CleanUp : public ::testing::Test {
protected:
    CleanUp() {
        fs::permissions(base_.path(), fs::perms(0755));
        environment_["TMPDIR"] = base_.path().string();
    }

    /// The folder can only go when nobody writes into it any more.
    ~CleanUp() override { processes_soon(); }

    tests::helper start(const std::string& act) { return tests::helper({.act = act, .environment = environment_}); }

    /// What lies in the folder of running servers.
    std::vector<fs::path> folders() const {
        std::vector<fs::path> found;
        const fs::path servers = base_.path() / fmt::format("tenon-{}", geteuid());
        if (!fs::exists(servers)) return found;
        for (const auto& entry : fs::directory_iterator(servers)) {
            // Who has no home keeps the cache here.
            if (entry.path().filename() != "cache") found.push_back(entry.path());
        }
        return found;
    }

    /// Processes end a moment after their parent.
    std::vector<pid_t> processes_soon() const {
        for (int i = 0; i < 500 && !tests::servers_below(base_.path()).empty(); ++i) std::this_thread::sleep_for(10ms);
        return tests::servers_below(base_.path());
    }

    void next_start() {
        tests::helper next = start("start");
        EXPECT_FALSE(next.report()[0].empty());
        EXPECT_EQ(next.wait(), 0);
    }

    void expect_nothing_left() {
        EXPECT_THAT(processes_soon(), IsEmpty());
        EXPECT_THAT(folders(), IsEmpty());
    }

    const support::temporary_folder base_;
    std::map<std::string, std::string> environment_;
};

class CleanUpOnSignal : public CleanUp, public ::testing::WithParamInterface<int> {};

INSTANTIATE_TEST_SUITE_P(Signals, CleanUpOnSignal, ::testing::Values(SIGINT, SIGTERM, SIGHUP),
                         [](const auto& each) { return std::string("SIG") + sigabbrev_np(each.param); });

TEST_P(CleanUpOnSignal, HappensAtOnce) {
    tests::helper helper = start("signals");
    const auto facts = helper.report();
    ASSERT_TRUE(fs::exists(facts[0]));
    helper.send(GetParam());
    const int status = helper.wait();
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), GetParam()) << "its parent sees by what it ended";
    EXPECT_FALSE(tests::is_running(std::stoi(facts[1])));
    expect_nothing_left();
}

TEST_P(CleanUpOnSignal, HappensAtTheNextStartWhenNobodyHandlesIt) {
    tests::helper helper = start("wait");
    ASSERT_FALSE(helper.report()[0].empty());
    helper.send(GetParam());
    helper.wait();
    EXPECT_THAT(processes_soon(), IsEmpty()) << "the server dies with its parent";
    next_start();
    expect_nothing_left();
}

TEST_F(CleanUp, IsNotForASignalThatIsToBeIgnored) {
    tests::helper helper = start("ignored");
    const auto facts = helper.report();
    helper.send(SIGHUP);
    std::this_thread::sleep_for(200ms);
    EXPECT_TRUE(tests::is_running(helper.process()));
    EXPECT_TRUE(tests::is_running(std::stoi(facts[1])));
    helper.send(SIGTERM);
    EXPECT_EQ(WTERMSIG(helper.wait()), SIGTERM);
    expect_nothing_left();
}

TEST_F(CleanUp, AfterSigkillHappensAtTheNextStart) {
    tests::helper helper = start("wait");
    const auto facts = helper.report();
    helper.send(SIGKILL);
    helper.wait();
    EXPECT_THAT(processes_soon(), IsEmpty()) << "the server dies with its parent";
    EXPECT_TRUE(fs::exists(facts[0]));
    next_start();
    expect_nothing_left();
}

/// Also in the middle of initdb, of copying, of starting and of stopping.
TEST_F(CleanUp, AfterSigkillAtAnyMomentHappensAtTheNextStart) {
    const support::temporary_folder cache;
    fs::permissions(cache.path(), fs::perms(0755));
    environment_["XDG_CACHE_HOME"] = cache.path().string();
    for (const auto moment : {5ms, 60ms, 150ms, 260ms, 370ms, 480ms, 600ms, 720ms}) {
        tests::helper helper = start("loop");
        helper.report();
        std::this_thread::sleep_for(moment);
        helper.send(SIGKILL);
        helper.wait();
    }
    next_start();
    expect_nothing_left();
}

TEST_F(CleanUp, OnSignalAtAnyMomentHappensAtOnce) {
    for (const auto moment : {1ms, 8ms, 15ms, 22ms, 30ms, 40ms, 55ms, 70ms, 90ms}) {
        tests::helper helper = start("loop signals");
        helper.report();
        std::this_thread::sleep_for(moment);
        helper.send(SIGTERM);
        EXPECT_EQ(WTERMSIG(helper.wait()), SIGTERM);
        EXPECT_THAT(processes_soon(), IsEmpty());
        EXPECT_THAT(folders(), IsEmpty()) << "after " << moment.count() << " ms";
    }
    expect_nothing_left();
}

TEST_F(CleanUp, HappensAtExitWithALivingServer) {
    tests::helper helper = start("exit");
    ASSERT_FALSE(helper.report()[0].empty());
    EXPECT_EQ(helper.wait(), 0);
    expect_nothing_left();
}

TEST_F(CleanUp, HappensAtTheEndForAServerThatNobodyDestroys) {
    environment_["ASAN_OPTIONS"] = "detect_leaks=0";  // it leaks on purpose
    tests::helper helper = start("leak");
    ASSERT_FALSE(helper.report()[0].empty());
    EXPECT_EQ(helper.wait(), 0);
    expect_nothing_left();
}

TEST_F(CleanUp, LeavesServersOfOthersAlone) {
    tests::helper first = start("wait");
    const auto facts = first.report();
    next_start();
    EXPECT_TRUE(tests::is_running(std::stoi(facts[1])));
    EXPECT_TRUE(fs::exists(facts[0]));
}

/// A server does not end with the thread that started it.
TEST_F(CleanUp, IsNotForTheEndOfAThread) {
    tests::helper helper = start("thread");
    const auto facts = helper.report();
    ASSERT_FALSE(facts[0].empty());
    EXPECT_TRUE(tests::is_running(std::stoi(facts[1])));
}

/// Where the kernel tells a child nothing of its parent's death: the sweep ends the server itself.
TEST_F(CleanUp, EndsServersThatOutliveTheirParent) {
    const server& running = tests::server();
    const auto user = server_user();
    const fs::path servers = base_.path() / fmt::format("tenon-{}", geteuid());
    const fs::path folder = servers / "1-1-0";  // process 1 began at another time
    fs::create_directories(folder);
    fs::permissions(servers, fs::perms(0711));
    const auto own = [&](const fs::path& path) {
        if (user) {
            ASSERT_EQ(chown(path.c_str(), user->uid, user->gid), 0);
        }
    };
    own(folder);
    const pid_t initdb = spawn({.program = running.installation().bin / "initdb",
                                .arguments = {"-D", (folder / "data").string(), "--no-sync"},
                                .directory = folder,
                                .run_as = user});
    ASSERT_EQ(wait_for(initdb, 60s), 0);
    const pid_t postmaster = spawn({.program = running.installation().bin / "postgres",
                                    .arguments = {"-D", (folder / "data").string(), "-c", "listen_addresses=", "-c",
                                                  "unix_socket_directories=" + folder.string()},
                                    .directory = folder,
                                    .run_as = user});
    for (int i = 0; i < 1000 && !fs::exists(folder / ".s.PGSQL.5432"); ++i) std::this_thread::sleep_for(10ms);
    const int segment = tests::shared_memory_of(folder);
    EXPECT_TRUE(tests::shared_memory_exists(segment));
    next_start();
    EXPECT_TRUE(wait_for(postmaster, 10s).has_value());
    EXPECT_FALSE(tests::shared_memory_exists(segment));
    expect_nothing_left();
}

TEST_F(CleanUp, RemovesTheSharedMemoryOfAKilledServer) {
    tests::helper helper = start("wait");
    const auto facts = helper.report();
    const pid_t postmaster = std::stoi(facts[1]);
    const int segment = tests::shared_memory_of(facts[0]);
    EXPECT_TRUE(tests::shared_memory_exists(segment));
    kill(postmaster, SIGKILL);
    for (int i = 0; i < 500 && tests::is_running(postmaster); ++i) std::this_thread::sleep_for(10ms);
    helper.send(SIGKILL);
    helper.wait();
    EXPECT_TRUE(tests::shared_memory_exists(segment)) << "nobody removed it yet";
    next_start();
    EXPECT_FALSE(tests::shared_memory_exists(segment));
    expect_nothing_left();
}

/// Ids of processes mean nothing in another container that shares the folder: there the lock tells.
TEST_F(CleanUp, LeavesLockedFoldersAlone) {
    const fs::path folder = base_.path() / fmt::format("tenon-{}", geteuid()) / "999999-1-0";
    fs::create_directories(folder);
    fs::permissions(folder.parent_path(), fs::perms(geteuid() == 0 ? 0711 : 0700));
    write_file(folder / "lock", "");
    const int lock = open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(flock(lock, LOCK_EX), 0);
    next_start();
    EXPECT_TRUE(fs::exists(folder));
    close(lock);
    next_start();
    EXPECT_FALSE(fs::exists(folder));
}

}  // namespace
}  // namespace tenon::postgres
