// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

// The id of each kind of object: what tells it from every other object of a catalog.
namespace tenon::catalog {

object_id id_of(const schema&);
object_id id_of(const extension&);
object_id id_of(const language&);
object_id id_of(const access_method&);
object_id id_of(const collation&);
object_id id_of(const conversion&);
object_id id_of(const enum_type&);
object_id id_of(const composite_type&);
object_id id_of(const range_type&);
object_id id_of(const base_type&);
object_id id_of(const domain&);
object_id id_of(const sequence&);
object_id id_of(const function&);  ///< kind function or procedure
object_id id_of(const aggregate&);
object_id id_of(const cast&);
object_id id_of(const operator_&);
object_id id_of(const operator_family&);
object_id id_of(const operator_class&);
object_id id_of(const transform&);
object_id id_of(const text_search_parser&);
object_id id_of(const text_search_template&);
object_id id_of(const text_search_dictionary&);
object_id id_of(const text_search_configuration&);
object_id id_of(const table&);
object_id id_of(const view&);
object_id id_of(const materialized_view&);
object_id id_of(const foreign_data_wrapper&);
object_id id_of(const foreign_server&);
object_id id_of(const user_mapping&);
object_id id_of(const index&);
object_id id_of(const constraint&);
object_id id_of(const trigger&);
object_id id_of(const rule&);
object_id id_of(const policy&);
object_id id_of(const extended_statistics&);
object_id id_of(const event_trigger&);
object_id id_of(const publication&);
object_id id_of(const subscription&);
object_id id_of(const default_privilege&);
object_id id_of(const changed_privileges&);
object_id id_of(const role_membership&);

/// Parts of other objects.
object_id column_id(const qualified_name& relation, std::string_view column);
object_id column_default_id(const qualified_name& relation, std::string_view column);
object_id domain_constraint_id(const qualified_name& domain, std::string_view name);
object_id relation_id(object_kind, const qualified_name&);

}  // namespace tenon::catalog
