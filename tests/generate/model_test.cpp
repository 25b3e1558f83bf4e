// SPDX-License-Identifier: Apache-2.0
#include "generate/model/model.hpp"

#include "generate/samples.hpp"

namespace tenon::generate {
namespace {

using design::cardinality;

const relationship& only(const schema_model& model) {
    EXPECT_EQ(model.relationships.size(), 1U);
    return model.relationships.front();
}

TEST(SchemaModel, TellsBothCardinalitiesOfAForeignKey) {
    auto all = catalog::fresh_database(15);
    add_table(all, "child");
    add_table(all, "parent");
    add_reference(all, "child", "parent_id", "parent");
    const design::notes none;
    {
        const auto model = describe(all, none);
        EXPECT_EQ(only(model).child_count, cardinality::many);
        EXPECT_EQ(only(model).parent_count, cardinality::one);
    }
    all.tables[0].columns.back().not_null = std::nullopt;
    EXPECT_EQ(only(describe(all, none)).parent_count, cardinality::zero_or_one);
    auto unique = all;
    unique.constraints.push_back({.table = {"public", "child"},
                                  .name = "u",
                                  .kind = catalog::constraint_kind::unique,
                                  .columns = {"parent_id"}});
    EXPECT_EQ(only(describe(unique, none)).child_count, cardinality::zero_or_one);
    auto partial = all;
    partial.indexes.push_back({.name = {"public", "i"},
                               .table = {"public", "child"},
                               .keys = {{.column = "parent_id"}},
                               .predicate = "id > 1",
                               .unique = true});
    EXPECT_EQ(only(describe(partial, none)).child_count, cardinality::many) << "unique for some rows only";
    partial.indexes.back().predicate.clear();
    EXPECT_EQ(only(describe(partial, none)).child_count, cardinality::zero_or_one);
    auto wider = all;
    wider.constraints.push_back({.table = {"public", "child"},
                                 .name = "u",
                                 .kind = catalog::constraint_kind::unique,
                                 .columns = {"parent_id", "id"}});
    EXPECT_EQ(only(describe(wider, none)).child_count, cardinality::many);
}

TEST(SchemaModel, PartitionsStandWithTheirTable) {
    auto all = catalog::fresh_database(15);
    add_table(all, "customers");
    add_table(all, "events").kind = catalog::table_kind::partitioned;
    auto& part = add_table(all, "events_1");
    part.partition_of = {"public", "events"};
    auto& leaf = add_table(all, "events_1_a");
    leaf.partition_of = {"public", "events_1"};
    // A key that stands on a partition only is one of the table; a key to a partition leads to the table.
    add_reference(all, "events_1", "customer_id", "customers");
    add_reference(all, "customers", "event_id", "events_1_a");
    const design::notes none;
    const auto model = describe(all, none);
    ASSERT_EQ(model.tables.size(), 2U);
    EXPECT_EQ(model.tables[1].title, "events");
    EXPECT_EQ(model.tables[1].partitions.size(), 2U);
    ASSERT_EQ(model.relationships.size(), 2U);
    EXPECT_EQ(model.relationships[0].child, 0U);
    EXPECT_EQ(model.relationships[0].parent, 1U);
    EXPECT_EQ(model.relationships[1].child, 1U);
    EXPECT_EQ(model.relationships[1].parent, 0U);
}

TEST(SchemaModel, AreasComeFromTheNotesAndSpreadToWhatHasNone) {
    auto all = catalog::fresh_database(15);
    for (const auto* name : {"a", "a_history", "b", "junction", "lonely"}) add_table(all, name);
    add_reference(all, "junction", "b_id", "b");
    design::notes notes;
    notes.platform = "p";
    const auto id = [](const std::string& name) {
        return catalog::object_id{catalog::object_kind::table, "public." + name};
    };
    notes.tables.push_back({.table = id("b"), .entity = "B", .area = "Second"});
    notes.tables.push_back({.table = id("a"), .entity = "A", .area = "First"});
    notes.tables.push_back(
        {.table = id("a_history"), .role = design::table_role::history, .entity = "A", .of = id("a")});
    const auto model = describe(all, notes);
    std::vector<std::string> lines;
    for (const auto& area : model.areas) {
        lines.push_back(area.name + ":");
        for (const auto each : area.tables) lines.back() += " " + model.tables[each].title;
    }
    EXPECT_THAT(lines, testing::ElementsAre("Second: b junction", "First: a a_history", "Platform: lonely"))
        << "in the order of the document; the junction follows its neighbour, the history its table";
}

TEST(SchemaModel, ALargeSchemaIsGroupedIntoReadableAreas) {
    const auto all = many_tables(300);
    const design::notes none;
    const auto model = describe(all, none);
    EXPECT_GE(model.areas.size(), 10U);
    std::set<std::size_t> seen;
    std::set<std::string> anchors;
    for (const auto& area : model.areas) {
        EXPECT_LE(area.tables.size(), 26U) << area.name;
        EXPECT_TRUE(anchors.insert(area.anchor).second) << area.anchor;
        seen.insert(area.tables.begin(), area.tables.end());
    }
    EXPECT_EQ(seen.size(), 300U) << "every table is in one area";
    std::size_t inside = 0;
    for (const auto& each : model.relationships)
        inside += model.tables[each.child].area == model.tables[each.parent].area;
    EXPECT_GT(inside * 2, model.relationships.size()) << "most relationships stay within an area";
}

TEST(SchemaModel, SlugsAreFitForFilesAndAnchors) {
    EXPECT_EQ(slug("order_items"), "order_items");
    EXPECT_EQ(slug("Sales & Returns"), "sales---returns");
    EXPECT_EQ(slug("../../etc").find('/'), std::string::npos);
    EXPECT_NE(slug("表"), slug("格"));
    EXPECT_NE(slug(""), "");
    EXPECT_LE(slug(std::string(300, 'x')).size(), 70U);
    const auto all = hostile_tables();
    const design::notes none;
    const auto model = describe(all, none);
    std::set<std::string> anchors;
    for (const auto& each : model.tables) {
        EXPECT_TRUE(anchors.insert(each.anchor).second);
        EXPECT_EQ(each.anchor.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos)
            << each.anchor;
    }
}

}  // namespace
}  // namespace tenon::generate
