// SPDX-License-Identifier: Apache-2.0
// --scratch URL: every verb that loads something does the same on a server of the user's as on a private one, for a
// superuser and for a role that may only make databases, and leaves that server as it was.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "postgres/connection.hpp"
#include "postgres/ordinary_server.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <csignal>
#include <regex>

namespace tenon {
namespace {

namespace fs = std::filesystem;
using words = std::vector<std::string>;

constexpr const char* schema = R"(
CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('good', 'bad');
CREATE TABLE shop.items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mood shop.mood,
    price numeric CHECK (price > 0), twice numeric GENERATED ALWAYS AS (price * 2) STORED);
CREATE INDEX ON shop.items (lower(name)) WHERE price IS NOT NULL;
CREATE VIEW shop.dear AS SELECT * FROM shop.items WHERE price > 100;
CREATE FUNCTION shop.f(a integer DEFAULT 7) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT a + 1; END;
)";

constexpr const char* requirements = R"(platform: workshop
entities:
  Tool:
    attributes:
      name: text(80) unique
      state: one of [new, used, broken] = new
  Loan:
    attributes:
      lent_on: date
    belongs_to:
      tool: Tool
    behaviours: [soft_delete]
)";

constexpr const char* query = R"(-- name: loans_of_tool :many rate=10/s
-- param tool_id: uuid
SELECT id, lent_on FROM loans WHERE tool_id = :tool_id ORDER BY lent_on DESC;
)";

/// A server of the user's, with a superuser and a role that may make databases and nothing else.
class users_server {
public:
    static users_server& instance() {
        static users_server only;
        return only;
    }

    std::string url(const std::string& role) const { return server_.url(role); }
    std::string place() const { return server_.host_and_port(); }

    /// Databases, roles, tablespaces and settings: what belongs to the whole server.
    std::string state() const {
        postgres::connection session(server_.url());
        return std::string(
            session
                .execute("SELECT concat_ws(E'\\n', (SELECT string_agg(d::text, ' ' ORDER BY datname) FROM (SELECT "
                         "datname, datdba, datacl FROM pg_database) d), (SELECT string_agg(r::text, ' ' ORDER BY "
                         "rolname) FROM (SELECT rolname, rolsuper, rolcanlogin, rolcreatedb, rolpassword FROM "
                         "pg_authid) r), (SELECT string_agg(m::text, ' ' ORDER BY m::text) FROM pg_auth_members m), "
                         "(SELECT string_agg(t::text, ' ') FROM pg_tablespace t), (SELECT string_agg(s::text, ' ') FROM "
                         "pg_db_role_setting s), (SELECT string_agg(c::text, ' ') FROM pg_shdescription c))")
                .text(0, 0));
    }

private:
    users_server() {
        postgres::connection session(server_.url());
        session.run(fmt::format("CREATE ROLE maker LOGIN CREATEDB PASSWORD '{0}'; CREATE ROLE app LOGIN PASSWORD '{0}'",
                                "planted-S3cret/@:''x"));
        session.run("CREATE DATABASE shop");
    }

    tests::ordinary_server server_;
};

struct run_of_verb {
    std::string verb;
    words arguments;
};

void PrintTo(const run_of_verb& one, std::ostream* out) {
    *out << one.verb;
}

/// One for each verb that takes --scratch; a test sees to it that none is missing.
const std::vector<run_of_verb>& runs() {
    static const std::vector<run_of_verb> all = {
        {"build", {"project"}},
        {"design", {"project", "--explain"}},
        {"queries", {"project"}},
        {"catalog", {"schema.sql"}},
        {"diff", {"--from", "schema.sql", "--to", "project"}},
        {"docs", {"schema.sql", "--out", "pages"}},
        {"erd", {"schema.sql"}},
        {"check", {"schema.sql"}},
    };
    return all;
}

class project_folder {
public:
    project_folder() {
        folder_.write("project/requirements.yaml", requirements);
        folder_.write("project/queries/loans.sql", query);
        folder_.write("project/tenon.yaml", "postgres: 15\n");
        folder_.write("schema.sql", schema);
    }

    const fs::path& path() const { return folder_.path(); }
    fs::path write(const fs::path& name, std::string_view text) const { return folder_.write(name, text); }

    support::finished run(const run_of_verb& what, const words& more) const {
        words all = {what.verb};
        all.insert(all.end(), what.arguments.begin(), what.arguments.end());
        all.insert(all.end(), more.begin(), more.end());
        return support::run_tenon(all, settings());
    }

    support::process_settings settings() const {
        return {.environment = {{"SOURCE_DATE_EPOCH", "1767225600"}}, .folder = path()};
    }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator(path()))
            if (entry.is_regular_file()) out[fs::relative(entry.path(), path()).string()] = read_file(entry.path());
        return out;
    }

private:
    support::temporary_folder folder_;
};

