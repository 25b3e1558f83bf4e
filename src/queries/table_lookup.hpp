// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

#include <unordered_map>

namespace tenon::queries {

/// Finds tables and their columns by the names that queries use. The tables must outlive it.
class table_lookup {
public:
    table_lookup() = default;
    explicit table_lookup(const catalog::contents&);
    void add(const catalog::table&);

    /// The table of that name; without a schema, the only one of the name.
    const catalog::table* find(std::string_view schema, std::string_view name) const;
    static const catalog::column* find_column(const catalog::table&, std::string_view name);

private:
    std::unordered_multimap<std::string, const catalog::table*> by_name_;
};

}  // namespace tenon::queries
