// SPDX-License-Identifier: Apache-2.0
#include "postgres/scratch.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/postgres.hpp"
#include "postgres/conninfo.hpp"
#include "postgres/helper.hpp"
#include "postgres/ordinary_server.hpp"
#include "support/servers.hpp"

#include <sys/wait.h>

#include <csignal>

namespace tenon::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

tests::ordinary_server& ordinary() {
    static tests::ordinary_server only;
    return only;
}

/// The throw-away databases that are there.
std::int64_t left(const std::string& pattern = "tenon_scratch_%") {
    connection session(ordinary().url());
    return session.execute("SELECT count(*) FROM pg_database WHERE datname LIKE $1", {pattern}).integer(0, 0);
}

template <class Act>
failure failure_of(Act act) {
    try {
        act();
    } catch (const failure& thrown) {
        return thrown;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {code::internal_error, ""};
}

/// The same things are true of both places.
class Scratch : public ::testing::TestWithParam<bool> {
protected:
    static scratch_options options() {
        scratch_options wanted{.major = 15};
        if (!GetParam()) wanted.url = ordinary().url();
        return wanted;
    }
    scratch place_{options()};
};

INSTANTIATE_TEST_SUITE_P(Places, Scratch, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "Private" : "Shared"; });

TEST_P(Scratch, MakesEmptyDatabasesAlike) {
    connection one = place_.fresh_database();
    connection two = place_.fresh_database();
    EXPECT_NE(one.database(), two.database());
    one.run("CREATE TABLE t()");
    EXPECT_EQ(two.execute("SELECT to_regclass('t') IS NULL").text(0, 0), "t");
    const auto facts = two.execute(
        "SELECT datcollate || ' ' || datctype || ' ' || pg_encoding_to_char(encoding), current_setting('timezone'), "
        "current_setting('search_path'), current_setting('datestyle'), "
        "(SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) "
        "FROM pg_database WHERE datname = current_database()");
    EXPECT_EQ(facts.text(0, 0), "C C UTF8");
    EXPECT_EQ(facts.text(0, 1), "UTC");
    EXPECT_EQ(facts.text(0, 2), "\"$user\", public");
    EXPECT_EQ(facts.text(0, 3), "ISO, MDY");
    EXPECT_EQ(facts.text(0, 4), "0");
    EXPECT_EQ(place_.major(), 15);
    EXPECT_EQ(place_.is_private(), GetParam());
}

TEST_P(Scratch, CopiesAPatternCheaply) {
    connection filled = place_.fresh_database();
    filled.run("CREATE TABLE t AS SELECT generate_series(1, 1000) AS i");
    const std::string pattern = place_.keep_as_pattern(std::move(filled));
    for (int i = 0; i < 5; ++i) {
        connection copy = place_.fresh_database(pattern);
        EXPECT_EQ(copy.execute("DELETE FROM t").affected(), 1000) << "each copy is whole";
        connection second = place_.another_session(copy);
        EXPECT_EQ(second.execute("SELECT count(*) FROM t").text(0, 0), "0");
        place_.drop(std::move(copy));
        EXPECT_THROW(second.execute("SELECT 1"), database_error) << "dropped although somebody is in it";
    }
}

TEST_P(Scratch, SaysWhereItIs) {
    if (GetParam()) {
        EXPECT_THAT(place_.description(), MatchesRegex("private PostgreSQL 15\\.[0-9]+"));
    } else {
        EXPECT_EQ(place_.description(),
                  "throw-away databases on postgres://postgres@" + ordinary().host_and_port() + "/postgres");
    }
}

TEST(PrivateScratch, DoesNotFollowTheEnvironment) {
    setenv("PGTZ", "America/New_York", 1);
    setenv("PGDATESTYLE", "german", 1);
    scratch place({.major = 15});
    connection session = place.fresh_database();
    unsetenv("PGTZ");
    unsetenv("PGDATESTYLE");
    EXPECT_EQ(session.execute("SHOW timezone").text(0, 0), "UTC");
    EXPECT_EQ(session.execute("SHOW datestyle").text(0, 0), "ISO, MDY");
}

