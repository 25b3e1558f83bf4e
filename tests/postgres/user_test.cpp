// SPDX-License-Identifier: Apache-2.0
// Whom a private server runs as, and what that user can read.
#include "base/file.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "postgres/embedded/installation.hpp"
#include "postgres/helper.hpp"
#include "support/servers.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;

#define TENON_NEEDS_ROOT() \
    if (geteuid() != 0) GTEST_SKIP() << "not run: needs root"

std::string uid_of(const char* name) {
    const passwd* entry = getpwnam(name);
    return entry ? std::to_string(entry->pw_uid) : "";
}

/// This program, where every user may run it.
class ProgramForAll {
public:
    ProgramForAll() {
        fs::permissions(folder_.path(), fs::perms(0755));
        fs::copy_file("/proc/self/exe", path());
        fs::permissions(path(), fs::perms(0755));
    }
    fs::path path() const { return folder_.path() / "tests"; }
    fs::path folder() const { return folder_.path(); }

private:
    support::temporary_folder folder_;
};

TEST(ServerUser, OfRootIsPostgresOrNobody) {
    TENON_NEEDS_ROOT();
    tests::helper helper({.act = "start"});
    EXPECT_EQ(helper.report()[2], getpwnam("postgres") ? uid_of("postgres") : uid_of("nobody"));
}

TEST(ServerUser, OfRootIsTheOneInTheVariable) {
    TENON_NEEDS_ROOT();
    tests::helper helper({.act = "start", .environment = {{"TENON_PG_USER", "nobody"}}});
    EXPECT_EQ(helper.report()[2], uid_of("nobody"));
}

TEST(ServerUser, OfRootMustExist) {
    TENON_NEEDS_ROOT();
    tests::helper helper({.act = "fail", .environment = {{"TENON_PG_USER", "nix"}}});
    const auto words = helper.report();
    EXPECT_EQ(words[0], "TENON_PG_USER names the user \"nix\", who does not exist");
    EXPECT_EQ(words[1], "set TENON_PG_USER to a user that exists and is not root");
    EXPECT_EQ(words[2], "TN5024");
}

TEST(ServerUser, OfRootIsNotRoot) {
    TENON_NEEDS_ROOT();
    tests::helper helper({.act = "fail", .environment = {{"TENON_PG_USER", "root"}}});
    EXPECT_EQ(helper.report()[0], "TENON_PG_USER names \"root\", who is root: PostgreSQL refuses to run as root");
}

/// With nothing but a temporary folder: no home, no cache.
TEST(ServerUser, OfOthersIsTheOneWhoStartsIt) {
    TENON_NEEDS_ROOT();
    const ProgramForAll program;
    fs::create_directory(program.folder() / "tmp");
    fs::permissions(program.folder() / "tmp", fs::perms::all);
    tests::helper helper({.act = "start",
                          .environment = {{"HOME", "/nonexistent"},
                                          {"XDG_CACHE_HOME", ""},
                                          {"TMPDIR", (program.folder() / "tmp").string()},
                                          {"TENON_TEST_MAJOR", "15"}},
                          .user = "nobody",
                          .program = program.path()});
    const auto facts = helper.report();
    EXPECT_EQ(facts[2], uid_of("nobody"));
    EXPECT_TRUE(facts[0].starts_with((program.folder() / "tmp").string())) << facts[0];
    EXPECT_EQ(helper.wait(), 0);
    EXPECT_FALSE(fs::exists(facts[0]));
    EXPECT_TRUE(fs::exists(program.folder() / "tmp" / ("tenon-" + uid_of("nobody")) / "cache" / "templates"));
}

TEST(ServerUser, GetsACopyOfProgramsThatHeCannotRead) {
    TENON_NEEDS_ROOT();
    TENON_NEEDS_POSTGRES(16);
    const support::temporary_folder hidden;  // mode 0700
    const installation original = find_installation({16, {}});
    copy_tree(original.bin.parent_path(), hidden.path() / "pg");
    const support::temporary_folder cache;
    fs::permissions(cache.path(), fs::perms(0755));
    const std::map<std::string, std::string> environment{{"TENON_PG_BIN", (hidden.path() / "pg/bin").string()},
                                                         {"TENON_TEST_MAJOR", "16"},
                                                         {"XDG_CACHE_HOME", cache.path().string()}};
    for (int i = 0; i < 2; ++i) {
        tests::helper helper({.act = "start", .environment = environment});
        const auto facts = helper.report();
        EXPECT_TRUE(facts[4].starts_with((cache.path() / "tenon/programs/16-").string())) << facts[4];
        EXPECT_NE(facts[3].find("PostgreSQL 16"), std::string::npos);
    }
}

TEST(ServerUser, CanReadByThePermissionBitsOfTheWholePath) {
    TENON_NEEDS_ROOT();
    const auto user = server_user();
    ASSERT_TRUE(user);
    const support::temporary_folder folder;
    const fs::path file = folder.write("a/b", "text");
    EXPECT_FALSE(can_read(*user, file)) << "the folder above is closed";
    fs::permissions(folder.path(), fs::perms(0711));
    fs::permissions(file.parent_path(), fs::perms(0711));
    fs::permissions(file, fs::perms(0644));
    EXPECT_TRUE(can_read(*user, file));
    fs::permissions(file, fs::perms(0640));
    EXPECT_FALSE(can_read(*user, file));
    ASSERT_EQ(chown(file.c_str(), 0, user->gid), 0);
    EXPECT_TRUE(can_read(*user, file)) << "by its group";
    EXPECT_FALSE(can_read(*user, folder.path() / "nothing"));
}

}  // namespace
}  // namespace tenon::postgres
