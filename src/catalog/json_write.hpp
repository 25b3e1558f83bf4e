// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/visit.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

// Writes any described value of the catalog as compact JSON, leaving out members that equal their default. Used by the
// JSON form and by the digests, which must agree on every detail; nobody else includes it.
namespace tenon::catalog::detail {

/// What a digest does not see: the physical order of a table's columns, and the version of an extension.
enum class writing { everything, for_digest };

void write_string(std::string& out, std::string_view);

template <class E>
std::string enum_word(E value) {
    std::string word = boost::describe::enum_to_string(value, "");
    if (word.ends_with('_')) word.pop_back();
    return word;
}

template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

template <class T>
const T& default_of() {
    static const T value{};
    return value;
}

template <class T>
void write_compact(std::string& out, const T& value, writing mode);

/// True for the members that `mode` leaves out.
template <class T>
bool left_out(std::string_view member, writing mode) {
    return std::is_same_v<T, extension> && mode == writing::for_digest && member == "version";
}

/// Calls f(name, value) for each member of a described struct that is to be written.
template <class T, class F>
void for_each_written(const T& object, writing mode, F&& f) {
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
        const auto& value = object.*member.pointer;
        if (value == default_of<T>().*member.pointer || left_out<T>(member.name, mode)) return;
        std::string_view name = member.name;
        if (name.ends_with('_')) name.remove_suffix(1);
        if (name == "secrets") {
            // A hash of a password is for the run that made it; outside only the option's name may be seen.
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, options>) {
                options names;
                for (const auto& [key, hash] : value) names.emplace(key, "");
                f(name, names);
            }
            return;
        }
        if constexpr (std::is_same_v<T, table>) {
            if (mode == writing::for_digest && name == "columns") {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::vector<column>>) {
                    auto sorted = value;
                    std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.name < b.name; });
                    f(name, sorted);
                }
                return;
            }
        }
        f(name, value);
    });
}

template <class T>
void write_compact(std::string& out, const T& value, writing mode) {
    if constexpr (std::is_same_v<T, std::string>) {
        write_string(out, value);
    } else if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_enum_v<T>) {
        write_string(out, enum_word(value));
    } else if constexpr (std::is_integral_v<T>) {
        out += std::to_string(value);
    } else if constexpr (is_optional<T>::value) {
        if (value) {
            write_compact(out, *value, mode);
        } else {
            out += "null";
        }
    } else if constexpr (std::is_same_v<T, options>) {
        out += '{';
        for (const auto& [key, text] : value) {
            if (out.back() != '{') out += ", ";
            write_string(out, key);
            out += ": ";
            write_string(out, text);
        }
        out += '}';
    } else if constexpr (is_vector<T>::value) {
        out += '[';
        bool first = true;
        for (const auto& item : value) {
            if (!first) out += ", ";
            first = false;
            write_compact(out, item, mode);
        }
        out += ']';
    } else {
        out += '{';
        bool first = true;
        for_each_written(value, mode, [&](std::string_view name, const auto& member) {
            if (!first) out += ", ";
            first = false;
            write_string(out, name);
            out += ": ";
            write_compact(out, member, mode);
        });
        out += '}';
    }
}

}  // namespace tenon::catalog::detail
