// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/literal.hpp"
#include "requirements/located.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// The kinds of types. The first block are the words of the language; the rest have a syntax or a meaning of their own.
enum class type_kind {
    text,  ///< text, or varchar(n) with a length
    integer,
    bigint,
    smallint,
    decimal,  ///< decimal, decimal(p) or decimal(p,s)
    float_,   ///< double precision; written "float"
    money,    ///< numeric by convention, never PostgreSQL's money
    boolean,
    date,
    time,
    timestamp,  ///< always with time zone
    interval,
    uuid,
    json,
    binary,
    email,  ///< compared without case
    url,
    inet,
    password,  ///< one way, Argon2id by the application
    token,     ///< only its SHA-256 is stored; unique, expires, single use

    enumeration,  ///< one of [a, b]: `values`
    range,        ///< range(date): `inner` holds the element type
    encrypted,    ///< encrypted(T): `inner` holds T
    composite,    ///< a name under types: `name`
    sql,          ///< sql(…): `name` is the PostgreSQL type as written
};

/// The type of an attribute, a computed column or a field of a composite.
struct value_type {
    type_kind kind = type_kind::text;
    bool array = false;                              ///< T[]
    std::optional<located<std::int64_t>> length;     ///< text(n)
    std::optional<located<std::int64_t>> precision;  ///< decimal(p, …)
    std::optional<located<std::int64_t>> scale;      ///< decimal(…, s)
    std::vector<phrase> values;                      ///< enumeration, in the order written
    std::vector<value_type> inner;                   ///< range, encrypted: exactly one
    std::string name;                                ///< composite: its name; sql: the text inside the parentheses
    place where;

    friend bool operator==(const value_type& a, const value_type& b);
};

/// The values of an enumeration without their places, in the order written.
std::vector<std::string> labels_of(const value_type&);

/// "text", "decimal", "timestamp"; for the kinds with a syntax of their own: "one of", "range", "encrypted", "sql",
/// and "composite" for composites.
std::string_view to_string(type_kind);

/// The kind that a word of the language names ("float" → float_), or nothing.
std::optional<type_kind> find_type_word(std::string_view);
/// Every word that names a type.
std::span<const std::string> type_words();

/// The type in the grammar's shorthand, without the "?": "decimal(5,2)", "one of [a, 'b c'][]".
std::string to_shorthand(const value_type&);

bool is_number(type_kind);  ///< integer, bigint, smallint, decimal, float, money
bool is_text(type_kind);    ///< text, email, url

}  // namespace tenon::requirements
