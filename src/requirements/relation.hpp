// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/attribute.hpp"

#include <optional>
#include <string_view>

namespace tenon::requirements {

enum class referential_action { no_action, restrict_, cascade, set_null, set_default };

/// "no action", "restrict", "cascade", "set null", "set default": as in the document and in SQL (lower case).
std::string_view to_string(referential_action);

/// role: Entity[?], or {to: Entity, …}. The column is role_id (for a composite key, one column per key part).
struct belongs_to {
    phrase role;
    phrase to;
    flag optional;
    std::optional<located<referential_action>> on_delete;  ///< not written: the convention and the behaviours decide
    std::optional<located<referential_action>> on_update;
    std::optional<phrase> inverse;  ///< what the other entity calls the way back
    flag unique;                    ///< at most one of these per other
    flag immutable;
    flag key;       ///< part of the key
    flag deferred;  ///< the foreign key is checked at commit
    std::optional<phrase> description;
    std::optional<phrase> was;  ///< the role's former name
    std::optional<phrase> owner;
    std::optional<phrase> sensitive;
    std::optional<deprecation> deprecated;

    friend bool operator==(const belongs_to&, const belongs_to&) = default;
};

/// role: Entity. The foreign key is unique and on the other side, in the role `inverse` (default: this entity's name).
struct has_one {
    phrase role;
    phrase to;
    flag optional;  ///< the foreign key on the other side may be null
    std::optional<located<referential_action>> on_delete;
    std::optional<phrase> inverse;
    std::optional<phrase> description;
    std::optional<phrase> was;

    friend bool operator==(const has_one&, const has_one&) = default;
};

/// role: Entity, or {to: Entity, through: Junction}. Without `through` Tenon makes the junction.
struct many_to_many {
    phrase role;
    phrase to;
    std::optional<phrase> through;  ///< an entity of its own, or the name of the junction that Tenon makes
    std::optional<located<referential_action>> on_delete;
    std::optional<phrase> inverse;
    std::optional<phrase> description;
    std::optional<phrase> was;

    friend bool operator==(const many_to_many&, const many_to_many&) = default;
};

}  // namespace tenon::requirements