/// What differs by nature: times, and where the work was done.
std::string without_times(std::string text) {
    text = std::regex_replace(text, std::regex("(^|\n)(loading|starting|stopping|proving|reading)[^\n]*: [0-9.]+ s(?=\n)"), "");
    if (text.starts_with('\n')) text.erase(0, 1);
    text = std::regex_replace(text, std::regex("[0-9.]+ m?s\\b"), "TIME");
    return std::regex_replace(text, std::regex("private PostgreSQL [0-9.]+|throw-away databases on [^ \\n]+"), "PLACE");
}

class ScratchVerbs : public testing::TestWithParam<run_of_verb> {
protected:
    void SetUp() override { TENON_NEEDS_POSTGRES(15); }
};

INSTANTIATE_TEST_SUITE_P(Verbs, ScratchVerbs, testing::ValuesIn(runs()),
                         [](const auto& each) { return each.param.verb; });

TEST(ScratchVerbsList, IsComplete) {
    std::set<std::string> here;
    for (const auto& run : runs()) here.insert(run.verb);
    std::set<std::string> all;
    for (const auto& verb : cli::all_verbs())
        for (const auto& option : verb.options)
            if (option.name == "--scratch") all.emplace(verb.name);
    EXPECT_EQ(here, all);
}

TEST_P(ScratchVerbs, DoTheSameOnAServerOfTheUsers) {
    const auto& server = users_server::instance();
    const auto before = server.state();
    const project_folder own;
    const auto expected = own.run(GetParam(), {"--postgres", "15"});
    EXPECT_LE(expected.exit, 1) << expected.err;
    for (const std::string role : {"postgres", "maker"}) {
        SCOPED_TRACE(role);
        const project_folder users;
        const auto done = users.run(GetParam(), {"--scratch", server.url(role)});
        EXPECT_EQ(done.exit, expected.exit);
        EXPECT_EQ(without_times(done.out), without_times(expected.out));
        EXPECT_EQ(without_times(done.err), without_times(expected.err));
        EXPECT_EQ(users.files(), own.files());
        EXPECT_EQ(server.state(), before);
    }
}

TEST_P(ScratchVerbs, LeaveNothingBehindWhenTheyFail) {
    const auto& server = users_server::instance();
    const auto before = server.state();
    const project_folder folder;
    folder.write("schema.sql", "CREATE TABLE t (a nothing);");
    folder.write("project/queries/loans.sql", "-- name: x :many\nSELECT nothing FROM loans;\n");
    for (const std::string role : {"postgres", "maker"}) {
        const auto done = folder.run(GetParam(), {"--scratch", server.url(role)});
        EXPECT_EQ(done.exit, GetParam().verb == "design" ? 0 : 2) << done.out << done.err;
        EXPECT_EQ(server.state(), before) << role;
    }
}

TEST_P(ScratchVerbs, LeaveNothingBehindOnASignal) {
    const auto& server = users_server::instance();
    const auto before = server.state();
    for (const std::string after : {"0.06", "0.12", "0.2", "0.3", "0.45", "0.7"}) {
        const project_folder folder;
        words all = {"timeout", "--signal=TERM", "--preserve-status", after, TENON_BINARY, GetParam().verb};
        all.insert(all.end(), GetParam().arguments.begin(), GetParam().arguments.end());
        all.insert(all.end(), {"--scratch", server.url(after < "0.2" ? "maker" : "postgres")});
        const auto done = support::run_program(all, folder.settings());
        EXPECT_TRUE(done.exit == 128 + SIGTERM || done.exit <= 1) << done.exit << done.err;
        const bool stopped = done.exit > 1;
        EXPECT_FALSE(stopped && done.err.find("error") != std::string::npos) << done.err;
        EXPECT_EQ(server.state(), before) << after;
    }
}

/// A source may do what it likes with its own roles and databases; those of the server it does not touch.
TEST(ScratchServer, KeepsItsRolesDatabasesAndSettings) {
    TENON_NEEDS_POSTGRES(15);
    const auto& server = users_server::instance();
    const auto before = server.state();
    const project_folder folder;
    folder.write("schema.sql",
                 "ALTER DATABASE shop SET search_path = nowhere;\nALTER DATABASE shop OWNER TO app;\n"
                 "COMMENT ON DATABASE shop IS 'x';\nGRANT ALL ON DATABASE shop TO app;\nALTER DATABASE shop RENAME TO x;\n"
                 "DROP DATABASE shop;\nALTER ROLE app PASSWORD 'x';\nALTER ROLE app SET work_mem = '1MB';\n"
                 "ALTER ROLE ALL SET work_mem = '2MB';\nGRANT pg_monitor TO app;\nREVOKE pg_monitor FROM app;\n"
                 "COMMENT ON ROLE app IS 'x';\nDROP ROLE IF EXISTS app;\nDROP USER app;\nDROP OWNED BY app;\n"
                 "REASSIGN OWNED BY app TO postgres;\nALTER USER app RENAME TO x;\nALTER SYSTEM SET work_mem = '1MB';\n"
                 "CREATE ROLE own PASSWORD 'x';\nALTER ROLE own CREATEDB;\nCREATE ROLE other;\nGRANT own TO other;\n"
                 "DROP ROLE other;\nCREATE TABLE t (a integer);\nALTER TABLE t OWNER TO own;\n");
    const auto done = folder.run({"catalog", {"schema.sql", "--format", "sql"}}, {"--scratch", server.url("postgres")});
    EXPECT_EQ(done.exit, 0) << done.err;
    EXPECT_NE(done.out.find("ALTER TABLE public.t OWNER TO own;"), std::string::npos) << done.out;
    EXPECT_EQ(server.state(), before);
    std::string told;
    for (const auto& line : {7, 10, 11, 12, 13, 14, 15, 16, 17})
        told += fmt::format(
            "schema.sql:{}:1: info: a statement was skipped that would change roles or tablespaces of the server, which is "
            "not Tenon's own [TN5110]\n",
            line);
    std::string found;
    for (const auto line : split_lines(done.err))
        if (line.find("TN5110") != std::string_view::npos) found += std::string(line) + "\n";
    EXPECT_EQ(found, told) << done.err;
}

