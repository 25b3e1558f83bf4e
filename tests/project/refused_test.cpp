// SPDX-License-Identifier: Apache-2.0
// What a server refuses of a design is told in one run, each at the place that is wrong, and nothing that only follows.
#include "base/render.hpp"
#include "project/read_requirements.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <gtest/gtest.h>

namespace tenon::project {
namespace {

class Refused : public testing::Test {
protected:
    void SetUp() override { TENON_NEEDS_POSTGRES(15); }

    /// "LINE:COLUMN: message" of everything that is said.
    std::vector<std::string> said(const std::string& requirements) {
        folder_.write("requirements.yaml", requirements);
        diagnostics problems;
        source_texts texts;
        const auto draft = read_requirements(folder_.path() / "requirements.yaml", problems, texts);
        EXPECT_TRUE(draft);
        if (draft) {
            postgres::scratch place({.major = 15});
            load_requirements(*draft, place, problems);
        }
        problems.sort();
        std::vector<std::string> out;
        for (const auto& item : problems.items())
            if (item.severity == severity::error)
                out.push_back(fmt::format("{}:{}: {}", item.where.line, item.where.column, item.message));
        return out;
    }

    support::temporary_folder folder_;
};

using lines = std::vector<std::string>;

TEST_F(Refused, TypesThatAreNotThereHideNothingElse) {
    EXPECT_EQ(
        said(R"(platform: x
entities:
  Thing:
    attributes:
      name: text
      kind: sql(nosuchtype)
      size: integer = (sise + 1)
      place: sql(geometry(point)) unique
      t: {type: sql(x), default: (now())}
    rules:
      short: lenght(name) > 3
      kind: kind <> 'x'
      good: size > 3
  Part:
    attributes: {n: sql(nothing)}
    belongs_to: {thing: Thing}
)"),
        (lines{
            "6:7: PostgreSQL refuses column public.things.kind: type \"nosuchtype\" does not exist",
            "7:7: PostgreSQL refuses column public.things.size: cannot use column reference in DEFAULT expression",
            "8:7: PostgreSQL refuses column public.things.place: type \"geometry\" does not exist",
            "9:7: PostgreSQL refuses column public.things.t: type \"x\" does not exist",
            "11:7: PostgreSQL refuses constraint public.things.chk_things_short: function lenght(text) does not exist",
            "15:18: PostgreSQL refuses column public.parts.n: type \"nothing\" does not exist"}));
}

TEST_F(Refused, EveryExpressionOfATableIsTold) {
    EXPECT_EQ(
        said(R"(platform: x
entities:
  Thing:
    attributes:
      name: text
      size: integer = (sise + 1)
      day: date = '2026-02-30'
      ip: inet = 'nonsense'
    rules:
      short: lenght(name) > 3
      good: size > 3
    computed:
      t: timestamp = now()
  Part:
    attributes: {n: integer = (nothing)}
    belongs_to: {thing: Thing}
views:
  W: {sql: "SELECT id, name FROM things"}
  V: {sql: "SELECT id FROM ws"}
)"),
        (lines{
            "6:7: PostgreSQL refuses column public.things.size: cannot use column reference in DEFAULT expression",
            "7:7: PostgreSQL refuses column public.things.day: date/time field value out of range: \"2026-02-30\"",
            "8:7: PostgreSQL refuses column public.things.ip: invalid input syntax for type inet: \"nonsense\"",
            "10:7: PostgreSQL refuses constraint public.things.chk_things_short: function lenght(text) does not "
            "exist",
            "13:7: PostgreSQL refuses column public.things.t: generation expression is not immutable",
            "15:18: PostgreSQL refuses column public.parts.n: cannot use column reference in DEFAULT expression",
        }));
}

TEST_F(Refused, PatternsThatNoRowCouldSatisfyAreTold) {
    EXPECT_EQ(
        said(R"(platform: x
entities:
  Thing:
    attributes:
      p: text matches '[a-'
      q: text matches '^[a-z]+$'
      r: text matches 'a(b'
)"),
        (lines{"5:7: PostgreSQL refuses constraint public.things.chk_things_p_pattern: invalid regular expression: "
               "brackets [] not balanced",
               "7:7: PostgreSQL refuses constraint public.things.chk_things_r_pattern: invalid regular expression: "
               "parentheses () not balanced"}));
}

TEST_F(Refused, WhatComesWithStatementsIsTriedAgain) {
    EXPECT_EQ(said(R"(platform: x
entities:
  Thing:
    attributes: {name: text, day: "date = '2026-02-30'"}
    rules: {fine: is_fine(name)}
sql: |
  CREATE FUNCTION is_fine(text) RETURNS boolean IMMUTABLE LANGUAGE sql RETURN true;
  INSERT INTO things (name) VALUES ('a');
)"),
              (lines{"4:30: PostgreSQL refuses column public.things.day: date/time field value out of range: "
                     "\"2026-02-30\""}))
        << "the rule is fine, and the row only lacks its table";
    EXPECT_EQ(said(R"(platform: x
entities:
  Thing:
    attributes: {name: text}
    rules: {fine: is_fine(name)}
sql: |
  CREATE FUNCTION is_fine(text) RETURNS boolean IMMUTABLE LANGUAGE sql RETURN true;
)"),
              lines());
}

}  // namespace
}  // namespace tenon::project
