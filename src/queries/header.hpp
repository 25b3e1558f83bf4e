// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "queries/query.hpp"

namespace tenon::queries {

/// One comment line of a query file, and where its text (after `--` and blanks) begins.
struct comment_line {
    std::string_view text;
    position where;
};

/// True for `name: …`: a line that begins a query.
bool is_header(const comment_line&);

/// Reads a header line into `into`: name, kind, options. What is wrong is told; false when there is no usable name.
bool read_header(const comment_line&, query& into, diagnostics&);

/// Reads a clause line (param, column, about, embed). Other comments are nobody's business and are left alone.
void read_clause(const comment_line&, query& into, diagnostics&);

}  // namespace tenon::queries
