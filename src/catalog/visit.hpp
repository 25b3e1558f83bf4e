// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/identity.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

namespace tenon::catalog {

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public>;

/// A list of objects in `contents`, as opposed to its other members.
template <class T>
concept object_list = requires(const T& list) {
    id_of(*list.begin());
};

/// Calls f(name, list) for every list of objects in a catalog, in the order of its members.
template <class Contents, class F>
void for_each_list(Contents& catalog, F&& f) {
    boost::mp11::mp_for_each<members_of<contents>>([&](auto member) {
        auto& list = catalog.*member.pointer;
        if constexpr (object_list<std::remove_cvref_t<decltype(list)>>) f(std::string_view(member.name), list);
    });
}

/// Calls f(object) for every object of a catalog, by list, in the lists' order.
template <class Contents, class F>
void for_each_object(Contents& catalog, F&& f) {
    for_each_list(catalog, [&](std::string_view, auto& list) {
        for (auto& object : list) f(object);
    });
}

}  // namespace tenon::catalog
