// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/option.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

enum class preset { uuid, identity, serial };

/// The rules that a document or an entity may override: `rule: {use: value, reason: why}`.
enum class convention_kind {
    key,         ///< uuid | identity | serial: the type of keys nobody chose
    key_name,    ///< the column name of such keys ("id")
    schema,      ///< the PostgreSQL schema of the platform
    tables,      ///< plural | singular
    plurals,     ///< map: singular word → plural, for what English rules get wrong
    names,       ///< map: primary_key, foreign_key, index, check, unique, exclude → prefix
    booleans,    ///< list of prefixes that boolean attributes must have; empty: any name
    timestamps,  ///< both | created | none: the columns that every entity gets
    money,       ///< the type of `money`: decimal(p,s)
    ratio,       ///< the type proposed for ratios: decimal(p,s)
    enums,       ///< type | check | table: how enumerations are kept
    on_delete,   ///< the action where a relation says nothing
};

/// One overridden rule.
struct convention_override {
    located<convention_kind> rule;
    option_value use;
    phrase reason;

    friend bool operator==(const convention_override&, const convention_override&) = default;
};

/// conventions: a preset, or a mapping with `preset:` and overridden rules. An entity's own go before the document's.
struct conventions {
    std::optional<located<requirements::preset>> preset;
    std::vector<convention_override> overrides;

    const convention_override* find(convention_kind) const;

    friend bool operator==(const conventions&, const conventions&) = default;
};

/// What the language knows of a rule.
struct convention_entry {
    convention_kind kind;
    std::string name;
    std::string about;
    std::vector<std::string> words;  ///< the values it may have; empty: see `about`
    bool per_entity;                 ///< an entity may override it
};

std::span<const convention_entry> convention_table();
std::string_view to_string(convention_kind);
std::string_view to_string(preset);

}  // namespace tenon::requirements
