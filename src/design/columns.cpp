// SPDX-License-Identifier: Apache-2.0
#include "design/columns.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/entities.hpp"
#include "design/json_value.hpp"
#include "design/types.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::object_kind;
using requirements::check_kind;
using requirements::type_kind;

namespace {

void add_made_key(workbench& bench, entity_model& entity) {
    // An attribute of that name was reported with the keys.
    if (!entity.key_made || entity.source->find_attribute(entity.conventions.key_name)) return;
    workbench::requirement stands(bench, entity.coverage);
    catalog::column column;
    column.name = entity.conventions.key_name;
    column.not_null.emplace();
    column.comment = fmt::format("Identifies the {}.", replace_all(entity.singular, "_", " "));
    column_note note;
    note.source = column_source::convention;
    note.made_by = "key";
    note.description = column.comment;
    std::string what;
    switch (entity.conventions.key) {
        case key_style::uuid:
            column.type = "uuid";
            column.default_ = "gen_random_uuid()";
            what = "the key is a uuid, made by gen_random_uuid()";
            break;
        case key_style::identity:
            column.type = "bigint";
            column.identity = catalog::identity_kind::by_default;
            column.identity_sequence.emplace();
            what = "the key is a bigint identity";
            break;
        case key_style::serial: {
            column.type = "integer";
            catalog::sequence sequence;
            const std::string name = fit_name(fmt::format("{}_{}_seq", entity.table->table.name.name, column.name));
            sequence.name = bench.qualify(name);
            sequence.options.type = "integer";
            sequence.owned_by = entity.table->table.name;
            sequence.owned_by_column = column.name;
            bench.take_name("relation", name, catalog::id_of(sequence), fmt::format("the sequence of {}", entity.name),
                            bench.current_place());
            bench.made(catalog::id_of(sequence));
            bench.depend(catalog::column_default_id(entity.table->table.name, column.name), catalog::id_of(sequence));
            bench.draft.sequences.push_back(std::move(sequence));
            column.default_ = fmt::format("nextval({}::regclass)", sql::quote_literal(bench.quoted(name)));
            what = "the key is an integer from a sequence";
            break;
        }
    }
    const std::string why =
        entity.conventions.why(requirements::convention_kind::key,
                               fmt::format("preset {}, and {} states no key of its own",
                                           requirements::to_string(entity.conventions.preset), entity.name));
    bench.decide(catalog::column_id(entity.table->table.name, column.name), what, why, "convention key");
    bench.add_column(*entity.table, std::move(column), std::move(note));
}

column_note note_of(const requirements::attribute& source, const position& where) {
    column_note note;
    note.name = *source.name;
    note.type = requirements::to_shorthand(source.type);
    note.values = requirements::labels_of(source.type);
    for (const auto& check : source.checks) {
        const auto text = [](const requirements::literal& of) { return sql_literal(of); };
        switch (check.kind) {
            case check_kind::expression:
                note.checks.push_back(check.expression);
                break;
            case check_kind::between:
                note.checks.push_back(fmt::format("in {}..{}", text(check.low), text(check.high)));
                break;
            default:
                note.checks.push_back(fmt::format("{} {}", trim(requirements::to_string(check.kind)), text(check.low)));
        }
    }
    if (source.default_) {
        using requirements::default_kind;
        switch (source.default_->kind) {
            case default_kind::now:
                note.default_ = "now";
                break;
            case default_kind::today:
                note.default_ = "today";
                break;
            case default_kind::generated:
                note.default_ = "generated";
                break;
            case default_kind::enum_value:
                note.default_ = source.default_->literal.value;
                break;
            case default_kind::expression:
                note.default_ = fmt::format("({})", source.default_->expression);
                break;
            case default_kind::literal:
                note.default_ = sql_literal(source.default_->literal);
                break;
        }
    }
    for (const auto& on : source.depends_on) note.depends_on.push_back(*on);
    if (source.description) note.description = **source.description;
    if (source.owner) note.owner = **source.owner;
    if (source.sensitive) note.sensitive = **source.sensitive;
    note.immutable = *source.immutable;
    if (source.deprecated) note.deprecated = design::note_of(*source.deprecated);
    if (source.example) note.example = {to_json(*source.example)};
    if (source.json_schema) note.json_schema = {to_json(*source.json_schema)};
    note.from = where;
    return note;
}

void note_rename(workbench& bench, const entity_model& entity, const std::optional<requirements::phrase>& was,
                 const std::string& suffix, const std::string& column) {
    if (!was) return;
    const auto& table = entity.table->table.name;
    bench.notes.renames.push_back({catalog::column_id(table, snake_case(**was) + suffix),
                                   catalog::column_id(table, column), bench.at(was->where)});
}

/// The conditions that the type itself has.
void add_type_checks(workbench& bench, entity_model& entity, const requirements::attribute& source,
                     const std::string& column) {
    auto& table = *entity.table;
    const std::string name = sql::quote_identifier(column);
    const auto pattern = [&](std::string_view regular, std::string_view operation) {
        if (source.type.array)
            bench.add_check(
                table, fmt::format("{}({}::text[], {})", all_match_function(bench), name, sql::quote_literal(regular)),
                {column, "format"});
        else
            bench.add_check(table, fmt::format("{} {} {}", name, operation, sql::quote_literal(regular)),
                            {column, "format"});
    };
    if (source.type.kind == type_kind::email) {
        bench.need_extension("citext", "email addresses are compared without case");
        bench.depend(catalog::column_id(table.table.name, column), {object_kind::extension, "citext"});
        pattern("^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$", "~");
        if (!source.type.array)
            bench.add_check(table, fmt::format("char_length({}::text) <= 254", name), {column, "length"});
        bench.decide(catalog::column_id(table.table.name, column), "email is kept as citext",
                     "it is compared without case in every comparison, index and foreign key, with the case kept",
                     "type email");
    } else if (source.type.kind == type_kind::url) {
        pattern("^[A-Za-z][A-Za-z0-9+.-]*:[^[:space:]]+$", "~");
    } else if (source.type.kind == type_kind::composite) {
        const auto* type = bench.document.find_type(source.type.name);
        if (!type || source.type.array) return;
        std::vector<std::string> required;
        for (const auto& field : type->fields)
            if (!*field.optional)
                required.push_back(
                    fmt::format("({}).{} IS NOT NULL", name, sql::quote_identifier(column_name_of(*field.name))));
        if (required.empty()) return;
        const std::string all = join(required, " AND ");
        // `x IS NULL` is also true for a row of nulls, so absence is tested by IS NOT DISTINCT FROM.
        bench.add_check(table, *source.optional ? fmt::format("{} IS NOT DISTINCT FROM NULL OR ({})", name, all) : all,
                        {column, "fields"});
    }
}

void add_attribute_checks(workbench& bench, entity_model& entity, const requirements::attribute& source,
                          const std::string& column) {
    for (const auto& check : source.checks) {
        const bool on_texts =
            source.type.array && (check.kind == check_kind::matches || check.kind == check_kind::length_at_least ||
                                  check.kind == check_kind::length_at_most);
        const std::string match = on_texts ? all_match_function(bench) : "";
        const std::string lengths = on_texts ? all_lengths_function(bench) : "";
        std::string suffix;
        switch (check.kind) {
            case check_kind::at_least:
            case check_kind::above:
                suffix = "min";
                break;
            case check_kind::at_most:
            case check_kind::below:
                suffix = "max";
                break;
            case check_kind::between:
                suffix = "range";
                break;
            case check_kind::not_equal:
                suffix = "not";
                break;
            case check_kind::matches:
                suffix = "pattern";
                break;
            case check_kind::length_at_least:
                suffix = "min_length";
                break;
            case check_kind::length_at_most:
                suffix = "max_length";
                break;
            case check_kind::expression:
                suffix = "check";
                break;
        }
        const std::string text = sql_check(check, source.type, sql::quote_identifier(column), match, lengths);
        bench.add_check(*entity.table, text, {column, suffix});
        bench.notes.rules.push_back({entity.name, entity.table->constraints.back().name, "check",
                                     entity.table->columns[entity.table->by_column.at(column)].name + ": " + text, "",
                                     catalog::id_of(entity.table->constraints.back()), bench.at(check.where)});
    }
}

void add_attribute(workbench& bench, entity_model& entity, const requirements::attribute& source) {
    const position where = bench.at(source.name.where);
    workbench::requirement stands(bench, fmt::format("{}.{}", entity.name, *source.name),
                                  source.shorthand.empty() ? requirements::to_shorthand(source.type) : source.shorthand,
                                  where);
    auto& table = *entity.table;
    const std::string column_name = bench.shorten(snake_case(*source.name), where);
    if (column_name != *source.name)
        bench.problems.information(code::column_renamed, where,
                                   fmt::format("{}.{} becomes the column \"{}\"; expressions name the column",
                                               entity.name, *source.name, column_name),
                                   "write attributes in snake_case");
    review_attribute(bench, entity, source);
    entity.columns_of[*source.name] = {column_name};
    column_note note = note_of(source, where);
    note_rename(bench, entity, source.was, "", column_name);

    if (source.type.kind == type_kind::encrypted || source.type.kind == type_kind::password ||
        source.type.kind == type_kind::token) {
        add_secret(bench, entity, source, std::move(note));
        return;
    }

    catalog::column column;
    column.name = column_name;
    column.comment = note.description;
    if (!*source.optional) column.not_null.emplace();
    std::string named;
    if (source.type.kind == type_kind::composite) {
        const std::string type = fit_name(snake_case(source.type.name));
        named = bench.quoted(type);
        bench.depend(table.id(), {object_kind::composite_type, catalog::identity_of(bench.qualify(type))});
    }
    if (source.type.kind == type_kind::enumeration) {
        named = add_enumeration(bench, table, entity.conventions, entity.singular, column_name, source.type);
    }
    column.type = sql_type(source.type, entity.conventions, named);
    if (source.default_) {
        column.default_ = sql_default(*source.default_, source.type);
        const bool integer = source.type.kind == type_kind::integer || source.type.kind == type_kind::bigint ||
                             source.type.kind == type_kind::smallint;
        if (source.default_->kind == requirements::default_kind::generated && integer) {
            column.identity = catalog::identity_kind::by_default;
            column.identity_sequence.emplace().type = column.type;
        }
    }
    if (!bench.add_column(table, std::move(column), std::move(note))) return;
    add_type_checks(bench, entity, source, column_name);
    add_attribute_checks(bench, entity, source, column_name);
    if (source.json_schema) add_json_schema(bench, entity, source, column_name);
}

void add_role_columns(workbench& bench, entity_model& entity, role_model& role) {
    workbench::requirement stands(bench, role.coverage);
    const auto& other = bench.entities[role.to];
    entity.columns_of[role.name] = role.columns;
    for (std::size_t i = 0; i < role.columns.size() && i < other.key.size(); ++i) {
        catalog::column column;
        column.name = role.columns[i];
        column.type = other.key[i].type;
        if (!role.optional) column.not_null.emplace();
        column.comment = role.description;
        column_note note;
        note.source = column_source::role;
        note.name = role.name;
        note.type = other.name;
        note.description = role.description;
        note.immutable = role.immutable;
        note.from = role.where;
        if (role.source) {
            if (role.source->owner) note.owner = **role.source->owner;
            if (role.source->sensitive) note.sensitive = **role.source->sensitive;
            if (role.source->deprecated) note.deprecated = design::note_of(*role.source->deprecated);
            const auto stem = std::min(snake_case(role.name).size(), role.columns[i].size());
            note_rename(bench, entity, role.source->was, role.columns[i].substr(stem), role.columns[i]);
        }
        bench.add_column(*entity.table, std::move(column), std::move(note));
    }
}

void add_computed(workbench& bench, entity_model& entity, const requirements::computed& source) {
    const position where = bench.at(source.name.where);
    workbench::requirement stands(bench, fmt::format("{}.computed.{}", entity.name, *source.name),
                                  fmt::format("{} = {}", requirements::to_shorthand(source.type), *source.expression),
                                  where);
    auto& table = *entity.table;
    catalog::column column;
    column.name = bench.shorten(snake_case(*source.name), where);
    entity.columns_of[*source.name] = {column.name};
    std::string named;
    if (source.type.kind == type_kind::enumeration)
        named = add_enumeration(bench, table, entity.conventions, entity.singular, column.name, source.type);
    if (source.type.kind == type_kind::composite) named = bench.quoted(fit_name(snake_case(source.type.name)));
    if (source.type.kind == type_kind::email)
        bench.need_extension("citext", "email addresses are compared without case");
    column.type = sql_type(source.type, entity.conventions, named);
    column.default_ = *source.expression;
    column.generated = catalog::generation::stored;
    if (*source.virtual_) {
        if (bench.settings.postgres >= 18)
            column.generated = catalog::generation::virtual_;
        else
            bench.problems.warning(code::virtual_needs_18, bench.at(source.virtual_.where),
                                   fmt::format("{}.{} is kept as a stored column: PostgreSQL {} has no virtual ones",
                                               entity.name, *source.name, bench.settings.postgres),
                                   "leave out `virtual`, or set `postgres: 18` for the project");
    }
    if (!*source.optional) column.not_null.emplace();
    column_note note;
    note.source = column_source::computed;
    note.name = *source.name;
    note.type = requirements::to_shorthand(source.type);
    note.expression = *source.expression;
    if (source.description) column.comment = note.description = **source.description;
    if (source.owner) note.owner = **source.owner;
    if (source.sensitive) note.sensitive = **source.sensitive;
    note.from = where;
    note_rename(bench, entity, source.was, "", column.name);
    bench.add_column(table, std::move(column), std::move(note));
}

}  // namespace

