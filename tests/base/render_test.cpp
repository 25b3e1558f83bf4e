// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/render.hpp"
#include "base/text.hpp"

namespace tenon {
namespace {

TEST(Render, PointsAtTheColumnBelowTheLine) {
    source_texts texts;
    texts.add("r.yaml", "entities:\n  Ünit: intger\n");
    const diagnostic item{code::wrong_usage, severity::error, {"r.yaml", 2, 9}, "unknown type \"intger\"", "did you mean \"integer\"?"};
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

}  // namespace
}  // namespace tenon
