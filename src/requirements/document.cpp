// SPDX-License-Identifier: Apache-2.0
#include "requirements/document.hpp"

namespace tenon::requirements {

namespace {

template <class T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
    for (const auto& item : items)
        if (*item.name == name) return &item;
    return nullptr;
}

}  // namespace

std::string_view to_string(permission_kind kind) {
    constexpr std::string_view names[] = {"read", "insert", "update", "delete"};
    return names[static_cast<std::size_t>(kind)];
}

const attribute* entity::find_attribute(std::string_view wanted) const {
    return find_named(attributes, wanted);
}

const requirements::computed* entity::find_computed(std::string_view wanted) const {
    return find_named(computed, wanted);
}

const requirements::belongs_to* entity::find_role(std::string_view wanted) const {
    for (const auto& relation : belongs_to)
        if (*relation.role == wanted) return &relation;
    return nullptr;
}

const behaviour* entity::find(behaviour_kind kind) const {
    for (const auto& candidate : behaviours)
        if (candidate.kind == kind) return &candidate;
    return nullptr;
}

const entity* document::find_entity(std::string_view name) const {
    return find_named(entities, name);
}
const composite_type* document::find_type(std::string_view name) const {
    return find_named(types, name);
}
const role* document::find_role(std::string_view name) const {
    return find_named(roles, name);
}
const view* document::find_view(std::string_view name) const {
    return find_named(views, name);
}

bool operator==(const document& a, const document& b) {
    const auto all = [](const document& d) {
        return std::tie(d.platform, d.description, d.conventions, d.roles, d.types, d.entities, d.views, d.sql);
    };
    return all(a) == all(b);
}

}  // namespace tenon::requirements
