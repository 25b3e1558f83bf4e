// SPDX-License-Identifier: Apache-2.0
#include "diff/graph.hpp"

#include "base/failure.hpp"

namespace tenon::diff {
namespace {

std::vector<std::string> labels(const graph& all) {
    std::vector<std::string> out;
    for (const auto i : all.order()) out.push_back(all.at(i).label);
    return out;
}

TEST(Graph, OrdersByRankThenKeyThenPlace) {
    graph all;
    all.add({.label = "view", .rank = 2, .key = "a"});
    all.add({.label = "b", .rank = 1, .key = "b"});
    all.add({.label = "index of a", .rank = 1, .key = "a", .place = 1});
    all.add({.label = "a", .rank = 1, .key = "a"});
    EXPECT_THAT(labels(all), testing::ElementsAre("a", "index of a", "b", "view"));
}

TEST(Graph, PutsWhatIsNeededFirst) {
    graph all;
    const auto a = all.add({.label = "a", .rank = 1, .key = "a"});
    const auto b = all.add({.label = "b", .rank = 1, .key = "b"});
    const auto function = all.add({.label = "function", .rank = 3, .key = "f"});
    all.need(a, b);
    all.need(b, function);
    EXPECT_THAT(labels(all), testing::ElementsAre("function", "b", "a"));
}

TEST(Graph, KeepsCompanionsBesideTheirHome) {
    graph all;
    const auto a = all.add({.label = "a", .rank = 1, .key = "a"});
    const auto z = all.add({.label = "z", .rank = 1, .key = "z"});
    const auto index = all.add({.label = "index of z", .rank = 1, .key = "z", .place = 1, .home = z});
    const auto late = all.add({.label = "trigger of z", .rank = 1, .key = "z", .place = 2, .home = z});
    const auto function = all.add({.label = "function", .rank = 2, .key = "f"});
    all.need(a, z);
    all.need(index, z);
    all.need(late, z);
    all.need(late, function);
    all.need(function, a);
    EXPECT_THAT(labels(all), testing::ElementsAre("z", "index of z", "a", "function", "trigger of z"));
}

TEST(Graph, MovesOneForeignKeyOutOfACircle) {
    graph all;
    const auto a = all.add({.label = "a", .rank = 1, .key = "a"});
    const auto b = all.add({.label = "b", .rank = 1, .key = "b"});
    const auto to_b =
        all.add({.label = "a to b", .rank = 1, .key = "a", .place = 1, .host = a, .how = split::foreign_key});
    const auto to_a =
        all.add({.label = "b to a", .rank = 1, .key = "b", .place = 1, .host = b, .how = split::foreign_key});
    all.need(to_b, b);
    all.need(to_a, a);
    all.break_cycles();
    EXPECT_TRUE(all.at(to_b).apart);
    EXPECT_FALSE(all.at(to_a).apart);
    EXPECT_THAT(labels(all), testing::ElementsAre("a", "b", "a to b"));
}

TEST(Graph, MovesWhatReadsBestOutOfACircle) {
    graph all;
    const auto table = all.add({.label = "table", .rank = 1, .key = "t"});
    const auto view = all.add({.label = "view", .rank = 2, .key = "v"});
    const auto query =
        all.add({.label = "query", .rank = 2, .key = "v", .place = 1, .host = view, .how = split::view_query});
    const auto standard = all.add({.label = "default", .rank = 1, .key = "t", .host = table, .how = split::default_});
    const auto function = all.add({.label = "function", .rank = 3, .key = "f"});
    all.need(query, table);
    all.need(function, view);
    all.need(standard, function);
    all.break_cycles();
    EXPECT_TRUE(all.at(standard).apart) << "a default apart is easier to read than a view of nulls";
    EXPECT_FALSE(all.at(query).apart);
    EXPECT_THAT(labels(all), testing::ElementsAre("table", "view", "function", "default"));
}

TEST(Graph, SaysWhatCannotBePutInOrder) {
    graph all;
    const auto a = all.add({.label = "type public.a", .rank = 1, .key = "a"});
    const auto b = all.add({.label = "type public.b", .rank = 1, .key = "b"});
    all.need(a, b);
    all.need(b, a);
    try {
        all.break_cycles();
        FAIL() << "nothing was thrown";
    } catch (const internal_error& error) {
        EXPECT_STREQ(error.what(),
                     "these need each other and cannot be written one after the other: type public.b, type public.a");
    }
}

TEST(Graph, FollowsChainsOfAnyLength) {
    // Each needs the next: recursion would run out of stack.
    constexpr std::size_t length = 200000;
    graph all;
    for (std::size_t i = 0; i < length; ++i) {
        all.add({.label = std::to_string(i), .rank = 1, .key = fmt::format("{:06}", i)});
    }
    for (std::size_t i = 0; i + 1 < length; ++i) all.need(i, i + 1);
    all.break_cycles();
    const auto order = all.order();
    ASSERT_EQ(order.size(), length);
    EXPECT_EQ(order.front(), length - 1);
    EXPECT_EQ(order.back(), 0U);
}

TEST(Graph, BreaksACircleOfAnyLength) {
    constexpr std::size_t length = 50000;
    graph all;
    for (std::size_t i = 0; i < length; ++i) {
        all.add({.label = std::to_string(i), .rank = 1, .key = fmt::format("{:06}", i)});
    }
    for (std::size_t i = 0; i < length; ++i) {
        const auto key =
            all.add({.label = "key", .rank = 1, .key = fmt::format("{:06}", i), .host = i, .how = split::foreign_key});
        all.need(key, (i + length - 1) % length);
    }
    all.break_cycles();
    EXPECT_EQ(all.order().size(), length + 1) << "one key, the one that points forward, is written on its own";
}

}  // namespace
}  // namespace tenon::diff
