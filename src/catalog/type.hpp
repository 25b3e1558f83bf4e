// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

struct enum_type {
    static constexpr auto object = object_kind::enum_type;

    qualified_name name;
    std::vector<std::string> labels;  ///< in sort order
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const enum_type&, const enum_type&) = default;
};
BOOST_DESCRIBE_STRUCT(enum_type, (), (name, labels, owner, privileges, comment))

struct composite_attribute {
    std::string name;
    std::string type;
    std::string collation;
    std::string comment;

    friend bool operator==(const composite_attribute&, const composite_attribute&) = default;
};
BOOST_DESCRIBE_STRUCT(composite_attribute, (), (name, type, collation, comment))

struct composite_type {
    static constexpr auto object = object_kind::composite_type;

    qualified_name name;
    std::vector<composite_attribute> attributes;  ///< in order, which matters here
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const composite_type&, const composite_type&) = default;
};
BOOST_DESCRIBE_STRUCT(composite_type, (), (name, attributes, owner, privileges, comment))

struct domain_check {
    std::string name;
    std::string expression;  ///< the bare condition over VALUE
    bool not_valid = false;
    std::string comment;

    friend auto operator<=>(const domain_check&, const domain_check&) = default;
};
BOOST_DESCRIBE_STRUCT(domain_check, (), (name, expression, not_valid, comment))

struct domain {
    static constexpr auto object = object_kind::domain;

    qualified_name name;
    std::string type;
    std::string collation;
    std::string default_;
    bool not_null = false;
    std::string not_null_name;         ///< 17 and later: when it is not the one the server chooses
    std::vector<domain_check> checks;  ///< by name
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const domain&, const domain&) = default;
};
BOOST_DESCRIBE_STRUCT(domain, (),
                      (name, type, collation, default_, not_null, not_null_name, checks, owner, privileges, comment))

struct range_type {
    static constexpr auto object = object_kind::range_type;

    qualified_name name;
    std::string subtype;
    std::string opclass;        ///< quoted, qualified; "" is the subtype's default
    std::string collation;      ///< quoted, qualified; "" is the subtype's
    std::string canonical;      ///< quoted, qualified function name, or ""
    std::string subtype_diff;   ///< quoted, qualified function name, or ""
    qualified_name multirange;  ///< its multirange type
    std::string multirange_comment;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const range_type&, const range_type&) = default;
};
BOOST_DESCRIBE_STRUCT(range_type, (),
                      (name, subtype, opclass, collation, canonical, subtype_diff, multirange, multirange_comment,
                       owner, privileges, comment))

/// CREATE TYPE with input and output functions. `shell`: only announced, nothing else is set.
struct base_type {
    static constexpr auto object = object_kind::base_type;

    qualified_name name;
    bool shell = false;
    std::string input, output, receive, send;               ///< quoted, qualified function names, or ""
    std::string typmod_in, typmod_out, analyze, subscript;  ///< likewise
    int length = -1;                                        ///< bytes; -1 is VARIABLE, -2 a C string
    bool by_value = false;
    std::string alignment;  ///< char, int2, int4, double
    std::string storage;    ///< plain, external, extended, main
    std::string category = "U";
    bool preferred = false;
    std::string default_;  ///< the literal's text, or ""
    std::string element;   ///< subscripting yields this type
    std::string delimiter = ",";
    bool collatable = false;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const base_type&, const base_type&) = default;
};
BOOST_DESCRIBE_STRUCT(base_type, (),
                      (name, shell, input, output, receive, send, typmod_in, typmod_out, analyze, subscript, length,
                       by_value, alignment, storage, category, preferred, default_, element, delimiter, collatable,
                       owner, privileges, comment))

}  // namespace tenon::catalog
