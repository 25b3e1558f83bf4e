// SPDX-License-Identifier: Apache-2.0
// Secrets planted wherever one can be, and every output of every verb searched for them. Bodies of routines, defaults
// of columns, policies and the like are schema, whatever stands in them, and comments are for everybody: they are
// shown.
#include "base/secrets.hpp"

#include "base/file.hpp"
#include "postgres/connection.hpp"
#include "postgres/ordinary_server.hpp"
#include "requirements/secrets.hpp"
#include "sql/secrets.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;
using words = std::vector<std::string>;

/// A part of every secret of this file, and of the passwords of the server.
constexpr std::string_view mark = "lanted-S3cret";

tests::ordinary_server& ordinary() {
    static tests::ordinary_server only;
    return only;
}

constexpr int any_error = -1;

/// Everything in a schema that may hold a secret.
constexpr const char* schema = R"(
CREATE FOREIGN DATA WRAPPER w OPTIONS (secret_key 'planted-S3cret-wrapper', region 'north');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', password 'planted-S3cret-server',
    conninfo 'host=h user=u password=planted-S3cret-conninfo', uri 'redis://u:planted-S3cret-uri@h/0');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'planted-S3cret-mapping',
    sslpassword 'planted-S3cret-ssl', api_key 'planted-S3cret-key', credentials 'planted-S3cret-credentials');
CREATE FOREIGN TABLE f (a integer OPTIONS (token 'planted-S3cret-column')) SERVER s
    OPTIONS (access_token 'planted-S3cret-table');
CREATE SUBSCRIPTION one CONNECTION 'host=h user=u password=''planted-S3cret subscription''' PUBLICATION p
    WITH (connect = false);
CREATE SUBSCRIPTION two CONNECTION 'postgres://u:planted-S3cret-url@h/db?sslpassword=planted-S3cret-ssl'
    PUBLICATION p WITH (connect = false);
CREATE ROLE planted_role PASSWORD 'planted-S3cret-role';
SET app.api_token = 'planted-S3cret-setting';
SELECT set_config('app.secret', 'planted-S3cret-config', false);
ALTER ROLE planted_role SET app.secret = 'planted-S3cret-of-role';
CREATE TABLE t (id integer PRIMARY KEY);
)";

constexpr const char* requirements = R"(platform: workshop
entities:
  Tool:
    attributes:
      name: text(80) unique
      login: password
)";

class Secrets : public testing::Test {
protected:
    void SetUp() override {
        TENON_NEEDS_POSTGRES(15);
        folder_.write("schema.sql", schema);
        folder_.write("project/requirements.yaml", requirements);
        folder_.write("project/tenon.yaml", "postgres: 15\n");
        inputs_ = files();
    }

    /// Runs tenon, and searches what it printed and every file that it wrote.
    support::finished run(words what, int exit) {
        const auto done = support::run_tenon(
            what, {.environment = {{"PGPASSWORD", "planted-S3cret-environment"},
                                   {"PGHOST", "nowhere.invalid"},
                                   {"DATABASE_URL", "postgres://u:planted-S3cret-database@nowhere.invalid/db"},
                                   {"XDG_CACHE_HOME", (folder_.path() / "cache").string()}},
                   .folder = folder_.path()});
        std::string line;
        for (const auto& word : what) line += " " + word;
        EXPECT_TRUE(exit == any_error ? done.exit != 0 : done.exit == exit)
            << done.exit << line << done.out << done.err;
        EXPECT_EQ(done.out.find(mark), std::string::npos) << line << "\n" << done.out;
        EXPECT_EQ(done.err.find(mark), std::string::npos) << line << "\n" << done.err;
        for (const auto& file : files()) {
            if (inputs_.contains(file)) continue;
            EXPECT_EQ(read_file(file).find(mark), std::string::npos) << line << ": " << file;
        }
        return done;
    }

    std::set<std::string> files() const {
        std::set<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
            // The server's programs, which the cache may have copied, hold none, and are large.
            const bool text = entry.is_regular_file() && entry.file_size() < 4'000'000;
            if (text && entry.path().string().find("/template") == std::string::npos) all.insert(entry.path().string());
        }
        return all;
    }

    support::temporary_folder folder_;
    std::set<std::string> inputs_;
};

