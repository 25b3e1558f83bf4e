// SPDX-License-Identifier: Apache-2.0
#include "sql/quote.hpp"

#include "base/failure.hpp"
#include "sql/keywords.hpp"
#include "support/servers.hpp"

#include <random>

namespace tenon::sql {
namespace {

TEST(Quote, QuotesNamesOnlyWhenNeeded) {
    const std::pair<const char*, const char*> cases[] = {
        {"lots", "lots"},   {"Lots", "\"Lots\""},     {"a1_b", "a1_b"},       {"1a", "\"1a\""},
        {"a b", "\"a b\""}, {"a\"b", "\"a\"\"b\""},   {"ü", "\"ü\""},         {"a$", "\"a$\""},
        {"", "\"\""},       {"select", "\"select\""}, {"left", "\"left\""},   {"integer", "\"integer\""},
        {"name", "name"},   {"json", "\"json\""},     {"virtual", "virtual"}, {"system_user", "\"system_user\""}};
    for (const auto& [name, expected] : cases) EXPECT_EQ(quote_identifier(name), expected) << name;
    EXPECT_EQ(quote_qualified("app", "order"), "app.\"order\"");
    EXPECT_EQ(quote_qualified("", "order"), "\"order\"");
    EXPECT_EQ(quote_qualified({"a", "", "B", "c"}), "a.\"B\".c");
    EXPECT_THROW(quote_identifier(std::string_view("a\0b", 3)), internal_error);
}

TEST(Quote, WritesLiterals) {
    EXPECT_EQ(quote_literal(""), "''");
    EXPECT_EQ(quote_literal("it's"), "'it''s'");
    EXPECT_EQ(quote_literal("a\\b'c"), "E'a\\\\b''c'");
    EXPECT_THROW(quote_literal(std::string_view("a\0b", 3)), internal_error);
}

TEST(Quote, FindsADollarTagThatDoesNotOccur) {
    EXPECT_EQ(quote_dollar("select 1"), "$$select 1$$");
    EXPECT_EQ(quote_dollar("a $$ b"), "$body1$a $$ b$body1$");
    EXPECT_EQ(quote_dollar("costs 5$"), "$body1$costs 5$$body1$");
    EXPECT_EQ(quote_dollar("a", "body"), "$body$a$body$");
    EXPECT_EQ(quote_dollar("$body$ $body1$", "body"), "$body2$$body$ $body1$$body2$");
}

TEST(Quote, TakesQuotesOff) {
    EXPECT_EQ(unquote_identifier("Abc"), "abc");
    EXPECT_EQ(unquote_identifier("\"A\"\"b\""), "A\"b");
    EXPECT_EQ(unquote_identifier("\"\""), "");
}

std::string random_text(std::mt19937& random) {
    static const char* const pieces[] = {"a",  "b", "Z", "_", "1", "$",  "\"", "'",  "\\",    " ",
                                         "\n", "ü", "𝄞", ".", ";", "--", "/*", "$$", "$body$"};
    std::string text;
    for (auto length = random() % 8; length > 0; --length) text += pieces[random() % std::size(pieces)];
    return text;
}

class QuoteOnServer : public ::testing::TestWithParam<int> {};

TEST_P(QuoteOnServer, AgreesWithQuoteIdentAndReadsBack) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto session = tests::fresh_database(GetParam());
    std::mt19937 random(11);
    std::vector<std::string> texts;
    for (const auto& [word, kind] : all_keywords()) texts.emplace_back(word);
    for (int i = 0; i < 3000; ++i) texts.push_back(random_text(random));
    std::vector<postgres::statement> questions;
    for (const auto& text : texts) {
        questions.push_back({"SELECT quote_ident($1), quote_literal($1)", {text}});
        // Every name must come back as it went in, whatever the server thinks of quotes; so must every literal, dollar
        // quotes included, with either meaning of the backslash.
        questions.push_back({fmt::format("SELECT {0}, {1}, 1 AS {2}", quote_literal(text), quote_dollar(text),
                                         text.empty() ? "x" : quote_identifier(text))});
        questions.push_back({"SET standard_conforming_strings = off"});
        questions.push_back({"SELECT " + quote_literal(text)});
        questions.push_back({"SET standard_conforming_strings = on"});
    }
    const auto answers = session.pipeline(questions);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& server = answers[i * 5];
        const auto& back = answers[i * 5 + 1];
        EXPECT_EQ(back.text(0, 0), texts[i]);
        EXPECT_EQ(back.text(0, 1), texts[i]);
        const auto label = back.column_name(2);  // cut to 63 bytes
        EXPECT_EQ(label, texts[i].empty() ? "x" : texts[i].substr(0, label.size()));
        EXPECT_EQ(answers[i * 5 + 3].text(0, 0), texts[i]);
        EXPECT_EQ(quote_literal(texts[i]), server.text(0, 1));
        // Key words of other majors are quoted here and not there: never the other way round.
        if (!keyword(texts[i])) {
            EXPECT_EQ(quote_identifier(texts[i]), server.text(0, 0));
        } else if (server.text(0, 0).starts_with('"')) {
            EXPECT_EQ(quote_identifier(texts[i]), server.text(0, 0));
        }
    }
}

TEST_P(QuoteOnServer, KnowsEveryKeyWord) {
    TENON_NEEDS_POSTGRES(GetParam());
    auto session = tests::fresh_database(GetParam());
    const auto words = session.execute("SELECT word, catcode FROM pg_get_keywords()");
    EXPECT_GT(words.row_count(), 450);
    for (int row = 0; row < words.row_count(); ++row) {
        const auto known = keyword(words.text(row, 0));
        ASSERT_TRUE(known.has_value()) << words.text(row, 0);
        const auto there = std::string_view("UCTR").find(words.text(row, 1));
        EXPECT_GE(static_cast<std::size_t>(*known), there) << words.text(row, 0);
        // The strictest of all majors is the category of at least one of them: "json" became stricter in 17.
        const bool is_same = static_cast<std::size_t>(*known) == there;
        EXPECT_TRUE(is_same || words.text(row, 0) == "json") << words.text(row, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Majors, QuoteOnServer, ::testing::ValuesIn(tests::all_majors()));

}  // namespace
}  // namespace tenon::sql
