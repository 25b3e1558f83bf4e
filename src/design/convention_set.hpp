// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "design/notes.hpp"
#include "design/words.hpp"
#include "requirements/convention.hpp"
#include "requirements/document.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tenon::design {

enum class key_style { uuid, identity, serial };
enum class enum_style { type, check, table };
enum class timestamp_style { both, created, none };

/// The conventions in force for one entity.
struct convention_set {
    requirements::preset preset = requirements::preset::uuid;
    key_style key = key_style::uuid;
    std::string key_name = "id";
    std::string schema = "public";
    bool plural_tables = true;
    plural_exceptions plurals;
    std::map<std::string, std::string> prefixes;  ///< "foreign_key" → "fk_"
    std::vector<std::string> booleans;            ///< allowed prefixes; empty: any name
    timestamp_style timestamps = timestamp_style::both;
    std::string money = "numeric(10,2)";
    std::string ratio = "numeric(5,2)";
    enum_style enums = enum_style::type;
    std::optional<requirements::referential_action> on_delete;  ///< nothing: the designer's own choice

    std::map<requirements::convention_kind, std::string> reasons;  ///< of the rules that the document overrides

    /// Why a rule is as it is: the reason that the document states, else the one that goes with the preset.
    std::string why(requirements::convention_kind rule, std::string_view otherwise) const {
        const auto own = reasons.find(rule);
        return own == reasons.end() ? std::string(otherwise) : own->second;
    }

    const std::string& prefix(const std::string& kind) const { return prefixes.at(kind); }
};

/// What a document's conventions come to: the preset, then its overrides; problems are added. `notes` gets one entry
/// for each rule, in the order of the language.
convention_set resolve_conventions(const requirements::document&, std::vector<convention_note>& notes,
                                   diagnostics& problems);

/// The same for one entity: the document's conventions with its own overrides on top, each of which is noted as a
/// decision by the caller.
convention_set override_conventions(const convention_set& base, const requirements::conventions&);

/// The value of a rule in words: "uuid", "plural", "fk_".
std::string describe_convention(const convention_set&, requirements::convention_kind);

}  // namespace tenon::design
