// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/alteration/alteration.hpp"

namespace tenon::diff {

/// A column in its table.
struct column_of_table {
    const catalog::table* table = nullptr;
    const catalog::column* column = nullptr;
};

/// True when the two differ in what ALTER COLUMN … TYPE says.
bool retypes(const catalog::column& from, const catalog::column& to);

/// Writes how a column becomes another of the same name in place, its default left aside (a node of its own);
/// `carried`: its parent's statement brings the type along. False when it has to be dropped and added.
bool alter_column(const column_of_table& from, const column_of_table& to, bool carried, int major, alterations& out);

/// ALTER TABLE … ADD COLUMN …; `without_default`: that follows in a statement of its own.
std::string add_column(const column_of_table&, bool without_default, int major);
/// ALTER TABLE … DROP COLUMN …
std::string drop_column(const column_of_table&);

/// What a column is right after its parent's ADD COLUMN brought it along.
catalog::column carried_by(const catalog::column& parents);

}  // namespace tenon::diff
