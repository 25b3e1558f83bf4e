// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

/// True when a part of the mapping could not be read, so that its emptiness says nothing.
bool has_broken_member(const node& map) {
    return std::any_of(map.items.begin(), map.items.end(), [](const node* item) {
        return item->is(node_kind::broken) ||
               (item->is(node_kind::map) && std::any_of(item->items.begin(), item->items.end(),
                                                        [](const node* part) { return part->is(node_kind::broken); }));
    });
}

}  // namespace

void read_entity(reader& in, const node& key, const node& value, document& into) {
    entity made;
    made.name = in.name_of(key);
    if (!in.check_or_mend_name(made.name, "the entity") || value.is(node_kind::broken)) return;
    if (!value.is(node_kind::map)) {
        if (value.is(node_kind::null)) {
            in.error(code::entity_empty, made.name.where,
                     fmt::format("entity \"{}\" has neither attributes nor relations", *made.name),
                     "add attributes:, or delete it");
        } else {
            in.wrong_kind(value, fmt::format("entity \"{}\"", *made.name), "a mapping with attributes");
        }
        into.entities.push_back(std::move(made));
        return;
    }
    const auto what = fmt::format("entity \"{}\"", *made.name);
    const auto errors_before = in.problems().error_count();
    members from(in, value, what);
    made.description = from.take_phrase("description");
    made.owner = from.take_phrase("owner");
    made.area = from.take_phrase("area");
    made.table = from.take_name("table");
    made.was = from.take_name("was");
    if (const node* own = from.take("conventions")) made.conventions = read_conventions(in, *own, true);
    const node* attributes = from.take("attributes");
    if (attributes) made.attributes.reserve(attributes->items.size() / 2);
    for_each_member(in, attributes, fmt::format("\"attributes\" of {}", what),
                    [&](const node& name, const node& attribute) { read_attribute(in, name, attribute, made); });
    for_each_member(in, from.take("computed"), fmt::format("\"computed\" of {}", what),
                    [&](const node& name, const node& column) { read_computed(in, name, column, made); });
    read_relations(in, from, made);
    read_constraints(in, from, made);
    if (const node* behaviours = from.take("behaviours")) read_behaviours(in, *behaviours, made);
    if (const node* access = from.take("access")) made.access = in.read_access(*access, what);
    if (const node* volume = from.take("volume")) read_volume(in, *volume, made);
    if (const node* old = from.take("deprecated"))
        made.deprecated = in.read_deprecation(*old, fmt::format("\"deprecated\" of {}", what));
    if (from.has("has_many")) {
        from.take_or_null("has_many");
        for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
            if (value.items[i]->value == "has_many")
                in.error(
                    code::has_many_is_inverse, value.items[i]->where,
                    fmt::format("{} has has_many, which is the other end of a belongs_to", what),
                    fmt::format("declare belongs_to with {} on the other entity, with inverse: to name the way back",
                                *made.name));
    }
    from.finish({{"fields", "did you mean \"attributes\"?"},
                 {"columns", "did you mean \"attributes\"?"},
                 {"properties", "did you mean \"attributes\"?"},
                 {"indexes", "did you mean \"index\"?"},
                 {"indices", "did you mean \"index\"?"},
                 {"constraints", "did you mean \"rules\"?"},
                 {"checks", "did you mean \"rules\"?"},
                 {"primary_key", "did you mean \"key\"?"},
                 {"relations", "did you mean \"belongs_to\"?"},
                 {"relationships", "did you mean \"belongs_to\"?"},
                 {"permissions", "did you mean \"access\"?"},
                 {"group", "did you mean \"area\"?"},
                 {"comment", "did you mean \"description\"?"}});
    const bool empty = made.attributes.empty() && made.computed.empty() && made.belongs_to.empty() &&
                       made.has_one.empty() && made.many_to_many.empty();
    if (empty && in.problems().error_count() == errors_before && !has_broken_member(value))
        in.error(code::entity_empty, made.name.where, fmt::format("{} has neither attributes nor relations", what),
                 "add attributes:, or delete it");
    into.entities.push_back(std::move(made));
}

