// SPDX-License-Identifier: Apache-2.0
#include "requirements/format.hpp"

#include "base/codes/requirements.hpp"
#include "base/file.hpp"
#include "base/render.hpp"
#include "requirements/format_shorthand.hpp"
#include "requirements/parse.hpp"

#include <cstdlib>

namespace tenon::requirements {
namespace {

namespace fs = std::filesystem;

const fs::path testdata = fs::path(TENON_SOURCE_DIR) / "tests/requirements/testdata";

std::vector<fs::path> folders(const fs::path& below) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(below)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<std::string> formatted(const std::string& text) {
    diagnostics problems;
    return format(text, "r.yaml", problems);
}

class Format : public testing::TestWithParam<fs::path> {};

TEST_P(Format, WritesWhatIsExpected) {
    const auto actual = formatted(read_file(GetParam() / "input.yaml"));
    ASSERT_TRUE(actual);
    if (std::getenv("TENON_UPDATE")) write_file(GetParam() / "expected.yaml", *actual);
    EXPECT_EQ(*actual, read_file(GetParam() / "expected.yaml"));
}

INSTANTIATE_TEST_SUITE_P(Requirements, Format, testing::ValuesIn(folders(testdata / "format")),
                         [](const auto& info) { return info.param.filename().string(); });

/// Every document of the tests, good or bad, as something to format.
std::vector<fs::path> every_document() {
    std::vector<fs::path> out = folders(testdata / "documents");
    for (const auto& kind : {"diagnostics", "format"})
        for (const auto& folder : folders(testdata / kind)) out.push_back(folder / "input.yaml");
    return out;
}

TEST(FormatProperties, TwiceIsTheSameAsOnce) {
    for (const auto& path : every_document()) {
        const auto once = formatted(read_file(path));
        if (!once) continue;
        EXPECT_EQ(formatted(*once), once) << path;
    }
}

TEST(FormatProperties, TheMeaningAndTheProblemsStay) {
    for (const auto& path : every_document()) {
        const auto text = read_file(path);
        const auto once = formatted(text);
        if (!once) continue;
        diagnostics before, after;
        const auto a = parse(text, "r.yaml", before), b = parse(*once, "r.yaml", after);
        EXPECT_EQ(a.has_value(), b.has_value()) << path;
        if (a && b) {
            EXPECT_TRUE(*a == *b) << path;
        }
        EXPECT_EQ(before.items().size(), after.items().size()) << path;
    }
}

TEST(FormatProperties, CommentsStay) {
    const auto comments = [](const std::string& text) {
        std::size_t count = 0;
        for (std::size_t at = text.find("# "); at != std::string::npos; at = text.find("# ", at + 1)) ++count;
        return count;
    };
    for (const auto& path : every_document()) {
        const auto text = read_file(path);
        if (const auto once = formatted(text)) {
            EXPECT_EQ(comments(text), comments(*once)) << path;
        }
    }
}

TEST(FormatShorthand, PutsOneBlankWhereOneBelongs) {
    EXPECT_EQ(format_shorthand("integer>=0"), "integer >= 0");
    EXPECT_EQ(format_shorthand("integer   >=0<=10k  =1"), "integer >= 0 <= 10k = 1");
    EXPECT_EQ(format_shorthand("decimal( 5 , 2 ) ?"), "decimal(5,2)?");
    EXPECT_EQ(format_shorthand("one  of[a,'b c' ,'d']=a"), "one of [a, 'b c', d] = a");
    EXPECT_EQ(format_shorthand("text []? unique   matches'^a  b$'"), "text[]? unique matches '^a  b$'");
    EXPECT_EQ(format_shorthand("integer in 1 .. 5"), "integer in 1..5");
    EXPECT_EQ(format_shorthand("text length>=3 <> 'x''y'"), "text length >= 3 != 'x''y'");
    EXPECT_EQ(format_shorthand("uuid=( f( a,b ) )"), "uuid = ( f( a,b ) )");
    EXPECT_EQ(format_shorthand("encrypted( text( 5 ) )findable"), "encrypted(text(5)) findable");
    EXPECT_EQ(format_shorthand("sql( numeric( 3 ) )"), "sql(numeric( 3 ))");
}

TEST(FormatShorthand, LeavesFaultsAlone) {
    EXPECT_EQ(format_shorthand("integer>=x"), std::nullopt);
    EXPECT_EQ(format_shorthand(""), std::nullopt);
}

TEST(Format, UnderstandsAnEmptyItemAtTheEndOfTheText) {
    EXPECT_EQ(formatted("platform: p\nentities:\n  A:\n    rules:\n            -"),
              "platform: p\nentities:\n  A:\n    rules:\n      -\n");
}

TEST(Format, KeepsACommentBehindABlockScalarOutOfIt) {
    const std::string text =
        "platform: shop\ndescription: >\n      A shop.\n  \n\n   # not part of it\nentities:\n  A:\n    description: "
        "|\n"
        "        text\n     # nor this\n    attributes: {name: text}\n";
    diagnostics problems;
    const auto once = format(text, "r.yaml", problems);
    ASSERT_TRUE(once);
    EXPECT_EQ(*once,
              "platform: shop\ndescription: >\n  A shop.\n\n# not part of it\nentities:\n  A:\n    description: |\n"
              "      text\n    # nor this\n    attributes: {name: text}\n");
    EXPECT_EQ(format(*once, "r.yaml", problems), once);
    const auto read = parse(*once, "r.yaml", problems);
    ASSERT_TRUE(read);
    EXPECT_EQ(**read->description, "A shop.\n");
    EXPECT_EQ(parse(text, "r.yaml", problems), read);
}

TEST(Format, KnowsABlockScalarWhoseHeaderHasALineOfItsOwn) {
    const std::string once = "platform: shop\ndescription:\n  |\n  A shop\n     of\n\n  things.\n";
    diagnostics problems;
    EXPECT_EQ(format("platform: shop\ndescription:\n  |\n   A shop\n      of\n\n   things.\n", "r.yaml", problems),
              once);
    EXPECT_EQ(format(once, "r.yaml", problems), once);
}

TEST(Format, RefusesWhatIsNoYaml) {
    diagnostics problems;
    EXPECT_EQ(format("platform: a: b\n", "r.yaml", problems), std::nullopt);
    ASSERT_EQ(problems.items().size(), 1u);
    EXPECT_EQ(problems.items()[0].code, code::colon_in_plain);
}

}  // namespace
}  // namespace tenon::requirements
