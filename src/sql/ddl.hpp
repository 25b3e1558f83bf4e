// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/identity.hpp"
#include "sql/collation.hpp"
#include "sql/column.hpp"
#include "sql/constraint.hpp"
#include "sql/foreign.hpp"
#include "sql/index.hpp"
#include "sql/operator.hpp"
#include "sql/privilege.hpp"
#include "sql/replication.hpp"
#include "sql/routine.hpp"
#include "sql/schema.hpp"
#include "sql/sequence.hpp"
#include "sql/table.hpp"
#include "sql/text_search.hpp"
#include "sql/trigger.hpp"
#include "sql/type.hpp"
#include "sql/view.hpp"

namespace tenon::sql {

// All kinds together, and what is alike for kinds without peculiarities.

/// Owner, comment, and the extensions that it is to go with.
template <class Object>
details details_after(const Object& o, int) {
    details out;
    if constexpr (requires { o.owner; }) {
        if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    }
    if constexpr (requires { o.comment; }) {
        if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    }
    if constexpr (requires { o.depends_on_extensions; }) {
        add_extensions_depended_on(out, id_of(o), reference(o), o.depends_on_extensions);
    }
    return out;
}

template <class Object>
std::string drop(const Object& o) {
    return "DROP " + reference(o);
}

}  // namespace tenon::sql
