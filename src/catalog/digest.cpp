// SPDX-License-Identifier: Apache-2.0
#include "catalog/digest.hpp"

#include "base/hash.hpp"
#include "catalog/json_write.hpp"

namespace tenon::catalog {

template <class Object>
std::string object_digest(const Object& object) {
    std::string text(to_string(Object::object));
    text += ' ';
    detail::write_compact(text, object, detail::writing::for_digest);
    return hash_hex(text);
}

std::vector<identified_digest> object_digests(const contents& catalog) {
    std::vector<identified_digest> all;
    for_each_object(catalog, [&](const auto& object) { all.push_back({id_of(object), object_digest(object)}); });
    std::sort(all.begin(), all.end());
    return all;
}

std::string digest(const contents& catalog) {
    std::string sum;
    for (const auto& [id, hash] : object_digests(catalog)) sum += fmt::format("{} {}\n", to_string(id), hash);
    return fmt::format("pg{}:{}", catalog.major, hash_hex(sum));
}

namespace {

// Instantiates object_digest for every kind there is.
[[maybe_unused]] void instantiate(const contents& catalog) {
    for_each_object(catalog, [](const auto& object) { (void)&object_digest<std::remove_cvref_t<decltype(object)>>; });
}

}  // namespace

}  // namespace tenon::catalog
