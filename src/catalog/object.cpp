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

}  // namespace tenon::catalog
