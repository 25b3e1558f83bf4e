// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/constraint.hpp"
#include "catalog/index.hpp"

#include <string>
#include <vector>

namespace tenon::design {

/// What decides whether one index does the work of another.
struct index_shape {
    std::string method = "btree";
    std::vector<catalog::index_key> keys;
    std::vector<std::string> include;
    std::string predicate;
    bool unique = false;
    bool constraint = false;         ///< a primary key or a unique constraint has it
    std::size_t any_order = 0;       ///< of a wish: this many leading keys may come in any order
    std::vector<std::string> given;  ///< of a wish: columns that have one value, whatever is asked for
};

index_shape shape_of(const catalog::index&);
/// Of a primary key or a unique constraint.
index_shape shape_of(const catalog::constraint&);

/// Equal but for the direction.
bool same_key(const catalog::index_key&, const catalog::index_key&);

/// "" when `e` does not do the work of `w`, else why it does: "its keys begin with state". Conditions and expressions
/// are compared as texts: those of a catalog are the server's, others must be in sql::normal_form.
std::string why_covered(const index_shape& e, const index_shape& w);

/// "state", "started_on desc", "name nulls first".
std::vector<std::string> key_texts(const std::vector<catalog::index_key>&);

}  // namespace tenon::design
