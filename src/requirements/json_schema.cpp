// SPDX-License-Identifier: Apache-2.0
#include "requirements/json_schema.hpp"

#include "requirements/behaviour.hpp"
#include "requirements/convention.hpp"
#include "requirements/json_text.hpp"
#include "requirements/type.hpp"

#include <boost/json/value.hpp>

namespace tenon::requirements {

namespace {

namespace json = boost::json;

/// A mapping with these members and no others.
json::object mapping(std::string_view about, json::object members) {
    return {{"type", "object"},
            {"description", about},
            {"properties", std::move(members)},
            {"additionalProperties", false}};
}

json::object requiring(json::object schema, json::array keys) {
    schema["required"] = std::move(keys);
    return schema;
}

/// A mapping of names to values of one form.
json::object named(std::string_view about, json::value each) {
    return {{"type", "object"},
            {"description", about},
            {"propertyNames", {{"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}}},
            {"additionalProperties", std::move(each)}};
}

json::object text(std::string_view about) {
    return {{"type", "string"}, {"description", about}};
}
json::object name(std::string_view about) {
    return {{"type", "string"}, {"description", about}, {"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}};
}
json::object truth(std::string_view about) {
    return {{"type", "boolean"}, {"description", about}};
}
json::object anything(std::string_view about) {
    return {{"description", about}};
}
json::object reference(std::string_view definition) {
    return {{"$ref", fmt::format("#/$defs/{}", definition)}};
}

json::object list_of(std::string_view about, json::value each) {
    return {{"type", "array"}, {"description", about}, {"items", std::move(each)}};
}

json::object either(std::string_view about, json::array forms) {
    return {{"description", about}, {"anyOf", std::move(forms)}};
}

template <class Words>
json::object one_of(std::string_view about, const Words& words) {
    json::array values;
    for (const auto& word : words) values.emplace_back(json::string_view(word.data(), word.size()));
    return {{"enum", std::move(values)}, {"description", about}};
}

json::object words(std::string_view about, std::initializer_list<std::string_view> values) {
    return one_of(about, values);
}

json::object names(std::string_view about) {
    return either(about, {name("One name."), list_of("Several names.", name("A name."))});
}

json::object shorthand_schema() {
    json::array types;
    for (const auto& word : type_words()) types.emplace_back(word);
    return {
        {"description", "type [?] {modifier} [= default]; a ? after the type makes it optional."},
        {"anyOf", {{{"enum", types}}, {{"type", "string"}, {"minLength", 1}}}},
        {"examples",
         {"text(64) unique", "integer >= 0", "decimal(5,2)?", "one of [draft, published] = draft", "timestamp = now"}}};
}

json::object deprecated_schema() {
    return either("What will be removed.", {text("The date or version since which it is deprecated."),
                                            mapping("Dates and reasons.", {{"since", text("Date or version.")},
                                                                           {"remove_after", text("Date or version.")},
                                                                           {"reason", text("Why.")},
                                                                           {"use", text("What takes its place.")}})});
}

json::object attribute_schema() {
    json::object members = {
        {"type", reference("shorthand")},
        {"optional", truth("May be null.")},
        {"unique", truth("No two rows have the same value.")},
        {"indexed", truth("Rows are looked up by it.")},
        {"key", truth("The key, or a part of it.")},
        {"immutable", truth("Never changes once it is set.")},
        {"findable", truth("Encrypted attributes: adds a blind index.")},
        {"reusable", truth("Tokens: good until they expire, not for one use.")},
        {"check", either("Conditions such as \">= 0\", or an expression in parentheses.",
                         {text("One condition."), list_of("Several.", text("A condition."))})},
        {"default", anything("A literal, a word or an expression in parentheses.")},
        {"description", text("What it means.")},
        {"was", name("Its former name.")},
        {"owner", text("Who answers for it.")},
        {"sensitive", name("The class of personal data.")},
        {"depends_on", names("The attributes and roles that determine it.")},
        {"search", words("What it is found by.", {"contains", "keys", "words", "similar", "prefix", "overlaps"})},
        {"example", anything("A typical value.")},
        {"schema", anything("json: its JSON Schema, or the path of a file with it.")},
        {"deprecated", reference("deprecated")},
    };
    return either("Shorthand, or a mapping with the same words.",
                  {reference("shorthand"), requiring(mapping("The long form.", std::move(members)), {"type"})});
}

json::object computed_schema() {
    json::object members = {
        {"type", reference("shorthand")},
        {"expression", text("SQL over attributes of the same entity.")},
        {"optional", truth("May be null.")},
        {"virtual", truth("Not stored (PostgreSQL 18).")},
        {"indexed", truth("Rows are looked up by it.")},
        {"description", text("What it means.")},
        {"was", name("Its former name.")},
        {"owner", text("Who answers for it.")},
        {"sensitive", name("The class of personal data.")},
    };
    return either(
        "type = expression, or a mapping.",
        {text("type = expression"), requiring(mapping("The long form.", std::move(members)), {"type", "expression"})});
}

json::object action(std::string_view about) {
    return words(
        about, {"no action", "restrict", "cascade", "set null", "set default", "no_action", "set_null", "set_default"});
}

json::object belongs_to_schema() {
    json::object members = {
        {"to", text("The entity; a ? makes the relation optional.")},
        {"optional", truth("May be missing.")},
        {"on_delete", action("What happens when the other row is deleted.")},
        {"on_update", action("What happens when the other row's key changes.")},
        {"inverse", name("What the other entity calls the way back.")},
        {"unique", truth("At most one of these per other row.")},
        {"immutable", truth("Never changes once it is set.")},
        {"key", truth("Part of the key.")},
        {"deferred", truth("Checked at commit.")},
        {"description", text("What it means.")},
        {"was", name("Its former name.")},
        {"owner", text("Who answers for it.")},
        {"sensitive", name("The class of personal data.")},
        {"deprecated", reference("deprecated")},
    };
    return either("Entity, Entity? or a mapping.",
                  {text("Entity or Entity?"), requiring(mapping("The long form.", std::move(members)), {"to"})});
}

json::object has_one_schema() {
    json::object members = {
        {"to", text("The entity that carries the foreign key.")},
        {"optional", truth("The foreign key on the other side may be null.")},
        {"on_delete", action("What happens to the other row when this one is deleted.")},
        {"inverse", name("The role on the other side.")},
        {"description", text("What it means.")},
        {"was", name("Its former name.")},
    };
    return either("Entity or a mapping.",
                  {text("Entity"), requiring(mapping("The long form.", std::move(members)), {"to"})});
}

json::object many_to_many_schema() {
    json::object members = {
        {"to", text("The entity.")},
        {"through", name("An entity of its own, or the name of the junction.")},
        {"on_delete", action("What happens to the links when a row is deleted.")},
        {"inverse", name("What the other entity calls the way back.")},
        {"description", text("What it means.")},
        {"was", name("Its former name.")},
    };
    return either("Entity or a mapping.",
                  {text("Entity"), requiring(mapping("The long form.", std::move(members)), {"to"})});
}

/// An item of unique, exclude or index: a list of columns, or a mapping with `of` and more.
json::object column_rule(std::string_view about, const json::object& more, bool flat) {
    json::object members = {
        {"of", either("The columns.", {text("One column."), list_of("Columns, in order.", text("A column."))})},
        {"where", text("SQL: for these rows only.")},
        {"name", name("The name of the constraint or index.")},
        {"reason", text("Why it is there.")}};
    for (const auto& [key, value] : more) members[key] = value;
    json::array forms = {list_of("Columns, in order.", text("A column.")),
                         requiring(mapping("The long form.", std::move(members)), {"of"})};
    if (flat) forms.emplace_back(text("One column."));
    return list_of(about, either("Columns, or a mapping with of.", std::move(forms)));
}

json::object option_schema(const option_entry& entry) {
    switch (entry.form) {
        case option_form::name:
        case option_form::column:
            return name(entry.about);
        case option_form::columns:
        case option_form::roles:
            return names(entry.about);
        case option_form::interval: {
            auto out = text(entry.about);
            out["pattern"] = "^ *[0-9]+ *(s|sec|seconds?|min|minutes?|h|hours?|d|days?|weeks?|months?|years?) *$";
            return out;
        }
        case option_form::number:
            return {{"type", "integer"}, {"minimum", 1}, {"description", entry.about}};
        case option_form::boolean:
            return truth(entry.about);
        case option_form::word:
            return one_of(entry.about, entry.words);
        case option_form::text:
            return text(entry.about);
    }
    return {};
}

json::object behaviours_schema() {
    json::object members;
    json::array words;
    for (const auto& entry : behaviour_table()) {
        words.emplace_back(entry.name);
        json::object options;
        json::array required;
        for (const auto& option : entry.options) {
            options[option.name] = option_schema(option);
            if (option.required) required.emplace_back(option.name);
        }
        json::object schema = {{"type", required.empty() ? json::value{"object", "null"} : json::value("object")},
                               {"description", entry.about},
                               {"properties", std::move(options)},
                               {"additionalProperties", false}};
        if (entry.kind == behaviour_kind::workflow)
            schema["additionalProperties"] = names("The states that may follow; [] for an end.");
        if (entry.kind == behaviour_kind::searchable)
            schema["additionalProperties"] = json::object{{"enum", {"A", "B", "C", "D"}}};
        if (!required.empty()) schema["required"] = std::move(required);
        members[entry.name] = std::move(schema);
    }
    const auto map = mapping("Behaviours with their options.", std::move(members));
    return either(
        "What the rows of the entity can do besides being stored.",
        {list_of("Behaviours without options.", json::object{{"anyOf", {{{"enum", std::move(words)}}, map}}}), map});
}

json::object access_schema() {
    const auto permission = words("A permission.", {"read", "insert", "update", "delete", "all"});
    const auto columns = either("All attributes, or these.", {words("All.", {"all"}), names("Attributes and roles.")});
    return named("What each role may do.",
                 json::object{{"anyOf",
                               {permission, list_of("Permissions.", permission),
                                mapping("Permissions limited to attributes.", {{"read", columns},
                                                                               {"insert", columns},
                                                                               {"update", columns},
                                                                               {"delete", columns},
                                                                               {"all", columns}})}}});
}

json::object rows_schema(std::string_view about) {
    return {{"description", about},
            {"anyOf",
             {{{"type", "integer"}, {"minimum", 0}}, {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?[kMG]?$"}}}}};
}

json::object conventions_schema(bool of_entity) {
    json::object members = {{"preset", words("Where the rules start from.", {"uuid", "identity", "serial"})}};
    for (const auto& entry : convention_table()) {
        if (of_entity && !entry.per_entity) continue;
        json::object use = entry.words.empty() ? anything(entry.about) : one_of(entry.about, entry.words);
        members[entry.name] =
            requiring(mapping(entry.about, {{"use", std::move(use)}, {"reason", text("Why the rule is overridden.")}}),
                      {"use", "reason"});
    }
    return either("How things are named and kept where nothing is said.",
                  {words("A preset.", {"uuid", "identity", "serial"}),
                   mapping("A preset with overridden rules.", std::move(members))});
}

json::object entity_schema() {
    const auto expression = text("SQL that must be true of every row.");
    return mapping(
        "A thing of which rows are stored.",
        {
            {"description", text("What it is.")},
            {"owner", text("Who answers for it.")},
            {"area", text("Groups entities in diagrams and documentation.")},
            {"table", name("The table's name, instead of the convention.")},
            {"was", name("Its former name.")},
            {"conventions", conventions_schema(true)},
            {"attributes", named("What is stored of each.", reference("attribute"))},
            {"computed", named("What is computed from attributes of the same row.", computed_schema())},
            {"belongs_to", named("Relations to one other, by role.", belongs_to_schema())},
            {"has_one", named("Relations whose foreign key is on the other side.", has_one_schema())},
            {"many_to_many", named("Relations by way of a junction.", many_to_many_schema())},
            {"exactly_one_of",
             list_of("Optional roles of which exactly one is set.", names("A role, or a group of them."))},
            {"key", names("The key, instead of the convention.")},
            {"unique", column_rule("Combinations that occur once.",
                                   {{"nulls", words("Whether two missing values are the same.", {"equal", "distinct"})},
                                    {"deferred", truth("Checked at commit.")}},
                                   false)},
            {"exclude", column_rule("Combinations that exclude each other: room =, period &&.",
                                    {{"using", name("The index method; gist by default.")},
                                     {"deferred", truth("Checked at commit.")}},
                                    false)},
            {"index", column_rule("Indexes beyond those that Tenon makes by itself.",
                                  {{"using", name("The index method; btree by default.")},
                                   {"include", names("Columns that are only kept in it.")}},
                                  true)},
            {"rules",
             either("Conditions on each row.",
                    {list_of("Without names.", expression),
                     named("By name.",
                           json::object{{"anyOf",
                                         {expression, requiring(mapping("With a description.",
                                                                        {{"check", expression},
                                                                         {"description", text("What it means.")}}),
                                                                {"check"})}}})})},
            {"behaviours", behaviours_schema()},
            {"access", reference("access")},
            {"volume", either("How many rows there are and come.",
                              {rows_schema("Rows."),
                               mapping("Figures.", {{"rows", rows_schema("Rows now, or at the start.")},
                                                    {"per_day", rows_schema("Rows inserted a day.")},
                                                    {"updates_per_day", rows_schema("Rows changed a day.")},
                                                    {"deletes_per_day", rows_schema("Rows deleted a day.")}})})},
            {"deprecated", reference("deprecated")},
        });
}

json::object view_schema() {
    json::object members = {
        {"sql", text("The query.")},
        {"materialized", truth("The result is kept.")},
        {"refresh", text("How often a scheduler is to refresh it, for its documentation: 5 min.")},
        {"key", names("The columns that identify a row.")},
        {"description", text("What it shows.")},
        {"owner", text("Who answers for it.")},
        {"area", text("Groups it with entities.")},
        {"was", name("Its former name.")},
        {"access", reference("access")},
    };
    return json::object{{"anyOf", {text("The query."), requiring(mapping("A view.", std::move(members)), {"sql"})}}};
}

}  // namespace

std::string json_schema() {
    json::object schema = requiring(
        mapping("What a platform stores: the source from which Tenon makes its PostgreSQL schema.",
                {
                    {"platform", name("The platform's name; documents and models carry it.")},
                    {"description", text("What the platform is for.")},
                    {"conventions", conventions_schema(false)},
                    {"roles",
                     either("Who uses it.",
                            {list_of("Names.", name("A role.")),
                             named("Names with what they are for.",
                                   json::object{{"anyOf",
                                                 {text("What it is for."),
                                                  {{"type", "null"}},
                                                  mapping("A role.", {{"description", text("What it is for.")}})}}})})},
                    {"types", named("Composite types.", named("Fields and their types.", reference("shorthand")))},
                    {"entities", named("What is stored.", json::object{{"$ref", "#/$defs/entity"}})},
                    {"views", named("Named queries.", view_schema())},
                    {"sql", text("Objects the language has no word for.")},
                }),
        {"platform"});
    json::object out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Tenon requirements"}};
    for (auto& [key, value] : schema) out[key] = std::move(value);
    out["$defs"] = json::object{{"shorthand", shorthand_schema()},
                                {"attribute", attribute_schema()},
                                {"entity", entity_schema()},
                                {"access", access_schema()},
                                {"deprecated", deprecated_schema()}};
    return json_text(out);
}

}  // namespace tenon::requirements
