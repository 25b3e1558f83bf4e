// SPDX-License-Identifier: Apache-2.0
#include "base/codes/plan.hpp"

#include "base/failure.hpp"
#include "diff/script.hpp"

namespace tenon::diff {
namespace {

catalog::column column(const std::string& name, const std::string& type) {
    catalog::column out;
    out.name = name;
    out.type = type;
    return out;
}

catalog::contents with_table(int major = 15) {
    auto out = catalog::fresh_database(major);
    catalog::table table;
    table.name = {"public", "orders"};
    table.columns = {column("id", "bigint"), column("total", "numeric(12,2)")};
    table.columns[0].not_null.emplace();
    table.comment = "what was ordered";
    out.tables.push_back(table);
    catalog::constraint key;
    key.table = table.name;
    key.name = "orders_pkey";
    key.kind = catalog::constraint_kind::primary_key;
    key.columns = {"id"};
    out.constraints.push_back(key);
    return out;
}

TEST(Plan, OfEqualCatalogsIsEmpty) {
    const auto one = with_table();
    const auto nothing = make_plan(one, one);
    EXPECT_TRUE(nothing.steps.empty());
    EXPECT_TRUE(nothing.settings.empty());
    EXPECT_TRUE(nothing.unplanned.empty());
    EXPECT_EQ(to_sql(nothing), "");
    EXPECT_TRUE(make_plan(catalog::fresh_database(15), catalog::fresh_database(15)).steps.empty());
}

TEST(Plan, WritesASchemaAsPeopleWriteIt) {
    EXPECT_EQ(to_sql(make_plan(catalog::fresh_database(15), with_table())), R"(SET search_path = '';

CREATE TABLE public.orders (
    id bigint NOT NULL,
    total numeric(12,2),
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE public.orders IS 'what was ordered';
)");
}

TEST(Plan, SaysHowEachStepIsTakenBack) {
    const auto steps = make_plan(catalog::fresh_database(15), with_table()).steps;
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(to_string(steps[0].object), "table public.orders");
    EXPECT_EQ(steps[0].change, change::create);
    EXPECT_EQ(steps[0].undo, std::vector<std::string>{"DROP TABLE public.orders"});
    EXPECT_EQ(steps[0].hazard, hazard::none);
    EXPECT_EQ(steps[1].aspect, "comment");
    EXPECT_TRUE(steps[1].undo.empty());
    EXPECT_EQ(steps[1].no_undo, "goes with table public.orders");
}

TEST(Plan, RemovalSaysWhatItLoses) {
    const auto steps = make_plan(with_table(), catalog::fresh_database(15)).steps;
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].sql, "DROP TABLE public.orders");
    EXPECT_EQ(steps[0].hazard, hazard::loses_data);
    EXPECT_EQ(steps[0].undo.size(), 2U) << "the table and its comment";
}

TEST(Plan, ChangesATypeInPlace) {
    auto other = with_table();
    other.tables[0].columns[1].type = "numeric(14,2)";
    const auto change = make_plan(with_table(), other);
    EXPECT_TRUE(change.unplanned.empty());
    ASSERT_EQ(change.steps.size(), 1U);
    EXPECT_EQ(change.steps[0].sql, "ALTER TABLE public.orders ALTER COLUMN total SET DATA TYPE numeric(14,2)");
    EXPECT_EQ(change.steps[0].undo,
              std::vector<std::string>{"ALTER TABLE public.orders ALTER COLUMN total SET DATA TYPE numeric(12,2)"});
}

TEST(Plan, SaysWhyAStepCannotBeTakenBack) {
    auto one = with_table();
    one.enum_types.push_back({.name = {"public", "mood"}, .labels = {"sad"}});
    auto other = one;
    other.enum_types[0].labels = {"sad", "happy"};
    const auto steps = make_plan(one, other).steps;
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].sql, "ALTER TYPE public.mood ADD VALUE 'happy'");
    EXPECT_TRUE(steps[0].undo.empty());
    EXPECT_EQ(steps[0].no_undo, "a label of an enum cannot be taken back");
    EXPECT_EQ(steps[0].reason, "");
}

