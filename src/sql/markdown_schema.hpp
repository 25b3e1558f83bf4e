// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "sql/script.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tenon::sql {

/// Schema documentation in Markdown as SQL: a heading names a table, a pipe table below it lists its columns, one below
/// that its indexes; DDL in ```sql fences counts as it is. docs/guide/markdown_schema.md describes the form. The
/// statements come in an order that loads: types, tables, foreign keys, indexes, comments; what the server says of one
/// points at the cell it comes from. Problems go to `problems`.
script read_markdown_schema(std::string_view text, const std::string& name, diagnostics& problems);

/// The same for a file; throws failure (file_not_readable).
script read_markdown_schema_file(const std::filesystem::path&, diagnostics& problems);

}  // namespace tenon::sql