void read_view(reader& in, const node& key, const node& value, document& into) {
    view made;
    made.name = in.name_of(key);
    if (!in.check_or_mend_name(made.name, "the view") || value.is(node_kind::broken)) return;
    const auto what = fmt::format("view \"{}\"", *made.name);
    const auto read_sql = [&](const node& sql) {
        auto text = in.read_phrase(sql, fmt::format("the SQL of {}", what));
        if (!text) return;
        const auto whole = in.scalar(sql);
        const auto scan = scan_sql(whole.text());
        const auto end = std::min(whole.text().find_last_not_of(" \t\r\n"), whole.text().size());
        if (scan.open != std::string_view::npos)
            in.error(code::fragment_unbalanced, whole.at(scan.open),
                     fmt::format("the {} in the SQL of {} is not closed", whole.text()[scan.open], what), "close it");
        if (scan.stray != std::string_view::npos)
            in.error(code::fragment_unbalanced, whole.at(scan.stray),
                     fmt::format("the {} in the SQL of {} closes nothing", whole.text()[scan.stray], what),
                     "delete it, or open it before");
        if (scan.semicolon != std::string_view::npos && scan.semicolon < end)
            in.error(code::fragment_semicolon, whole.at(scan.semicolon),
                     fmt::format("the SQL of {} has more than one statement", what),
                     "a view is one query; other statements go into the section sql");
        static const std::vector<std::string> starts = {"select", "with", "values", "table"};
        const auto first = scan.words.empty() ? std::string() : to_lower(scan.words[0].text);
        if (scan.open == std::string_view::npos && std::find(starts.begin(), starts.end(), first) == starts.end())
            in.error(code::view_not_select, whole.at(scan.words.empty() ? 0 : scan.words[0].offset),
                     fmt::format("the SQL of {} is no query", what), "begin it with SELECT or WITH");
        std::string_view sql_text = trim(whole.text());
        if (sql_text.ends_with(';')) sql_text = trim(sql_text.substr(0, sql_text.size() - 1));
        made.sql = {std::string(sql_text),
                    whole.at(std::min(whole.text().find_first_not_of(" \t\r\n"), whole.text().size()))};
    };
    if (value.is(node_kind::scalar)) {
        read_sql(value);
    } else if (value.is(node_kind::map)) {
        members from(in, value, what);
        if (const node* sql = from.take("sql")) read_sql(*sql);
        if (!from.has("sql"))
            in.error(code::key_missing, made.name.where, fmt::format("{} has no sql", what),
                     "add sql: followed by a query");
        made.materialized = from.take_flag("materialized");
        made.refresh = from.take_phrase("refresh");
        if (const node* names = from.take("key")) made.key = in.read_names(*names, fmt::format("\"key\" of {}", what));
        made.description = from.take_phrase("description");
        made.owner = from.take_phrase("owner");
        made.area = from.take_phrase("area");
        made.was = from.take_name("was");
        if (const node* access = from.take("access")) made.access = in.read_access(*access, what);
        from.finish({{"query", "did you mean \"sql\"?"}, {"select", "did you mean \"sql\"?"}});
    } else {
        in.wrong_kind(value, what, "a mapping with sql");
    }
    into.views.push_back(std::move(made));
}

namespace {

void read_roles(reader& in, const node& value, document& into) {
    const auto add = [&](phrase name, std::optional<phrase> description) {
        if (!in.check_name(name, "the role")) return;
        into.roles.push_back({std::move(name), std::move(description)});
    };
    if (value.is(node_kind::list)) {
        for (const node* item : value.items) {
            if (!item->is(node_kind::scalar)) {
                in.wrong_kind(*item, "an item of \"roles\"", "a name");
                continue;
            }
            auto name = in.scalar(*item).whole();
            if (into.find_role(*name)) {
                in.error(code::duplicate_key, name.where, fmt::format("the role \"{}\" is already there", *name),
                         "delete one of them");
                continue;
            }
            add(std::move(name), {});
        }
        return;
    }
    for_each_member(in, &value, "\"roles\"", [&](const node& key, const node& about) {
        if (about.is(node_kind::null) || about.is(node_kind::broken)) return add(in.name_of(key), {});
        if (about.is(node_kind::map)) {
            members from(in, about, fmt::format("role \"{}\"", key.value));
            auto description = from.take_phrase("description");
            from.finish();
            return add(in.name_of(key), std::move(description));
        }
        add(in.name_of(key), in.read_phrase(about, fmt::format("the description of role \"{}\"", key.value)));
    });
}

}  // namespace

document read_document(reader& in, const node& root) {
    document made;
    made.file = in.text().file();
    members from(in, root, "the document");
    if (auto name = from.take_name("platform")) made.platform = std::move(*name);
    if (!from.has("platform"))
        in.error(code::key_missing, root.where, "the document has no platform",
                 "add platform: followed by a name; documents and models carry it");
    made.description = from.take_phrase("description");
    if (const node* value = from.take("conventions")) made.conventions = read_conventions(in, *value, false);
    if (const node* value = from.take("roles")) read_roles(in, *value, made);
    for_each_member(in, from.take("types"), "\"types\"",
                    [&](const node& key, const node& value) { read_composite(in, key, value, made); });
    for_each_member(in, from.take("entities"), "\"entities\"",
                    [&](const node& key, const node& value) { read_entity(in, key, value, made); });
    for_each_member(in, from.take("views"), "\"views\"",
                    [&](const node& key, const node& value) { read_view(in, key, value, made); });
    if (const node* sql = from.take("sql")) {
        if (auto text = in.read_phrase(*sql, "\"sql\"")) {
            const auto whole = in.scalar(*sql);
            if (const auto scan = scan_sql(whole.text()); scan.open != std::string_view::npos)
                in.error(code::fragment_unbalanced, whole.at(scan.open),
                         fmt::format("the {} in the section sql is not closed", whole.text()[scan.open]), "close it");
            made.sql = std::move(text);
        }
    }
    from.finish({{"name", "did you mean \"platform\"?"},
                 {"models", "did you mean \"entities\"?"},
                 {"tables", "did you mean \"entities\"?"},
                 {"enums", "write one of [a, b] as the type of the attribute"}});
    return made;
}

}  // namespace tenon::requirements
