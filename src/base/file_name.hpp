// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/core.h>

#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tenon {

/// The name of a file that places point into: copies share the text, as thousands of places name the same file.
class file_name {
public:
    file_name() = default;
    file_name(std::string name)  // implicit, as is the way back: a name is a text for all who use one
        : text_(name.empty() ? nullptr : std::make_shared<const std::string>(std::move(name))) {}
    file_name(const char* name) : file_name(std::string(name)) {}

    const std::string& text() const {
        static const std::string none;
        return text_ ? *text_ : none;
    }
    operator const std::string&() const { return text(); }
    bool empty() const { return !text_; }

    friend bool operator==(const file_name& a, const file_name& b) {
        return a.text_ == b.text_ || a.text() == b.text();
    }
    friend auto operator<=>(const file_name& a, const file_name& b) {
        return a.text_ == b.text_ ? std::strong_ordering::equal : a.text() <=> b.text();
    }

private:
    std::shared_ptr<const std::string> text_;
};

}  // namespace tenon

template <>
struct fmt::formatter<tenon::file_name> : fmt::formatter<std::string_view> {
    auto format(const tenon::file_name& name, format_context& context) const {
        return fmt::formatter<std::string_view>::format(name.text(), context);
    }
};
