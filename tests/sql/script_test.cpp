// SPDX-License-Identifier: Apache-2.0
#include "sql/script.hpp"

#include "base/failure.hpp"
#include "sql/conditions.hpp"
#include "support/process.hpp"

namespace tenon::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(const script& from) {
    std::vector<std::string> out;
    for (const auto& one : from.statements) out.push_back(one.text);
    return out;
}

// "line:column severity code message | hint" of every problem, without the folder.
std::vector<std::string> told(diagnostics problems, const std::filesystem::path& folder = {}) {
    problems.sort();
    std::vector<std::string> out;
    for (const auto& item : problems.items()) {
        std::string file = item.where.file;
        if (!folder.empty() && file.starts_with(folder.string())) file = file.substr(folder.string().size() + 1);
        out.push_back(fmt::format("{}:{}:{}: {}: {} [{}] | {}", file, item.where.line, item.where.column,
                                  to_string(item.severity), item.message, to_string(item.code), item.hint));
    }
    return out;
}

struct read_text {
    script found;
    std::vector<std::string> problems;
};

read_text read(std::string_view text, const variables& values = {}) {
    diagnostics problems;
    auto found = read_script_text(text, "a.sql", values, problems);
    return {std::move(found), told(problems)};
}

TEST(Script, ReplacesVariables) {
    const auto result =
        read("\\set t lots\n\\set both 'a' 'b'\nselect :both from :t where x = :'part';\\unset t\nselect :t;",
             {{"part", "A'1"}});
    EXPECT_THAT(texts(result.found), ElementsAre("select ab from lots where x = 'A''1'", "select :t"));
    EXPECT_THAT(result.problems, ElementsAre("a.sql:4:8: error: the psql variable \"t\" has no value [TN4001] | "
                                             "give it one: --set t=VALUE"));
}

TEST(Script, DecidesConditions) {
    const auto result = read(
        "\\if :{?dev}\nselect 'dev';\n\\elif :{?prod}\nselect 'prod';\n\\if off\nselect 'no';\n\\else\nselect "
        "'inner';\n"
        "\\endif\n\\else\nselect 'neither';\n\\endif\nselect 'all';",
        {{"prod", "1"}});
    EXPECT_THAT(texts(result.found), ElementsAre("select 'prod'", "select 'inner'", "select 'all'"));
    EXPECT_THAT(result.problems, IsEmpty());
}

TEST(Script, IgnoresWhatABranchNotTakenSays) {
    const auto result =
        read("\\if false\n\\i nowhere.sql\n\\set x 1\n\\echo x\nselect :y;\n\\elif :{?x}\nselect 'x';\n\\endif");
    EXPECT_THAT(texts(result.found), IsEmpty());
    EXPECT_THAT(result.problems, IsEmpty());
}

TEST(Script, TellsWhatIsWrongWithConditions) {
    EXPECT_THAT(read("\\if maybe\n\\endif").problems,
                ElementsAre("a.sql:1:1: error: the condition \"maybe\" is neither true nor false [TN4006] | "
                            "write true, false, on, off, yes, no, 1 or 0, or test a variable with :{?name}"));
    EXPECT_THAT(
        read("\\else\n\\if 1\n\\else\n\\elif 1\n").problems,
        ElementsAre(
            "a.sql:1:1: error: \\else without an \\if before it [TN4007] | an \\if must stand in the same file",
            "a.sql:2:1: error: this \\if has no \\endif [TN4007] | every \\if needs its own \\endif in the same file",
            "a.sql:4:1: error: \\elif after \\else [TN4007] | only \\endif may follow \\else"));
    EXPECT_THAT(
        read("\\if :x\n\\endif").problems,
        ElementsAre("a.sql:1:5: error: the psql variable \"x\" has no value [TN4001] | give it one: --set x=VALUE"));
}

TEST(Script, ReadsBooleansAsPsqlDoes) {
    for (const char* yes : {"1", "t", "TRUE", "on", "y", "yes"}) EXPECT_EQ(parse_boolean(yes), true) << yes;
    for (const char* no : {"0", "f", "false", "off", "of", "n", "NO"}) EXPECT_EQ(parse_boolean(no), false) << no;
    for (const char* other : {"", "o", "2", "truely", "ja"}) EXPECT_EQ(parse_boolean(other), std::nullopt) << other;
}

