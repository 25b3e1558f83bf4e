// SPDX-License-Identifier: Apache-2.0
#include "requirements/scalar_text.hpp"

namespace tenon::requirements {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The length in the document of the escape that begins with a backslash at `at`.
std::size_t escape_length(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) return 1;
    switch (text[at + 1]) {
        case 'x':
            return 4;
        case 'u':
            return 6;
        case 'U':
            return 10;
        default:
            return 2;
    }
}

}  // namespace

scalar_text::scalar_text(const source& document, const node& scalar)
    : document_(&document), scalar_(&scalar), text_(scalar.value) {
    const bool quoted = scalar.style == scalar_style::single_quoted || scalar.style == scalar_style::double_quoted;
    first_ = scalar.offset + (quoted ? 1 : 0);
    straight_ = scalar.style != scalar_style::block && first_ <= document.text().size() &&
                document.text().substr(first_, text_.size()) == text_ && text_.find('\n') == std::string_view::npos;
}

scalar_text scalar_text::part(std::size_t from, std::size_t length) const {
    scalar_text out = *this;
    from = std::min(from, text_.size());
    out.text_ = text_.substr(from, length);
    out.from_ += from;
    return out;
}

void scalar_text::map() const {
    const auto text = document_->text();
    const std::string& value = scalar_->value;
    std::size_t at = scalar_->offset;
    if (scalar_->style == scalar_style::block) {
        at = std::min(text.find('\n', at), text.size());
    } else if (scalar_->style != scalar_style::plain) {
        ++at;
    }
    offsets_.reserve(value.size() + 1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (scalar_->style == scalar_style::double_quoted && at < text.size() && text[at] == '\\') {
            // A line that ends in a backslash is joined with the next one, which has no byte in the value.
            while (at + 1 < text.size() && text[at] == '\\' && (text[at + 1] == '\n' || text[at + 1] == '\r')) {
                ++at;
                while (at < text.size() && is_blank(text[at])) ++at;
            }
            if (at < text.size() && text[at] == '\\') {
                offsets_.push_back(std::min(at, text.size()));
                const auto length = escape_length(text, at);
                // An escape above U+007F is several bytes of the value.
                while (i + 1 < value.size() && length > 2 &&
                       (static_cast<unsigned char>(value[i + 1]) & 0xC0) == 0x80) {
                    ++i;
                    offsets_.push_back(std::min(at, text.size()));
                }
                at += length;
                continue;
            }
        }
        if (!is_blank(value[i]))
            while (at < text.size() && is_blank(text[at])) ++at;
        offsets_.push_back(std::min(at, text.size()));
        if (at < text.size() && (is_blank(value[i]) == is_blank(text[at]))) {
            at += scalar_->style == scalar_style::single_quoted && value[i] == '\'' ? 2 : 1;
        }
    }
    offsets_.push_back(std::min(at, text.size()));
}

place scalar_text::at(std::size_t offset) const {
    offset = std::min(offset, text_.size()) + from_;
    if (straight_) return document_->at(first_ + offset);
    if (offsets_.empty()) map();
    return document_->at(offsets_[std::min(offset, offsets_.size() - 1)]);
}

std::size_t scalar_text::end_offset() const {
    if (straight_) return first_ + from_ + text_.size();
    if (offsets_.empty()) map();
    return offsets_[std::min(from_ + text_.size(), offsets_.size() - 1)];
}

bool scalar_text::comment_follows() const {
    if (!scalar_->plain()) return false;
    const auto text = document_->text();
    const auto end = scalar_text(*document_, *scalar_).end_offset();
    const auto next = text.find_first_not_of(" \t", end);
    return next != std::string_view::npos && next > end && text[next] == '#';
}

}  // namespace tenon::requirements
