// SPDX-License-Identifier: Apache-2.0
#include "design/notes.hpp"

#include "base/failure.hpp"
#include "catalog/identity.hpp"

#include <gtest/gtest.h>

namespace tenon::design {
namespace {

using catalog::object_kind;

notes sample() {
    notes all;
    all.platform = "shop";
    all.source = "requirements.yaml";
    all.schema = "public";
    const catalog::object_id table{object_kind::table, "public.orders"};
    all.tables.push_back({.table = table,
                          .entity = "Order",
                          .area = "sales",
                          .deprecated = deprecation_note{.since = "2026-01-01"},
                          .behaviours = {{"audited", {R"({"except":["note"]})"}, {table}, {"requirements.yaml", 9, 3}}},
                          .from = {"requirements.yaml", 4, 3}});
    all.columns.push_back({.column = {object_kind::column, "public.orders.note"},
                           .source = column_source::attribute,
                           .name = "note",
                           .example = {R"("a \"b\"")"},
                           .json_schema = {R"({"type":"object","maxProperties":3})"}});
    all.growth.push_back({.table = table, .rows = 10'000'000'000, .points = {{1, 2, 3, 4}}});
    all.normal_forms.push_back({.table = table, .form = normal_form::second, .keys = {{"id"}, {"a", "b"}}});
    all.relations.push_back({.from = table, .to = table, .from_count = cardinality::zero_or_one});
    all.origins = {{{object_kind::table, "public.orders"}, {"requirements.yaml", 4, 3}},
                   {{object_kind::column, "public.orders.note"}, {"requirements.yaml", 7, 7}}};
    std::sort(all.origins.begin(), all.origins.end(), [](auto& a, auto& b) { return a.object < b.object; });
    return all;
}

TEST(notes, come_back_from_json_without_loss) {
    const auto all = sample();
    const auto text = to_json(all);
    EXPECT_EQ(notes_from_json(text, "notes.json"), all);
    EXPECT_EQ(to_json(notes_from_json(text, "notes.json")), text);
}

TEST(notes, of_nothing_are_empty) {
    EXPECT_EQ(to_json(notes{}), "{}\n");
    EXPECT_TRUE(notes_from_json("{}", "notes.json").empty());
}

TEST(notes, stand_with_json_values_as_they_are) {
    EXPECT_NE(to_json(sample()).find(R"("json_schema": {
        "type": "object",
        "maxProperties": 3
      })"),
              std::string::npos);
}

std::string refusal(std::string_view text) {
    try {
        notes_from_json(text, "notes.json");
    } catch (const failure& problem) {
        return problem.what();
    }
    return "accepted";
}

TEST(notes, refuse_what_is_no_notes) {
    EXPECT_EQ(refusal("[]"), "notes.json does not hold the notes of a design: the whole: an object is expected");
    EXPECT_EQ(refusal(R"({"platform": 1})"),
              "notes.json does not hold the notes of a design: /platform: a string is expected");
    EXPECT_EQ(
        refusal(R"({"new": 1})"),
        "notes.json does not hold the notes of a design: the whole: no member but those of this version is expected");
    EXPECT_EQ(refusal(R"({"decisions": [{"from": "x"}]})"),
              "notes.json does not hold the notes of a design: /decisions/0/from: \"file:line:column\" is expected");
    EXPECT_NE(refusal("{"), "accepted");
}

TEST(notes, find_the_nearest_place) {
    const auto all = sample();
    EXPECT_EQ(all.where({object_kind::column, "public.orders.note"}).line, 7);
    EXPECT_EQ(all.where({object_kind::column_default, "public.orders.note"}).line, 7);
    EXPECT_EQ(all.where({object_kind::constraint, "public.orders.chk_orders_x"}).line, 4);
    EXPECT_EQ(all.where({object_kind::table, "public.unknown"}), (position{"requirements.yaml", 0, 0}));
}

TEST(notes, are_found_by_object) {
    const auto all = sample();
    const notes_lookup lookup(all);
    EXPECT_EQ(lookup.table({object_kind::table, "public.orders"})->entity, "Order");
    EXPECT_EQ(lookup.table({object_kind::table, "public.none"}), nullptr);
    EXPECT_EQ(lookup.growth({object_kind::table, "public.orders"})->rows, 10'000'000'000);
}

}  // namespace
}  // namespace tenon::design
