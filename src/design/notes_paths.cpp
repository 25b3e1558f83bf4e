// SPDX-License-Identifier: Apache-2.0
#include "design/notes.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <filesystem>

// Made from the descriptions of the structs: a new member needs no line here.
namespace tenon::design {

namespace {

namespace fs = std::filesystem;
namespace describe = boost::describe;

std::string relative(const std::string& file, const fs::path& folder) {
    return file.empty() ? file : fs::path(file).lexically_proximate(folder).generic_string();
}

template <class T>
void relate(T& value, const fs::path& folder) {
    if constexpr (std::is_same_v<T, position>) {
        value.file = relative(value.file, folder);
    } else if constexpr (describe::has_describe_members<T>::value) {
        boost::mp11::mp_for_each<describe::describe_members<T, describe::mod_public>>(
            [&](auto member) { relate(value.*member.pointer, folder); });
    } else if constexpr (requires { value.has_value(); }) {
        if (value) relate(*value, folder);
    } else if constexpr (requires { value.push_back(value.front()); } && !std::is_same_v<T, std::string>) {
        for (auto& item : value) relate(item, folder);
    }
}

}  // namespace

notes relative_to(notes of, const fs::path& folder) {
    of.source = relative(of.source, folder);
    relate(of, folder);
    return of;
}

}  // namespace tenon::design