TEST_F(Secrets, AreInNoOutputOfASource) {
    postgres::connection administration(ordinary().url());
    administration.run("CREATE DATABASE planted");
    postgres::connection(ordinary().url("postgres", "planted")).run(schema);
    const auto live = ordinary().url("postgres", "planted");
    const auto scratch = ordinary().url();
    for (const std::string& source : {std::string("schema.sql"), live}) {
        for (const auto& place : {words{"--postgres", "15"}, words{"--scratch", scratch}}) {
            const auto with = [&](words all) {
                all.insert(all.end(), place.begin(), place.end());
                return all;
            };
            for (const std::string format : {"text", "json", "sql"})
                run(with({"catalog", source, "--format", format}), 0);
            for (const std::string format : {"text", "json", "svg", "mermaid"})
                run(with({"erd", source, "--format", format}), 0);
            for (const std::string format : {"text", "json"}) {
                run(with({"docs", source, "--out", "pages", "--format", format}), 0);
                run(with({"check", source, "--format", format}), 0);
                run(with({"diff", "--from", source, "--to", "project", "--format", format}), 1);
                run(with({"diff", "--from", source, "--to", live, "--format", format}), 0);
            }
        }
    }
    postgres::connection cleaning(live);
    cleaning.run("ALTER SUBSCRIPTION one SET (slot_name = NONE); ALTER SUBSCRIPTION two SET (slot_name = NONE)");
    cleaning.execute("DROP SUBSCRIPTION one");
    cleaning.execute("DROP SUBSCRIPTION two");
    administration.run("DROP DATABASE planted WITH (FORCE)");
    administration.run("DROP ROLE planted_role");
}

TEST_F(Secrets, AreWrittenAsPlaceholders) {
    const auto sql = run({"catalog", "schema.sql", "--format", "sql", "--postgres", "15"}, 0).out;
    for (const auto* line :
         {"CREATE FOREIGN DATA WRAPPER w OPTIONS (region 'north', secret_key '<secret>');",
          "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (conninfo '<secret>', host 'h', password '<secret>', uri "
          "'<secret>');",
          "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (api_key '<secret>', credentials '<secret>', password "
          "'<secret>', sslpassword '<secret>', \"user\" 'u');",
          "    a integer OPTIONS (token '<secret>')", ") SERVER s OPTIONS (access_token '<secret>');",
          "CREATE SUBSCRIPTION one CONNECTION 'user=u host=h password=''<secret>'''",
          "CREATE SUBSCRIPTION two CONNECTION 'user=u dbname=db host=h password=''<secret>'' "
          "sslpassword=''<secret>'''"})
        EXPECT_NE(sql.find(line), std::string::npos) << line << "\n" << sql;
}

TEST_F(Secrets, AreInNoOutputOfAProject) {
    const auto scratch = ordinary().url();
    for (const auto& place : {words{}, words{"--scratch", scratch}}) {
        for (const std::string verb : {"build", "build", "design", "queries"}) {
            for (const std::string format : {"text", "json"}) {
                words all = {verb, "project", "--format", format};
                all.insert(all.end(), place.begin(), place.end());
                run(all, 0);
            }
        }
    }
    run({"design", "project", "--explain", "--scratch", scratch}, 0);
}

/// Wrong in the middle of what holds the secret: the server's words, the line at fault and the words of the command
/// line come back.
TEST_F(Secrets, AreInNoMessageAboutAStatement) {
    const words statements = {
        "CREATE USER MAPPING FOR PUBLIC SERVER nowhere OPTIONS (password 'planted-S3cret')",
        "CREATE ROLE a_role PASSWORD 'planted-S3cret' NO_SUCH_OPTION",
        "CREATE ROLE a_role PASSWORD 'planted-S3cret' VALID UNTIL 'planted'",
        "ALTER ROLE a_role IN DATABASE x SET app.secret 'planted-S3cret'",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=my planted-S3cret' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'postgres://u:planted-S3cret@h/db?nothing=1' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h passwort=1 password=planted-S3cret' PUBLICATION p",
        "CREATE SERVER s FOREIGN DATA WRAPPER nowhere OPTIONS (uri 'redis://u:planted-S3cret@h/0')",
        "SET nowhere.api_token = 'planted-S3cret', 'planted-S3cret'",
        "SELECT set_config('app.secret', 'planted-S3cret', 7)",
        "SELECT nowhere('postgres://u:planted-S3cret@h/db')",
        "SELECT 'planted'\n FROM nowhere(password => 'planted-S3cret\nplanted-S3cret')",
    };
    for (const auto& statement : statements) {
        inputs_.insert(folder_.write("wrong.sql", statement + ";\n").string());
        for (const std::string format : {"text", "json"}) {
            run({"catalog", "wrong.sql", "--format", format, "--postgres", "15"}, 2);
            run({"diff", "--from", "wrong.sql", "--to", "wrong.sql", "--format", format, "--postgres", "15"}, 2);
        }
    }
    inputs_.insert(
        folder_.write("project/migrations/2026_01_01_000000_first.sql", statements.front() + ";\n").string());
    for (const std::string format : {"text", "json"}) run({"build", "project", "--format", format}, 2);
}

