// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"
#include "requirements/time_span.hpp"

namespace tenon::requirements {

namespace {

void mark_used(const document& doc, const value_type& type, std::set<std::string>& used) {
    for (const auto& inner : type.inner) mark_used(doc, inner, used);
    if (type.kind != type_kind::composite || !used.insert(type.name).second) return;
    if (const auto* composite = doc.find_type(type.name))
        for (const auto& field : composite->fields) mark_used(doc, field.type, used);
}

bool contains(const document& doc, const value_type& type, const std::string& wanted, std::set<std::string>& visited) {
    for (const auto& inner : type.inner)
        if (contains(doc, inner, wanted, visited)) return true;
    if (type.kind != type_kind::composite) return false;
    if (type.name == wanted) return true;
    if (!visited.insert(type.name).second) return false;
    const auto* composite = doc.find_type(type.name);
    return composite && std::any_of(composite->fields.begin(), composite->fields.end(),
                                    [&](const auto& field) { return contains(doc, field.type, wanted, visited); });
}

void check_types(checker& in) {
    const auto& doc = in.doc();
    std::set<std::string> used;
    for (const auto& entity : doc.entities) {
        for (const auto& attribute : entity.attributes) mark_used(doc, attribute.type, used);
        for (const auto& computed : entity.computed) mark_used(doc, computed.type, used);
    }
    for (const auto& type : doc.types) {
        for (const auto& field : type.fields) {
            check_type(in, field.type);
            std::set<std::string> visited;
            if (contains(doc, field.type, *type.name, visited))
                in.error(code::composite_recursive, field.type.where,
                         fmt::format("field \"{}\" makes type \"{}\" contain itself", *field.name, *type.name),
                         "use an entity with a relation to itself");
            if (field.type.kind == type_kind::password || field.type.kind == type_kind::token ||
                field.type.kind == type_kind::encrypted)
                in.error(code::secret_misused, field.type.where,
                         fmt::format("field \"{}\" of type \"{}\" cannot be {}", *field.name, *type.name,
                                     to_string(field.type.kind)),
                         "make it an attribute of an entity");
        }
        if (!used.count(*type.name))
            in.warning(code::type_unused, type.name.where, fmt::format("type \"{}\" is never used", *type.name),
                       "use it, or delete it");
    }
}

void check_access(checker& in) {
    const auto& doc = in.doc();
    std::vector<std::string> known;
    known.reserve(doc.roles.size());
    for (const auto& role : doc.roles) known.push_back(*role.name);
    std::set<std::string> used;
    const auto check = [&](const phrase& role, const std::string& where) {
        used.insert(*role);
        if (!doc.find_role(*role))
            in.error(code::unknown_role, role.where, fmt::format("unknown role \"{}\" in {}", *role, where),
                     suggest(*role, known, "roles"));
    };
    for (const auto& entity : doc.entities) {
        for (const auto& rule : entity.access)
            check(rule.role, fmt::format("the access of entity \"{}\"", *entity.name));
        for (const auto& behaviour : entity.behaviours)
            for (const auto& entry : find_behaviour(behaviour.kind).options)
                if (const auto* named = behaviour.find(entry.name); named && entry.form == option_form::roles)
                    for (const auto& role : named->texts())
                        check(role, fmt::format("{} ({}) of entity \"{}\"", to_string(behaviour.kind), entry.name,
                                                *entity.name));
    }
    for (const auto& view : doc.views) {
        for (const auto& rule : view.access) check(rule.role, fmt::format("the access of view \"{}\"", *view.name));
        for (const auto& rule : view.access)
            for (const auto& permission : rule.permissions)
                if (permission.kind != permission_kind::read)
                    in.error(code::view_permission, permission.where,
                             fmt::format("role \"{}\" cannot {} rows of view \"{}\"", *rule.role,
                                         to_string(permission.kind), *view.name),
                             "give read only; rows are changed in the entities");
    }
    // CREATE ROLE refuses them (user.c, RESERVED_ROLE names of gram.y).
    for (const auto& role : doc.roles)
        if (const auto& name = *role.name; name == "public" || name == "none" || name.starts_with("pg_"))
            in.error(code::role_name_reserved, role.name.where,
                     fmt::format("no role can be called \"{}\": PostgreSQL keeps the name for itself", name),
                     name == "public" ? "name the roles that people have; what everybody may do is granted to each"
                                      : "choose another name");
    for (const auto& role : doc.roles)
        if (!used.count(*role.name))
            in.information(code::role_unused, role.name.where,
                           fmt::format("role \"{}\" has no access to anything", *role.name),
                           "name it under access:, or delete it");
}

void check_views(checker& in) {
    for (const auto& view : in.doc().views) {
        if (view.refresh && !view.materialized.value)
            in.error(code::refresh_not_materialized, view.refresh->where,
                     fmt::format("view \"{}\" has a refresh, but is not materialized", *view.name),
                     "add materialized: true, or delete refresh");
        if (view.refresh && !parse_time_span(**view.refresh))
            in.error(code::interval_malformed, view.refresh->where,
                     fmt::format("the refresh \"{}\" of view \"{}\" is no span of time", **view.refresh, *view.name),
                     "write a number and a unit: 5 min, 1 hour");
        std::set<std::string> seen;
        for (const auto& name : view.key)
            if (!seen.insert(*name).second)
                in.error(code::column_twice, name.where,
                         fmt::format("\"{}\" stands twice in \"key\" of view \"{}\"", *name, *view.name),
                         "delete one of them");
    }
}

void check_volumes(checker& in) {
    for (const auto& entity : in.doc().entities) {
        if (!entity.volume) continue;
        const auto& v = *entity.volume;
        if (v.deletes_per_day && v.rows && v.per_day && v.deletes_per_day->value > v.rows->value + v.per_day->value)
            in.warning(code::volume_implausible, v.deletes_per_day->where,
                       fmt::format("entity \"{}\" loses {} rows a day, more than it has", *entity.name,
                                   v.deletes_per_day->value),
                       "correct the figures");
        if (v.updates_per_day && v.updates_per_day->value > 0 && entity.find(behaviour_kind::append_only))
            in.warning(code::volume_implausible, v.updates_per_day->where,
                       fmt::format("entity \"{}\" is append_only, but has {} updates a day", *entity.name,
                                   v.updates_per_day->value),
                       "delete one of them");
        if (v.rows && v.rows->value == 0 && v.updates_per_day && v.updates_per_day->value > 0 &&
            (!v.per_day || v.per_day->value == 0))
            in.warning(code::volume_implausible, v.rows->where,
                       fmt::format("entity \"{}\" has no rows and gets none, but {} updates a day", *entity.name,
                                   v.updates_per_day->value),
                       "correct the figures");
    }
}

}  // namespace

void check_rest(checker& in) {
    check_types(in);
    check_access(in);
    check_views(in);
    check_volumes(in);
}

}  // namespace tenon::requirements
