// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/scalar_text.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// A word of a piece of SQL, outside strings and comments.
struct sql_word {
    std::string_view text;  ///< without the double quotes, if there are any
    std::size_t offset = 0;
    bool quoted = false;     ///< written in double quotes
    bool called = false;     ///< a ( follows
    bool qualified = false;  ///< a . stands before it
    bool qualifies = false;  ///< a . follows it
};

/// What a scan of a piece of SQL shows. Offsets are npos when there is nothing of the kind.
struct sql_scan {
    std::vector<sql_word> words;
    std::size_t open = std::string_view::npos;       ///< a quote, comment or bracket that is not closed
    std::size_t stray = std::string_view::npos;      ///< a closing bracket that nothing opened
    std::size_t semicolon = std::string_view::npos;  ///< the first one outside brackets and strings
    std::size_t comment = std::string_view::npos;    ///< the first comment
};

/// Follows PostgreSQL's lexical rules (section 4.1): strings, E'', U&'', dollar quotes, nested comments, brackets.
sql_scan scan_sql(std::string_view sql);

/// Says what would break out of the place where Tenon puts the expression: open quotes, semicolons, comments.
void check_expression(const scalar_text& sql, std::string_view what, diagnostics& problems);

}  // namespace tenon::requirements
