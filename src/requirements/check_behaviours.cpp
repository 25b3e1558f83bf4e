// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/bounds.hpp"
#include "requirements/checker.hpp"

namespace tenon::requirements {

namespace {

void check_option_columns(checker& in, const entity& of, const behaviour& checked,
                          std::span<const std::string> columns) {
    for (const auto& entry : find_behaviour(checked.kind).options) {
        const option_value* value = checked.find(entry.name);
        if (!value || (entry.form != option_form::column && entry.form != option_form::columns)) continue;
        for (const auto& name : value->texts())
            in.check_column(of, columns, name, fmt::format("{} ({})", to_string(checked.kind), entry.name));
    }
}

void check_workflow(checker& in, const entity& of, const behaviour& checked) {
    const option_value* state = checked.find("of");
    const attribute* attribute = state ? of.find_attribute(state->scalar) : nullptr;
    if (!attribute) {
        if (state && (of.find_computed(state->scalar) || of.find_role(state->scalar)))
            in.error(code::workflow_not_enum, state->where,
                     fmt::format("the workflow is of \"{}\", which is no enumeration", state->scalar),
                     "name an attribute of type one of […]");
        return;
    }
    if (attribute->type.kind != type_kind::enumeration || attribute->type.array) {
        if (attribute->type.kind != type_kind::sql || !attribute->type.name.empty())
            in.error(code::workflow_not_enum, state->where,
                     fmt::format("the workflow is of \"{}\", which is {}, no enumeration", state->scalar,
                                 to_shorthand(attribute->type)),
                     "name an attribute of type one of […]");
        return;
    }
    const auto values = labels_of(attribute->type);
    const auto known = [&](const std::string& name) {
        return std::find(values.begin(), values.end(), name) != values.end();
    };
    std::set<std::string> targets, sources;
    const auto check_state = [&](const std::string& name, place where) {
        if (!known(name))
            in.error(code::workflow_unknown_state, where,
                     fmt::format("the state \"{}\" is no value of \"{}\"", name, *attribute->name),
                     suggest(name, values, "values"));
        return known(name);
    };
    std::map<std::string, std::vector<std::string>> transitions;
    for (const auto& option : checked.options) {
        if (*option.name == "of") continue;
        check_state(*option.name, option.name.where);
        sources.insert(*option.name);
        std::set<std::string> after;
        for (const auto& next : option.value.texts()) {
            if (!after.insert(*next).second)
                in.error(code::column_twice, next.where,
                         fmt::format("the state \"{}\" stands twice after \"{}\"", *next, *option.name),
                         "delete one of them");
            if (check_state(*next, next.where)) transitions[*option.name].push_back(*next);
            if (*next != *option.name) targets.insert(*next);
        }
    }
    for (const auto& value : attribute->type.values)
        if (!sources.count(*value) && !targets.count(*value))
            in.warning(
                code::workflow_state_missing, checked.where,
                fmt::format("the value \"{}\" of \"{}\" does not occur in the workflow", *value, *attribute->name),
                fmt::format("add it with the states after it, {}: [] for an end", *value));
    // Rows begin with the default; without one, in any state that no transition leads to.
    std::vector<std::string> queue;
    std::set<std::string> reached;
    const bool has_default = attribute->default_ && attribute->default_->kind != default_kind::expression &&
                             known(attribute->default_->literal.value);
    for (const auto& name : sources)
        if (has_default ? name == attribute->default_->literal.value : !targets.count(name)) queue.push_back(name);
    if (has_default && queue.empty()) queue.push_back(attribute->default_->literal.value);
    if (queue.empty()) return;
    reached.insert(queue.begin(), queue.end());
    for (std::size_t i = 0; i < queue.size(); ++i)
        for (const auto& next : transitions[queue[i]])
            if (reached.insert(next).second) queue.push_back(next);
    for (const auto& option : checked.options)
        if (*option.name != "of" && known(*option.name) && !reached.count(*option.name))
            in.error(code::workflow_unreachable, option.name.where,
                     has_default ? fmt::format("no way leads from \"{}\", where rows begin, to the state \"{}\"",
                                               attribute->default_->literal.value, *option.name)
                                 : fmt::format("no way leads to the state \"{}\"", *option.name),
                     "add a transition that leads to it, or delete the state");
}

void check_searchable(checker& in, const entity& of, const behaviour& checked, std::span<const std::string> columns) {
    std::size_t count = 0;
    for (const auto& option : checked.options) {
        if (*option.name == "language" || *option.name == "column") continue;
        ++count;
        const auto& weight = option.value.scalar;
        if (weight != "A" && weight != "B" && weight != "C" && weight != "D")
            in.error(code::searchable_weight, option.value.where ? option.value.where : option.name.where,
                     fmt::format("the weight \"{}\" of \"{}\" is not A, B, C or D", weight, *option.name),
                     "A counts most");
        if (!in.check_column(of, columns, option.name, "searchable")) continue;
        const auto* attribute = of.find_attribute(*option.name);
        const auto* computed = of.find_computed(*option.name);
        const value_type* type = attribute ? &attribute->type : computed ? &computed->type : nullptr;
        const bool good = type && (is_text(type->kind) || type->kind == type_kind::sql ||
                                   type->kind == type_kind::json || type->kind == type_kind::enumeration);
        if (!good)
            in.error(code::searchable_not_text, option.name.where,
                     fmt::format("searchable names \"{}\", which holds no text", *option.name),
                     type ? fmt::format("it is {}", to_shorthand(*type)) : "name text attributes");
    }
    if (!count)
        in.error(code::searchable_nothing, checked.where,
                 fmt::format("searchable of entity \"{}\" names no attribute", *of.name),
                 "name at least one with its weight: {title: A}");
}

void check_hierarchical(checker& in, const entity& of, const behaviour& checked) {
    const option_value* by = checked.find("by");
    const std::string name = by ? by->scalar : "parent";
    const place where = by ? by->where : checked.where;
    const auto* role = of.find_role(name);
    if (!role) {
        if (!by || of.find_attribute(name))
            in.error(code::hierarchical_not_self, where,
                     fmt::format("entity \"{}\" has no role \"{}\" that leads to itself", *of.name, name),
                     fmt::format("add belongs_to: {{{}: \"{}?\"}}", name, *of.name));
        return;
    }
    if (*role->to != *of.name)
        in.error(code::hierarchical_not_self, where,
                 fmt::format("role \"{}\" leads to \"{}\", not to \"{}\" itself", name, *role->to, *of.name),
                 "name the role of the parent with by:");
}

/// Rows are ordered by something that every row has, and that is a moment.
void check_time_column(checker& in, const entity& of, const option_value* by, std::string_view behaviour,
                       bool may_be_optional) {
    if (!by) return;
    const auto* attribute = of.find_attribute(by->scalar);
    if (!attribute) {
        if (of.find_role(by->scalar))
            in.error(code::time_column_unsuitable, by->where,
                     fmt::format("{} is by \"{}\", which is a role, no date or timestamp", behaviour, by->scalar),
                     "name a required date or timestamp");
        return;
    }
    const auto kind = attribute->type.kind;
    if (kind == type_kind::sql) return;
    if ((kind != type_kind::timestamp && kind != type_kind::date) || attribute->type.array)
        in.error(code::time_column_unsuitable, by->where,
                 fmt::format("{} is by \"{}\", which is {}, no date or timestamp", behaviour, by->scalar,
                             to_shorthand(attribute->type)),
                 "name a required date or timestamp");
    else if (attribute->optional.value && !may_be_optional)
        in.error(code::time_column_unsuitable, by->where,
                 fmt::format("{} is by \"{}\", which is optional", behaviour, by->scalar),
                 "make it required: rows without it have no place");
}

void check_partitioned(checker& in, const entity& of, const behaviour& checked) {
    const option_value* how = checked.find("how");
    const std::string kind = how ? how->scalar : "range";
    const option_value* every = checked.find("every");
    const option_value* into = checked.find("into");
    const option_value* by = checked.find("by");
    const auto report = [&](place where, std::string message, std::string hint) {
        in.error(code::partition_options, where, std::move(message), std::move(hint));
    };
    if (into && kind != "hash")
        report(into->where, fmt::format("partitions by {} have no \"into\"", kind), "into is for how: hash");
    if (every && kind != "range")
        report(every->where, fmt::format("partitions by {} have no \"every\"", kind), "every is for how: range");
    if (kind == "hash" && !into) report(checked.where, "partitions by hash need \"into\", their number", "add into: 8");
    if (kind == "range") {
        if (!every) report(checked.where, "partitions by range need \"every\", their span", "add every: 1 month");
        check_time_column(in, of, by, "partitioned", false);
    }
    const auto* attribute = by ? of.find_attribute(by->scalar) : nullptr;
    if (kind == "list" && attribute && attribute->type.kind != type_kind::enumeration &&
        attribute->type.kind != type_kind::boolean)
        report(by->where,
               fmt::format("partitions by list need an enumeration; \"{}\" is {}", by->scalar,
                           to_shorthand(attribute->type)),
               "use how: hash for values that are not listed");
}

void check_conflicts(checker& in, const entity& of) {
    using enum behaviour_kind;
    static const std::vector<std::tuple<behaviour_kind, behaviour_kind, std::string_view>> conflicts = {
        {append_only, soft_delete, "rows that never change cannot be marked as deleted"},
        {append_only, optimistic, "rows that never change need no version number"},
        {append_only, versioned, "rows that never change have no former versions"},
        {append_only, workflow, "rows that never change stay in one state"},
        {time_series, partitioned, "time_series makes the partitions"},
    };
    for (const auto& [a, b, why] : conflicts) {
        const auto *first = of.find(a), *second = of.find(b);
        if (!first || !second) continue;
        in.error(code::behaviours_conflict, std::max(first->where, second->where),
                 fmt::format("{} and {} exclude each other: {}", to_string(a), to_string(b), why), "keep one of them");
    }
    if (!of.find(append_only)) return;
    for (const auto& rule : of.access)
        for (const auto& permission : rule.permissions)
            if (permission.kind == permission_kind::update ||
                (permission.kind == permission_kind::delete_ && !of.find(retained)))
                in.warning(code::access_contradicts, permission.where,
                           fmt::format("role \"{}\" may {} rows of \"{}\", which is append_only", *rule.role,
                                       to_string(permission.kind), *of.name),
                           "delete the permission");
}

}  // namespace

void check_behaviours(checker& in, const entity& of) {
    if (of.behaviours.empty()) return;
    const auto columns = in.columns_of(of);
    for (const auto& checked : of.behaviours) {
        check_option_columns(in, of, checked, columns);
        switch (checked.kind) {
            case behaviour_kind::workflow:
                check_workflow(in, of, checked);
                break;
            case behaviour_kind::searchable:
                check_searchable(in, of, checked, columns);
                break;
            case behaviour_kind::hierarchical:
                check_hierarchical(in, of, checked);
                break;
            case behaviour_kind::time_series:
                check_time_column(in, of, checked.find("by"), "time_series", false);
                break;
            case behaviour_kind::partitioned:
                check_partitioned(in, of, checked);
                break;
            case behaviour_kind::retained:
                check_time_column(in, of, checked.find("from"), "retained", true);
                break;
            case behaviour_kind::tenant_scoped:
                if (!checked.find("by") && std::find(columns.begin(), columns.end(), "tenant") == columns.end())
                    in.error(code::option_missing, checked.where,
                             fmt::format("tenant_scoped finds no role \"tenant\" in entity \"{}\"", *of.name),
                             "add belongs_to: {tenant: Tenant}, or name the role with by:");
                break;
            default:
                break;
        }
    }
    check_conflicts(in, of);
}

}  // namespace tenon::requirements
