// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/constraint.hpp"
#include "catalog/table.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::table&);

/// Which of the things around a table its CREATE statement says; the rest follows in statements of its own.
struct table_parts {
    std::vector<const catalog::constraint*> constraints;  ///< written inside, in this order
    std::vector<std::string> without_default;             ///< columns whose default comes later
    const catalog::table* parent = nullptr;               ///< of a partition; it is created as PARTITION OF this one
    bool standalone = false;                              ///< a partition that is attached afterwards
    std::vector<const catalog::table*> inherited_from;    ///< the tables of INHERITS, those that are known
};

/// CREATE TABLE, or CREATE FOREIGN TABLE.
std::string create(const catalog::table&, const table_parts&, int major);

/// True when `partition` can be created as PARTITION OF `parent`: it has the same columns in the same order, and
/// differs in defaults and NOT NULLs at most in what the column list there can say.
bool follows_parent(const catalog::table& partition, const catalog::table& parent, int major);

/// ALTER TABLE parent ATTACH PARTITION …, and its opposite.
std::string attach(const catalog::table& partition);
/// 18: makes the partition's own again what ATTACH PARTITION takes for the parent's.
std::vector<std::string> own_not_nulls(const catalog::table& partition, const catalog::table& parent);
std::string detach(const catalog::table& partition);

/// ALTER TABLE … REPLICA IDENTITY … (an index must be there) and CLUSTER ON; "" for the default.
std::string replica_identity(const catalog::table&);
std::string cluster_on(const catalog::qualified_name& table, std::string_view index);

/// Row security, owner, columns' details, comments: what needs nothing but the table. `parts` as for `create`.
details details_after(const catalog::table&, const table_parts&, int major);

grant_target target_of(const catalog::table&, int major);

}  // namespace tenon::sql
