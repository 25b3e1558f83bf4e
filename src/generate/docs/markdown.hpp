// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// GitHub Flavored Markdown from text that may hold anything: names and descriptions are written by others, and a pipe,
// a backtick or a tag in one of them must not change the page.
namespace tenon::generate {

/// A name, type or piece of SQL in fixed width. What Markdown would read stands as character references in <code>.
/// One line: line breaks become blanks. Fit for table cells.
std::string code(std::string_view);

/// Running text, one line, nothing in it is markup. Fit for table cells and headings.
std::string prose(std::string_view);

/// The same over several paragraphs: an empty line stays one.
std::string paragraphs(std::string_view);

/// A fenced block with an empty line behind it, whose fence is longer than any run of backticks inside.
std::string fenced(std::string_view language, std::string_view text);

/// "[text](target)"; the text is Markdown already.
std::string link(std::string_view text, std::string_view target);

/// A table. Columns in which every cell is empty are left out.
class markdown_table {
public:
    explicit markdown_table(std::vector<std::string> heads) : heads_(std::move(heads)) {}

    void add(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    /// The table with an empty line behind it; "" when there are no rows.
    std::string text() const;

private:
    std::vector<std::string> heads_;
    std::vector<std::vector<std::string>> rows_;
};

/// Code names joined by commas.
std::string codes(const std::vector<std::string>& names);

}  // namespace tenon::generate
