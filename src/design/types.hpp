// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/convention_set.hpp"
#include "requirements/attribute.hpp"
#include "requirements/type.hpp"

#include <string>
#include <string_view>

namespace tenon::design {

/// The PostgreSQL type of a value of the language, as format_type prints it. `named` is the quoted, qualified name of
/// the enumeration or composite type, for those kinds. email is citext in `schema`; encrypted values are bytea.
std::string sql_type(const requirements::value_type&, const convention_set&, const std::string& named);

/// A literal of the document as SQL.
std::string sql_literal(const requirements::literal&);

/// A default as SQL, or "" when it is not an expression (generated integers are identity columns).
std::string sql_default(const requirements::default_value&, const requirements::value_type&);

/// The condition of a check on the column (quoted) as SQL; conditions on arrays hold for every element.
/// `all_match` and `all_lengths` are the qualified names of the helper functions for arrays of texts.
std::string sql_check(const requirements::check&, const requirements::value_type&, const std::string& column,
                      const std::string& all_match, const std::string& all_lengths);

/// Bytes that a value takes on average, for forecasts: `align` is set to its alignment.
int average_width(std::string_view sql_type, int& align);

}  // namespace tenon::design
