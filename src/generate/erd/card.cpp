// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/card.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "generate/erd/text_width.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tenon::generate {
namespace {

constexpr int narrowest = 16, widest = 30;  // lattice units, even: the middle lies on the lattice

int even_units(double pixels) {
    const int units = static_cast<int>(std::ceil(pixels / unit));
    return std::clamp(units + units % 2, narrowest, widest);
}

std::string tag_of(const table_entry& table) {
    using design::table_role;
    if (table.note) switch (table.note->role) {
            case table_role::junction:
                return "junction";
            case table_role::history:
                return "history";
            case table_role::audit:
                return "audit";
            case table_role::outbox:
                return "outbox";
            case table_role::lookup:
                return "lookup";
            case table_role::entity:
            case table_role::partition:
                break;
        }
    if (table.table->kind == catalog::table_kind::partitioned) return "partitioned";
    if (table.table->kind == catalog::table_kind::foreign) return "foreign";
    if (table.table->unlogged) return "unlogged";
    return {};
}

bool in_keys(const table_entry& table, const std::string& column, catalog::constraint_kind kind) {
    return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const auto* each) {
        return each->kind == kind && !each->cloned &&
               std::find(each->columns.begin(), each->columns.end(), column) != each->columns.end();
    });
}

std::string hint_of(const catalog::column& column, const design::column_note* note) {
    std::string text = column.name + " " + column.type + (column.not_null ? " not null" : "");
    if (column.generated != catalog::generation::none)
        text += " generated: " + column.default_;
    else if (!column.default_.empty())
        text += " default " + column.default_;
    const auto& said = note && !note->description.empty() ? note->description : column.comment;
    return said.empty() ? text : text + "\n" + said;
}

card_row row_of(const schema_model& model, const table_entry& table, const catalog::column& column) {
    const auto* note = model.look.column(catalog::column_id(table.table->name, column.name));
    card_row row;
    row.name = column.name;
    row.type = short_type(column.type, table.table->name.schema);
    using catalog::constraint_kind;
    row.mark = std::find(table.primary_key.begin(), table.primary_key.end(), column.name) != table.primary_key.end()
                   ? mark::primary_key
               : table.foreign_columns.contains(column.name)          ? mark::foreign_key
               : in_keys(table, column.name, constraint_kind::unique) ? mark::unique
                                                                      : mark::none;
    row.required = column.not_null.has_value();
    row.sensitive = note && !note->sensitive.empty();
    row.deprecated = note && note->deprecated;
    row.hint = hint_of(column, note);
    return row;
}

/// The columns that a card shows: those of keys always, others as they come while there is room.
std::vector<bool> shown(const schema_model& model, const table_entry& table, const erd_options& options) {
    const auto& columns = table.table->columns;
    const bool all = model.tables.size() <= options.all_columns || columns.size() <= options.most_columns;
    std::vector<bool> chosen(columns.size(), all);
    if (all) return chosen;
    std::size_t count = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        chosen[i] =
            std::find(table.primary_key.begin(), table.primary_key.end(), columns[i].name) != table.primary_key.end() ||
            table.foreign_columns.contains(columns[i].name);
        count += chosen[i] ? 1 : 0;
    }
    for (std::size_t i = 0; i < columns.size() && count < options.most_columns; ++i)
        if (!chosen[i]) {
            chosen[i] = true;
            ++count;
        }
    return chosen;
}

std::string hint_of(const table_entry& table) {
    const auto& said = table.note && !table.note->description.empty() ? table.note->description : table.table->comment;
    return said.empty() ? table.title : table.title + "\n" + said;
}

}  // namespace

std::string short_type(std::string_view type, std::string_view schema) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> short_names = {{
        {"timestamp with time zone", "timestamptz"},
        {"timestamp without time zone", "timestamp"},
        {"time with time zone", "timetz"},
        {"time without time zone", "time"},
        {"character varying", "varchar"},
        {"double precision", "float8"},
        {"bit varying", "varbit"},
        {"integer", "int"},
        {"character(", "char("},
    }};
    std::string text(type);
    for (const auto& [from, to] : short_names)
        if (text.starts_with(from)) {
            text = std::string(to) + text.substr(from.size());
            break;
        }
    // "timestamp(3) with time zone"
    if (text.starts_with("timestamp(") && text.find(" with time zone") != std::string::npos)
        text = "timestamptz" + replace_all(text.substr(9), " with time zone", "");
    text = replace_all(std::move(text), " without time zone", "");
    const auto prefix = catalog::identity_part(schema) + ".";
    if (text.starts_with(prefix)) text = text.substr(prefix.size());
    return text;
}

node table_card(const schema_model& model, std::size_t number, const erd_options& options, std::string link) {
    const auto& table = model.tables[number];
    node made;
    made.kind = node_kind::card;
    made.table = number;
    made.area = table.area;
    made.title = table.title;
    made.tag = tag_of(table);
    made.link = std::move(link);
    made.hint = hint_of(table);
    const auto chosen = shown(model, table, options);
    double width = 30 + text_width(made.title, 13.5, true) + (made.tag.empty() ? 0 : 20 + text_width(made.tag, 9.5));
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) {
            ++hidden;
            continue;
        }
        auto row = row_of(model, table, table.table->columns[i]);
        width = std::max(width, 60 + text_width(row.name, 12) + code_width(row.type, 10.5));
        made.row_named.emplace(row.name, made.rows.size());
        made.rows.push_back(std::move(row));
    }
    if (hidden > 0) made.footer = fmt::format("+ {} more column{}", hidden, hidden == 1 ? "" : "s");
    made.box.width = even_units(width);
    made.box.height =
        header_units + row_units * static_cast<int>(made.rows.size()) + (made.footer.empty() ? 1 : row_units);
    return made;
}

node table_portal(const schema_model& model, std::size_t number, std::string link) {
    const auto& table = model.tables[number];
    node made;
    made.kind = node_kind::portal;
    made.table = number;
    made.area = table.area;
    made.title = table.title;
    made.link = std::move(link);
    made.hint = hint_of(table) + "\nin " + model.areas[table.area].name;
    const int units = static_cast<int>(std::ceil((44 + text_width(made.title, 11.5)) / unit));
    made.box.width = std::clamp(units + units % 2, 8, 26);
    made.box.height = 2;
    return made;
}

}  // namespace tenon::generate