TEST(Plan, SaysWhatNoStepReaches) {
    auto one = with_table();
    one.enum_types.push_back({.name = {"public", "mood"}, .labels = {"sad", "happy"}});
    one.composite_types.push_back({.name = {"public", "day"}, .attributes = {{.name = "mood", .type = "public.mood"}}});
    auto other = one;
    other.enum_types[0].labels = {"happy"};
    diagnostics told;
    tell_unplanned(make_plan(one, other), told);
    ASSERT_EQ(told.items().size(), 1U);
    EXPECT_EQ(told.items()[0].code, code::plan_incomplete);
    EXPECT_EQ(told.items()[0].message,
              "enum type public.mood is not planned: composite type public.day is made of it, and "
              "its labels went or changed places");
}

TEST(Plan, RefusesCatalogsOfTwoMajors) {
    try {
        make_plan(with_table(15), with_table(16));
        FAIL() << "nothing was thrown";
    } catch (const internal_error& error) {
        EXPECT_STREQ(error.what(), "catalogs of two majors were to be planned: one has to be printed anew first");
    }
}

TEST(Plan, LeavesOutAnIndexWhoseBuildingFailed) {
    auto broken = with_table();
    catalog::index index;
    index.name = {"public", "orders_total"};
    index.table = {"public", "orders"};
    index.keys.emplace_back().column = "total";
    index.invalid = true;
    broken.indexes.push_back(index);
    const auto made = make_plan(catalog::fresh_database(15), broken);
    ASSERT_EQ(made.unplanned.size(), 1U);
    EXPECT_EQ(to_string(made.unplanned[0].object), "index public.orders_total");
    EXPECT_EQ(made.unplanned[0].reason, "it is not valid: its building failed, and no statement makes such an index");
}

TEST(Plan, NamesBothDigests) {
    const auto fresh = catalog::fresh_database(15);
    const auto named = with_digests(make_plan(fresh, with_table()), fresh, with_table());
    EXPECT_THAT(named.from, testing::StartsWith("pg15:"));
    EXPECT_THAT(named.to, testing::StartsWith("pg15:"));
    EXPECT_NE(named.from, named.to);
    EXPECT_EQ(backwards(named).from, named.to);
    EXPECT_EQ(backwards(named).to, named.from);
}

TEST(Compare, NamesTheMembersThatDiffer) {
    auto other = with_table();
    other.tables[0].columns[1].type = "numeric(14,2)";
    other.tables[0].columns.push_back(column("note", "text"));
    other.tables[0].comment = "";
    other.constraints.clear();
    const auto list = compare(with_table(), other);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(to_string(list[0].object), "table public.orders");
    EXPECT_THAT(list[0].members, testing::ElementsAre("columns.total.type", "columns.note", "comment"));
    EXPECT_EQ(list[0].change, change::alter);
    EXPECT_EQ(to_string(list[1].object), "constraint public.orders.orders_pkey");
    EXPECT_EQ(list[1].change, change::drop);
}

TEST(Compare, TakesTheOrderOfColumnsAsInformation) {
    auto other = with_table();
    std::swap(other.tables[0].columns[0], other.tables[0].columns[1]);
    const auto list = compare(with_table(), other);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_TRUE(list[0].information);
    EXPECT_THAT(list[0].members, testing::ElementsAre("order of columns"));
    EXPECT_TRUE(make_plan(with_table(), other).unplanned.empty());
}

TEST(Compare, DoesNotMindTheVersionOfAnExtension) {
    auto other = with_table();
    other.extensions[0].version = "2.0";
    EXPECT_TRUE(compare(with_table(), other).empty());
}

TEST(Compare, NoticesAnotherSecretButNoUnknownOne) {
    auto one = with_table();
    catalog::user_mapping mapping;
    mapping.server = "s";
    mapping.secrets = {{"password", "hash of one"}};
    one.user_mappings.push_back(mapping);
    auto other = one;
    other.user_mappings[0].secrets["password"] = "hash of another";
    EXPECT_EQ(compare(one, other).size(), 1U);
    other.user_mappings[0].secrets["password"] = "";
    EXPECT_TRUE(compare(one, other).empty());
}

}  // namespace
}  // namespace tenon::diff