/// What a role without more rights cannot do is told with what to do about it.
TEST(ScratchServer, TellsWhatTheRoleMayNotDo) {
    TENON_NEEDS_POSTGRES(15);
    const auto& server = users_server::instance();
    const auto before = server.state();
    const project_folder folder;
    const auto url = server.url("maker");
    const auto catalog = [&](std::string_view text) {
        folder.write("schema.sql", text);
        return folder.run({"catalog", {"schema.sql"}}, {"--scratch", url});
    };
    const auto missing = catalog("CREATE TABLE t (a integer);\nALTER TABLE t OWNER TO nobody_here;\n");
    EXPECT_EQ(missing.exit, 2);
    EXPECT_EQ(missing.err,
              "schema.sql:2:1: error: role \"nobody_here\" does not exist [TN5102]\n"
              "    2 | ALTER TABLE t OWNER TO nobody_here;\n      | ^\n"
              "schema.sql:2:1: warning: no stand-in could be made for the role nobody_here: permission denied to create "
              "role [TN5111]\n"
              "    2 | ALTER TABLE t OWNER TO nobody_here;\n      | ^\n"
              "  hint: make it on the server that --scratch names, or leave --scratch out\n");
    const auto refused = catalog("CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();\n");
    EXPECT_EQ(refused.exit, 2);
    EXPECT_EQ(refused.err,
              "schema.sql:1:1: error: permission denied to create event trigger \"e\" [TN5101]\n"
              "    1 | CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();\n      | ^\n"
              "  hint: Must be superuser to create an event trigger.\n");

    // What a catalog names is made again, because of the view.
    const auto printed = [&](std::string_view text) {
        const project_folder other;
        other.write("schema.sql", text);
        folder.write("c.json", other.run({"catalog", {"schema.sql"}}, {"--postgres", "15"}).out);
        return folder.run({"catalog", {"c.json"}}, {"--scratch", url});
    };
    const auto stand_in = printed("CREATE VIEW v AS SELECT 1 AS a;\nALTER VIEW v OWNER TO nobody_here;\n");
    EXPECT_EQ(stand_in.exit, 3);
    EXPECT_EQ(stand_in.err, fmt::format("error: the role maker may not make roles, and nobody_here is missing for "
                                        "throw-away databases on postgres://maker@{}/postgres [TN5040]\n"
                                        "  state: nothing was done\n"
                                        "  next: make nobody_here there, or leave out --scratch: a private server gets "
                                        "stand-ins\n",
                                        server.place()));
    // A tablespace and a collation that the server has, and that this role may not make on the other.
    for (const auto& [kind, text] : std::map<std::string, std::string>{
             {"tablespace", "CREATE TABLE t (a integer CHECK (a > 0)) TABLESPACE nowhere_here;"},
             {"collation", "CREATE VIEW v AS SELECT 'a'::text COLLATE nowhere_here AS a;"}}) {
        const auto refused_too = printed(text);
        EXPECT_EQ(refused_too.exit, 3);
        EXPECT_EQ(refused_too.err, fmt::format("error: the role maker may not make {}s, and nowhere_here is missing for "
                                               "throw-away databases on postgres://maker@{}/postgres [TN5040]\n"
                                               "  state: nothing was done\n"
                                               "  next: make nowhere_here there, or leave out --scratch: a private "
                                               "server gets stand-ins\n",
                                               kind, server.place()));
    }
    const auto owner = printed("CREATE VIEW v AS SELECT 1 AS a;\nALTER VIEW v OWNER TO pg_monitor;\n");
    EXPECT_EQ(owner.exit, 3);
    EXPECT_EQ(owner.err, fmt::format("error: the role maker may not make view public.v in throw-away databases on "
                                     "postgres://maker@{}/postgres: must be member of role \"pg_monitor\" (SQLSTATE "
                                     "42501) [TN5040]\n"
                                     "  state: nothing was done\n"
                                     "  next: name a superuser, or leave out --scratch\n",
                                     server.place()));
    EXPECT_EQ(server.state(), before);
}

}  // namespace
}  // namespace tenon
