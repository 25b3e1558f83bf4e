// SPDX-License-Identifier: Apache-2.0
#include "sql/lexer.hpp"

namespace tenon::sql {
namespace {

// "kind:text" of every token that is not blank.
std::vector<std::string> read(std::string_view text) {
    static const char* const names[] = {"end",    "space",    "line",    "block",     "word",    "quoted", "string",
                                        "bits",   "dollar",   "number",  "param",     "op",      "punct",  "var",
                                        "varlit", "varident", "vartest", "backslash", "escaped", "other"};
    std::vector<std::string> out;
    for (const auto& item : tokenize(text))
        if (item.kind != token_kind::whitespace)
            out.push_back(
                fmt::format("{}{}:{}", item.closed ? "" : "open ", names[static_cast<int>(item.kind)], item.text));
    return out;
}

using ::testing::ElementsAre;

TEST(Lexer, TellsVariablesFromOtherColons) {
    EXPECT_THAT(read("a = :part AND b::int = :'x' OR c := :\"y\" :{?z} x[1:2] ::: q"),
                ElementsAre("word:a", "op:=", "var::part", "word:AND", "word:b", "punct:::", "word:int",
                            "op:=", "varlit::'x'", "word:OR", "word:c", "punct::=", "varident::\"y\"", "vartest::{?z}",
                            "word:x", "punct:[", "number:1", "var::2", "punct:]", "punct:::", "punct::", "word:q"));
    EXPECT_THAT(read(":'x :\"y :{z} :{?} :''"), ElementsAre("punct::", "open string:'x :\"y :{z} :{?} :''"));
}

TEST(Lexer, NamesTheVariable) {
    for (const char* text : {":part", ":'part'", ":\"part\"", ":{?part}"})
        EXPECT_EQ(variable_name(lexer(text).next()), "part") << text;
    EXPECT_EQ(variable_name(lexer("part").next()), "");
}

TEST(Lexer, ReadsStringsOfEveryKind) {
    EXPECT_THAT(read("'a''b' E'a\\'b' U&'a\\'"), ElementsAre("string:'a''b'", "string:E'a\\'b'", "string:U&'a\\'"));
    EXPECT_THAT(read("B'01' x'0F' $$a'b$$ $t$a$$b$t$ \"a\"\"b\" U&\"c\" N'x'"),
                ElementsAre("bits:B'01'", "bits:x'0F'", "dollar:$$a'b$$", "dollar:$t$a$$b$t$", "quoted:\"a\"\"b\"",
                            "quoted:U&\"c\"", "string:N'x'"));
}

TEST(Lexer, ContinuesAStringOnlyAcrossALineEnd) {
    EXPECT_THAT(read("'a' 'b'"), ElementsAre("string:'a'", "string:'b'"));
    EXPECT_THAT(read("'a' -- c\n  'b'"), ElementsAre("string:'a' -- c\n  'b'"));
    EXPECT_THAT(read("E'a'\n'b\\'c'"), ElementsAre("string:E'a'\n'b\\'c'"));
}

TEST(Lexer, FollowsStandardConformingStrings) {
    lexer off("'a\\'b' 'c'", 0, false);
    EXPECT_EQ(off.next().text, "'a\\'b'");
    lexer on("'a\\'b' 'c'", 0, true);
    EXPECT_EQ(on.next().text, "'a\\'");
}

TEST(Lexer, CutsOperatorsAsTheServerDoes) {
    EXPECT_THAT(read("a<-1"), ElementsAre("word:a", "op:<", "op:-", "number:1"));
    EXPECT_THAT(read("a@-1"), ElementsAre("word:a", "op:@-", "number:1"));
    EXPECT_THAT(read("a+/*x*/b*--y"), ElementsAre("word:a", "op:+", "block:/*x*/", "word:b", "op:*", "line:--y"));
    EXPECT_THAT(read("a->>'b' <> ||"), ElementsAre("word:a", "op:->>", "string:'b'", "op:<>", "op:||"));
}

TEST(Lexer, ReadsNumbers) {
    EXPECT_THAT(read("1 1.5 .5 1.e3 1e-3 1..2 0x1F 1_000 $12"),
                ElementsAre("number:1", "number:1.5", "number:.5", "number:1.e3", "number:1e-3", "number:1", "punct:..",
                            "number:2", "number:0x1F", "number:1_000", "param:$12"));
}

TEST(Lexer, SaysWhatIsLeftOpen) {
    EXPECT_THAT(read("'a"), ElementsAre("open string:'a"));
    EXPECT_THAT(read("\"a"), ElementsAre("open quoted:\"a"));
    EXPECT_THAT(read("$x$ a"), ElementsAre("open dollar:$x$ a"));
    EXPECT_THAT(read("/* /* */"), ElementsAre("open block:/* /* */"));
    EXPECT_THAT(read("$x a"), ElementsAre("other:$", "word:x", "word:a"));
}

TEST(Lexer, LosesNoByte) {
    std::string text;
    for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
    text += "'\\$1::\"";
    std::string joined;
    for (const auto& item : tokenize(text)) {
        EXPECT_EQ(item.offset, joined.size());
        joined += item.text;
    }
    EXPECT_EQ(joined, text);
}

}  // namespace
}  // namespace tenon::sql
