// SPDX-License-Identifier: Apache-2.0
#include "requirements/scaffold.hpp"

#include "base/render.hpp"
#include "requirements/format.hpp"
#include "requirements/parse.hpp"

namespace tenon::requirements {
namespace {

TEST(Scaffold, TheStarterHasNoProblemsAndIsFormatted) {
    const auto text = starter_requirements("my_shop");
    diagnostics problems;
    const auto doc = parse(text, "requirements.yaml", problems);
    for (const auto& item : problems.items()) ADD_FAILURE() << render(item, {});
    ASSERT_TRUE(doc);
    EXPECT_EQ(*doc->platform, "my_shop");
    EXPECT_EQ(doc->entities.size(), 4u);
    EXPECT_EQ(format(text, "requirements.yaml", problems), text);
}

TEST(Scaffold, TheQueriesNameTheStartersTables) {
    for (const auto* table : {"FROM customers ", "FROM orders ", "UPDATE orders "})
        EXPECT_NE(starter_queries().find(table), std::string_view::npos) << table;
}

}  // namespace
}  // namespace tenon::requirements
