// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/alteration/alteration.hpp"

#include <algorithm>

namespace tenon::diff {

/// Grants on an object and its columns, from those of its older form.
template <class Object>
void change_grants(const Object& from, const Object& to, int major, alterations& out) {
    const auto change = [&](const catalog::object_id& id, const sql::grant_target& target,
                            const catalog::privileges& was, const catalog::privileges& now) {
        auto forward = sql::change_privileges(target, was, now, major);
        if (!forward.empty())
            out.push_back({id, "grants", std::move(forward), sql::change_privileges(target, now, was, major), {}});
    };
    change(id_of(to), sql::target_of(to, major), from.privileges, to.privileges);
    if constexpr (requires { to.columns; }) {
        // REVOKE on a table takes the same privileges on its columns along.
        const auto revoked = !out.empty() && std::any_of(out.back().sql.begin(), out.back().sql.end(),
                                                         [](const auto& one) { return one.starts_with("REVOKE"); });
        for (const auto& column : to.columns) {
            const auto was = std::find_if(from.columns.begin(), from.columns.end(),
                                          [&](const auto& other) { return other.name == column.name; });
            const auto part = catalog::column_id(to.name, column.name);
            catalog::privileges before;
            if (was != from.columns.end()) before = was->privileges;
            if (revoked && before && column.privileges) {
                // Granting anew what may still be there does no harm.
                auto forward =
                    sql::change_privileges(sql::target_of_column(to, column), before, column.privileges, major);
                for (auto& one : sql::change_privileges(sql::target_of_column(to, column), std::nullopt,
                                                        column.privileges, major)) {
                    if (std::find(forward.begin(), forward.end(), one) == forward.end())
                        forward.push_back(std::move(one));
                }
                out.push_back(
                    {part,
                     "grants",
                     std::move(forward),
                     sql::change_privileges(sql::target_of_column(to, column), column.privileges, before, major),
                     {}});
            } else {
                change(part, sql::target_of_column(to, column), before, column.privileges);
            }
            if constexpr (requires { column.identity_privileges; }) {
                catalog::privileges identity;
                if (was != from.columns.end()) identity = was->identity_privileges;
                if (column.identity != catalog::identity_kind::none)
                    change(part, sql::target_of_identity(to, column), identity, column.identity_privileges);
            }
        }
    }
}

}  // namespace tenon::diff
