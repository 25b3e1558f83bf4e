// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/erd.hpp"

#include "base/text.hpp"
#include "generate/erd/compose.hpp"
#include "generate/erd/draw.hpp"
#include "generate/erd/text_width.hpp"
#include "generate/samples.hpp"
#include "support/process.hpp"

#include <regex>

namespace tenon::generate {
namespace {

const design::notes no_notes;

/// Everything that would spoil a picture, in words.
std::vector<std::string> faults(const scene& all) {
    std::vector<std::string> found;
    const rectangle paper{0, 0, all.width, all.height};
    for (std::size_t i = 0; i < all.nodes.size(); ++i) {
        const auto& one = all.nodes[i];
        if (one.box.x < 0 || one.box.y < 0 || one.box.right() > paper.right() || one.box.bottom() > paper.bottom())
            found.push_back(one.title + " is off the paper");
        for (std::size_t j = i + 1; j < all.nodes.size(); ++j)
            if (one.box.meets(all.nodes[j].box)) found.push_back(one.title + " overlaps " + all.nodes[j].title);
    }
    for (std::size_t i = 0; i < all.grounds.size(); ++i)
        for (std::size_t j = i + 1; j < all.grounds.size(); ++j)
            if (all.grounds[i].box.meets(all.grounds[j].box))
                found.push_back("area " + all.grounds[i].title + " overlaps " + all.grounds[j].title);
    for (const auto& line : all.connections) {
        if (line.path.size() < 2) {
            found.push_back("no way: " + line.hint);
            continue;
        }
        for (std::size_t i = 0; i + 1 < line.path.size(); ++i) {
            const auto a = line.path[i], b = line.path[i + 1];
            if (a.x != b.x && a.y != b.y) found.push_back("a slanting line: " + line.hint);
            const rectangle piece{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
            for (const auto& each : all.nodes)
                // Touching a border is what ends of lines do.
                if (piece.x < each.box.right() && each.box.x < piece.right() + (piece.width == 0 ? 1 : 0) &&
                    piece.y < each.box.bottom() && each.box.y < piece.bottom() + (piece.height == 0 ? 1 : 0) &&
                    !(piece.width == 0 && piece.x == each.box.x) && !(piece.height == 0 && piece.y == each.box.y))
                    found.push_back("a line runs through " + each.title + ": " + line.hint);
        }
    }
    return found;
}

TEST(Erd, NothingOverlapsAndNoLineRunsThroughACardAtAnySize) {
    for (const int count : {1, 2, 5, 30, 45}) {
        const auto all = many_tables(count);
        EXPECT_THAT(faults(compose_tables(describe(all, no_notes), {})), testing::IsEmpty()) << count << " tables";
    }
}

TEST(Erd, NothingOverlapsAtThreeHundredTables) {
    const auto all = many_tables(300);
    const auto model = describe(all, no_notes);
    EXPECT_THAT(faults(compose_overview(model, {})), testing::IsEmpty());
    std::size_t cards = 0, lines = 0;
    for (std::size_t i = 0; i < model.areas.size(); ++i) {
        const auto picture = compose_area(model, i, {});
        EXPECT_THAT(faults(picture), testing::IsEmpty()) << model.areas[i].name;
        for (const auto& each : picture.nodes) cards += each.kind == node_kind::card;
        lines += picture.connections.size();
    }
    EXPECT_EQ(cards, 300U) << "every table has a card in the picture of its area";
    EXPECT_EQ(lines, model.relationships.size()) << "every relationship is drawn once, where its foreign key is";
}

TEST(Erd, TheCheckOfPicturesSeesFaults) {
    const auto all = many_tables(5);
    auto picture = compose_tables(describe(all, no_notes), {});
    picture.nodes[1].box = picture.nodes[0].box;
    picture.connections[0].path.clear();
    EXPECT_GE(faults(picture).size(), 2U);
}

TEST(Erd, ShowsWhatAForeignKeyRequires) {
    auto all = catalog::fresh_database(15);
    add_table(all, "child");
    add_table(all, "parent");
    add_reference(all, "child", "parent_id", "parent", false);
    const auto model = describe(all, no_notes);
    const auto picture = compose_tables(model, {});
    ASSERT_EQ(picture.connections.size(), 1U);
    const auto& line = picture.connections.front();
    EXPECT_EQ(line.from_mark, end_mark::many);
    EXPECT_EQ(line.to_mark, end_mark::zero_or_one);
    // It leaves the child at the row of the column.
    const auto& child = picture.nodes[line.from];
    EXPECT_EQ(line.path.front().y, child.box.y + header_units + 1 + row_units * 1);
}

TEST(Erd, CardsOfLargeSchemasShowKeysAndTheFirstColumns) {
    auto all = many_tables(30);
    for (auto& table : all.tables)
        if (table.name.name == "table_0007") {
            for (int i = 0; i < 20; ++i) table.columns.push_back({.name = fmt::format("extra_{}", i), .type = "text"});
        }
    add_reference(all, "table_0007", "late_id", "table_0001");
    catalog::sort(all);
    const auto picture = compose_tables(describe(all, no_notes), {});
    for (const auto& node : picture.nodes) {
        if (node.kind != node_kind::card || node.title != "table_0007") continue;
        EXPECT_TRUE(node.row_named.contains("id"));
        EXPECT_TRUE(node.row_named.contains("late_id")) << "the last column, but a foreign key";
        EXPECT_FALSE(node.row_named.contains("extra_19"));
        EXPECT_EQ(node.rows.size(), 9U);
        EXPECT_EQ(node.footer, "+ 21 more columns");
    }
}

TEST(Erd, LargeSchemasHaveAnOverviewAndAPictureForEachArea) {
    const auto all = many_tables(300);
    const auto model = describe(all, no_notes);
    const auto files = erd_pictures(model);
    ASSERT_EQ(files.size(), model.areas.size() + 1);
    EXPECT_EQ(files[0].path, "docs/erd.svg");
    std::set<std::string> paths;
    for (const auto& file : files) paths.insert(file.path);
    EXPECT_EQ(paths.size(), files.size());
    // Links lead to pictures that are there, and to tables in them.
    const std::regex link(R"rx(<a href="([^"#]*)(#[^"]*)?")rx");
    for (const auto& file : files) {
        const std::filesystem::path folder = std::filesystem::path(file.path).parent_path();
        for (std::sregex_iterator at(file.text.begin(), file.text.end(), link), end; at != end; ++at) {
            const auto target =
                (*at)[1].str().empty() ? file.path : (folder / (*at)[1].str()).lexically_normal().string();
            const auto found =
                std::find_if(files.begin(), files.end(), [&](auto& each) { return each.path == target; });
            ASSERT_NE(found, files.end()) << file.path << " → " << target;
            if ((*at)[2].matched) {
                EXPECT_NE(found->text.find("id=\"" + (*at)[2].str().substr(1) + "\""), std::string::npos)
                    << file.path << " → " << (*at)[0].str();
            }
        }
    }
}

TEST(Erd, IsTheSameEveryTime) {
    for (const int count : {5, 30, 120}) {
        const auto all = many_tables(count);
        EXPECT_EQ(erd_pictures(describe(all, no_notes)), erd_pictures(describe(all, no_notes)));
    }
    EXPECT_EQ(erd_svg(describe(many_tables(0), no_notes)), erd_svg(describe(many_tables(0), no_notes)));
}

TEST(Erd, EveryPictureIsWellFormedXml) {
    const support::temporary_folder folder;
    std::vector<std::string> words = {
        "python3", "-c",
        "import sys, xml.dom.minidom\n"
        "for name in sys.argv[1:]:\n"
        "    root = xml.dom.minidom.parse(name).documentElement\n"
        "    assert root.tagName == 'svg', name\n"
        "    assert not root.getElementsByTagName('script'), name\n"
        "    ids = [e.getAttribute('id') for e in root.getElementsByTagName('*') if e.hasAttribute('id')]\n"
        "    assert len(ids) == len(set(ids)), name\n"
        "    assert root.getElementsByTagName('title') and root.getElementsByTagName('desc'), name\n"};
    for (const auto& [name, all] : {std::pair<std::string, catalog::contents>("none", many_tables(0)),
                                    {"five", many_tables(5)},
                                    {"thirty", many_tables(30)},
                                    {"many", many_tables(120)},
                                    {"hostile", hostile_tables()}})
        for (const auto theme : {erd_theme::automatic, erd_theme::light, erd_theme::dark})
            for (const auto& file : erd_pictures(describe(all, no_notes), {.theme = theme}))
                words.push_back(
                    folder.write(fmt::format("{}/{}/{}", name, static_cast<int>(theme), file.path), file.text)
                        .string());
    const auto checked = support::run_program(words);
    EXPECT_EQ(checked.exit, 0) << checked.err;
}

TEST(Erd, FollowsTheReadersColours) {
    const auto all = many_tables(5);
    const auto model = describe(all, no_notes);
    const std::string rule = "@media (prefers-color-scheme:dark)";
    EXPECT_NE(erd_svg(model).find(rule), std::string::npos);
    EXPECT_EQ(erd_svg(model, {.theme = erd_theme::light}).find(rule), std::string::npos);
    EXPECT_EQ(erd_svg(model, {.theme = erd_theme::dark}).find(rule), std::string::npos);
    EXPECT_NE(erd_svg(model, {.theme = erd_theme::dark}), erd_svg(model, {.theme = erd_theme::light}));
}

TEST(Erd, EscapesWhatXmlKnows) {
    EXPECT_EQ(xml("<a href=\"x\" & 'y'>\x01"), "&lt;a href=&quot;x&quot; &amp; &#39;y&#39;&gt;\xEF\xBF\xBD");
}

TEST(Erd, TextFitsItsPlace) {
    EXPECT_EQ(fit_text("short", 100, 12), "short");
    const auto cut = fit_text("a_rather_long_name_for_a_column", 100, 12);
    EXPECT_TRUE(cut.ends_with("…")) << cut;
    EXPECT_LE(text_width(cut, 12), 100);
    const auto wide = fit_text("表表表表表表表表表表表表", 60, 12);
    EXPECT_LE(text_width(wide, 12), 60);
    EXPECT_TRUE(is_utf8(wide)) << "cut between characters";
}

/// Every line that a diagram may have; Mermaid's grammar of entity-relationship diagrams, as far as it is used.
std::string first_bad_line(std::string_view text) {
    const std::regex entity(R"(    t\d+\[([A-Za-z_][A-Za-z0-9_]*|"[^"\\%]+")\]( \{)?)");
    const std::regex attribute(
        R"rx(        [A-Za-z_][A-Za-z0-9_()\[\]]* [A-Za-z_][A-Za-z0-9_]*( (PK|FK|UK)(, (PK|FK|UK))*)?( "[^"\\%]*")?)rx");
    const std::regex line(R"rx(    t\d+ (\|\||\|o)--(\|\||o\||o\{) t\d+ : "[^"\\%]*")rx");
    bool inside = false;
    for (const auto each : split_lines(text)) {
        const std::string row(each);
        if (row.empty() || row == "erDiagram") continue;
        if (inside) {
            if (row == "    }")
                inside = false;
            else if (!std::regex_match(row, attribute))
                return row;
            continue;
        }
        if (std::regex_match(row, entity))
            inside = row.ends_with("{");
        else if (!std::regex_match(row, line))
            return row;
    }
    return inside ? "an entity is not closed" : "";
}

TEST(Mermaid, IsMadeOfItsGrammarOnly) {
    for (const auto& all : {many_tables(5), many_tables(45), hostile_tables()})
        EXPECT_EQ(first_bad_line(mermaid(describe(all, no_notes))), "");
    EXPECT_NE(first_bad_line("erDiagram\n    order items {\n"), "") << "the check sees what is wrong";
    EXPECT_NE(first_bad_line("erDiagram\n    t1[a] {\n        numeric(10,2) price\n    }\n"), "");
}

TEST(Mermaid, StaysWithinWhatGitHubDraws) {
    const auto all = many_tables(300);
    const auto page = mermaid_page(describe(all, no_notes));
    EXPECT_EQ(page.path, "docs/erd.md");
    std::size_t diagrams = 0;
    for (std::size_t at = 0; (at = page.text.find("```mermaid\n", at)) != std::string::npos;) {
        const auto end = page.text.find("\n```\n", at);
        EXPECT_LT(end - at, 50'000U);
        EXPECT_EQ(first_bad_line(std::string_view(page.text).substr(at + 11, end - at - 11)), "");
        at = end;
        ++diagrams;
    }
    EXPECT_GE(diagrams, 10U);
}

TEST(Mermaid, SaysHowManyRelationshipsAreNotDrawn) {
    catalog::contents all;
    add_table(all, "hub");
    for (int i = 0; i < 20; ++i) {
        const auto name = fmt::format("spoke_{}", i);
        add_table(all, name);
        for (int k = 0; k < 25; ++k) add_reference(all, name, fmt::format("hub_{}", k), "hub");
    }
    const auto text = mermaid_page(describe(all, no_notes)).text;
    std::size_t lines = 0;
    for (const auto row : split_lines(text)) lines += row.find("||--") != std::string_view::npos;
    EXPECT_EQ(lines, 450U);
    EXPECT_THAT(text, testing::HasSubstr("50 more relationships are left out here: no more would be drawn.\n"));
    lines = 0;
    const auto whole = mermaid(describe(all, no_notes));
    for (const auto row : split_lines(whole)) lines += row.find("||--") != std::string_view::npos;
    EXPECT_EQ(lines, 500U) << "the verb draws all";
}

}  // namespace
}  // namespace tenon::generate
