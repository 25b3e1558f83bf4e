// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/objects.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "catalog/visit.hpp"
#include "generate/docs/index_rows.hpp"

#include <set>

namespace tenon::generate {
namespace {

std::string name_of(const catalog::qualified_name& name) {
    return code(name.schema + "." + name.name);
}

template <class View>
void add_view(page& to, const View& view, std::string_view kind) {
    const auto* note = to.model.look.view(catalog::id_of(view));
    to.heading(3, name_of(view.name));
    std::string facts(kind);
    if (note && !note->owner.empty()) facts += " · owner: " + prose(note->owner);
    if (note && !note->area.empty()) facts += " · area: " + prose(note->area);
    if (note && !note->refresh.empty())
        facts += " · to be refreshed every " + prose(note->refresh) + ", by a scheduler";
    if (note && !note->key.empty()) facts += " · key " + codes(note->key);
    to.add(facts + "\n\n");
    const auto& said = note && !note->description.empty() ? note->description : view.comment;
    if (!said.empty()) to.add(paragraphs(said) + "\n\n");
    markdown_table columns({"Column", "Type", "Meaning"});
    for (const auto& each : view.columns) columns.add({code(each.name), code(each.type), prose(each.comment)});
    to.add(columns.text());
    markdown_table grants({"Role", "May"});
    for (const auto& [who, what] : grant_rows(view.privileges)) grants.add({code(who), prose(what)});
    to.add(grants.text());
    markdown_table indexes({"Index", "Keys", "Kind", "Where"});
    for (const auto& each : to.model.catalog->indexes)
        if (each.table == view.name)
            indexes.add({code(each.name.name), code(index_keys(each)), each.method + (each.unique ? ", unique" : ""),
                         code(each.predicate)});
    to.add(indexes.text());
    to.folded("Definition", fenced("sql", view.definition));
    const auto decided = to.model.look.decisions(catalog::id_of(view));
    to.folded(fmt::format("Decisions ({})", decided.size()), to.decisions(decided, false));
}

std::string routine_traits(const catalog::function& each) {
    std::string text(each.volatility == catalog::volatility::immutable ? "immutable"
                     : each.volatility == catalog::volatility::stable  ? "stable"
                                                                       : "volatile");
    if (each.strict) text += ", strict";
    if (each.security_definer) text += ", security definer";
    if (each.window) text += ", window";
    return each.procedure ? (each.security_definer ? "procedure, security definer" : "procedure") : text;
}

}  // namespace

void add_views(page& to) {
    const auto& all = *to.model.catalog;
    if (all.views.empty() && all.materialized_views.empty()) return;
    to.heading(2, "Views", "views");
    for (const auto& each : all.views) add_view(to, each, "view");
    for (const auto& each : all.materialized_views) add_view(to, each, "materialized view");
}

void add_types(page& to) {
    const auto& all = *to.model.catalog;
    markdown_table enums({"Enumeration", "Values, in order", "Meaning"});
    for (const auto& each : all.enum_types) enums.add({name_of(each.name), codes(each.labels), prose(each.comment)});
    markdown_table domains({"Domain", "Type", "Null", "Default", "Checks", "Meaning"});
    for (const auto& each : all.domains) {
        std::string checks;
        for (const auto& check : each.checks) checks += (checks.empty() ? "" : ", ") + code(check.expression);
        domains.add({name_of(each.name), code(each.type), each.not_null ? "no" : "yes", code(each.default_), checks,
                     prose(each.comment)});
    }
    markdown_table composites({"Composite type", "Attributes", "Meaning"});
    for (const auto& each : all.composite_types) {
        std::string attributes;
        for (const auto& one : each.attributes) {
            attributes += (attributes.empty() ? "" : "<br>") + code(one.name) + " " + code(one.type);
            if (!one.comment.empty()) attributes += ": " + prose(one.comment);
        }
        composites.add({name_of(each.name), attributes, prose(each.comment)});
    }
    markdown_table ranges({"Range type", "Of", "Multirange", "Meaning"});
    for (const auto& each : all.range_types)
        ranges.add({name_of(each.name), code(each.subtype), code(each.multirange.name), prose(each.comment)});
    if (enums.empty() && domains.empty() && composites.empty() && ranges.empty()) return;
    to.heading(2, "Types", "types");
    to.add(enums.text() + domains.text() + composites.text() + ranges.text());
}

void add_routines(page& to) {
    const auto& all = *to.model.catalog;
    if (all.functions.empty() && all.aggregates.empty()) return;
    to.heading(2, "Functions", "functions");
    std::map<std::string, std::vector<std::string>> triggers;  // by function, quoted and qualified
    for (const auto& each : all.triggers)
        if (!each.cloned) triggers[each.function].push_back(each.table.name + "." + each.name);
    markdown_table rows({"Function", "Returns", "Language", "Traits", "Used by triggers", "Meaning"});
    for (const auto& each : all.functions) {
        const auto used = triggers.find(catalog::identity_of(each.name));
        std::string users;
        if (used != triggers.end())
            users = used->second.size() <= 6 ? codes(used->second) : fmt::format("{} triggers", used->second.size());
        rows.add({code(fmt::format("{}.{}({})", each.name.schema, each.name.name, each.arguments)), code(each.returns),
                  prose(each.language), routine_traits(each), users, prose(each.comment)});
    }
    to.add(rows.text());
    markdown_table aggregates({"Aggregate", "State", "Meaning"});
    for (const auto& each : all.aggregates)
        aggregates.add({code(fmt::format("{}.{}({})", each.name.schema, each.name.name, each.arguments)),
                        code(each.state_type), prose(each.comment)});
    to.add(aggregates.text());
}

void add_other_objects(page& to) {
    // What the rest of the pages describe.
    static const std::set<std::string_view> told = {"tables",
                                                    "views",
                                                    "materialized_views",
                                                    "enum_types",
                                                    "domains",
                                                    "composite_types",
                                                    "range_types",
                                                    "functions",
                                                    "aggregates",
                                                    "indexes",
                                                    "constraints",
                                                    "triggers",
                                                    "rules",
                                                    "policies",
                                                    "statistics",
                                                    "schemas",
                                                    "changed_privileges",
                                                    "default_privileges",
                                                    "role_memberships"};
    markdown_table rows({"Kind", "Objects"});
    catalog::for_each_list(*to.model.catalog, [&](std::string_view name, const auto& list) {
        if (told.contains(name) || list.empty()) return;
        std::string names;
        std::string_view kind;
        std::size_t count = 0;
        for (const auto& each : list) {
            const auto id = catalog::id_of(each);
            kind = catalog::to_string(id.kind);
            if (id.kind == catalog::object_kind::language && id.identity == "plpgsql") continue;
            ++count;
            names += (names.empty() ? "" : ", ") + code(id.identity);
        }
        if (count > 0) rows.add({std::string(kind), names});
    });
    if (rows.empty()) return;
    to.heading(2, "Other objects", "other-objects");
    to.add(rows.text());
}

}  // namespace tenon::generate