void add_columns(workbench& bench, entity_model& entity) {
    const std::size_t expected = entity.source->attributes.size() + entity.source->computed.size() +
                                 2 * entity.roles.size() + 4;  // a key, and those of behaviours
    entity.table->table.columns.reserve(expected);
    entity.table->columns.reserve(expected);
    add_made_key(bench, entity);
    for (const auto& attribute : entity.source->attributes) add_attribute(bench, entity, attribute);
    for (auto& role : entity.roles) add_role_columns(bench, entity, role);
    for (const auto& computed : entity.source->computed) add_computed(bench, entity, computed);
}

void add_composite_types(workbench& bench) {
    for (const auto& source : bench.document.types) {
        const std::string name = fit_name(snake_case(*source.name));
        const position where = bench.at(source.name.where);
        workbench::requirement stands(bench, fmt::format("types.{}", *source.name), *source.name, where);
        catalog::composite_type type;
        type.name = bench.qualify(name);
        const auto id = catalog::id_of(type);
        bench.take_name("type", name, id, fmt::format("the type {}", *source.name), where);
        bench.take_name("relation", name, id, fmt::format("the type {}", *source.name), where);
        for (const auto& field : source.fields) {
            const std::string column = column_name_of(*field.name);
            std::string named;
            if (field.type.kind == type_kind::composite) {
                const std::string inner = fit_name(snake_case(field.type.name));
                named = bench.quoted(inner);
                bench.depend(id, {object_kind::composite_type, catalog::identity_of(bench.qualify(inner))});
            }
            if (field.type.kind == type_kind::enumeration) {
                const std::string label = fit_name(fmt::format("{}_{}", name, column));
                bench.add_enum(label, requirements::labels_of(field.type), "",
                               fmt::format("the enumeration {}.{}", *source.name, *field.name));
                named = bench.quoted(label);
                bench.depend(id, {object_kind::enum_type, catalog::identity_of(bench.qualify(label))});
            }
            if (field.type.kind == type_kind::email) {
                bench.need_extension("citext", "email addresses are compared without case");
                bench.depend(id, {object_kind::extension, "citext"});
            }
            type.attributes.push_back({.name = column, .type = sql_type(field.type, bench.conventions, named)});
        }
        bench.made(id);
        bench.draft.composite_types.push_back(std::move(type));
    }
}

