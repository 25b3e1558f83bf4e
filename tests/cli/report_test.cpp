// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "cli/reporter.hpp"
#include "cli/terminal_progress.hpp"

#include <sstream>

namespace tenon::cli {
namespace {

struct screen {
    std::ostringstream out;
    std::ostringstream err;
    terminal where{out, err};
};

outcome one_finding() {
    outcome end;
    end.exit = exit_code::findings;
    end.findings.warning(code::not_utf8, {"a.sql", 2, 3}, "a \"quoted\" word", "do this");
    end.texts.add("a.sql", "x\nab c\n");
    end.result = "the result\n";
    end.closing = "the end\n";
    end.members = {{"steps", "[]"}};
    return end;
}

TEST(Report, TellsFindingsOnStderrBesideTheResult) {
    screen s;
    report(one_finding(), "text", s.where);
    EXPECT_EQ(s.out.str(), "the result\n");
    EXPECT_EQ(s.err.str(),
              "a.sql:2:3: warning: a \"quoted\" word [TN1004]\n    2 | ab c\n      |   ^\n  hint: do this\nthe end\n");
}

TEST(Report, TellsFindingsOnStdoutWhereTheyAreTheResult) {
    screen s;
    auto end = one_finding();
    end.findings_are_result = true;
    end.result.clear();
    report(end, "text", s.where);
    EXPECT_THAT(s.out.str(), ::testing::StartsWith("a.sql:2:3: warning"));
    EXPECT_EQ(s.err.str(), "the end\n");
}

TEST(Report, JsonHasTheSameShapeEverywhere) {
    screen s;
    report(one_finding(), "json", s.where);
    EXPECT_EQ(s.out.str(),
              "{\"ok\":false,\"findings\":[\n"
              "  {\"code\":\"TN1004\",\"severity\":\"warning\",\"file\":\"a.sql\",\"line\":2,\"column\":3,"
              "\"message\":\"a \\\"quoted\\\" word\",\"hint\":\"do this\"}\n],\n\"steps\":[]}\n");
    EXPECT_EQ(s.err.str(), "");
}

TEST(Report, FailureSaysWhatStateIsLeftAndWhatToDoNext) {
    const failure error(code::file_not_writable, "cannot write x: full", "nothing was changed", "free some space");
    screen text;
    report(error, "text", text.where);
    EXPECT_EQ(text.err.str(),
              "error: cannot write x: full [TN1003]\n  state: nothing was changed\n  next: free some space\n");
    screen json;
    report(error, "json", json.where);
    EXPECT_EQ(json.out.str(),
              "{\"ok\":false,\"findings\":[\n  "
              "{\"code\":\"TN1003\",\"severity\":\"error\",\"file\":null,\"line\":null,\"column\":null,"
              "\"message\":\"cannot write x: full\",\"hint\":null,\"state\":\"nothing was changed\",\"next\":\"free "
              "some space\"}\n]}\n");
}

TEST(Report, AnErrorOfTenonAsksForAReport) {
    screen s;
    report_bug("the impossible", "text", s.where);
    EXPECT_EQ(s.err.str(),
              "error: an error of Tenon's own: the impossible [TN1005]\n  hint: please report it, with the command and "
              "this message\n");
}

TEST(Report, ColoursOnlyWhereTheStreamHasThem) {
    screen s;
    s.where.err_colours = true;
    report(one_finding(), "text", s.where);
    EXPECT_THAT(s.err.str(), ::testing::HasSubstr("\x1b[1;33mwarning\x1b[0m"));
    EXPECT_THAT(s.out.str(), ::testing::Not(::testing::HasSubstr("\x1b")));
}

TEST(Report, JsonStringsAreValidWhateverTheBytes) {
    EXPECT_EQ(json_string("a\xFF\x80z\n"), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\\n\"");
    EXPECT_EQ(json_string("Größe"), "\"Größe\"");
}

struct clock_by_hand {
    terminal_progress::clock::time_point now{};
    void pass(std::chrono::milliseconds time) { now += time; }
};

TEST(Progress, SaysOneLineForALongStageWithoutATerminal) {
    screen s;
    clock_by_hand hand;
    terminal_progress bar(s.where, [&] { return hand.now; });
    bar.begin("reading", 10);
    hand.pass(std::chrono::milliseconds(900));
    bar.begin("loading", 10);
    bar.advance(5);
    hand.pass(std::chrono::milliseconds(2340));
    bar.end();
    EXPECT_EQ(s.err.str(), "loading: 2.3 s\n");
}

TEST(Progress, DrawsABarOnATerminalAndWipesIt) {
    screen s;
    s.where.err_is_terminal = true;
    clock_by_hand hand;
    {
        terminal_progress bar(s.where, [&] { return hand.now; });
        bar.begin("loading", 4);
        bar.advance(1);
        EXPECT_EQ(s.err.str(), "") << "nothing is drawn within the first second";
        hand.pass(std::chrono::milliseconds(1200));
        bar.advance(1);
        bar.advance(1);
    }
    EXPECT_EQ(s.err.str(), "\rloading [############------------] 2 of 4, 1 s\x1b[K\r\x1b[K")
        << "drawn once within a tenth of a second";
}

}  // namespace
}  // namespace tenon::cli
