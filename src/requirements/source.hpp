// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "requirements/located.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// The text of a document, with the way from byte offsets to lines and columns. Keeps a view: the text must outlive it.
class source {
public:
    source(std::string_view text, std::string file);

    std::string_view text() const { return text_; }
    const file_name& file() const { return file_; }
    int line_count() const { return static_cast<int>(starts_.size()); }

    /// The place of a byte offset (the end of the text included).
    place at(std::size_t offset) const;
    position position_of(place where) const { return {file_, where.line, where.column}; }
    /// The byte offset where line `number` (from 1) begins; the end of the text for lines after the last.
    std::size_t line_start(int number) const;
    /// Line `number` (from 1) without its end.
    std::string_view line(int number) const;

private:
    std::string_view text_;
    file_name file_;
    std::vector<std::size_t> starts_;
    bool ascii_;
};

/// The checks that come before YAML: size, encoding, control characters. False when the text must not be parsed.
bool check_bytes(std::string_view text, const std::string& file, diagnostics& problems);

}  // namespace tenon::requirements
