// SPDX-License-Identifier: Apache-2.0
#include "base/render.hpp"

#include "base/codes/command_line.hpp"
#include "base/text.hpp"

namespace tenon {
namespace {

TEST(Render, PointsAtTheColumnBelowTheLine) {
    source_texts texts;
    texts.add("r.yaml", "entities:\n  Ünit: intger\n");
    const diagnostic item{
        code::wrong_usage, severity::error, {"r.yaml", 2, 9}, "unknown type \"intger\"", "did you mean \"integer\"?"};
    EXPECT_EQ(render(item, texts),
              "r.yaml:2:9: error: unknown type \"intger\" [TN1001]\n"
              "    2 |   Ünit: intger\n"
              "      |         ^\n"
              "  hint: did you mean \"integer\"?\n");
}

TEST(Render, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(render({code::wrong_usage, severity::warning, {}, "no file", {}}, {}), "warning: no file [TN1001]\n");
    EXPECT_EQ(render({code::wrong_usage, severity::information, {"x.sql", 0, 0}, "whole file", {}}, {}),
              "x.sql: info: whole file [TN1001]\n");
}

TEST(Render, ShowsALineAsItMayBeShown) {
    source_texts texts;
    texts.add("r.yaml", "  påss: password = 'hunter2'\n",
              [](std::string_view text) { return replace_all(std::string(text), "hunter2", "*******"); });
    EXPECT_EQ(render({code::wrong_usage, severity::error, {"r.yaml", 1, 20}, "no default", {}}, texts),
              "r.yaml:1:20: error: no default [TN1001]\n"
              "    1 |   påss: password = '*******'\n"
              "      |                    ^\n");
}

// The shown part of a long line: 160 characters around the column, which the caret stands below.
TEST(Render, ShowsOfALongLineWhatStandsAroundTheColumn) {
    source_texts texts;
    std::string line;
    for (int i = 0; i < 100; ++i) line += fmt::format("ö{:03}", i);
    texts.add("long.sql", "SELECT 1;\n" + line + "\n");
    const auto lines_at = [&](int column) {
        const auto shown = render({code::wrong_usage, severity::error, {"long.sql", 2, column}, "x", {}}, texts);
        return shown.substr(shown.find('\n') + 1);
    };
    const auto part = [&](std::size_t from, std::size_t count) {  // each ö is a character of two bytes
        std::string out;
        for (std::size_t i = from; i < from + count; ++i)
            out += i % 4 == 0 ? std::string("ö") : fmt::format("{:03}", i / 4).substr(i % 4 - 1, 1);
        return out;
    };
    const std::string blanks(400, ' ');
    EXPECT_EQ(lines_at(0), fmt::format("    2 | {}…\n", part(0, 159)));
    EXPECT_EQ(lines_at(9), fmt::format("    2 | {}…\n      |         ^\n", part(0, 159)));
    EXPECT_EQ(lines_at(201), fmt::format("    2 | …{}…\n      | {}^\n", part(122, 158), blanks.substr(0, 79)));
    EXPECT_EQ(lines_at(401), fmt::format("    2 | …{}\n      | {}^\n", part(241, 159), blanks.substr(0, 160)));
    EXPECT_EQ(lines_at(402), fmt::format("    2 | {}…\n", part(0, 159))) << "a column that the line does not have";
}

}  // namespace
}  // namespace tenon
