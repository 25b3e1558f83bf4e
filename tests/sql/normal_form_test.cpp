// SPDX-License-Identifier: Apache-2.0
#include "sql/normal_form.hpp"

namespace tenon::sql {
namespace {

TEST(NormalForm, IsOneForWhatMeansOneThing) {
    EXPECT_EQ(normal_form("paid_at is null"), "paid_at IS NULL");
    for (const auto* text : {"st='a'", "ST =  'a'", "((st = ('a')))", "st = 'a'::text", "st = /* of those */ 'a'"})
        EXPECT_EQ(normal_form(text), "st = 'a'") << text;
    EXPECT_EQ(normal_form("Lower( email )"), "lower(email)");
    EXPECT_EQ(normal_form("a != 1 and(b or c)"), normal_form("(a <> 1) AND (b OR c)"));
}

TEST(NormalForm, KeepsApartWhatDiffers) {
    EXPECT_NE(normal_form("\"St\" = 'a'"), normal_form("st = 'a'"));
    EXPECT_NE(normal_form("st = 'A'"), normal_form("st = 'a'"));
    EXPECT_NE(normal_form("a AND (b OR c)"), normal_form("(a AND b) OR c"));
    EXPECT_NE(normal_form("data::text = 'a'"), normal_form("data = 'a'"));
}

TEST(NormalForm, LeavesWhatTheGrammarDoesNotKnow) {
    EXPECT_EQ(normal_form(" no ( expression "), "no ( expression");
    EXPECT_EQ(normal_form(""), "");
    EXPECT_EQ(normal_form(std::string_view("a\0b", 3)), std::string("a\0b", 3));
}

}  // namespace
}  // namespace tenon::sql
