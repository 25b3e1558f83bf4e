// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "requirements/edit.hpp"

#include "base/render.hpp"

namespace tenon::requirements {
namespace {

const std::string document =
    "# shop\n"
    "platform: shop  # the name\n"
    "entities:\n"
    "  Lot:\n"
    "    # how many\n"
    "    attributes:\n"
    "      quantity: integer >= 0  # never negative\n"
    "      note: 'text?'\n"
    "    belongs_to: {part: Part, site: \"Site?\"}\n"
    "    description:\n"
    "    index:\n"
    "      - [quantity]  # busy\n"
    "      - [note]\n"
    "  Part:\n"
    "    attributes: {}\n"
    "# the end\n";

std::string replaced(std::string from, std::string to) {
    std::string out = document;
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return out.replace(at, from.size(), to);
}

std::string set(std::vector<std::string> path, std::string value) {
    diagnostics problems;
    const auto out = set_value(document, "r.yaml", path, value, problems);
    return out ? *out : render(problems.items().at(0), {});
}
std::string insert(std::vector<std::string> path, std::string value) {
    diagnostics problems;
    const auto out = insert_value(document, "r.yaml", path, value, problems);
    return out ? *out : render(problems.items().at(0), {});
}
std::string remove(std::vector<std::string> path) {
    diagnostics problems;
    const auto out = remove_value(document, "r.yaml", path, problems);
    return out ? *out : render(problems.items().at(0), {});
}

TEST(SetValue, ReplacesAValueAndNothingElse) {
    EXPECT_EQ(set({"entities", "Lot", "attributes", "quantity"}, "bigint > 0"), replaced("integer >= 0", "bigint > 0"));
    EXPECT_EQ(set({"entities", "Lot", "attributes", "note"}, "text"), replaced("'text?'", "text"));
    EXPECT_EQ(set({"platform"}, "store"), replaced("platform: shop", "platform: store"));
    EXPECT_EQ(set({"entities", "Lot", "index", "1"}, "quantity"), replaced("[note]", "quantity"));
}

TEST(SetValue, QuotesWhatNeedsQuotes) {
    EXPECT_EQ(set({"entities", "Lot", "belongs_to", "part"}, "Part?"), replaced("part: Part", "part: \"Part?\""));
    EXPECT_EQ(set({"entities", "Lot", "attributes", "note"}, "text = 'a: b'"),
              replaced("'text?'", "\"text = 'a: b'\""));
    EXPECT_EQ(set({"entities", "Lot", "description"}, "no"), replaced("description:\n", "description: \"no\"\n"));
    EXPECT_EQ(set({"entities", "Lot", "description"}, "one\ntwo"),
              replaced("description:\n", "description: |-\n      one\n      two\n"));
}

TEST(InsertValue, AddsAfterTheLastMember) {
    EXPECT_EQ(insert({"entities", "Lot", "attributes", "status"}, "one of [a, b]"),
              replaced("      note: 'text?'\n", "      note: 'text?'\n      status: one of [a, b]\n"));
    EXPECT_EQ(insert({"entities", "Lot", "belongs_to", "owner"}, "User?"),
              replaced("\"Site?\"}", "\"Site?\", owner: \"User?\"}"));
    EXPECT_EQ(insert({"entities", "Part", "attributes", "name"}, "text"), replaced("{}", "{name: text}"));
    EXPECT_EQ(insert({"entities", "Lot", "index", "-"}, "quantity"),
              replaced("      - [note]\n", "      - [note]\n      - quantity\n"));
    EXPECT_EQ(insert({"conventions"}, "uuid"),
              replaced("    attributes: {}\n", "    attributes: {}\nconventions: uuid\n"));
}

TEST(RemoveValue, TakesTheMemberOut) {
    EXPECT_EQ(remove({"entities", "Lot", "attributes", "quantity"}),
              replaced("      quantity: integer >= 0  # never negative\n", ""));
    EXPECT_EQ(remove({"entities", "Lot", "belongs_to", "part"}), replaced("part: Part, ", ""));
    EXPECT_EQ(remove({"entities", "Lot", "belongs_to", "site"}), replaced(", site: \"Site?\"", ""));
    EXPECT_EQ(remove({"entities", "Lot", "index", "0"}), replaced("      - [quantity]  # busy\n", ""));
    EXPECT_EQ(remove({"entities", "Part"}), replaced("  Part:\n    attributes: {}\n", ""));
    EXPECT_EQ(remove({"entities", "Lot", "description"}), replaced("    description:\n", ""));
}

TEST(Edits, SayWhyTheyCannotBeMade) {
    EXPECT_EQ(set({"entities", "Lott", "attributes"}, "x"),
              "r.yaml: error: there is no \"entities.Lott\" [TN2601]\n  hint: correct the path\n");
    EXPECT_EQ(remove({}), "r.yaml: error: the path is empty [TN2601]\n  hint: name at least one key\n");
    EXPECT_EQ(insert({"platform"}, "x"),
              "r.yaml:2:1: error: \"platform\" is already there [TN2602]\n  hint: set it instead\n");
    EXPECT_EQ(set({"entities", "Lot"}, "x"),
              "r.yaml:6:5: error: \"entities.Lot\" cannot be edited: it is written over several lines [TN2603]\n  "
              "hint: remove it and insert the new value\n");
    EXPECT_EQ(insert({"entities", "Lot", "index", "x"}, "y"),
              "r.yaml:12:7: error: \"entities.Lot.index.x\" cannot be edited: it would go into a list [TN2603]\n  "
              "hint: end the path with \"-\"\n");
    diagnostics problems;
    EXPECT_EQ(set_value("a: b: c\n", "r.yaml", std::vector<std::string>{"a"}, "x", problems), std::nullopt);
    EXPECT_EQ(problems.items().at(0).code, code::colon_in_plain);
}

}  // namespace
}  // namespace tenon::requirements
