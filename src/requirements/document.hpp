// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "requirements/convention.hpp"
#include "requirements/entity.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// roles: {name: what it is for}
struct role {
    phrase name;
    std::optional<phrase> description;

    friend bool operator==(const role&, const role&) = default;
};

struct composite_field {
    phrase name;
    value_type type;
    flag optional;  ///< PostgreSQL lets any field be null; a check on the attributes that use the type holds the rest

    friend bool operator==(const composite_field&, const composite_field&) = default;
};

/// types: {name: {field: type}}
struct composite_type {
    phrase name;
    std::vector<composite_field> fields;

    friend bool operator==(const composite_type&, const composite_type&) = default;
};

/// views: {Name: {sql: …}}
struct view {
    phrase name;
    phrase sql;
    flag materialized;
    std::optional<phrase> refresh;  ///< materialized only: an interval, see time_span.hpp
    std::vector<phrase> key;        ///< columns that identify a row; materialized: a unique index
    std::optional<phrase> description;
    std::optional<phrase> owner;
    std::optional<phrase> area;
    std::optional<phrase> was;
    std::vector<access_rule> access;

    friend bool operator==(const view&, const view&) = default;
};

/// A requirements document, as it was written: names are those of the document, nothing is derived yet.
/// Two are equal when they mean the same: places do not count, the file's name does not either.
struct document {
    file_name file;  ///< as given to `parse`
    phrase platform;
    std::optional<phrase> description;
    requirements::conventions conventions;
    std::vector<role> roles;
    std::vector<composite_type> types;
    std::vector<entity> entities;
    std::vector<view> views;
    std::optional<phrase> sql;  ///< objects the language has no word for

    /// The position of a place in this document, for diagnostics.
    position at(place where) const { return {file, where.line, where.column}; }

    const entity* find_entity(std::string_view name) const;
    const composite_type* find_type(std::string_view name) const;
    const role* find_role(std::string_view name) const;
    const view* find_view(std::string_view name) const;

    friend bool operator==(const document&, const document&);
};

}  // namespace tenon::requirements
