// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/render.hpp"

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

}  // namespace
}  // namespace tenon
