// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::markdown {

/// A piece of text and where it stands: line and column (in characters) from 1.
struct piece {
    std::string text;
    int line = 0;
    int column = 0;
};

enum class block_kind { heading, paragraph, table, fence };

/// One block of a Markdown document, as far as schema documentation needs it: headings (#), paragraphs, pipe tables
/// (GitHub's extension) and fenced code. Everything else counts as paragraphs.
struct block {
    block_kind kind = block_kind::paragraph;
    int level = 0;                         ///< of a heading, 1 to 6
    piece text;                            ///< of a heading or paragraph; the content of a fence
    std::string language;                  ///< of a fence, in lower case
    std::vector<piece> header;             ///< of a table
    std::vector<std::vector<piece>> rows;  ///< of a table, as many cells as the row has
};

/// Reads a document. Never fails. In cells, `\|` is a bar, <br> a blank; marks around the whole cell (backticks, stars,
/// underscores) are taken off.
std::vector<block> parse(std::string_view text);

/// The text without the marks of emphasis and code around it, moving its column along.
piece without_marks(piece);

}  // namespace tenon::sql::markdown
