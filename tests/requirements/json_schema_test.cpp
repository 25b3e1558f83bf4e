// SPDX-License-Identifier: Apache-2.0
#include "requirements/json_schema.hpp"

#include "base/codes/requirements.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "requirements/behaviour.hpp"
#include "requirements/parse.hpp"
#include "support/process.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <set>

namespace tenon::requirements {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const fs::path root = TENON_SOURCE_DIR;

json::object schema() {
    json::parse_options options;
    options.max_depth = 64;
    return json::parse(json_schema(), {}, options).as_object();
}

TEST(JsonSchema, TheCommittedFileIsCurrent) {
    const auto file = root / "docs/requirements.schema.json";
    if (std::getenv("TENON_UPDATE")) write_file(file, json_schema());
    EXPECT_EQ(read_file(file), json_schema()) << "run the tests with TENON_UPDATE=1 to write it anew";
}

/// The keys that the parser names when it meets one it does not know.
std::set<std::string> known_to_parser(const std::string& document) {
    diagnostics problems;
    parse(document, "r.yaml", problems);
    for (const auto& item : problems.items()) {
        if (item.code != code::unknown_key || !item.hint.starts_with("known keys: ")) continue;
        const auto list = replace_all(item.hint.substr(12), " ", "");
        std::set<std::string> out;
        for (const auto word : split(list, ',')) out.emplace(word);
        return out;
    }
    return {};
}

std::set<std::string> keys_of(const json::value& mapping) {
    std::set<std::string> out;
    for (const auto& member : mapping.at("properties").as_object()) out.emplace(member.key());
    return out;
}

TEST(JsonSchema, HasTheKeysThatTheParserHas) {
    const auto all = json::value(schema());
    const auto& entity = all.at("$defs").at("entity");
    const auto& members = entity.at("properties");
    const std::string head = "platform: p\nentities:\n  A:\n    attributes:\n      a: text\n";
    EXPECT_EQ(keys_of(all), known_to_parser("platform: p\nzzzzzzzz: 1\n"));
    EXPECT_EQ(keys_of(entity), known_to_parser(head + "    zzzzzzzz: 1\n"));
    EXPECT_EQ(keys_of(all.at("$defs").at("attribute").at("anyOf").at(1)),
              known_to_parser(head + "      b: {type: text, zzzzzzzz: 1}\n"));
    EXPECT_EQ(keys_of(members.at("computed").at("additionalProperties").at("anyOf").at(1)),
              known_to_parser(head + "    computed: {b: {type: text, zzzzzzzz: 1}}\n"));
    EXPECT_EQ(keys_of(members.at("belongs_to").at("additionalProperties").at("anyOf").at(1)),
              known_to_parser(head + "    belongs_to: {b: {to: A, zzzzzzzz: 1}}\n"));
    EXPECT_EQ(keys_of(members.at("has_one").at("additionalProperties").at("anyOf").at(1)),
              known_to_parser(head + "    has_one: {b: {to: A, zzzzzzzz: 1}}\n"));
    EXPECT_EQ(keys_of(members.at("many_to_many").at("additionalProperties").at("anyOf").at(1)),
              known_to_parser(head + "    many_to_many: {b: {to: A, zzzzzzzz: 1}}\n"));
    EXPECT_EQ(keys_of(members.at("volume").at("anyOf").at(1)), known_to_parser(head + "    volume: {zzzzzzzz: 1}\n"));
    for (const auto* kind : {"unique", "exclude", "index"})
        EXPECT_EQ(keys_of(members.at(kind).at("items").at("anyOf").at(1)),
                  known_to_parser(head + "    " + kind + ": [{of: [a], zzzzzzzz: 1}]\n"))
            << kind;
    EXPECT_EQ(keys_of(all.at("properties").at("views").at("additionalProperties").at("anyOf").at(1)),
              known_to_parser("platform: p\nviews: {V: {sql: select 1, zzzzzzzz: 1}}\n"));
}

TEST(JsonSchema, HasEveryBehaviour) {
    const auto all = json::value(schema());
    std::set<std::string> table;
    for (const auto& entry : behaviour_table()) table.insert(entry.name);
    EXPECT_EQ(keys_of(all.at("$defs").at("entity").at("properties").at("behaviours").at("anyOf").at(1)), table);
}

/// Runs a validator that is not ours. 0: valid, 1: not valid, anything else: it could not run.
int validate(const std::string& python, const fs::path& document) {
    const auto run = support::run_program({python, (root / "tests/requirements/validate_schema.py").string(),
                                           (root / "docs/requirements.schema.json").string(), document.string()});
    EXPECT_TRUE(run.exit == 0 || run.exit == 1) << document << ": " << run.out << run.err;
    return run.exit;
}

TEST(JsonSchema, AcceptsTheDocumentsAndRefusesFaults) {
    const char* python = std::getenv("TENON_PYTHON");
    if (!python) GTEST_SKIP() << "not run: TENON_PYTHON names no Python (scripts/setup-tests makes one)";
    const auto testdata = root / "tests/requirements/testdata";
    EXPECT_EQ(validate(python, testdata / "documents/language.yaml"), 0);
    for (const auto& entry : fs::directory_iterator(root / "examples"))
        if (fs::exists(entry.path() / "requirements.yaml")) {
            EXPECT_EQ(validate(python, entry.path() / "requirements.yaml"), 0) << entry.path();
        }
    for (const auto* faulty : {"behaviour_options", "conventions", "platform_missing", "permissions",
                               "yaml_unknown_keys", "unknown_action", "yaml_wrong_kinds"})
        EXPECT_EQ(validate(python, testdata / "diagnostics" / faulty / "input.yaml"), 1) << faulty;
}

void collect_keys(const json::value& at, std::set<std::string>& into) {
    if (at.is_array())
        for (const auto& item : at.get_array()) collect_keys(item, into);
    if (!at.is_object()) return;
    for (const auto& [key, value] : at.get_object()) {
        if (key == "properties" && value.is_object())
            for (const auto& property : value.get_object()) into.emplace(property.key());
        collect_keys(value, into);
    }
}

/// Whoever writes a document has no other page.
TEST(RequirementsGuide, NamesEveryKeyAndItsExampleIsRight) {
    const auto guide = read_file(root / "docs/guide/requirements.md");
    const auto begin = guide.find("```yaml\n") + 8;
    diagnostics problems;
    parse(std::string_view(guide).substr(begin, guide.find("```", begin) - begin), "guide.yaml", problems);
    for (const auto& item : problems.items()) ADD_FAILURE() << item.where.line << ": " << item.message;
    std::set<std::string> keys, missing;
    collect_keys(schema(), keys);
    EXPECT_GE(keys.size(), 60U);
    std::string pages = guide + read_file(root / "docs/guide/conventions.md");
    for (const auto& entry : std::filesystem::directory_iterator(root / "docs/guide/behaviours"))
        pages += read_file(entry.path());
    for (const auto& key : keys)
        if (pages.find(key) == std::string::npos) missing.insert(key);
    EXPECT_EQ(missing, std::set<std::string>());
}

}  // namespace
}  // namespace tenon::requirements
