// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/docs.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "generate/docs/markdown.hpp"
#include "generate/samples.hpp"
#include "postgres/read_catalog.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <regex>

namespace tenon::generate {
namespace {

const design::notes no_notes;

TEST(Markdown, NamesInCodeCannotBreakOut) {
    EXPECT_EQ(code("plain name"), "`plain name`");
    EXPECT_EQ(code(""), "");
    EXPECT_EQ(code("a|b"), "<code>a&#124;b</code>");
    EXPECT_EQ(code("tick`"), "<code>tick&#96;</code>");
    EXPECT_EQ(code("a < b AND c > d"), "`a < b AND c > d`");
    EXPECT_EQ(code("</code><b>"), "<code>&#60;/code&#62;&#60;b&#62;</code>");
    EXPECT_EQ(code("a\\|*b*"), "<code>a&#92;&#124;&#42;b&#42;</code>");
    EXPECT_EQ(code("two\n lines"), "`two lines`");
}

TEST(Markdown, ProseHasNoMarkup) {
    EXPECT_EQ(prose("a *b* `c` <d> [e](f) | g_h _i_"),
              "a &#42;b&#42; &#96;c&#96; &#60;d&#62; &#91;e&#93;(f) &#124; g_h &#95;i&#95;");
    EXPECT_EQ(prose("# heading"), "&#35; heading");
    EXPECT_EQ(prose("1. item, 2. not"), "1&#46; item, 2. not");
    EXPECT_EQ(prose("a\n\nb"), "a b");
    EXPECT_EQ(paragraphs("a\nb\n\n\n- c"), "a b\n\n&#45; c");
    EXPECT_EQ(fenced("sql", "a\n````\nb"), "`````sql\na\n````\nb\n`````\n\n");
}

TEST(Markdown, TablesLeaveOutWhatIsEmpty) {
    markdown_table table({"A", "B", "C"});
    EXPECT_EQ(table.text(), "");
    table.add({"1", "", "3"});
    table.add({"4", "", ""});
    EXPECT_EQ(table.text(), "| A | C |\n|---|---|\n| 1 | 3 |\n| 4 | |\n\n");
}

/// A page without what stands as code in it, where nothing is markup.
std::string without_code(std::string_view page) {
    std::string text;
    bool fence = false;
    for (const auto line : split_lines(page)) {
        if (line.starts_with("```")) {
            fence = !fence;
            continue;
        }
        if (fence) continue;
        bool inside = false;
        for (const char c : line) {
            if (c == '`') inside = !inside;
            text += inside && c != '`' ? 'x' : c;
        }
        text += '\n';
    }
    return text;
}

/// Links that lead nowhere: to a file that is not made, or a place that the file does not have.
std::vector<std::string> dead_links(const output_files& files) {
    std::map<std::string, std::set<std::string>> places;
    const std::regex anchor(R"rx( id="([^"]+)")rx");
    for (const auto& file : files) {
        auto& own = places[file.path];
        for (std::sregex_iterator at(file.text.begin(), file.text.end(), anchor), end; at != end; ++at)
            own.insert((*at)[1]);
        // GitHub's own anchors of headings of plain words.
        for (const auto line : split_lines(file.text))
            if (line.starts_with("## ")) own.insert(replace_all(to_lower(line.substr(3)), " ", "-"));
    }
    std::vector<std::string> dead;
    const std::regex link(R"rx(\]\(([^)#]*)(#[^)]*)?\))rx");
    for (const auto& file : files) {
        if (!file.path.ends_with(".md")) continue;
        const auto folder = std::filesystem::path(file.path).parent_path();
        // The names of tables are code in the text of links; what a link leads to never is.
        const auto text = without_code(file.text);
        for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at) {
            const auto to = (*at)[1].str().empty() ? file.path : (folder / (*at)[1].str()).lexically_normal().string();
            const auto found = places.find(to);
            if (found == places.end() || ((*at)[2].matched && !found->second.contains((*at)[2].str().substr(1))))
                dead.push_back(file.path + " → " + (*at)[0].str());
        }
    }
    return dead;
}

/// Every row of a table has as many cells as its head.
std::vector<std::string> uneven_rows(const output_files& files) {
    std::vector<std::string> found;
    for (const auto& file : files) {
        if (!file.path.ends_with(".md")) continue;
        std::ptrdiff_t cells = 0;
        bool fence = false;
        for (const auto line : split_lines(file.text)) {
            if (line.starts_with("```")) fence = !fence;
            if (fence || !line.starts_with("|")) {
                cells = 0;
                continue;
            }
            const auto here = std::count(line.begin(), line.end(), '|');
            if (cells == 0) cells = here;
            if (here != cells) found.push_back(file.path + ": " + std::string(line));
        }
    }
    return found;
}

TEST(Docs, OfAShopAreAsReviewed) {
    TENON_NEEDS_POSTGRES(15);
    const auto all = shop();
    const auto notes = shop_notes();
    const auto files = documentation(all, notes);
    EXPECT_THAT(dead_links(files), testing::IsEmpty());
    EXPECT_THAT(uneven_rows(files), testing::IsEmpty());
    const auto folder = support::source_folder() / "tests/generate/testdata/shop";
    for (const auto& file : files) support::expect_golden(folder / file.path, file.text);
    std::set<std::string> made;
    for (const auto& file : files) made.insert(file.path);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "docs"))
        if (entry.is_regular_file()) {
            EXPECT_TRUE(made.contains(entry.path().lexically_relative(folder).string())) << entry.path();
        }
}

TEST(Docs, LinksHoldAtEverySize) {
    for (const auto& all : {many_tables(0), many_tables(5), many_tables(50), many_tables(300), hostile_tables()}) {
        const auto files = documentation(all, no_notes);
        EXPECT_THAT(dead_links(files), testing::IsEmpty()) << all.tables.size() << " tables";
        EXPECT_THAT(uneven_rows(files), testing::IsEmpty());
        EXPECT_TRUE(std::is_sorted(files.begin(), files.end()));
        if (all.tables.size() <= 50) {
            EXPECT_EQ(files, documentation(all, no_notes)) << "the same every time";
        }
        for (const auto& file : files) EXPECT_LT(file.text.size(), 500'000U) << file.path;
    }
}

TEST(Docs, TheCheckOfLinksSeesDeadOnes) {
    EXPECT_THAT(dead_links({{"docs/a.md", "[x](b.md) [y](#z) [fine](a.md)"}}), testing::SizeIs(2));
}

TEST(Docs, EveryTableAndColumnIsTold) {
    const auto all = many_tables(70);
    std::string text;
    for (const auto& file : schema_pages(describe(all, no_notes))) text += file.text;
    for (const auto& table : all.tables) {
        EXPECT_NE(text.find("### `" + table.name.name + "`"), std::string::npos) << table.name.name;
        for (const auto& column : table.columns)
            EXPECT_NE(text.find("| `" + column.name + "` |"), std::string::npos) << column.name;
    }
}

TEST(Docs, HostileNamesStayText) {
    for (const auto& file : documentation(hostile_tables(), no_notes)) {
        const bool markdown = file.path.ends_with(".md");
        const auto text = markdown ? without_code(file.text) : file.text;
        EXPECT_EQ(text.find("<script"), std::string::npos) << file.path;
        if (!markdown) continue;
        EXPECT_EQ(text.find("](http://example.org)"), std::string::npos) << file.path;
        EXPECT_EQ(text.find("\n# no heading"), std::string::npos) << file.path;
        EXPECT_EQ(text.find("\n| no |"), std::string::npos) << file.path;
    }
}

TEST(Docs, WithoutNotesThereAreNoDecisions) {
    for (const auto& file : documentation(many_tables(5), no_notes))
        EXPECT_FALSE(file.path.starts_with("docs/adr/")) << file.path;
}

/// The ```sql blocks of the runbooks.
std::vector<std::string> sql_blocks(const schema_model& model) {
    std::vector<std::string> blocks;
    for (const auto& file : runbooks(model))
        for (std::size_t at = 0; (at = file.text.find("```sql\n", at)) != std::string::npos;) {
            const auto end = file.text.find("\n```", at + 7);
            blocks.push_back(file.text.substr(at + 7, end - at - 7));
            at = end;
        }
    return blocks;
}

TEST(Runbooks, EveryStatementRuns) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(read_file(support::source_folder() / "tests/generate/testdata/shop/schema.sql"));
    const auto all = shop();
    const auto notes = shop_notes();
    const auto blocks = sql_blocks(describe(all, notes));
    EXPECT_GE(blocks.size(), 15U);
    for (const auto& block : blocks) EXPECT_NO_THROW(server.run(block)) << block;
}

TEST(Runbooks, EveryStatementRunsOnHostileNames) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database(15);
    server.run(
        "CREATE SCHEMA \"a'b\"\"c\"; CREATE TABLE \"a'b\"\"c\".\"t`|\\x\" (\"i'd\" int PRIMARY KEY);"
        "CREATE TABLE \"a'b\"\"c\".\"</a>\" (\"r\\ef\" int REFERENCES \"a'b\"\"c\".\"t`|\\x\") PARTITION BY LIST "
        "(\"r\\ef\");"
        "CREATE TABLE \"a'b\"\"c\".\"p 1\" PARTITION OF \"a'b\"\"c\".\"</a>\" DEFAULT;"
        "CREATE MATERIALIZED VIEW \"a'b\"\"c\".\"m v\" AS SELECT * FROM \"a'b\"\"c\".\"t`|\\x\"");
    const auto all = postgres::read_catalog(server).catalog;
    for (const auto& block : sql_blocks(describe(all, no_notes))) EXPECT_NO_THROW(server.run(block)) << block;
}

}  // namespace
}  // namespace tenon::generate
