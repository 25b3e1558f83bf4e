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

TEST(Render, ShowsNoSecret) {
    source_texts texts;
    texts.add("r.yaml", "  påss: password unique = 'hunter2'\n");
    diagnostic item{code::wrong_usage, severity::error, {"r.yaml", 1, 27}, "no default", {}};
    item.secret_from = 27;
    EXPECT_EQ(render(item, texts),
              "r.yaml:1:27: error: no default [TN1001]\n"
              "    1 |   påss: password unique = …\n"
              "      |                           ^\n");
    item.where.column = 18;
    EXPECT_EQ(render(item, texts),
              "r.yaml:1:18: error: no default [TN1001]\n"
              "    1 |   påss: password unique = …\n"
              "      |                  ^\n")
        << "whatever else is said of the line";
}

}  // namespace
}  // namespace tenon
