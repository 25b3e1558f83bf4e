// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/columns.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::object_kind;

namespace {

std::string literals(const std::vector<std::string>& values) {
    std::vector<std::string> out;
    out.reserve(values.size());
    for (const auto& value : values) out.push_back(sql::quote_literal(value));
    return join(out, ", ");
}

void add_check_of_values(workbench& bench, table_model& table, const std::string& column,
                         const requirements::value_type& type) {
    const std::string name = sql::quote_identifier(column);
    const std::string all = literals(requirements::labels_of(type));
    bench.add_check(
        table, type.array ? fmt::format("{} <@ ARRAY[{}]::text[]", name, all) : fmt::format("{} IN ({})", name, all),
        {column, "values"});
}

/// A table that holds the values, and a foreign key to it.
void add_lookup(workbench& bench, table_model& table, const convention_set& conventions, const std::string& stem,
                const std::string& column, const requirements::value_type& type) {
    const std::string singular = stem + "_" + column;
    const std::string name = conventions.plural_tables ? plural_of(singular, conventions.plurals) : singular;
    auto& lookup = bench.add_table(name, table_role::lookup, table.order,
                                   fmt::format("the lookup table of {}.{}", table.table.name.name, column));
    lookup.note.entity = table.note.entity;
    lookup.note.area = table.note.area;
    lookup.note.of = table.id();
    lookup.table.comment = lookup.note.description =
        fmt::format("Values of {}.{}, in order.", table.table.name.name, column);
    catalog::column value{.name = "value", .type = "text", .not_null = catalog::not_null{}};
    catalog::column place{.name = "place", .type = "integer", .not_null = catalog::not_null{}};
    value.comment = "The value as it stands in the table that uses it.";
    place.comment = "Its place in the order of the values, from 1.";
    column_note note;
    note.source = column_source::field;
    note.made_by = "lookup";
    note.description = value.comment;
    bench.add_column(lookup, value, note);
    note.description = place.comment;
    bench.add_column(lookup, place, note);
    lookup.key = {"value"};
    bench.add_constraint(lookup, {.kind = catalog::constraint_kind::primary_key, .columns = {"value"}}, "primary_key",
                         {});
    bench.add_constraint(lookup, {.kind = catalog::constraint_kind::unique, .columns = {"place"}}, "unique", {"place"});

    catalog::constraint key;
    key.kind = catalog::constraint_kind::foreign_key;
    key.columns = {column};
    key.references = lookup.table.name;
    key.referenced_columns = {"value"};
    key.on_update = catalog::foreign_key_action::cascade;
    key.on_delete = catalog::foreign_key_action::restrict_;
    bench.add_constraint(table, std::move(key), "foreign_key", {column});
    wanted_index wanted;
    wanted.keys.push_back({.column = column});
    wanted.reason = fmt::format("foreign key to {}", name);
    wanted.asked_by = fmt::format("enumeration {}", column);
    bench.want(table, std::move(wanted));

    std::vector<std::string> rows;
    for (const auto& text : requirements::labels_of(type))
        rows.push_back(fmt::format("({}, {})", sql::quote_literal(text), rows.size() + 1));
    bench.notes.statements.push_back(
        {fmt::format("INSERT INTO {} (value, place) VALUES {} ON CONFLICT (value) DO UPDATE SET place = excluded.place",
                     bench.quoted(lookup.table.name.name), join(rows, ", ")),
         fmt::format("the values of {}.{}, in order", table.table.name.name, column), bench.current_place()});
}

}  // namespace

std::string add_enumeration(workbench& bench, table_model& table, const convention_set& conventions,
                            const std::string& stem, const std::string& column, const requirements::value_type& type) {
    const auto id = catalog::column_id(table.table.name, column);
    const auto why = [&](std::string_view otherwise) {
        return conventions.why(requirements::convention_kind::enums, otherwise);
    };
    switch (conventions.enums) {
        case enum_style::type: {
            const std::string name = bench.make_name("", {stem + "_" + column});
            bench.add_enum(name, requirements::labels_of(type),
                           fmt::format("Values of {}.{}.", table.table.name.name, column),
                           fmt::format("the enumeration {}.{}", table.note.entity, column));
            const catalog::object_id type_id{object_kind::enum_type, catalog::identity_of(bench.qualify(name))};
            bench.depend(table.id(), type_id);
            bench.decide(id, fmt::format("its values are the type {}", name), why("enumerations are native types"),
                         "convention enums");
            return bench.quoted(name);
        }
        case enum_style::check:
            add_check_of_values(bench, table, column, type);
            bench.decide(id, "its values are held by a check", why("enumerations are texts with a check"),
                         "convention enums");
            return "text";
        case enum_style::table:
            if (type.array) {
                add_check_of_values(bench, table, column, type);
                bench.decide(id, "its values are held by a check", "no foreign key reaches the elements of an array",
                             "convention enums");
            } else {
                add_lookup(bench, table, conventions, stem, column, type);
                bench.decide(id, "its values are the rows of a table", why("enumerations are tables"),
                             "convention enums");
            }
            return "text";
    }
    return "text";
}

}  // namespace tenon::design
