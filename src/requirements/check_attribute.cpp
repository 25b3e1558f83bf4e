// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/bounds.hpp"
#include "requirements/check_literal.hpp"
#include "requirements/checker.hpp"
#include "requirements/shorthand_type.hpp"

namespace tenon::requirements {

namespace {

/// The type that checks and defaults of single values are about; encrypted values have none in the database.
bool is_unknown_to_us(const value_type& type) {
    return type.kind == type_kind::sql || type.kind == type_kind::composite;
}

bool is_secret_type(type_kind kind) {
    return kind == type_kind::password || kind == type_kind::token;
}

void check_modifiers(checker& in, const attribute& of) {
    const auto name = fmt::format("attribute \"{}\"", *of.name);
    if (of.key.value && of.optional.value)
        in.error(code::key_optional, of.optional.where, fmt::format("{} is part of the key and optional", name),
                 "keys are never null: delete the ?");
    if (of.key.value && of.unique.value)
        in.warning(code::modifier_redundant, of.unique.where,
                   fmt::format("\"unique\" of {} says what \"key\" says", name),
                   "delete it, unless the key has further parts");
    if (of.indexed.value && (of.key.value || of.unique.value))
        in.warning(
            code::modifier_redundant, of.indexed.where,
            fmt::format("\"indexed\" of {} says what \"{}\" brings along", name, of.key.value ? "key" : "unique"),
            "delete it");
    if (of.findable.value && of.type.kind != type_kind::encrypted)
        in.error(code::findable_not_encrypted, of.findable.where,
                 fmt::format("{} is findable, but not encrypted", name),
                 "use it with encrypted(T); what is not encrypted takes indexed");
    if (of.reusable.value && of.type.kind != type_kind::token)
        in.error(code::reusable_not_token, of.reusable.where, fmt::format("{} is reusable, but no token", name),
                 "delete it: only a token is good for one use by default");
    if (of.unique.value && !of.type.array &&
        (of.type.kind == type_kind::boolean || of.type.kind == type_kind::enumeration))
        in.warning(code::unique_boolean, of.unique.where,
                   fmt::format("{} is unique: the table could hold {} rows only", name,
                               of.type.kind == type_kind::boolean ? 2 : of.type.values.size()),
                   "delete unique, or make it part of a unique list");
    if (is_secret_type(of.type.kind)) {
        const auto refuse = [&](place where, std::string_view what) {
            in.error(code::secret_misused, where,
                     fmt::format("{} is a {} and cannot have {}", name, to_string(of.type.kind), what),
                     "only its hash is kept; delete it");
        };
        if (of.default_) refuse(of.default_->where, "a default");
        if (of.example) refuse(of.example->where, "an example");
        if (of.unique.value && of.type.kind == type_kind::password)
            refuse(of.unique.where, "\"unique\": two people may choose the same one");
        if (of.indexed.value) refuse(of.indexed.where, "\"indexed\"");
        if (of.key.value) refuse(of.key.where, "\"key\"");
        if (!of.checks.empty()) refuse(of.checks[0].where, "conditions");
    }
    if (of.type.kind == type_kind::encrypted) {
        const auto refuse = [&](place where, std::string_view what) {
            in.error(code::secret_misused, where, fmt::format("{} is encrypted and cannot have {}", name, what),
                     "the database sees the encrypted bytes only");
        };
        if (of.default_ && of.default_->literal.kind != literal_kind::null) refuse(of.default_->where, "a default");
        if (of.example) refuse(of.example->where, "an example, which documents show");
        if (of.indexed.value) refuse(of.indexed.where, "\"indexed\"; findable adds a blind index");
        if (of.unique.value && !of.findable.value) refuse(of.unique.where, "\"unique\" without findable");
        if (of.key.value) refuse(of.key.where, "\"key\"");
        if (!of.checks.empty()) refuse(of.checks[0].where, "conditions");
    }
    if (const auto word = secret_word(*of.name); of.type.kind == type_kind::text && !word.empty())
        in.error(code::secret_in_plain_text, of.type.where,
                 fmt::format("{} is named like a secret and kept as plain text", name),
                 fmt::format("use {} or encrypted(text); if it is no secret, say so with sql(text)",
                             word.starts_with("pass") ? "password" : "token"));
}

void check_conditions(checker& in, const attribute& of) {
    if (is_unknown_to_us(of.type) || is_secret_type(of.type.kind) || of.type.kind == type_kind::encrypted) return;
    const auto name = fmt::format("attribute \"{}\"", *of.name);
    bool comparable = true;
    for (const auto& check : of.checks) {
        switch (check.kind) {
            case check_kind::expression:
                break;
            case check_kind::matches:
                if (!is_text(of.type.kind))
                    in.error(code::check_wrong_type, check.where,
                             fmt::format("\"matches\" does not fit {}", to_shorthand(of.type)), "it compares texts");
                break;
            case check_kind::length_at_least:
            case check_kind::length_at_most:
                if (!is_text(of.type.kind) && of.type.kind != type_kind::binary)
                    in.error(code::check_wrong_type, check.where,
                             fmt::format("\"length\" does not fit {}", to_shorthand(of.type)),
                             "texts and binary values have a length");
                break;
            default:
                for (const literal* operand : {&check.low, &check.high}) {
                    if (operand == &check.high && check.kind != check_kind::between) continue;
                    if (operand->kind == literal_kind::null) {
                        in.error(code::check_wrong_type, operand->where, "a comparison with null is never true",
                                 "required is the default; ? makes an attribute optional");
                        comparable = false;
                        continue;
                    }
                    comparable = check_operand(in, of.type, check, *operand) && comparable;
                }
        }
    }
    if (!comparable) return;
    const auto limits = bounds_of(of);
    const bool whole =
        of.type.kind == type_kind::integer || of.type.kind == type_kind::bigint || of.type.kind == type_kind::smallint;
    if (is_empty(limits, whole)) {
        in.error(code::empty_range, std::max(limits.low->where, limits.high->where),
                 limits.low->written == limits.high->written
                     ? fmt::format("no value of {} satisfies \"{}\"", name, limits.low->written)
                     : fmt::format("no value of {} satisfies both \"{}\" and \"{}\"", name, limits.low->written,
                                   limits.high->written),
                 "correct one of the bounds");
    }
    const auto longest = longest_text(of);
    for (const auto& check : of.checks) {
        if (check.kind != check_kind::length_at_least || !longest) continue;
        if (to_integer(check.low.value).value_or(0) > *longest)
            in.error(code::empty_range, check.where,
                     fmt::format("no value of {} satisfies \"{}\": the longest has {} characters", name,
                                 to_shorthand(check), *longest),
                     "correct one of the lengths");
    }
}

void check_default(checker& in, const attribute& of) {
    if (!of.default_ || keeps_secret(of)) return;
    const auto& def = *of.default_;
    const auto name = fmt::format("attribute \"{}\"", *of.name);
    if (def.kind == default_kind::literal && def.literal.kind == literal_kind::null) {
        if (!of.optional.value)
            in.error(code::null_default_required, def.where,
                     fmt::format("the default of {} is null, but it is required", name),
                     "make it optional with ? after the type, or choose another default");
        return;
    }
    if (def.kind == default_kind::expression) return;
    if (def.kind == default_kind::now || def.kind == default_kind::today || def.kind == default_kind::generated) {
        if (of.type.kind == type_kind::sql) return;
        const auto kind = of.type.kind;
        const bool integer = kind == type_kind::integer || kind == type_kind::bigint || kind == type_kind::smallint;
        const bool good =
            !of.type.array && (def.kind == default_kind::now ? kind == type_kind::timestamp || kind == type_kind::time
                               : def.kind == default_kind::today ? kind == type_kind::date
                                                                 : kind == type_kind::uuid || integer);
        if (good) return;
        const std::string_view word = def.kind == default_kind::now     ? "now"
                                      : def.kind == default_kind::today ? "today"
                                                                        : "generated";
        std::string hint = def.kind == default_kind::generated ? "uuid, integer, bigint and smallint can be generated"
                                                               : "now fits timestamp and time, today fits date";
        if (is_text(kind)) hint = fmt::format("write '{}' for the text", word);
        in.error(code::default_word_unsuitable, def.where,
                 fmt::format("the default \"{}\" does not fit {}", word, to_shorthand(of.type)), hint);
        return;
    }
    if (def.kind == default_kind::literal && !check_default_literal(in, of, def.literal)) return;
    if (const check* bad = violated(of, def.literal))
        in.error(code::default_outside, def.where,
                 fmt::format("the default {} of {} does not satisfy \"{}\"", to_shorthand(def.literal), name,
                             to_shorthand(*bad)),
                 "change the default or the condition");
}

void check_search(checker& in, const attribute& of) {
    if (!of.search || of.type.kind == type_kind::sql) return;
    const auto kind = of.type.kind;
    bool good = true;
    std::string fits;
    switch (**of.search) {
        case search_kind::contains:
            good = kind == type_kind::json || of.type.array;
            fits = "json and arrays";
            break;
        case search_kind::keys:
            good = kind == type_kind::json && !of.type.array;
            fits = "json";
            break;
        case search_kind::words:
        case search_kind::similar:
        case search_kind::prefix:
            good = (is_text(kind) || kind == type_kind::enumeration) && !of.type.array;
            fits = "texts";
            break;
        case search_kind::overlaps:
            good = kind == type_kind::range || of.type.array;
            fits = "ranges and arrays";
            break;
    }
    if (!good)
        in.error(code::search_unsuitable, of.search->where,
                 fmt::format("\"search: {}\" does not fit {}", to_string(**of.search), to_shorthand(of.type)),
                 fmt::format("it is for {}", fits));
}

void check_documentation(checker& in, const entity& of, const attribute& checked) {
    if (checked.json_schema && checked.type.kind != type_kind::json && checked.type.kind != type_kind::sql)
        in.error(
            code::schema_unsuitable, checked.json_schema->where,
            fmt::format("attribute \"{}\" has a JSON Schema, but is {}", *checked.name, to_shorthand(checked.type)),
            "only json attributes have one");
    if (checked.example && checked.type.kind == type_kind::enumeration && !checked.type.array &&
        checked.example->kind == option_kind::scalar) {
        const auto values = labels_of(checked.type);
        if (std::find(values.begin(), values.end(), checked.example->scalar) == values.end())
            in.error(code::example_unsuitable, checked.example->where,
                     fmt::format("the example \"{}\" is not a value of the enumeration", checked.example->scalar),
                     suggest(checked.example->scalar, values, "values"));
    }
    for (const auto& name : checked.depends_on) {
        if (*name == *checked.name) {
            in.error(code::depends_on_itself, name.where, fmt::format("attribute \"{}\" depends on itself", *name),
                     "name the attributes that determine it");
        } else {
            in.check_column(of, in.columns_of(of), name, fmt::format("\"depends_on\" of \"{}\"", *checked.name));
        }
    }
    if (!checked.deprecated) return;
    const auto& old = *checked.deprecated;
    if (old.use && !of.find_attribute(**old.use) && !of.find_computed(**old.use) && !of.find_role(**old.use))
        in.error(code::deprecation_replacement, old.use->where,
                 fmt::format("the replacement \"{}\" of attribute \"{}\" is not there", **old.use, *checked.name),
                 suggest(**old.use, in.columns_of(of), "attributes"));
}

}  // namespace

void check_type(checker& in, const value_type& type) {
    for (const auto& inner : type.inner) check_type(in, inner);
    if (type.kind != type_kind::composite || in.doc().find_type(type.name)) return;
    std::string hint = foreign_type_hint(type.name);
    if (hint.empty()) {
        std::vector<std::string> known(type_words().begin(), type_words().end());
        for (const auto& composite : in.doc().types) known.push_back(*composite.name);
        known.insert(known.end(), {"range", "encrypted"});
        if (in.find_entity(type.name)) {
            hint = fmt::format("\"{}\" is an entity: relations are declared under belongs_to", type.name);
        } else if (const auto near = closest(type.name, known)) {
            hint = fmt::format("did you mean \"{}\"?", *near);
        } else {
            hint = fmt::format("declare it under types, or write sql({}) for a PostgreSQL type", type.name);
        }
    }
    in.error(code::unknown_type, type.where, fmt::format("unknown type \"{}\"", type.name), hint);
}

void check_attribute(checker& in, const entity& of, const attribute& checked) {
    check_type(in, checked.type);
    check_modifiers(in, checked);
    check_conditions(in, checked);
    check_default(in, checked);
    check_search(in, checked);
    check_documentation(in, of, checked);
}

}  // namespace tenon::requirements
