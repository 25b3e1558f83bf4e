// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

enum class volatility { immutable, stable, volatile_ };
BOOST_DESCRIBE_ENUM(volatility, immutable, stable, volatile_)

enum class parallel_safety { unsafe, restricted, safe };
BOOST_DESCRIBE_ENUM(parallel_safety, unsafe, restricted, safe)

/// A function or a procedure (pg_proc.prokind f, w, p).
struct function {
    static constexpr auto object = object_kind::function;

    qualified_name name;
    std::string identity_arguments;  ///< pg_get_function_identity_arguments
    std::string argument_types;      ///< input types only, comma-joined: the identity
    std::string arguments;           ///< pg_get_function_arguments, defaults included
    bool procedure = false;
    bool window = false;
    std::string returns;  ///< pg_get_function_result; "" for a procedure
    std::string language;
    std::string body;      ///< prosrc; "" when sql_body is set
    std::string sql_body;  ///< pg_get_function_sqlbody: "RETURN …" or "BEGIN ATOMIC … END"
    std::string library;   ///< probin of a C function; `body` is then the link symbol
    catalog::volatility volatility = volatility::volatile_;
    bool strict = false;
    bool security_definer = false;
    bool leakproof = false;
    parallel_safety parallel = parallel_safety::unsafe;
    std::string cost;                        ///< when not the language's default (1 for C and internal, else 100)
    std::string rows;                        ///< when it returns a set and not 1000
    std::string support;                     ///< quoted, qualified function name
    std::vector<std::string> transforms;     ///< type names of TRANSFORM FOR TYPE
    std::vector<std::string> configuration;  ///< proconfig as stored: "search_path=pg_catalog, public"
    std::vector<std::string> depends_on_extensions;  ///< ALTER FUNCTION … DEPENDS ON EXTENSION, sorted
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const function&, const function&) = default;
};
BOOST_DESCRIBE_STRUCT(function, (),
                      (name, identity_arguments, argument_types, arguments, procedure, window, returns, language, body,
                       sql_body, library, volatility, strict, security_definer, leakproof, parallel, cost, rows,
                       support, transforms, configuration, depends_on_extensions, owner, privileges, comment))

/// How an aggregate's final function treats its state.
enum class final_modify { read_only, shareable, read_write };
BOOST_DESCRIBE_ENUM(final_modify, read_only, shareable, read_write)

enum class aggregate_kind { normal, ordered_set, hypothetical_set };
BOOST_DESCRIBE_ENUM(aggregate_kind, normal, ordered_set, hypothetical_set)

struct aggregate {
    static constexpr auto object = object_kind::aggregate;

    qualified_name name;
    std::string identity_arguments;  ///< with ORDER BY for ordered-set ones, as in COMMENT ON AGGREGATE
    std::string argument_types;      ///< all input types, comma-joined: the identity
    std::string arguments;           ///< pg_get_function_arguments
    aggregate_kind kind = aggregate_kind::normal;
    std::string transition;  ///< SFUNC: quoted, qualified; the following functions likewise
    std::string state_type;
    std::string state_space;  ///< "" when 0
    std::string final_function;
    bool final_extra = false;
    final_modify final_modifies = final_modify::read_only;
    std::string combine, serialize, deserialize;
    std::optional<std::string> initial;
    std::string moving_transition, moving_inverse, moving_state_type, moving_state_space, moving_final_function;
    bool moving_final_extra = false;
    final_modify moving_final_modifies = final_modify::read_only;
    std::optional<std::string> moving_initial;
    std::string sort_operator;  ///< OPERATOR(schema.op), or ""
    parallel_safety parallel = parallel_safety::unsafe;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const aggregate&, const aggregate&) = default;
};
BOOST_DESCRIBE_STRUCT(aggregate, (),
                      (name, identity_arguments, argument_types, arguments, kind, transition, state_type, state_space,
                       final_function, final_extra, final_modifies, combine, serialize, deserialize, initial,
                       moving_transition, moving_inverse, moving_state_type, moving_state_space, moving_final_function,
                       moving_final_extra, moving_final_modifies, moving_initial, sort_operator, parallel, owner,
                       privileges, comment))

}  // namespace tenon::catalog