column_note behaviour_note_for(std::string behaviour, std::string description) {
    column_note note;
    note.source = column_source::behaviour;
    note.made_by = std::move(behaviour);
    note.description = std::move(description);
    return note;
}

catalog::column time_column(std::string name, bool required, std::string default_, std::string comment) {
    catalog::column column;
    column.name = std::move(name);
    column.type = "timestamp with time zone";
    if (required) column.not_null.emplace();
    column.default_ = std::move(default_);
    column.comment = std::move(comment);
    return column;
}

std::string all_match_function(workbench& bench) {
    catalog::function function;
    function.name.name = "tenon_all_match";
    function.arguments = "items text[], pattern text";
    function.argument_types = "text[], text";
    function.returns = "boolean";
    function.language = "sql";
    function.sql_body = "RETURN (SELECT coalesce(bool_and(item ~ pattern), true) FROM unnest(items) AS item)";
    function.volatility = catalog::volatility::immutable;
    function.parallel = catalog::parallel_safety::safe;
    function.comment = "True when every item matches the regular expression.";
    return bench.quoted(bench.add_function(std::move(function)));
}

std::string all_lengths_function(workbench& bench) {
    catalog::function function;
    function.name.name = "tenon_all_lengths";
    function.arguments = "items text[], least integer, most integer";
    function.argument_types = "text[], integer, integer";
    function.returns = "boolean";
    function.language = "sql";
    function.sql_body =
        "RETURN (SELECT coalesce(bool_and(char_length(item) >= coalesce(least, 0) AND "
        "(most IS NULL OR char_length(item) <= most)), true) FROM unnest(items) AS item)";
    function.volatility = catalog::volatility::immutable;
    function.parallel = catalog::parallel_safety::safe;
    function.comment = "True when every item has a length between the bounds; a bound that is null does not count.";
    return bench.quoted(bench.add_function(std::move(function)));
}

}  // namespace tenon::design
