// SPDX-License-Identifier: Apache-2.0
// The splitter against psql itself: what psql sends is what the splitter finds.
#include "base/file.hpp"
#include "sql/psql_comparison.hpp"
#include "support/corpus.hpp"

#include <unistd.h>

#include <random>

namespace tenon::sql {
namespace {

using support::first_difference;

class script_file {
public:
    explicit script_file(std::string_view text)
        : path_(std::filesystem::temp_directory_path() / fmt::format("tenon_split_{}.sql", getpid())) {
        write_file(path_, text);
    }
    ~script_file() { std::filesystem::remove(path_); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// With the one variable that psql sets by itself and the corpus uses.
split_result split(const std::string& text, const std::string& file) {
    const variables values{{"DBNAME", "d"}};
    split_result result;
    splitter source(text, file, &values);
    while (auto item = source.next()) {
        if (auto* found = std::get_if<statement>(&*item)) {
            result.statements.push_back(std::move(*found));
        } else {
            result.meta_commands.push_back(std::move(std::get<meta_command>(*item)));
        }
    }
    return result;
}

std::string compare(const std::string& text) {
    const script_file file(text);
    return first_difference(support::normalised(support::record_psql({"-f", file.path().string()})),
                            split_script(text, "script.sql").statements);
}

#define TENON_NEEDS_PSQL() \
    if (!support::has_psql()) GTEST_SKIP() << "not run: no psql on the PATH"

TEST(SplitAgainstPsql, AgreesOnEveryFileOfTheCorpus) {
    TENON_NEEDS_PSQL();
    TENON_NEEDS_CORPUS();
    const auto root = *support::corpus();
    std::size_t statements = 0;
    const auto names = support::corpus_sql_files(root);
    // Many files in one run of psql, with a statement between them that no file has.
    const std::string boundary = "select 'the next file'";
    for (std::size_t first = 0; first < names.size(); first += 100) {
        const auto last = std::min(first + 100, names.size());
        std::vector<std::string> arguments;
        for (auto i = first; i < last; ++i) {
            if (i > first) arguments.insert(arguments.end(), {"-c", boundary});
            arguments.insert(arguments.end(), {"-f", (root / names[i]).string()});
        }
        auto sent = support::record_psql(arguments);
        std::vector<support::sent_statement> psql;
        auto i = first;
        const auto compare_file = [&] {
            const auto text = read_file(root / names[i]);
            const auto ours = split(text, names[i].string());
            EXPECT_EQ(first_difference(support::normalised(std::move(psql)), ours.statements), "") << names[i];
            statements += ours.statements.size();
            psql.clear();
            ++i;
        };
        for (auto& one : sent) {
            if (one.text == boundary) {
                compare_file();
            } else if (!one.text.starts_with("SELECT n.nspname as \"Schema\"")) {  // a query of \dt
                psql.push_back(std::move(one));
            }
        }
        compare_file();
        EXPECT_EQ(i, last);
    }
    EXPECT_GT(statements, 10000U);
}

TEST(SplitAgainstPsql, AgreesOnWhatIsHard) {
    TENON_NEEDS_PSQL();
    const std::string cases[] = {
        "select 1; select 2",
        "select 'a;b'; select E'a\\';b'; select U&'d;\\0061'; select N'x;y', B'0;1', X'f;'",
        "select \"a;b\"\"c\", U&\"d;e\"; select $$a;b$$, $x$a;$$;b$x$; select a$$b; select 1$$; select $1;",
        "/* a ; /* nested ; */ b ; */ select 1 /* ; */; -- comment ; here\nselect -- x;\n 2;",
        "create rule r as on insert to t do also (insert into a values (1); insert into b values (2));\nselect 1;",
        "create function f() returns int language sql begin atomic select case when true then 1 else 2 end; select 2; "
        "end; select 3;",
        "create or replace procedure p() begin atomic select (case when 1=1 then 2 end); case 1 when 1 then 2 end; end;"
        "select 4;",
        "create function f(a int default (1)) returns int as $$ begin; end; $$ language plpgsql; begin; select 1; end;",
        "copy t (a, b) from stdin;\n1\t;\n2\t'\n\\.\nselect 5;",
        "copy t from stdin; copy u from stdin; select 6;\n1\n\\.\n2\n\\.\nselect 7;",
        "copy t from stdin with (format csv);\nno end of data\n",
        "copy (select 'from stdin') to stdout; select 8;",
        "copy t from stdin \\g\n1\n\\.\nselect 9 \\g\nselect 10 \\gx (border=1)\nselect 11;",
        "select 1 \\pset border 2\n + 1;\n\\echo 'a;b' \"c;d\" e;f\nselect 2;\n\\set x 1 \\\\ select 3;\n",
        "\\restrict abc\nselect 1;\n\\unrestrict abc\nselect 2;\n\\if true\nselect 4;\n\\endif\n",
        "select a[1:2], b::int, c := 1; select 1 /*/* */ ; */ + 2; select @-1, 1<-- x\n2;",
        "select 1 \\r\nselect 2; select 3\\p\\g select 4;\n;;; select 5 ;",
        "select ( 1 ; 2 ) ; select ) ; select ( '\\' ) ;",
        "select 'unclosed ; \n select 2;",
        "select $a$ unclosed ; \n select 2;",
        "select \"unclosed ; \n select 2;",
        "select 1; /* unclosed ; \n select 2;",
        "\xEF\xBB\xBFselect 1;\r\nselect\r\n2;\r\n",
        "select 1_000, 0x1F, 1.5e-3, .5, 1..2, 1e; select 1.e5;",
        "create table \xC3\xBC\xC2\xA0x (a int); select 'ü;ü' as ü$ü;",
    };
    for (const auto& text : cases) EXPECT_EQ(compare(text), "") << text;
}

// Scripts put together from pieces that matter to the scanner, in any order.
TEST(SplitAgainstPsql, AgreesOnRandomScripts) {
    TENON_NEEDS_PSQL();
    const std::string pieces[] = {
        "select ",
        "'",
        "''",
        "\"",
        "$$",
        "$a$",
        "$a",
        "$1",
        "(",
        ")",
        "[",
        "]",
        "; select ",
        ";\nvalues ",
        "\n",
        " ",
        "--",
        "-- x\n",
        "/*",
        "*/",
        "/* x */",
        "e'",
        "E'\\''",
        "u&'",
        "U&\"x\"",
        "b'1'",
        "n'",
        "::",
        ":=",
        ":",
        "1",
        "1.5",
        "1e",
        ".",
        "..",
        "a",
        "ü",
        "begin",
        "end",
        "case",
        " begin atomic ",
        "create function ",
        "create or replace procedure ",
        "as",
        " or ",
        "+",
        "-",
        "*",
        "/",
        "<",
        "=",
        "@",
        ";\ncopy t from stdin;\n1\n\\.\nselect ",
        "'x'\n'y'",
        ", ",
        "_",
        "\t",
        "\r\n",
    };
    std::mt19937 random(20240614);
    for (int round = 0; round < 120; ++round) {
        std::string text = "select ";  // psql remembers the words of the last statement when one has no word
        const auto length = 5 + random() % 60;
        for (std::size_t i = 0; i < length; ++i) text += pieces[random() % std::size(pieces)];
        EXPECT_EQ(compare(text), "") << "round " << round << "\n" << text;
        if (HasFailure()) return;
    }
}

}  // namespace
}  // namespace tenon::sql
