// SPDX-License-Identifier: Apache-2.0
// The set-up scripts on machines that lack something. They run on a copy of the scripts, with stand-ins for the
// programs that would change this machine.
#include "base/file.hpp"
#include "support/process.hpp"

#include <cstdlib>

namespace tenon {
namespace {

namespace fs = std::filesystem;

class Scripts : public ::testing::Test {
protected:
    void SetUp() override {
        fs::copy(support::source_folder() / "scripts", place_.path() / "scripts", fs::copy_options::recursive);
        for (const auto* name : {"test", "quickstart"})
            fs::copy_file(support::source_folder() / name, place_.path() / name);
        place_.write("os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    }

    /// A program that is found before the real one.
    void stand_in(const std::string& name, const std::string& script) {
        const auto path = place_.write("bin/" + name, "#!/bin/bash\n" + script + "\n");
        fs::permissions(path, fs::perms::owner_all);
    }

    support::finished run(const std::vector<std::string>& words) {
        auto all = words;
        all[0] = (place_.path() / words[0]).string();
        return support::run_program(
            all, {.environment = {{"PATH", (place_.path() / "bin").string() + ":" + std::getenv("PATH")},
                                  {"TENON_OS_RELEASE", (place_.path() / "os-release").string()},
                                  {"PIP_NO_INDEX", "1"},
                                  {"PIP_FIND_LINKS", place_.path().string()}}});
    }

    void only_missing(const std::string& package) {
        stand_in("dpkg-query", "[ \"${@: -1}\" = " + package + " ] || printf installed");
    }

    support::temporary_folder place_;
};

class ScriptsSlow : public Scripts {};

TEST_F(Scripts, DoesNothingWhereNothingIsMissing) {
    stand_in("dpkg-query", "printf installed");
    stand_in("apt-get", "echo apt-get was called; exit 1");
    const auto end = run({"scripts/setup-build"});
    EXPECT_EQ(end.exit, 0);
    EXPECT_EQ(end.out + end.err, "");
}

TEST_F(Scripts, SaysWhatToTypeWithoutRoot) {
    only_missing("mold");
    stand_in("id", "echo 1000");
    stand_in("sudo", "exit 1");
    const auto end = run({"scripts/setup-build"});
    EXPECT_EQ(end.exit, 3);
    EXPECT_EQ(end.err,
              "set-up: installing 1 Debian packages to build and run Tenon: mold\n"
              "set-up: packages are missing, and this is neither root nor a user with sudo. As root, type:\n"
              "  apt-get update && apt-get install -y --no-install-recommends mold\n");
}

TEST_F(Scripts, SaysWhatFailedWithoutANetwork) {
    only_missing("mold");
    stand_in("id", "echo 1000");
    stand_in("sudo", "[ \"$1\" = -n ] && exit 0; echo \"Err: Temporary failure resolving\"; exit 100");
    const auto end = run({"scripts/setup-build"});
    EXPECT_EQ(end.exit, 3);
    EXPECT_EQ(end.err,
              "set-up: installing 1 Debian packages to build and run Tenon: mold\n"
              "  | Err: Temporary failure resolving\n"
              "set-up: apt-get failed (its last lines are above). Is the network up? What it was to do:\n"
              "  apt-get update && apt-get install -y --no-install-recommends mold\n");
}

TEST_F(Scripts, NamesTheDistributionThatItNeeds) {
    only_missing("mold");
    place_.write("os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n");
    const auto end = run({"quickstart"});
    EXPECT_EQ(end.exit, 3);
    EXPECT_EQ(end.err,
              "set-up: this is ubuntu 24.04; Tenon is built and tested on Debian 12 (bookworm).\n"
              "  In a container of it, with this folder mounted:\n"
              "  docker run --rm -it -v \"$PWD\":/tenon -w /tenon debian:12 ./quickstart\n");
}

TEST_F(Scripts, NeverMakesACluster) {
    only_missing("postgresql-15");
    stand_in("id", "echo 1000");
    stand_in("sudo", "[ \"$1\" = -n ] && exit 0; printf '%s\\n' \"$@\" >\"$(dirname \"$0\")/../asked\"");
    EXPECT_EQ(run({"scripts/setup-build"}).exit, 0);
    const auto asked = read_file(place_.path() / "asked");
    const auto setting = asked.find("create_main_cluster = false");
    ASSERT_NE(setting, std::string::npos);
    EXPECT_LT(setting, asked.find("apt-get install")) << "the setting has to be there before the package";
    EXPECT_THAT(asked, ::testing::EndsWith("\npostgresql-15\n"));
}

TEST_F(ScriptsSlow, GoesOnWithoutWhatCannotBeFetched) {
    stand_in("dpkg-query", "printf installed");
    stand_in("npm", "echo 'npm error network'; exit 1");
    const auto end = run({"scripts/setup-tests"});
    EXPECT_EQ(end.exit, 0);
    EXPECT_THAT(end.err, ::testing::HasSubstr(
                             "set-up: PostgreSQL 14, 16, 17, 18 could not be fetched (its last lines:)\n"
                             "  | npm error network\n"
                             "  the tests that need it will say \"not run\"; with a network, run ./test again\n"));
    EXPECT_THAT(end.err, ::testing::HasSubstr(
                             "set-up: the Python packages of scripts/python-packages.txt could not be fetched"));
}

TEST_F(ScriptsSlow, FetchesNothingTwice) {
    stand_in("dpkg-query", "printf installed");
    stand_in("npm", "mkdir -p node_modules && echo npm >>../calls");
    stand_in("node", "true");
    place_.write("scripts/python-packages.txt", "# none\n");
    const auto first = run({"scripts/setup-tests"});
    EXPECT_EQ(first.exit, 0) << first.err;
    const auto second = run({"scripts/setup-tests"});
    EXPECT_EQ(second.exit, 0);
    EXPECT_EQ(second.err, "");
    EXPECT_EQ(read_file(place_.path() / "build/calls"), "npm\n");
}

TEST_F(Scripts, TellsWrongArguments) {
    const auto test = run({"test", "--fast"});
    EXPECT_EQ(test.exit, 2);
    EXPECT_THAT(test.err, ::testing::StartsWith("test: unknown argument \"--fast\"\n\n./test [quick | all]"));
    const auto quickstart = run({"quickstart", "now"});
    EXPECT_EQ(quickstart.exit, 2);
    EXPECT_EQ(quickstart.err, "quickstart: it takes no arguments\n");
}

// A program that speaks as GoogleTest does, with a test for each way to end.
constexpr std::string_view fake_tests = R"py(#!/usr/bin/env python3
import os, sys, time
names = ["A.Fine", "A.Crash", "A.Hang", "B.Bad", "B.Skip", "BSlow.Fine", "CSoak.Fine"]
if "--gtest_list_tests" in sys.argv:
    print("A.\n  Fine\n  Crash\n  Hang\nB.\n  Bad  # GetParam() = 3\n  Skip\nBSlow.\n  Fine\nCSoak.\n  Fine\n  DISABLED_Never")
    sys.exit()
flags = next(word for word in sys.argv if "flagfile" in word).split("=", 1)[1]
for name in open(flags).read().strip().split("=", 1)[1].split(":"):
    print("[ RUN      ] " + name, flush=True)
    if name == "A.Crash":
        os.kill(os.getpid(), 11)
    if name == "A.Hang":
        time.sleep(100)
    if name == "B.Bad":
        print("x.cpp:3: Failure\nboo\n[  FAILED  ] B.Bad, where GetParam() = 3 (5 ms)", flush=True)
    elif name == "B.Skip":
        print("x.cpp:3: Skipped\nnot run: no moon\n[  SKIPPED ] B.Skip (0 ms)", flush=True)
    else:
        print("text without an end of line[       OK ] %s (12 ms)" % name, flush=True)
)py";

TEST_F(ScriptsSlow, TheRunnerAccountsForEveryTest) {
    const auto program = place_.write("fake_tests", fake_tests);
    fs::permissions(program, fs::perms::owner_all);
    const auto results = (place_.path() / "results").string();
    const auto end = run({"scripts/run_tests.py", program.string(), "--results", results, "--test-minutes", "0.03"});
    EXPECT_EQ(end.exit, 1);
    EXPECT_THAT(end.out, ::testing::HasSubstr("A.Crash ended the process (code -11)"));
    EXPECT_THAT(end.out, ::testing::HasSubstr("A.Hang took more than 0.03 minutes"));
    EXPECT_THAT(end.out, ::testing::HasSubstr("  | boo\n"));
    EXPECT_THAT(end.out, ::testing::HasSubstr("\nskipped 1: not run: no moon\n"));
    EXPECT_THAT(end.out, ::testing::EndsWith("\n2 passed, 3 failed, 1 skipped\n"));
    const auto quick = run(
        {"scripts/run_tests.py", program.string(), "--results", results, "--tier", "quick", "--test-minutes", "0.03"});
    EXPECT_THAT(quick.out, ::testing::EndsWith("\n1 passed, 3 failed, 1 skipped\n"));
}

TEST_F(Scripts, TheRunnerFailsWhenNothingRuns) {
    const auto program = place_.write(
        "fake_tests", "#!/bin/sh\n[ \"$1\" = --gtest_list_tests ] && printf 'A.\\n  B\\n' && exit 0\nexit 9\n");
    fs::permissions(program, fs::perms::owner_all);
    const auto end = run({"scripts/run_tests.py", program.string(), "--results", (place_.path() / "results").string()});
    EXPECT_EQ(end.exit, 1);
    EXPECT_THAT(end.out, ::testing::EndsWith("failed: A.B\n0 passed, 1 failed, 0 skipped\n"));
}

}  // namespace
}  // namespace tenon
