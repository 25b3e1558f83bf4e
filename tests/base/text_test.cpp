// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

namespace tenon {
namespace {

TEST(Closest, FindsTypingErrors) {
    const std::vector<std::string> words = {"integer", "text", "gin", "gist", "soft_delete"};
    EXPECT_EQ(closest("intger", words), "integer");
    EXPECT_EQ(closest("TEXT", words), "text");
    EXPECT_EQ(closest("gni", words), "gin") << "a swap of neighbours is one error";
    EXPECT_EQ(closest("soft_delte", words), "soft_delete");
    EXPECT_EQ(closest("wobble", words), std::nullopt);
}

}  // namespace
}  // namespace tenon
