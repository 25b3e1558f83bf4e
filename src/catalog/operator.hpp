// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

struct operator_ {
    static constexpr auto object = object_kind::operator_;

    qualified_name name;      ///< the operator's symbol
    std::string left, right;  ///< operand types; left is "" for a prefix operator
    std::string function;     ///< quoted, qualified; "" for a shell operator
    std::string commutator;   ///< OPERATOR(schema.op), or ""
    std::string negator;      ///< OPERATOR(schema.op), or ""
    std::string restriction;  ///< selectivity estimator, quoted, qualified, or ""
    std::string join;         ///< likewise
    bool hashes = false;
    bool merges = false;
    std::string owner;
    std::string comment;

    friend bool operator==(const operator_&, const operator_&) = default;
};
BOOST_DESCRIBE_STRUCT(operator_, (),
                      (name, left, right, function, commutator, negator, restriction, join, hashes, merges, owner,
                       comment))

/// An operator of a class or family: pg_amop.
struct operator_member {
    int strategy = 0;
    std::string operator_;    ///< OPERATOR-style name with operand types: "public.<(public.cube, public.cube)"
    std::string sort_family;  ///< FOR ORDER BY family, quoted, qualified; "" is FOR SEARCH

    friend auto operator<=>(const operator_member&, const operator_member&) = default;
};
BOOST_DESCRIBE_STRUCT(operator_member, (), (strategy, operator_, sort_family))

/// A support function of a class or family: pg_amproc.
struct function_member {
    int number = 0;
    std::string left, right;  ///< input types
    std::string function;     ///< regprocedure: "public.f(integer, integer)"

    friend auto operator<=>(const function_member&, const function_member&) = default;
};
BOOST_DESCRIBE_STRUCT(function_member, (), (number, left, right, function))

struct operator_family {
    static constexpr auto object = object_kind::operator_family;

    qualified_name name;
    std::string method;
    std::vector<operator_member> operators;  ///< loose members only: those that belong to no class
    std::vector<function_member> functions;  ///< likewise
    std::string owner;
    std::string comment;

    friend bool operator==(const operator_family&, const operator_family&) = default;
};
BOOST_DESCRIBE_STRUCT(operator_family, (), (name, method, operators, functions, owner, comment))

struct operator_class {
    static constexpr auto object = object_kind::operator_class;

    qualified_name name;
    std::string method;
    std::string type;
    bool default_ = false;
    qualified_name family;
    std::string storage;  ///< key type when it differs from `type`
    std::vector<operator_member> operators;
    std::vector<function_member> functions;
    std::string owner;
    std::string comment;

    friend bool operator==(const operator_class&, const operator_class&) = default;
};
BOOST_DESCRIBE_STRUCT(operator_class, (),
                      (name, method, type, default_, family, storage, operators, functions, owner, comment))

enum class cast_context { explicit_, assignment, implicit };
BOOST_DESCRIBE_ENUM(cast_context, explicit_, assignment, implicit)

struct cast {
    static constexpr auto object = object_kind::cast;

    std::string source, target;
    std::string function;  ///< regprocedure; "" with neither is WITHOUT FUNCTION
    bool in_out = false;   ///< WITH INOUT
    cast_context context = cast_context::explicit_;
    std::string comment;

    friend bool operator==(const cast&, const cast&) = default;
};
BOOST_DESCRIBE_STRUCT(cast, (), (source, target, function, in_out, context, comment))

}  // namespace tenon::catalog