TEST(Script, ListsWhatItSkips) {
    const auto result = read("\\echo a\n\\pset x\n\\echo b\n\\timing\nselect 1;");
    EXPECT_EQ(result.found.skipped.size(), 4U);
    EXPECT_THAT(
        result.problems,
        ElementsAre("a.sql:1:1: info: \\echo was skipped (2 times): it is a command of psql, not SQL [TN4005] | ",
                    "a.sql:2:1: info: \\pset was skipped: it is a command of psql, not SQL [TN4005] | ",
                    "a.sql:4:1: info: \\timing was skipped: it is a command of psql, not SQL [TN4005] | "));
}

TEST(Script, FollowsNoConnection) {
    EXPECT_THAT(
        read("\\connect other\nselect 1;").problems,
        ElementsAre(
            "a.sql:1:1: warning: \\connect other was not followed: all statements go to one database [TN4013] | "
            "split the script: one source describes one database"));
}

TEST(Script, WatchesOverRestrictedDumps) {
    EXPECT_THAT(read("\\restrict k\nselect 1;\n\\unrestrict k\n\\set x 1\n").problems, IsEmpty());
    EXPECT_THAT(read("\\restrict k\n\\! rm x\n\\unrestrict z\n").problems,
                ElementsAre("a.sql:2:1: error: \\! stands between \\restrict and \\unrestrict [TN4008] | "
                            "psql refuses it too: look who put it into this dump",
                            "a.sql:3:1: error: \\unrestrict names \"z\", \\restrict named \"k\" [TN4008] | "
                            "the two lines of one dump name the same word"));
}

TEST(Script, MakesACopyOfCopyFromStdin) {
    const auto result = read("\\copy t (a) from stdin\n1\n\\.\n\\copy t to 'x'\n");
    EXPECT_THAT(texts(result.found), ElementsAre("COPY t (a) from stdin"));
    EXPECT_EQ(result.found.statements[0].copy_data, "1\n");
    EXPECT_EQ(result.found.skipped.size(), 1U);
}

TEST(Script, StopsWhereItQuits) {
    EXPECT_THAT(texts(read("select 1;\n\\q\nselect 2;").found), ElementsAre("select 1"));
}

TEST(Script, TellsOfResultsItDoesNotHave) {
    const auto result = read("select 1 as a \\gset\nselect :a;\nselect 2 \\gdesc\n");
    EXPECT_THAT(texts(result.found), ElementsAre("select 1 as a", "select :a"));
    EXPECT_THAT(
        result.problems,
        ElementsAre("a.sql:1:1: warning: \\gset needs the result of this query, so its variables stay without a value "
                    "[TN4012] | give them with --set NAME=VALUE",
                    "a.sql:2:8: error: the psql variable \"a\" has no value [TN4001] | give it one: --set a=VALUE"));
}

TEST(Script, RefusesWhatIsNoText) {
    EXPECT_THAT(read("select 1;\n -- \xE4").problems,
                ElementsAre("a.sql:2:5: error: byte 0xE4 is not UTF-8 [TN1004] | convert the file, for example with "
                            "`iconv -f LATIN1 -t UTF-8`"));
    EXPECT_THAT(read(std::string_view("select\0 1", 9)).problems,
                ElementsAre("a.sql:1:7: error: a zero byte is no SQL [TN4010] | save the file again as UTF-8 text"));
    EXPECT_THAT(read("PGDMP\x01\x0E").problems,
                ElementsAre("a.sql:0:0: error: this is a dump in pg_dump's custom format, not SQL [TN4009] | "
                            "run `pg_restore -f schema.sql a.sql` and use schema.sql"));
}

class ScriptFiles : public ::testing::Test {
protected:
    void write(const std::string& name, std::string_view text) { folder_.write(name, text); }
    script read(const std::string& name, const std::filesystem::path& root = {}) {
        return read_script(folder_.path() / name, {}, problems_, root);
    }
    std::vector<std::string> told_here() const { return told(problems_, folder_.path()); }

    support::temporary_folder folder_;
    diagnostics problems_;
};