TEST_F(Secrets, AreInNoMessageAboutTheCommandLine) {
    const auto place = ordinary().host_and_port();
    // 3: nobody answers, or the password is wrong. 2: it cannot be understood.
    const std::map<std::string, int> urls = {{"postgres://postgres:planted-S3cret@" + place + "/postgres", 3},
                                             {"postgres://postgres:planted-S3cret@127.0.0.1:1/postgres", 3},
                                             {"postgres://postgres:planted-S3cret@host.invalid/postgres", 3},
                                             {"postgres://postgres:planted-S3cret@127.0.0.1:port/postgres", 2},
                                             {"postgres://postgres:a@planted-S3cret@127.0.0.1/postgres", 2},
                                             {"postgres://postgres:1/planted-S3cret@127.0.0.1/postgres", 2},
                                             {"host=127.0.0.1 port=1 password=planted-S3cret", 3},
                                             {"host=127.0.0.1 password='planted-S3cret", 2},
                                             {"host=127.0.0.1 password=a \"planted-S3cret\"=1", 2}};
    for (const auto& [url, exit] : urls) {
        SCOPED_TRACE(url);
        for (const std::string format : {"text", "json"}) {
            run({"catalog", url, "--format", format}, exit);
            run({"catalog", "schema.sql", "--scratch", url, "--format", format}, exit);
            run({"build", "project", "--scratch", url, "--format", format}, exit);
        }
    }
    for (const std::string wrong :
         {"postgress://u:planted-S3cret@h/db", "PGPASSWORD=planted-S3cret", "--scratc=postgres://u:planted-S3cret@h/db",
          "schema:postgres://u:planted-S3cret@h/db"}) {
        for (const std::string format : {"text", "json"}) {
            run({"catalog", wrong, "--format", format}, any_error);
            run({"catalog", "schema.sql", wrong, "--format", format}, 2);
            run({"docs", wrong, "schema.sql", "--format", format}, 2);
            run({"erd", "schema.sql", "--theme", wrong}, 2);
            run({wrong, "--format", format}, 2);
        }
    }
}

TEST_F(Secrets, AreInNoMessageAboutRequirements) {
    for (const std::string attribute :
         {"login: password = 'planted-S3cret'", "pin: token = planted-S3cret", "api_key: text = 'planted-S3cret'",
          "card: encrypted(text) = \"planted-S3cret\"", "login: {type: password, default: planted-S3cret}",
          "api_secret:\n        type: text\n        default: planted-S3cret"}) {
        inputs_.insert(folder_
                           .write("wrong/requirements.yaml",
                                  "platform: p\nentities:\n  Tool:\n    attributes:\n      " + attribute + "\n")
                           .string());
        for (const std::string verb : {"build", "design", "queries"})
            for (const std::string format : {"text", "json"}) run({verb, "wrong", "--format", format}, 2);
        run({"catalog", "wrong"}, 2);
    }
}

TEST(HiddenSecrets, KeepEverythingElseInItsPlace) {
    EXPECT_EQ(hide_passwords("cannot read postgres://u:p4ss@host:5432/db?x=1: no"),
              "cannot read postgres://u:****@host:5432/db?x=1: no");
    EXPECT_EQ(hide_passwords("host=h password='a\\' b' user=u"), "host=h password='*****' user=u");
    EXPECT_EQ(hide_passwords("postgres://u@h/db?password=abc&sslmode=require"),
              "postgres://u@h/db?password=***&sslmode=require");
    for (const std::string plain : {"postgres://user@host:port/database", "a=b", "passfile=/x", "password",
                                    "10:30 http://h/@x", "password_required=false", "password="})
        EXPECT_EQ(hide_passwords(plain), plain);
    EXPECT_EQ(sql::hide_secrets("ALTER ROLE r PASSWORD 'a''b'; SELECT 'x' AS password, E'p'"),
              "ALTER ROLE r PASSWORD '****'; SELECT 'x' AS password, E'p'");
    EXPECT_EQ(sql::hide_secrets("CREATE TABLE t (password text DEFAULT 'x'); COMMENT ON COLUMN t.password IS 'why'"),
              "CREATE TABLE t (password text DEFAULT '*'); COMMENT ON COLUMN t.password IS 'why'");
    EXPECT_EQ(sql::hide_secrets("CREATE TABLE tokens (n numeric(1, 2), note text DEFAULT 'x')"),
              "CREATE TABLE tokens (n numeric(1, 2), note text DEFAULT 'x')");
    EXPECT_EQ(sql::hide_secrets(
                  "ALTER TABLE t ADD COLUMN api_token varchar(9) NOT NULL DEFAULT 'abc', ADD b text DEFAULT 'x'"),
              "ALTER TABLE t ADD COLUMN api_token varchar(9) NOT NULL DEFAULT '***', ADD b text DEFAULT 'x'");
    EXPECT_EQ(sql::hide_secrets("DO $$ SELECT 'password=x' $$"), "DO $$ SELECT 'password=x' $$");
    EXPECT_EQ(sql::without_secrets_of("OPTIONS (password 'hunter2')", "near \"hunter2\""), "near \"…\"");
    EXPECT_EQ(requirements::hide_secrets("a: text = 'x'\ntoken: text = 'x y'\nn: {type: token, default: z}\n"),
              "a: text = 'x'\ntoken: text = ** **\nn: {type: token, default: **\n");
}

}  // namespace
}  // namespace tenon