TEST(SharedScratch, LeavesNothing) {
    {
        scratch place({.url = ordinary().url()});
        const connection one = place.fresh_database();
        connection filled = place.fresh_database();
        const std::string pattern = place.keep_as_pattern(std::move(filled));
        EXPECT_THAT(one.database(), MatchesRegex("tenon_scratch_[0-9]{14}_[0-9a-f]{12}"));
        EXPECT_EQ(left(), 2);
        place.at_end("CREATE ROLE made_at_the_end");
    }
    EXPECT_EQ(left(), 0);
    connection session(ordinary().url());
    EXPECT_EQ(session.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'made_at_the_end'").text(0, 0), "1");
    session.run("DROP ROLE made_at_the_end");
}

TEST(SharedScratch, IsDroppedOnASignal) {
    tests::helper helper({.act = "scratch", .environment = {{"TENON_TEST_URL", ordinary().url()}}});
    const auto names = helper.report();
    EXPECT_EQ(left(names[0]) + left(names[1]), 2);
    helper.send(SIGINT);
    EXPECT_EQ(WTERMSIG(helper.wait()), SIGINT);
    EXPECT_EQ(left(names[0]) + left(names[1]), 0);
}

/// After a SIGKILL: dropped by the next use, when it is a day old, is named by us, and nobody is in it.
TEST(SharedScratch, SweepsOldLeftoversOnly) {
    connection session(ordinary().url());
    const std::string old = "tenon_scratch_20200101000000_0123456789ab";
    const std::string used = "tenon_scratch_20200101000000_ba9876543210";
    const std::string recent =
        "tenon_scratch_" +
        std::string(session.execute("SELECT to_char(now() AT TIME ZONE 'UTC' - interval '2 h', 'YYYYMMDDHH24MISS')")
                        .text(0, 0)) +
        "_0123456789ab";
    const std::string foreign = "tenon_scratch_of_mine";
    for (const auto& name : {old, used, recent, foreign}) session.run("CREATE DATABASE " + name);
    {
        const connection user(with_database(ordinary().url(), used));
        const scratch place({.url = ordinary().url()});
        EXPECT_EQ(left(old), 0);
        EXPECT_EQ(left(used), 1);
        EXPECT_EQ(left(recent), 1);
        EXPECT_EQ(left(foreign), 1);
    }
    for (const auto& name : {used, recent, foreign}) session.run("DROP DATABASE " + name + " WITH (FORCE)");
}

TEST(SharedScratch, NeedsTheRightToMakeDatabases) {
    connection session(ordinary().url());
    session.run(fmt::format("CREATE ROLE \"Weak\" LOGIN PASSWORD '{}'", "planted-S3cret/@:''x"));
    const auto thrown = failure_of([] { scratch({.url = ordinary().url("Weak")}); });
    EXPECT_EQ(thrown.code(), code::scratch_refused);
    EXPECT_EQ(thrown.what(),
              "the role Weak may not make databases on postgres://Weak@" + ordinary().host_and_port() + "/postgres");
    EXPECT_EQ(thrown.next(), "ALTER ROLE \"Weak\" CREATEDB");
    session.run("ALTER ROLE \"Weak\" CREATEDB");
    {
        scratch place({.url = ordinary().url("Weak")});
        connection own = place.fresh_database();
        own.run("CREATE SCHEMA s CREATE TABLE t()");
    }
    EXPECT_EQ(left(), 0);
    session.run("DROP ROLE \"Weak\"");
}

TEST(SharedScratch, MustHaveTheMajorAskedFor) {
    const auto thrown = failure_of([] { scratch({.url = ordinary().url(), .major = 17}); });
    EXPECT_EQ(thrown.code(), code::scratch_wrong_major);
    EXPECT_EQ(thrown.what(),
              "postgres://postgres@" + ordinary().host_and_port() + "/postgres is PostgreSQL 15, and 17 is asked for");
    EXPECT_EQ(thrown.next(), "leave out --postgres, or name a server of PostgreSQL 17");
}

TEST(SharedScratch, MustHaveTheExtensions) {
    const auto thrown = failure_of([] { scratch({.url = ordinary().url(), .extensions = {"hstore", "timescaledb"}}); });
    EXPECT_EQ(thrown.code(), code::extension_not_installed);
    EXPECT_EQ(thrown.what(), "the extension \"timescaledb\" is not installed on postgres://postgres@" +
                                 ordinary().host_and_port() + "/postgres");
    EXPECT_EQ(thrown.next(), "install the package on that server, or name another one");
}

/// Every text that a user can see of a server with a password.
TEST(Passwords, NeverAppear) {
    const std::string secret = "planted-S3cret";
    const auto expect_hidden = [&](const failure& thrown) {
        EXPECT_THAT(thrown.what(), Not(HasSubstr(secret)));
        EXPECT_THAT(thrown.state() + thrown.next(), Not(HasSubstr(secret)));
        if (const auto* error = dynamic_cast<const database_error*>(&thrown)) {
            const auto& message = error->message();
            EXPECT_THAT(message.message + message.detail + message.hint + message.context + error->statement(),
                        Not(HasSubstr(secret)));
        }
    };
    const connection session(ordinary().url());
    EXPECT_THAT(session.display_name(), Not(HasSubstr(secret)));
    EXPECT_THAT(scratch({.url = ordinary().url()}).description(), Not(HasSubstr(secret)));
    const std::string place = ordinary().host_and_port();
    for (const std::string& url : std::vector<std::string>{
             "postgres://postgres:planted-S3cret@" + place + "/postgres",       // wrong
             "postgres://postgres:planted-S3cret@" + place + "/nowhere",        // no such database
             "postgres://postgres:planted-S3cret@127.0.0.1:1/postgres",         // nobody listens
             "postgres://postgres:planted-S3cret@127.0.0.1:port/postgres",      // no number
             "postgres://postgres:planted-S3cret@host.invalid/postgres",        // no such host
             "postgres://postgres:a@planted-S3cret@127.0.0.1/postgres",         // @ not encoded
             "postgres://postgres:1/planted-S3cret@127.0.0.1/postgres",         // / not encoded
             "postgres://postgres:planted-S3cret%zz@127.0.0.1/postgres",        // % not encoded
             "postgres://postgres:planted-S3cret%00@127.0.0.1/postgres",        // zero byte
             "postgres://127.0.0.1/postgres?password=planted-S3cret&password",  // broken query
             "postgres://127.0.0.1/postgres?passwort=planted-S3cret",           // unknown option
             "host=127.0.0.1 port=1 password=planted-S3cret",                   //
             "host=127.0.0.1 password=my planted-S3cret",                       // blank not quoted
             "host=127.0.0.1 password='planted-S3cret",                         // quote not closed
             "host=127.0.0.1 password=a \"planted-S3cret\"=1",                  // quotes inside
             "planted-S3cret",
         }) {
        SCOPED_TRACE(url);
        try {
            const connection refused(url);
            ADD_FAILURE() << "connected";
        } catch (const failure& thrown) {
            expect_hidden(thrown);
        }
    }
}

TEST(Conninfo, ThatCannotBeUnderstoodSaysWhy) {
    const auto text = [](const std::string& conninfo) {
        return std::string(failure_of([&] { parse_conninfo(conninfo); }).what());
    };
    const std::string before = "the connection string cannot be understood: ";
    EXPECT_EQ(text("mydb"), before + "it is neither a URL nor a list of key=value");
    EXPECT_EQ(text("postgres://u:a@b@host/db"), before + "it has an @ that is not encoded");
    EXPECT_EQ(text("hostname=x"), before + "invalid connection option \"…\"");
    EXPECT_EQ(text(std::string("host=a\0b", 8)), before + "it has a zero byte");
    const auto thrown = failure_of([] { parse_conninfo("mydb"); });
    EXPECT_EQ(thrown.code(), code::connection_string_invalid);
    EXPECT_EQ(
        thrown.next(),
        "write it as postgres://user@host:port/database, and percent-encode special characters (@ is %40, / is %2F)");
}

TEST(Conninfo, ChangesOnlyTheDatabase) {
    EXPECT_EQ(with_database("postgres://u:p%27%5C@h:1/a?application_name=x", "b c"),
              "application_name='x' dbname='b c' host='h' password='p\\'\\\\' port='1' user='u'");
    EXPECT_EQ(parse_conninfo(with_database("", "a")).at("dbname"), "a");
}

TEST(Unreachable, SaysWhereAndWhy) {
    const auto thrown = failure_of([] { connection("postgres://somebody@127.0.0.1:1/db"); });
    EXPECT_EQ(thrown.code(), code::server_unreachable);
    EXPECT_STREQ(
        thrown.what(),
        "cannot connect to postgres://somebody@127.0.0.1:1/db: connection to server at \"127.0.0.1\", port 1 failed: "
        "Connection refused; Is the server running on that host and accepting TCP/IP connections?");
    EXPECT_EQ(thrown.state(), "nothing was done");
    EXPECT_EQ(thrown.next(), "check host, port, database, user and password");
}

TEST(Unreachable, SaysWhichServiceIsNotThere) {
    const support::temporary_folder folder;
    setenv("PGSERVICEFILE", (folder.path() / "none").c_str(), 1);
    const auto named = failure_of([] { connection("service=nowhere"); });
    setenv("PGSERVICE", "nowhere", 1);
    const auto inherited = failure_of([] { connection("dbname=shop"); });
    folder.write("none", "[somewhere]\nhost=/nowhere\n");
    const auto other = failure_of([] { connection("dbname=shop"); });
    unsetenv("PGSERVICE");
    unsetenv("PGSERVICEFILE");
    for (const auto& thrown : {named, inherited}) {
        EXPECT_EQ(thrown.code(), code::server_unreachable);
        EXPECT_EQ(thrown.what(),
                  "cannot connect: service file \"" + (folder.path() / "none").string() + "\" not found");
    }
    EXPECT_STREQ(other.what(), "cannot connect: definition of service \"nowhere\" not found");
    EXPECT_EQ(other.next(),
              "add the service to the file (PGSERVICEFILE, else ~/.pg_service.conf), or correct its name (PGSERVICE)");
}

}  // namespace
}  // namespace tenon::postgres
