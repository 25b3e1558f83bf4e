// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "catalog/object.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tenon::design {

/// PostgreSQL keeps 63 bytes of a name (NAMEDATALEN - 1) and cuts the rest off silently.
inline constexpr std::size_t longest_name = 63;

/// The name itself, or, when it is longer than `longest` bytes, its first `longest` - 9 bytes (whole characters), "_",
/// and eight digits of its hash: the same long name always gives the same short one.
std::string fit_name(std::string_view name, std::size_t longest = longest_name);

/// The column of an attribute, or of a field: in snake_case, and as long as PostgreSQL keeps it.
std::string column_name_of(std::string_view attribute);

/// The names that are taken, per name space of PostgreSQL, with who took them.
class name_registry {
public:
    struct holder {
        catalog::object_id object;
        std::string about;  ///< "entity Lot", "attribute Lot.status": for messages
        position where;
    };

    /// Takes `name` in `space` and returns nothing, or returns who has it already.
    std::optional<holder> take(const std::string& space, const std::string& name, const holder&);
    bool is_taken(const std::string& space, const std::string& name) const;

private:
    std::unordered_map<std::string, holder> taken_;
};

}  // namespace tenon::design
