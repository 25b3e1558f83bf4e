// SPDX-License-Identifier: Apache-2.0
#include "generate/samples.hpp"

#include "base/file.hpp"
#include "postgres/read_catalog.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <array>

namespace tenon::generate {

std::string hostile_name(int number) {
    static const std::array<std::string, 9> names = {
        "a|b",
        "tick`tock``x",
        "</a><script>alert(1)</script>",
        "line\nbreak",
        "back\\slash|pipe",
        "\"quoted\" 'name'",
        "&amp; [link](http://example.org) *bold* _under_",
        "semi; DROP TABLE x; --",
        "Größe 表 🙂",
    };
    return names.at(static_cast<std::size_t>(number) % names.size()) +
           (number < static_cast<int>(names.size()) ? "" : std::to_string(number));
}

catalog::table& add_table(catalog::contents& all, const std::string& name) {
    catalog::table made;
    made.name = {"public", name};
    made.columns.push_back({.name = "id", .type = "integer", .not_null = catalog::not_null{}});
    all.constraints.push_back(
        {.table = made.name, .name = name + "_pkey", .kind = catalog::constraint_kind::primary_key, .columns = {"id"}});
    all.tables.push_back(std::move(made));
    return all.tables.back();
}

void add_reference(catalog::contents& all, const std::string& child, const std::string& column,
                   const std::string& parent, bool required) {
    for (auto& table : all.tables) {
        if (table.name.name != child) continue;
        catalog::column made{.name = column, .type = "integer"};
        if (required) made.not_null = catalog::not_null{};
        table.columns.push_back(std::move(made));
    }
    all.constraints.push_back({.table = {"public", child},
                               .name = "fk_" + child + "_" + column,
                               .kind = catalog::constraint_kind::foreign_key,
                               .columns = {column},
                               .references = {"public", parent},
                               .referenced_columns = {"id"}});
}

catalog::contents many_tables(int count) {
    auto all = catalog::fresh_database(15);
    const auto name = [](int i) { return fmt::format("table_{:04}", i); };
    for (int i = 0; i < count; ++i) {
        auto& table = add_table(all, name(i));
        for (int c = 0; c < i % 13; ++c)
            table.columns.push_back({.name = fmt::format("column_with_number_{}", c),
                                     .type = c % 2 == 0 ? "timestamp with time zone" : "character varying(200)"});
    }
    for (int i = 1; i < count; ++i) {
        if (i % 11 == 0) continue;
        // Mostly near ones, so that there are groups; everything else goes to a hub.
        add_reference(all, name(i), "parent_id", name(i - 1 - i % 7 < 0 ? 0 : i - 1 - i % 7));
        if (i % 3 == 0) add_reference(all, name(i), "hub_id", name(0), false);
        if (i % 5 == 0) add_reference(all, name(i), "other_id", name((i * 7) % count));
        if (i % 17 == 0) add_reference(all, name(i), "self_id", name(i), false);
    }
    catalog::sort(all);
    return all;
}

catalog::contents hostile_tables() {
    auto all = catalog::fresh_database(15);
    for (int i = 0; i < 9; ++i) {
        auto& table = add_table(all, hostile_name(i));
        table.comment = "A comment with " + hostile_name(i) + "\n\n# no heading\n| no | table |";
        table.columns.push_back({.name = hostile_name(i + 1), .type = "text", .default_ = "'" + hostile_name(2) + "'"});
        table.columns.back().comment = hostile_name(i + 2);
    }
    for (int i = 1; i < 9; ++i)
        add_reference(all, hostile_name(i), hostile_name(i + 20), hostile_name(i - 1), i % 2 == 0);
    catalog::sort(all);
    return all;
}

catalog::contents shop() {
    auto server = tests::fresh_database(15);
    server.run(read_file(support::source_folder() / "tests/generate/testdata/shop/schema.sql"));
    return postgres::read_catalog(server).catalog;
}

design::notes shop_notes() {
    const auto file = support::source_folder() / "tests/generate/testdata/shop/notes.json";
    return design::notes_from_json(read_file(file), "notes.json");
}

}  // namespace tenon::generate
