// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/attribute.hpp"
#include "requirements/behaviour.hpp"
#include "requirements/constraint.hpp"
#include "requirements/convention.hpp"
#include "requirements/relation.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tenon::requirements {

enum class permission_kind { read, insert, update, delete_ };

/// "read", "insert", "update", "delete".
std::string_view to_string(permission_kind);

struct permission {
    permission_kind kind = permission_kind::read;
    std::vector<phrase> columns;  ///< attributes and roles it is limited to; empty: all
    place where;

    friend bool operator==(const permission& a, const permission& b) {
        return a.kind == b.kind && a.columns == b.columns;
    }
};

/// access: {role: [read, insert]}, or {role: {read: [a, b], insert: all}}.
struct access_rule {
    phrase role;
    std::vector<permission> permissions;

    friend bool operator==(const access_rule&, const access_rule&) = default;
};

/// volume: how many rows there are and how many come.
struct volume {
    std::optional<located<std::int64_t>> rows;     ///< now, or at the start
    std::optional<located<std::int64_t>> per_day;  ///< inserted
    std::optional<located<std::int64_t>> updates_per_day;
    std::optional<located<std::int64_t>> deletes_per_day;
    place where;

    friend bool operator==(const volume& a, const volume& b) {
        return a.rows == b.rows && a.per_day == b.per_day && a.updates_per_day == b.updates_per_day &&
               a.deletes_per_day == b.deletes_per_day;
    }
};

struct entity {
    phrase name;
    std::optional<phrase> description;
    std::optional<phrase> owner;
    std::optional<phrase> area;   ///< groups entities in diagrams and documentation
    std::optional<phrase> table;  ///< the table's name, instead of the convention
    std::optional<phrase> was;    ///< renamed from
    std::optional<requirements::conventions> conventions;
    std::vector<attribute> attributes;
    std::vector<requirements::computed> computed;
    std::vector<requirements::belongs_to> belongs_to;
    std::vector<requirements::has_one> has_one;
    std::vector<requirements::many_to_many> many_to_many;
    std::vector<std::vector<phrase>> exactly_one_of;  ///< groups of optional roles of belongs_to
    std::vector<phrase> key;  ///< attributes and roles; empty: `key` modifiers or the convention
    std::vector<unique_rule> unique;
    std::vector<exclude_rule> exclude;
    std::vector<index_rule> index;
    std::vector<rule> rules;
    std::vector<behaviour> behaviours;
    std::vector<access_rule> access;
    std::optional<requirements::volume> volume;
    std::optional<deprecation> deprecated;

    const attribute* find_attribute(std::string_view) const;
    const requirements::computed* find_computed(std::string_view) const;
    const requirements::belongs_to* find_role(std::string_view) const;
    const behaviour* find(behaviour_kind) const;

    friend bool operator==(const entity&, const entity&) = default;
};

}  // namespace tenon::requirements
