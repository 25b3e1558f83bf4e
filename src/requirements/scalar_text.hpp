// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/yaml_tree.hpp"

#include <string_view>
#include <vector>

namespace tenon::requirements {

/// The text of a scalar together with the place of each of its bytes in the document, whatever quotes, escapes, folds
/// and indentation lie between the two.
class scalar_text {
public:
    /// Both must outlive this.
    scalar_text(const source& document, const node& scalar);
    /// The part `from` … `from + length` of a scalar.
    scalar_text part(std::size_t from, std::size_t length = std::string_view::npos) const;

    std::string_view text() const { return text_; }
    place at(std::size_t offset) const;
    /// The document's byte offset after the last byte of the text (before a closing quote).
    std::size_t end_offset() const;
    phrase whole() const { return {std::string(text_), at(0)}; }
    const source& document() const { return *document_; }
    const node& scalar() const { return *scalar_; }
    /// True when the document goes on with a comment on the line where the (plain) scalar ends.
    bool comment_follows() const;

private:
    void map() const;

    const source* document_;
    const node* scalar_;
    std::string_view text_;
    std::size_t from_ = 0;                      // of text_ in the scalar's value
    bool straight_ = false;                     // value bytes follow each other in the document
    std::size_t first_ = 0;                     // document offset of the value's first byte, when straight
    mutable std::vector<std::size_t> offsets_;  // otherwise: document offset of each value byte, made when asked for
};

}  // namespace tenon::requirements
