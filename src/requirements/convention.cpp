// SPDX-License-Identifier: Apache-2.0
#include "requirements/convention.hpp"

namespace tenon::requirements {

std::span<const convention_entry> convention_table() {
    static const std::vector<convention_entry> entries = {
        {convention_kind::key, "key", "The type of keys nobody chose.", {"uuid", "identity", "serial"}, true},
        {convention_kind::key_name, "key_name", "The column name of such keys.", {}, true},
        {convention_kind::schema, "schema", "The PostgreSQL schema of the platform.", {}, false},
        {convention_kind::tables, "tables", "Whether tables are named in the plural.", {"plural", "singular"}, true},
        {convention_kind::plurals, "plurals", "A mapping of singular words to their plurals.", {}, true},
        {convention_kind::names,
         "names",
         "A mapping of object kinds (primary_key, foreign_key, index, check, unique, exclude) to name prefixes.",
         {},
         true},
        {convention_kind::booleans,
         "booleans",
         "A list of the prefixes that names of boolean attributes may have.",
         {},
         true},
        {convention_kind::timestamps,
         "timestamps",
         "The timestamp columns that every entity gets.",
         {"both", "created", "none"},
         true},
        {convention_kind::money, "money", "What the type money is: decimal(p,s).", {}, true},
        {convention_kind::ratio, "ratio", "The type proposed for ratios: decimal(p,s).", {}, true},
        {convention_kind::enums, "enums", "How enumerations are kept.", {"type", "check", "table"}, true},
        {convention_kind::on_delete,
         "on_delete",
         "The action of a relation that states none.",
         {"no action", "restrict", "cascade", "set null"},
         true},
    };
    return entries;
}

const convention_override* conventions::find(convention_kind kind) const {
    for (const auto& candidate : overrides)
        if (*candidate.rule == kind) return &candidate;
    return nullptr;
}

std::string_view to_string(convention_kind kind) {
    return convention_table()[static_cast<std::size_t>(kind)].name;
}

std::string_view to_string(preset value) {
    constexpr std::string_view names[] = {"uuid", "identity", "serial"};
    return names[static_cast<std::size_t>(value)];
}

}  // namespace tenon::requirements
