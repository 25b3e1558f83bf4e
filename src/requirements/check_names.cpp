// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"

#include <unordered_map>

namespace tenon::requirements {

namespace {

/// The reserved words of PostgreSQL 18 (appendix C, "reserved" and "reserved (can be function or type)").
bool is_reserved(const std::string& word) {
    static const std::set<std::string_view> words = {"all",
                                                     "analyse",
                                                     "analyze",
                                                     "and",
                                                     "any",
                                                     "array",
                                                     "as",
                                                     "asc",
                                                     "asymmetric",
                                                     "authorization",
                                                     "binary",
                                                     "both",
                                                     "case",
                                                     "cast",
                                                     "check",
                                                     "collate",
                                                     "collation",
                                                     "column",
                                                     "concurrently",
                                                     "constraint",
                                                     "create",
                                                     "cross",
                                                     "current_catalog",
                                                     "current_date",
                                                     "current_role",
                                                     "current_schema",
                                                     "current_time",
                                                     "current_timestamp",
                                                     "current_user",
                                                     "default",
                                                     "deferrable",
                                                     "desc",
                                                     "distinct",
                                                     "do",
                                                     "else",
                                                     "end",
                                                     "except",
                                                     "false",
                                                     "fetch",
                                                     "for",
                                                     "foreign",
                                                     "freeze",
                                                     "from",
                                                     "full",
                                                     "grant",
                                                     "group",
                                                     "having",
                                                     "ilike",
                                                     "in",
                                                     "initially",
                                                     "inner",
                                                     "intersect",
                                                     "into",
                                                     "is",
                                                     "isnull",
                                                     "join",
                                                     "lateral",
                                                     "leading",
                                                     "left",
                                                     "like",
                                                     "limit",
                                                     "localtime",
                                                     "localtimestamp",
                                                     "natural",
                                                     "not",
                                                     "notnull",
                                                     "null",
                                                     "offset",
                                                     "on",
                                                     "only",
                                                     "or",
                                                     "order",
                                                     "outer",
                                                     "overlaps",
                                                     "placing",
                                                     "primary",
                                                     "references",
                                                     "returning",
                                                     "right",
                                                     "select",
                                                     "session_user",
                                                     "similar",
                                                     "some",
                                                     "symmetric",
                                                     "system_user",
                                                     "table",
                                                     "tablesample",
                                                     "then",
                                                     "to",
                                                     "trailing",
                                                     "true",
                                                     "union",
                                                     "unique",
                                                     "user",
                                                     "using",
                                                     "variadic",
                                                     "verbose",
                                                     "when",
                                                     "where",
                                                     "window",
                                                     "with"};
    return words.count(word) > 0;
}

/// Names that are told apart by case only, within one list.
template <class Items, class Name>
void check_case(checker& in, const Items& items, std::string_view what, Name name_of) {
    std::unordered_map<std::string, const phrase*> seen;
    for (const auto& item : items) {
        const phrase& name = name_of(item);
        const auto [first, fresh] = seen.emplace(to_lower(*name), &name);
        if (!fresh && **first->second != *name)
            in.error(code::name_differs_by_case, name.where,
                     fmt::format("{} \"{}\" differs from \"{}\" on line {} by case only", what, *name, **first->second,
                                 first->second->where.line),
                     "in SQL they would be one: rename one of them");
    }
}

/// was: must name something that is gone, and once only.
template <class Items, class Name, class Was>
void check_was(checker& in, const Items& items, std::string_view what, Name name_of, Was was_of,
               const std::set<std::string>& live) {
    std::map<std::string, const phrase*> old_names;
    for (const auto& item : items) {
        const std::optional<phrase>& was = was_of(item);
        if (!was) continue;
        if (live.count(**was)) {
            in.error(code::was_is_live, was->where,
                     **was == *name_of(item) ? fmt::format("{} \"{}\" was renamed from itself", what, **was)
                                             : fmt::format("{} \"{}\" was renamed from \"{}\", which still exists",
                                                           what, *name_of(item), **was),
                     "delete was:, or the thing that it names");
        }
        const auto [first, fresh] = old_names.emplace(**was, &name_of(item));
        if (!fresh)
            in.error(code::was_twice, was->where,
                     fmt::format("{} \"{}\" and \"{}\" were both renamed from \"{}\"", what, **first->second,
                                 *name_of(item), **was),
                     "only one of them can be the old one");
    }
}

template <class Items, class Name>
std::set<std::string> names_in(const Items& items, Name name_of) {
    std::set<std::string> out;
    for (const auto& item : items) out.insert(*name_of(item));
    return out;
}

constexpr auto name_member = [](const auto& item) -> const phrase& { return item.name; };
constexpr auto role_member = [](const auto& item) -> const phrase& { return item.role; };
constexpr auto was_member = [](const auto& item) -> const std::optional<phrase>& { return item.was; };

/// Everything of one entity that has a name of its own, or makes a column.
void check_members(checker& in, const entity& of) {
    struct taker {
        std::string what;
        const phrase* name;
    };
    std::map<std::string, taker> taken;
    const auto take = [&](std::string column, std::string what, const phrase& name) {
        const auto [first, fresh] = taken.emplace(to_lower(column), taker{what, &name});
        if (fresh) return;
        const auto& other = first->second;
        if (other.name == &name) return;
        if (to_lower(**other.name) == to_lower(*name) && **other.name != *name) {
            in.error(code::name_differs_by_case, name.where,
                     fmt::format("{} \"{}\" differs from \"{}\" on line {} by case only", what, *name, **other.name,
                                 other.name->where.line),
                     "in SQL they would be one: rename one of them");
        } else {
            in.error(code::name_taken, name.where,
                     fmt::format("{} \"{}\" takes the name \"{}\" of {} \"{}\" on line {}", what, *name, column,
                                 other.what, **other.name, other.name->where.line),
                     "rename one of them");
        }
    };
    for (const auto& attribute : of.attributes) take(*attribute.name, "attribute", attribute.name);
    for (const auto& computed : of.computed) take(*computed.name, "computed column", computed.name);
    for (const auto& relation : of.belongs_to) {
        take(*relation.role, "role", relation.role);
        take(*relation.role + "_id", "role", relation.role);
    }
    for (const auto& relation : of.has_one) take(*relation.role, "role", relation.role);
    for (const auto& relation : of.many_to_many) take(*relation.role, "role", relation.role);
    for (const auto& attribute : of.attributes)
        if (is_reserved(to_lower(*attribute.name)))
            in.information(code::name_reserved, attribute.name.where,
                           fmt::format("\"{}\" is a reserved word of SQL: every query must write it in double quotes",
                                       *attribute.name),
                           "choose another name if you can");
    auto live = names_in(of.attributes, name_member);
    live.merge(names_in(of.computed, name_member));
    check_was(in, of.attributes, "attribute", name_member, was_member, live);
    check_was(in, of.computed, "computed column", name_member, was_member, live);
    check_was(in, of.belongs_to, "role", role_member, was_member, names_in(of.belongs_to, role_member));
    check_was(in, of.many_to_many, "role", role_member, was_member, names_in(of.many_to_many, role_member));
}

}  // namespace

void check_names(checker& in) {
    const auto& doc = in.doc();
    check_case(in, doc.entities, "entity", name_member);
    check_case(in, doc.roles, "role", name_member);
    check_case(in, doc.types, "type", name_member);
    check_case(in, doc.views, "view", name_member);
    auto live = names_in(doc.entities, name_member);
    check_was(in, doc.entities, "entity", name_member, was_member, live);
    check_was(in, doc.views, "view", name_member, was_member, names_in(doc.views, name_member));
    for (const auto& entity : doc.entities) check_members(in, entity);
    for (const auto& view : doc.views)
        if (const entity* same = in.find_entity(*view.name))
            in.error(
                code::view_name_taken, view.name.where,
                fmt::format("view \"{}\" has the name of the entity on line {}", *view.name, same->name.where.line),
                "rename one of them");
    for (const auto& type : doc.types)
        if (find_type_word(to_lower(*type.name)) || *type.name == "range" || *type.name == "encrypted" ||
            *type.name == "sql" || *type.name == "one")
            in.error(code::type_name_taken, type.name.where,
                     fmt::format("\"{}\" is a type of the language already", *type.name), "rename the type");
    std::map<std::string, const entity*> tables;
    for (const auto& entity : doc.entities) {
        if (!entity.table) continue;
        const auto [first, fresh] = tables.emplace(to_lower(**entity.table), &entity);
        if (!fresh)
            in.error(code::table_twice, entity.table->where,
                     fmt::format("entity \"{}\" names the table \"{}\", as entity \"{}\" does", *entity.name,
                                 **entity.table, *first->second->name),
                     "each entity has a table of its own");
    }
}

}  // namespace tenon::requirements