TEST_F(ScriptFiles, FollowsIncludes) {
    write("main.sql", "select 1;\n\\ir parts/a.sql\n\\i parts/b.sql\nselect 5;");
    write("parts/a.sql", "select 2;\n\\ir c.sql\n");
    write("parts/b.sql", "select :x;");
    write("parts/c.sql", "\\set x 4\nselect 3;");
    const auto found = read("main.sql");
    EXPECT_THAT(texts(found), ElementsAre("select 1", "select 2", "select 3", "select 4", "select 5"));
    EXPECT_EQ(found.statements[2].where.file, (folder_.path() / "parts/c.sql").string());
    EXPECT_EQ(found.statements[2].where.line, 2);
    EXPECT_EQ(found.includes.size(), 3U);
    EXPECT_THAT(told_here(), IsEmpty());
}

TEST_F(ScriptFiles, StaysInsideTheSource) {
    write("outside.sql", "select 'secret';");
    write("in/main.sql",
          "\\i ../outside.sql\n\\ir ../outside.sql\n\\i /etc/hostname\n\\ir link.sql\n\\i nowhere.sql\n\\ir "
          "nowhere.sql\n\\i\n\\i sub\n");
    std::filesystem::create_directory(folder_.path() / "in/sub");
    std::filesystem::create_symlink(folder_.path() / "outside.sql", folder_.path() / "in/link.sql");
    EXPECT_THAT(texts(read("in/main.sql")), IsEmpty());
    const std::string outside =
        "which is outside the source's folder [TN4002] | move the file into the folder, or name the folder above as "
        "the source";
    EXPECT_THAT(
        told_here(),
        ElementsAre("in/main.sql:1:1: error: \\i names \"../outside.sql\", " + outside,
                    "in/main.sql:2:1: error: \\ir names \"../outside.sql\", " + outside,
                    "in/main.sql:3:1: error: \\i names \"/etc/hostname\", " + outside,
                    "in/main.sql:4:1: error: \\ir names \"link.sql\", " + outside,
                    "in/main.sql:5:1: error: \\i names \"nowhere.sql\", which is not there [TN4004] | "
                    "paths of \\i count from the source's folder",
                    "in/main.sql:6:1: error: \\ir names \"nowhere.sql\", which is not there [TN4004] | "
                    "paths of \\ir count from the including file's folder",
                    "in/main.sql:7:1: error: \\i names no file [TN4014] | write the path of an SQL file after it",
                    "in/main.sql:8:1: error: \\i names \"sub\", which is no file [TN4014] | "
                    "write the path of an SQL file after it"));
}

TEST_F(ScriptFiles, EndsCycles) {
    write("a.sql", "select 1;\n\\ir b.sql\n");
    write("b.sql", "select 2;\n\\ir a.sql\n");
    EXPECT_THAT(texts(read("a.sql")), ElementsAre("select 1", "select 2"));
    EXPECT_THAT(told_here(),
                ElementsAre("b.sql:2:1: error: \\ir names \"a.sql\", which is being read already [TN4003] | "
                            "take this line, or the one that led here, out"));
}

TEST_F(ScriptFiles, EndsIncludesThatMultiply) {
    for (int i = 0; i < 20; ++i) write(fmt::format("f{}.sql", i), fmt::format("\\ir f{0}.sql\n\\ir f{0}.sql\n", i + 1));
    write("f20.sql", "");
    read("f0.sql");
    ASSERT_EQ(told_here().size(), 1U);
    EXPECT_THAT(told_here()[0], ::testing::HasSubstr("error: more than 10000 files are included [TN4011] | look for "
                                                     "files that include each other many times over"));
}

TEST_F(ScriptFiles, ReadsAFolderInPathOrder) {
    write("b.sql", "select 'b';");
    write("a/z.sql", "select 'a/z';");
    write("a.sql", "\\ir part.sql\nselect 'a';");
    write("part.sql", "select 'part';");
    write(".hidden/x.sql", "select 'hidden';");
    write("note.txt", "no SQL");
    diagnostics problems;
    const auto found = read_script_folder(folder_.path(), {}, problems);
    std::vector<std::string> all;
    for (const auto& one : found)
        for (const auto& statement : one.statements) all.push_back(statement.text);
    EXPECT_THAT(all, ElementsAre("select 'part'", "select 'a'", "select 'a/z'", "select 'b'"));
    EXPECT_TRUE(problems.empty());
}

TEST_F(ScriptFiles, ThrowsWhenAFileCannotBeRead) {
    EXPECT_THROW(read("nowhere.sql"), failure);
    EXPECT_THROW(read_script_folder(folder_.path() / "nowhere", {}, problems_), failure);
}

}  // namespace
}  // namespace tenon::sql
