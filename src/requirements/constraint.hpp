// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/located.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tenon::requirements {

/// One column of an index or a constraint: an attribute, a computed column, a role (its foreign key columns, in key
/// order), a column that a behaviour or a convention makes, or an expression in parentheses.
struct column_reference {
    phrase name;  ///< the name, or the SQL of the expression without its outer parentheses
    bool expression = false;
    std::string collation;            ///< index only; empty: none written
    std::string operators;            ///< index only, the operator class as written; empty: none written
    bool descending = false;          ///< index only
    std::optional<bool> nulls_first;  ///< index only; nothing: the server's default for the direction
    std::string with;                 ///< exclude only: the operator

    friend bool operator==(const column_reference&, const column_reference&) = default;
};

/// unique: [[a, b], {of: [a], where: …, nulls: equal}]
struct unique_rule {
    std::vector<column_reference> of;
    std::optional<phrase> where;  ///< SQL; makes a partial unique index
    flag nulls_equal;             ///< nulls: equal (NULLS NOT DISTINCT)
    flag deferred;
    std::optional<phrase> name;
    std::optional<phrase> reason;
    place at;

    friend bool operator==(const unique_rule& a, const unique_rule& b);
};

/// exclude: [{of: [room =, period &&], where: …}]
struct exclude_rule {
    std::vector<column_reference> of;  ///< each with its operator
    std::optional<phrase> where;
    std::optional<phrase> using_;  ///< index method; nothing: gist
    flag deferred;
    std::optional<phrase> name;
    std::optional<phrase> reason;
    place at;

    friend bool operator==(const exclude_rule& a, const exclude_rule& b);
};

/// index: [{of: [state, start_date desc], where: …, include: [name], using: btree, reason: …}], or a plain list of
/// names.
struct index_rule {
    std::vector<column_reference> of;
    std::optional<phrase> where;
    std::vector<phrase> include;
    std::optional<phrase> using_;  ///< btree, hash, gin, gist, spgist, brin, or a method of an extension
    std::optional<phrase> name;
    std::optional<phrase> reason;
    place at;

    friend bool operator==(const index_rule& a, const index_rule& b);
};

/// rules: {name: expression}, or a plain list of expressions.
struct rule {
    std::optional<phrase> name;  ///< names the CHECK
    phrase expression;
    std::optional<phrase> description;

    friend bool operator==(const rule&, const rule&) = default;
};

}  // namespace tenon::requirements
