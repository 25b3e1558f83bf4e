// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

namespace tenon::sql {

/// What a key word may still be used as without quotes (PostgreSQL documentation, appendix C).
enum class keyword_category {
    unreserved,          ///< any name
    column_name,         ///< a column or table, but no function or type
    type_function_name,  ///< a function or type, but no column or table
    reserved,            ///< a column label after AS at most
};

/// The category of `word` (in lower case) over PostgreSQL 14 to 18, the strictest of them all; nothing for a word that
/// none of them knows.
std::optional<keyword_category> keyword(std::string_view word);

/// True for words that no table or column can be called without quotes in some supported major. `word` in lower case.
bool is_reserved(std::string_view word);

/// Every key word of PostgreSQL 14 to 18 in lower case.
const std::unordered_map<std::string_view, keyword_category>& all_keywords();

}  // namespace tenon::sql
