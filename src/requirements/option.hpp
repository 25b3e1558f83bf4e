// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/located.hpp"

#include <string_view>
#include <vector>

namespace tenon::requirements {

struct option;

enum class option_kind { null, scalar, list, map };

/// A value whose form depends on who reads it: the options of behaviours, overridden conventions, examples, JSON
/// Schemas.
struct option_value {
    option_kind kind = option_kind::null;
    std::string scalar;              ///< scalar: its text
    bool quoted = false;             ///< scalar: written in quotes, so it is text whatever it looks like
    std::vector<option_value> list;  ///< list: its items
    std::vector<option> map;         ///< map: its members in the order written
    place where;

    /// The member `name` of a map, or nullptr.
    const option_value* find(std::string_view name) const;
    /// A list as the texts of its scalars; a scalar as a list of one; otherwise empty.
    std::vector<phrase> texts() const;
    /// A plain scalar "true" or "false" (never yes, no, on, off).
    bool is_true() const { return kind == option_kind::scalar && !quoted && scalar == "true"; }
    bool is_false() const { return kind == option_kind::scalar && !quoted && scalar == "false"; }

    friend bool operator==(const option_value&, const option_value&);
};

struct option {
    phrase name;
    option_value value;

    friend bool operator==(const option&, const option&) = default;
};

}  // namespace tenon::requirements
