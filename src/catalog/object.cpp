// SPDX-License-Identifier: Apache-2.0
#include "catalog/object.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

namespace tenon::catalog {

namespace {

/// The words for every kind, made once from the enumerators' names.
const std::vector<std::string>& kind_words() {
    static const auto words = [] {
        std::vector<std::string> out;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<object_kind>>([&](auto item) {
            std::string word = item.name;
            if (word.ends_with('_')) word.pop_back();
            std::replace(word.begin(), word.end(), '_', ' ');
            out.push_back(std::move(word));
        });
        return out;
    }();
    return words;
}

}  // namespace

std::string_view to_string(object_kind kind) {
    return kind_words()[static_cast<std::size_t>(kind)];
}

std::optional<object_kind> kind_of(std::string_view words) {
    const auto& all = kind_words();
    const auto found = std::find(all.begin(), all.end(), words);
    if (found == all.end()) return std::nullopt;
    return static_cast<object_kind>(found - all.begin());
}

std::string to_string(const object_id& id) {
    return fmt::format("{} {}", to_string(id.kind), id.identity);
}

namespace {

constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1

/// The longest prefix of at most `bytes` bytes that does not end inside a character.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

}  // namespace

std::string chosen_name(std::string_view table, std::string_view column, std::string_view label) {
    std::size_t overhead = 0;
    if (!column.empty()) ++overhead;
    if (!label.empty()) overhead += label.size() + 1;
    const std::size_t room = longest_name - overhead;
    std::size_t first = table.size();
    std::size_t second = column.size();
    while (first + second > room) --(first > second ? first : second);
    std::string name(cut(table, first));
    if (!column.empty()) name.append("_").append(cut(column, second));
    if (!label.empty()) name.append("_").append(label);
    return name;
}

}  // namespace tenon::catalog
