// SPDX-License-Identifier: Apache-2.0
#include "postgres/array.hpp"

#include "base/failure.hpp"

#include <charconv>

namespace tenon::postgres {

std::vector<std::string> parse_array(std::string_view text) {
    std::vector<std::string> items;
    if (text.empty()) return items;
    require(text.size() >= 2 && text.front() == '{' && text.back() == '}', "an array from the server has no braces");
    std::size_t at = 1;
    const std::size_t end = text.size() - 1;
    while (at < end) {
        std::string item;
        if (text[at] == '"') {
            for (++at; at < end && text[at] != '"'; ++at) {
                if (text[at] == '\\') ++at;
                item += text[at];
            }
            ++at;
        } else {
            const auto comma = std::min(text.find(',', at), end);
            item = text.substr(at, comma - at);
            if (item == "NULL") item.clear();
            at = comma;
        }
        items.push_back(std::move(item));
        require(at >= end || text[at] == ',', "an array from the server has no comma between its elements");
        ++at;
    }
    return items;
}

std::vector<std::int64_t> parse_integers(std::string_view text) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        if (*at == '{' || *at == '}' || *at == ',' || *at == ' ') {
            ++at;
            continue;
        }
        std::int64_t number = 0;
        const auto [next, ec] = std::from_chars(at, end, number);
        require(ec == std::errc(), "a number from the server is none");
        numbers.push_back(number);
        at = next;
    }
    return numbers;
}

}  // namespace tenon::postgres
