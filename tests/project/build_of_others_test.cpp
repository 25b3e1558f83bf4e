// SPDX-License-Identifier: Apache-2.0
// The main job for users who are not root.
#include "project/build_fixture.hpp"

namespace tenon::project {
namespace {

namespace fs = std::filesystem;

/// Users with a folder and nothing else: no home, no cache.
class BuildOfOthers : public Build {
protected:
    void SetUp() override {
        if (geteuid() != 0) GTEST_SKIP() << "not run: needs root";
        TENON_NEEDS_POSTGRES(15);
    }

    support::finished build_as(const std::string& user) {
        const auto folder = folder_.path().string();
        fs::permissions(folder, fs::perms(0755));
        support::run_program({"cp", TENON_BINARY, folder + "/tenon"});
        support::run_program({"chown", "-R", user, folder});
        return support::run_program(
            {"setpriv", "--reuid=" + user, "--regid=65534", "--clear-groups", folder + "/tenon", "build"},
            {.environment = {{"HOME", "/nonexistent"},
                             {"XDG_CACHE_HOME", ""},
                             {"XDG_RUNTIME_DIR", ""},
                             {"TMPDIR", folder},
                             {"SOURCE_DATE_EPOCH", "1767225600"}},
             .folder = folder_.path()});
    }
};

TEST_F(BuildOfOthers, NeedsNoRoot) {
    const auto end = build_as("65534");
    EXPECT_EQ(end.exit, 0) << end.out << end.err;
    EXPECT_TRUE(fs::exists(folder_.path() / "schema/schema.sql"));
}

TEST_F(BuildOfOthers, NeedsAUserWithAName) {
    const auto end = build_as("54321");
    EXPECT_EQ(end.exit, 3);
    EXPECT_THAT(
        end.err,
        testing::EndsWith("error: the user with the number 54321 has no name on this system, and PostgreSQL's initdb "
                          "wants one [TN5024]\n"
                          "  state: no server was started\n"
                          "  next: run as another user or as root, add the number to /etc/passwd, or name a server "
                          "with --scratch URL\n"));
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

}  // namespace
}  // namespace tenon::project
