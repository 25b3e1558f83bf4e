// SPDX-License-Identifier: Apache-2.0
#include "sql/split.hpp"

namespace tenon::sql {
namespace {

std::string at(const position& where) {
    return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

TEST(Split, KnowsWhereEachStatementStands) {
    const auto found = split_script("-- head\n  select 1;\n/* ü */ select\n 'ü', x ; select 3", "a.sql").statements;
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].text, "select 1");
    EXPECT_EQ(at(found[0].where), "a.sql:2:3");
    EXPECT_EQ(found[0].offset, 10U);
    EXPECT_EQ(found[0].end, 19U);
    EXPECT_EQ(found[1].text, "select\n 'ü', x");
    EXPECT_EQ(at(found[1].where), "a.sql:3:9");
    EXPECT_EQ(at(found[2].where), "a.sql:4:11");
    // The server counts characters from 1: x is the 14th.
    EXPECT_EQ(at(position_of_character(found[1], 14)), "a.sql:4:7");
    EXPECT_EQ(at(position_of_character(found[1], 1)), "a.sql:3:9");
    EXPECT_EQ(at(position_of_character(found[1], 999)), "a.sql:4:8");
}

TEST(Split, CountsNoColumnForTheByteOrderMark) {
    const auto found = split_script("\xEF\xBB\xBFselect 1;", "a.sql").statements;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].text, "select 1");
    EXPECT_EQ(at(found[0].where), "a.sql:1:1");
}

TEST(Split, KeepsPlacesAroundWhatIsTakenOutAndPutIn) {
    const variables values{{"t", "lots"}, {"v", "it's"}};
    splitter source("select 1 \\pset x\n from :t where a = :'v' and b = 2;", "a.sql", &values);
    const auto command = source.next();
    ASSERT_TRUE(std::holds_alternative<meta_command>(*command));
    EXPECT_EQ(std::get<meta_command>(*command).text, "\\pset x");
    const auto item = source.next();
    const auto& found = std::get<statement>(*item);
    EXPECT_EQ(found.text, "select 1 \n from lots where a = 'it''s' and b = 2");
    const auto place = [&](std::string_view word) { return at(position_in(found, found.text.find(word))); };
    EXPECT_EQ(place("select"), "a.sql:1:1");
    EXPECT_EQ(place("from"), "a.sql:2:2");
    EXPECT_EQ(place("lots"), "a.sql:2:7");
    EXPECT_EQ(place("ots"), "a.sql:2:7");
    EXPECT_EQ(place("where"), "a.sql:2:10");
    EXPECT_EQ(place("'it"), "a.sql:2:20");
    EXPECT_EQ(place("2"), "a.sql:2:33");
}

TEST(Split, PutsVariablesInAsPsqlDoes) {
    const variables values{
        {"two", "select 2; select"}, {"self", ":self"}, {"n", "a b"}, {"outer", ":inner + 1"}, {"inner", "5"}};
    splitter source(":two 3; select :self; select :\"n\", :{?n}, :{?m}, x[1:n], :outer, ':two';", "a.sql", &values);
    std::vector<std::string> texts;
    while (auto item = source.next()) texts.push_back(std::get<statement>(*item).text);
    EXPECT_THAT(texts, ::testing::ElementsAre("select 2", "select 3", "select :self",
                                              "select \"a b\", TRUE, FALSE, x[1a b], 5 + 1, ':two'"));
}

TEST(Split, NotesVariablesWithoutValueButNoSlices) {
    const variables none;
    splitter source("select :a, x[1:b], array[:c], x[:1], y::int, :'d';", "a.sql", &none);
    const auto item = source.next();
    std::vector<std::string> names;
    for (const auto& unset : std::get<statement>(*item).unset) names.push_back(unset.name + " " + at(unset.where));
    EXPECT_THAT(names, ::testing::ElementsAre("a a.sql:1:8", "c a.sql:1:26", "d a.sql:1:46"));
}

TEST(Split, StopsPuttingInWhatGrowsWithoutEnd) {
    variables values{{"v0", std::string(1000, 'x')}};
    for (int i = 1; i < 40; ++i) values[fmt::format("v{}", i)] = fmt::format(":v{} :v{}", i - 1, i - 1);
    splitter source("select :v39;", "a.sql", &values);
    const auto item = source.next();
    EXPECT_LT(std::get<statement>(*item).text.size(), 64U << 20U);
}

TEST(Split, ReadsMetaCommandsAsPsqlDoes) {
    const auto found = split_script(
        "\\set a 'it''s \\n \\x41' \"B c\" d;e \\\\ select 1;\n\\a\\b c\n\\! ls \\ x;\n\\echo `date` :'v'\n"
        "\\set z 'x\\0y'q w\n",
        "a.sql");
    std::vector<std::string> lines;
    for (const auto& command : found.meta_commands)
        lines.push_back(fmt::format("{}({}) {}:{}", command.name, fmt::join(command.arguments, "|"), command.where.line,
                                    command.where.column));
    EXPECT_THAT(lines, ::testing::ElementsAre("set(a|it's \n A|\"B c\"|d;e) 1:1", "a() 2:1", "b(c) 2:3",
                                              "!(ls \\ x;) 3:1", "echo(`date`|:'v') 4:1", "set(z|x|w) 5:1"));
    ASSERT_EQ(found.statements.size(), 1U);
    EXPECT_EQ(found.statements[0].text, "select 1");
}

TEST(Split, GivesCopyItsData) {
    const auto found = split_script(
        "copy a from stdin; copy b from stdin; select 1;\n1\n\\.\n2\n3\n\\.\n\\copy c from stdin\n4\n\\.\nselect 2;",
        "a.sql");
    ASSERT_EQ(found.statements.size(), 4U);
    EXPECT_EQ(found.statements[0].copy_data, "1\n");
    EXPECT_EQ(found.statements[1].copy_data, "2\n3\n");
    EXPECT_EQ(found.statements[2].copy_data, std::nullopt);
    EXPECT_EQ(found.statements[3].text, "select 2");
    EXPECT_EQ(at(found.statements[3].where), "a.sql:10:1");
    ASSERT_EQ(found.meta_commands.size(), 1U);
    EXPECT_EQ(found.meta_commands[0].copy_data, "4\n");
}

TEST(Split, FollowsStandardConformingStringsOfTheScript) {
    const auto found = split_script(
                           "set standard_conforming_strings = off;\nselect 'a\\';b';\nset standard_conforming_strings "
                           "to on; select '\\';",
                           "a.sql")
                           .statements;
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[1].text, "select 'a\\';b'");
    EXPECT_EQ(found[3].text, "select '\\'");
}

TEST(Split, SaysWhatSentAStatement) {
    const auto found = split_script("select 1 \\gexec\nselect 2 \\g out.txt\nselect 3;", "a.sql").statements;
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].finished_by, "gexec");
    EXPECT_EQ(found[1].finished_by, "g");
    EXPECT_EQ(found[2].finished_by, "");
}

}  // namespace
}  // namespace tenon::sql
