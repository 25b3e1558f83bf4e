// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/table.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

/// What of a column its table's CREATE says.
struct column_parts {
    bool type = true;      ///< false where the type comes from elsewhere: typed tables, partitions
    bool default_ = true;  ///< default or generation expression
    bool identity = true;
    bool not_null = true;
};

/// "total numeric(12,2) NOT NULL DEFAULT 0"
std::string column_text(const catalog::table&, const catalog::column&, const column_parts&, int major);

/// ALTER TABLE ONLY … ALTER COLUMN … and the like: one statement about one column.
std::string set_default(const catalog::table&, const catalog::column&);
std::string drop_default(const catalog::table&, const catalog::column&);
std::string set_not_null(const catalog::table&, const catalog::column&, int major);
std::string drop_not_null(const catalog::table&, const catalog::column&);

/// 18: the name of the constraint that NOT NULL is; its column has one.
std::string not_null_name(const catalog::table&, const catalog::column&);
/// 18: "CONSTRAINT there NOT NULL id", as it stands in CREATE TABLE and after ADD.
std::string not_null_clause(const catalog::column&);

/// "GENERATED ALWAYS AS IDENTITY (START WITH 10)", of an identity column.
std::string identity_clause(const catalog::column&);
/// The name of the sequence behind an identity column: quoted and qualified.
std::string identity_sequence(const catalog::table&, const catalog::column&);

/// What CREATE TABLE cannot say of a column: storage, statistics target, options, NOT NULL that is not valid, comments.
details details_after(const catalog::table&, const catalog::column&, int major);

grant_target target_of_column(const catalog::table&, const catalog::column&);
/// The sequence behind an identity column.
grant_target target_of_identity(const catalog::table&, const catalog::column&);

}  // namespace tenon::sql
