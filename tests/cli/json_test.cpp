// SPDX-License-Identifier: Apache-2.0
// What every verb says as JSON, when all is well and when it is not.
#include "base/file.hpp"
#include "cli/verb.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <boost/json.hpp>

namespace tenon::cli {
namespace {

namespace json = boost::json;

struct call {
    std::vector<std::string> words;
    int exit = 0;
    std::vector<std::string> members = {};  ///< besides ok and findings
};

/// For each verb at least one call that ends well and one that does not, on the project that the test below writes.
const std::map<std::string, std::vector<call>> calls = {
    {"build",
     {{{"project"}, 0, {"platform", "digest", "objects", "proof", "outputs", "remarks"}},
      {{"project"}, 0, {"platform", "digest", "objects", "proof", "outputs", "remarks"}},
      {{"wrong"}, 2},
      {{"nowhere"}, 2}}},
    {"catalog", {{{"a.sql"}, 0, {"catalog"}}, {{"wrong.sql"}, 2}, {{"postgres://h:notaport/x"}, 2}}},
    {"check", {{{"a.sql"}, 0}, {{"bad.sql"}, 1}, {{"wrong.sql"}, 2}}},
    {"completions", {{{"bash"}, 0, {"script"}}, {{"tcsh"}, 2}}},
    {"design", {{{"project"}, 0, {"digest", "objects", "notes"}}, {{"project", "--explain"}, 0}, {{"wrong"}, 2}}},
    {"diff",
     {{{"--from", "a.sql", "--to", "a.sql"}, 0, {"from", "to", "differences"}},
      {{"--from", "a.sql", "--to", "bad.sql"}, 1, {"from", "to", "differences"}},
      {{"--from", "a.sql"}, 2}}},
    {"docs", {{{"a.sql", "--out", "pages"}, 0}, {{"wrong.sql", "--out", "pages"}, 2}}},
    {"erd", {{{"a.sql"}, 0}, {{"wrong.sql"}, 2}}},
    {"explain", {{{"1002"}, 0, {"code", "name"}}, {{"1"}, 2}}},
    {"fmt", {{{"project/requirements.yaml", "--check"}, 0}, {{"loose.yaml", "--check"}, 1}, {{"nowhere.yaml"}, 2}}},
    {"init", {{{"new"}, 0}, {{"new"}, 4}}},
    {"manual", {{{}, 0}, {{"surplus"}, 2}}},
    {"queries",
     {{{"project"}, 0, {"queries"}}, {{"project", "--psql", "one"}, 0, {"query", "settings"}}, {{"project", "--psql", "none"}, 2}}},
};

class Json : public testing::Test {
protected:
    Json() {
        folder_.write("project/requirements.yaml",
                      "platform: shop\nentities:\n  Part:\n    attributes:\n      name: text\n");
        folder_.write("project/tenon.yaml", "postgres: 15\n");
        folder_.write("project/queries/a.sql",
                      "-- name: one :maybe\n-- param name: text = 'it''s'\n-- param most: integer = 5\n"
                      "SELECT id FROM parts WHERE name = :name LIMIT :most;\n");
        folder_.write("wrong/requirements.yaml", "platform: shop\nentities: {Part: {attributes: {name: txt}}}\n");
        folder_.write("a.sql", "create table a (id bigint primary key);\n");
        folder_.write("bad.sql", "create table a (id bigint primary key, api_token text);\n");
        folder_.write("wrong.sql", "create table a (id biginteger);\n");
        folder_.write("loose.yaml", "entities:\n    Part:\n        attributes: {name: text}\nplatform: shop\n");
    }

    support::finished run(const std::string& verb, std::vector<std::string> words) {
        words.insert(words.begin(), verb);
        words.insert(words.end(), {"--format", "json"});
        return support::run_tenon(words, {.folder = folder_.path()});
    }

    support::temporary_folder folder_;
};

/// One object with `ok` and `findings`, each finding with all its members and no others but a failure's.
void expect_common_members(const json::object& all, int exit) {
    EXPECT_EQ(all.at("ok").as_bool(), exit == 0);
    for (const auto& item : all.at("findings").as_array()) {
        const auto& finding = item.as_object();
        EXPECT_TRUE(finding.at("code").as_string().starts_with("TN"));
        EXPECT_THAT((std::vector<std::string>{"error", "warning", "info"}),
                    testing::Contains(std::string(finding.at("severity").as_string())));
        for (const auto* member : {"file", "hint"})
            EXPECT_TRUE(finding.at(member).is_null() || finding.at(member).is_string()) << member;
        for (const auto* member : {"line", "column"})
            EXPECT_TRUE(finding.at(member).is_null() || finding.at(member).is_int64()) << member;
        EXPECT_FALSE(finding.at("message").as_string().empty());
    }
    if (exit == 2) {
        EXPECT_FALSE(all.at("findings").as_array().empty());
    }
}

TEST_F(Json, OfEveryVerbHasTheCommonMembers) {
    TENON_NEEDS_POSTGRES(15);
    for (const auto& verb : all_verbs()) {
        const auto known = calls.find(std::string(verb.name));
        ASSERT_NE(known, calls.end()) << verb.name << " is not called here";
        for (const auto& call : known->second) {
            const auto done = run(known->first, call.words);
            SCOPED_TRACE(fmt::format("tenon {} {}: {}{}", verb.name, fmt::join(call.words, " "), done.out, done.err));
            EXPECT_EQ(done.exit, call.exit);
            boost::system::error_code ec;
            const auto read = json::parse(done.out, ec);
            ASSERT_FALSE(ec) << ec.message();
            expect_common_members(read.as_object(), done.exit);
            for (const auto& member : call.members) EXPECT_TRUE(read.as_object().contains(member)) << member;
        }
    }
}

TEST_F(Json, OfSettingsForPsqlHasEachLine) {
    EXPECT_EQ(run("queries", {"project", "--psql", "one"}).out,
              "{\"ok\":true,\"findings\":[],\n\"query\":\"one\",\n"
              "\"settings\":[\"\\\\set name '''it''''s'''\", \"\\\\set most '5'\"]}\n");
}

TEST_F(Json, OfAQueryThatIsNotThereNamesTheNearest) {
    EXPECT_EQ(run("queries", {"project", "--psql", "oen"}).out,
              "{\"ok\":false,\"findings\":[\n  {\"code\":\"TN6030\",\"severity\":\"error\",\"file\":null,\"line\":null,"
              "\"column\":null,\"message\":\"there is no query oen\",\"hint\":\"did you mean \\\"one\\\"?\"}\n]}\n");
    EXPECT_EQ(support::run_tenon({"queries", "project", "--psql", "something"}, {.folder = folder_.path()}).err,
              "error: there is no query something [TN6030]\n  hint: `tenon queries` lists them\n");
}

TEST_F(Json, OfEqualSourcesHasNoDifferences) {
    TENON_NEEDS_POSTGRES(15);
    const auto same = run("diff", {"--from", "a.sql", "--to", "a.sql"});
    EXPECT_EQ(same.exit, 0);
    const auto read = json::parse(same.out).as_object();
    EXPECT_TRUE(read.at("findings").as_array().empty());
    EXPECT_TRUE(read.at("differences").as_array().empty());
    EXPECT_EQ(read.at("from"), read.at("to"));
}

}  // namespace
}  // namespace tenon::cli
