// SPDX-License-Identifier: Apache-2.0
#include "base/codes/sql.hpp"
#include "base/text.hpp"
#include "catalog/digest.hpp"
#include "catalog/json.hpp"
#include "catalog/json_write.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>

namespace tenon::catalog {

namespace json = boost::json;

namespace {

/// Fills described values from JSON and tells of everything that does not fit, with its path.
class reader {
public:
    reader(const std::string& file, diagnostics& problems) : file_(file), problems_(problems) {}

    template <class T>
    void read(const json::value& from, T& to, const std::string& path) {
        if constexpr (std::is_same_v<T, std::string>) {
            if (const auto* text = from.if_string()) {
                to = std::string(text->data(), text->size());
            } else {
                mistyped(path, "a string");
            }
        } else if constexpr (std::is_same_v<T, bool>) {
            if (const auto* flag = from.if_bool()) {
                to = *flag;
            } else {
                mistyped(path, "true or false");
            }
        } else if constexpr (std::is_enum_v<T>) {
            read_enum(from, to, path);
        } else if constexpr (std::is_integral_v<T>) {
            if (const auto* number = from.if_int64(); number && std::in_range<T>(*number)) {
                to = static_cast<T>(*number);
            } else {
                mistyped(path, "an integer");
            }
        } else if constexpr (detail::is_optional<T>::value) {
            read(from, to.emplace(), path);
        } else if constexpr (std::is_same_v<T, options>) {
            read_options(from, to, path);
        } else if constexpr (detail::is_vector<T>::value) {
            const auto* items = from.if_array();
            if (!items) return mistyped(path, "a list");
            to.reserve(items->size());
            for (const auto& item : *items) {
                to.emplace_back();
                read(item, to.back(), fmt::format("{}[{}]", path, to.size() - 1));
            }
        } else {
            read_members(from, to, path);
        }
    }

    /// Members of the file that belong to its envelope, not to the catalog.
    static bool is_envelope(std::string_view name) { return name == "format" || name == "digest"; }

private:
    template <class T>
    void read_members(const json::value& from, T& to, const std::string& path) {
        const auto* members = from.if_object();
        if (!members) return mistyped(path, "an object");
        std::size_t known = 0;
        boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
            std::string_view name = member.name;
            if (name.ends_with('_')) name.remove_suffix(1);
            if (const auto* value = members->if_contains(name)) {
                ++known;
                read(*value, to.*member.pointer, path.empty() ? std::string(name) : fmt::format("{}.{}", path, name));
            }
        });
        if (known == members->size()) return;
        for (const auto& [name, value] : *members) {
            if (path.empty() && is_envelope(name)) continue;
            bool found = false;
            boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
                std::string_view own = member.name;
                if (own.ends_with('_')) own.remove_suffix(1);
                found = found || own == std::string_view(name);
            });
            if (!found) {
                problems_.error(code::catalog_unknown_member, {file_, 0, 0},
                                fmt::format("{}: no such member",
                                            path.empty() ? std::string(name) : path + '.' + std::string(name)),
                                "a catalog is made by `tenon catalog`, not by hand");
            }
        }
    }

    template <class E>
    void read_enum(const json::value& from, E& to, const std::string& path) {
        std::string words;
        bool found = false;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto item) {
            std::string word = item.name;
            if (word.ends_with('_')) word.pop_back();
            if (const auto* text = from.if_string(); text && std::string_view(*text) == word) {
                to = item.value;
                found = true;
            }
            words += words.empty() ? word : ", " + word;
        });
        if (!found) mistyped(path, "one of " + words);
    }

    void read_options(const json::value& from, options& to, const std::string& path) {
        const auto* members = from.if_object();
        if (!members) return mistyped(path, "an object");
        for (const auto& [key, value] : *members)
            read(value, to[std::string(key)], fmt::format("{}.{}", path, std::string_view(key)));
    }

    void mistyped(const std::string& path, std::string_view wanted) {
        problems_.error(code::catalog_mistyped_member, {file_, 0, 0}, fmt::format("{}: must be {}", path, wanted),
                        "a catalog is made by `tenon catalog`, not by hand");
    }

    const std::string& file_;
    diagnostics& problems_;
};

position position_at(std::string_view text, std::size_t offset, const std::string& file) {
    const auto before = text.substr(0, offset);
    const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {file, 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            1 + static_cast<int>(count_characters(before.substr(line_start)))};
}

std::string text_member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string()) return {};
    return std::string(std::string_view(value->get_string()));
}

/// The catalog inside the JSON form that verbs print, else the document itself.
const json::value& unwrapped(const json::value& document) {
    if (const auto* object = document.if_object()) {
        if (const auto* inner = object->if_contains("catalog"); inner && object->contains("ok")) return *inner;
    }
    return document;
}

}  // namespace

std::optional<contents> from_json(std::string_view text, const std::string& file, diagnostics& problems) {
    json::monotonic_resource memory;
    json::stream_parser parser(&memory);
    json::error_code ec;
    const std::size_t read = parser.write_some(text.data(), text.size(), ec);
    if (!ec && parser.done() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
        ec = json::error::extra_data;
    if (!ec) parser.finish(ec);
    if (ec) {
        problems.error(code::catalog_not_json, position_at(text, std::min(read, text.size()), file),
                       fmt::format("not JSON: {}", ec.message()));
        return std::nullopt;
    }
    const json::value whole = parser.release();
    const json::value& document = unwrapped(whole);
    if (!document.is_object() || text_member(document.get_object(), "format") != "tenon.catalog/1") {
        problems.error(code::catalog_unknown_format, {file, 0, 0},
                       "not a catalog: \"format\" is not \"tenon.catalog/1\"",
                       "a catalog is made by `tenon catalog SOURCE --format json`");
        return std::nullopt;
    }
    contents catalog;
    const auto errors = problems.error_count();
    reader(file, problems).read(document, catalog, "");
    if (problems.error_count() > errors) return std::nullopt;
    sort(catalog);
    const auto stated = text_member(document.get_object(), "digest");
    if (const auto found = digest(catalog); stated != found) {
        problems.error(code::catalog_digest_differs, {file, 0, 0},
                       fmt::format("the catalog was changed after it was made: its digest is {}, the file says {}",
                                   found, stated.empty() ? "nothing" : stated),
                       "make it again with `tenon catalog`; schemas are changed in requirements or SQL");
        return std::nullopt;
    }
    return catalog;
}

}  // namespace tenon::catalog
