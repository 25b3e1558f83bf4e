// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "sql/markdown_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tenon::sql::markdown {

/// A row of a table of columns. Pieces that the document leaves out are empty.
struct column {
    piece name_cell;
    std::string name;
    piece type;
    piece default_;
    piece description;
    bool not_null = false;
    bool null = false;
    bool key = false;
    bool unique = false;
    bool index = false;
    bool identity = false;
    std::vector<piece> checks;
    std::vector<std::pair<reference, piece>> references;  ///< with the cell it stands in
};

/// A row of a table of indexes. `type` is the method, with or without "unique".
struct index {
    piece name;
    piece columns;
    piece type;
    piece where;
    bool unique = false;
};

/// A table that a document describes below a heading.
struct described_table {
    std::vector<std::string> name;  ///< with its schema before it, or alone
    piece heading;
    std::optional<piece> description;  ///< the first paragraph
    std::vector<column> columns;
    std::vector<index> indexes;
};

/// Its name as SQL writes it.
std::string quoted(const std::vector<std::string>& name);

/// The tables of a document and the ```sql blocks between them, in order. Problems go to `problems`, with `file`.
std::vector<std::variant<described_table, block>> read_tables(std::string_view text, const std::string& file,
                                                              diagnostics& problems);

}  // namespace tenon::sql::markdown
