// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/option.hpp"
#include "requirements/type.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tenon::requirements {

enum class check_kind {
    at_least,         ///< >= low
    above,            ///< > low
    at_most,          ///< <= low
    below,            ///< < low
    not_equal,        ///< != low
    between,          ///< in low..high, inclusive
    matches,          ///< matches 'regular expression': low
    length_at_least,  ///< length >= low
    length_at_most,   ///< length <= low
    expression,       ///< long form only, check: (sql): `expression`
};

/// One condition on the values of an attribute. For an array it holds for every element.
struct check {
    check_kind kind = check_kind::at_least;
    literal low;
    literal high;
    std::string expression;  ///< SQL, without the outer parentheses
    place where;

    friend bool operator==(const check&, const check&);
};

enum class default_kind {
    literal,     ///< `literal`
    enum_value,  ///< `literal` of kind text: a value of the enumeration
    now,
    today,
    generated,   ///< uuid: a new one; integer, bigint, smallint: identity
    expression,  ///< `expression`
};

struct default_value {
    default_kind kind = default_kind::literal;
    requirements::literal literal;
    std::string expression;  ///< SQL, without the outer parentheses
    place where;

    friend bool operator==(const default_value&, const default_value&);
};

/// What an attribute should be found by, beyond equality and order.
enum class search_kind {
    contains,  ///< json, arrays: @>
    keys,      ///< json: @>, ?, ?|, ?&
    words,     ///< text: full-text search
    similar,   ///< text: trigrams, for LIKE '%x%' and typing errors
    prefix,    ///< text: LIKE 'x%'
    overlaps,  ///< ranges, arrays: &&
};

/// deprecated: {since, remove_after, reason, use}; dates as YYYY-MM-DD or versions as written.
struct deprecation {
    std::optional<phrase> since;
    std::optional<phrase> remove_after;
    std::optional<phrase> reason;
    std::optional<phrase> use;  ///< what takes its place
    place where;

    friend bool operator==(const deprecation&, const deprecation&);
};

struct attribute {
    phrase name;
    value_type type;
    flag optional;  ///< "?": may be null
    flag unique;
    flag indexed;
    flag key;  ///< the key, or a part of it, instead of the convention
    flag immutable;
    flag findable;  ///< encrypted: adds a blind index
    flag reusable;  ///< token: good until it expires, not for one use
    std::vector<check> checks;
    std::optional<default_value> default_;
    std::optional<phrase> description;
    std::optional<phrase> was;
    std::optional<phrase> owner;
    std::optional<phrase> sensitive;  ///< the class of personal data, a word
    std::vector<phrase> depends_on;   ///< attributes and roles that determine this one
    std::optional<located<search_kind>> search;
    std::optional<option_value> example;
    std::optional<option_value> json_schema;  ///< json attributes, `schema:`; a scalar is a file's path
    std::optional<deprecation> deprecated;
    std::string shorthand;  ///< the type and its modifiers as written, for documentation; not part of ==

    friend bool operator==(const attribute&, const attribute&);
};

/// The word by which a name says that it holds a secret, the last when there are several: "token" for session_token and
/// for reset_password_token; "" for other names.
std::string_view secret_word(std::string_view name);

/// True when the values are secrets, by the type or by the name of a plain text: nothing may repeat them.
bool keeps_secret(const attribute&);

/// computed: `name: type = expression`, a generated column.
struct computed {
    phrase name;
    value_type type;
    flag optional;      ///< "?"
    phrase expression;  ///< SQL over attributes of the same entity
    flag virtual_;      ///< long form `virtual: true`: not stored (PostgreSQL 18)
    flag indexed;
    std::optional<phrase> description;
    std::optional<phrase> was;
    std::optional<phrase> owner;
    std::optional<phrase> sensitive;

    friend bool operator==(const computed&, const computed&) = default;
};

/// ">= ", "in ", "matches" …: the words of the shorthand.
std::string_view to_string(check_kind);
std::string_view to_string(search_kind);

}  // namespace tenon::requirements
