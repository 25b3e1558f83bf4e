// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/constraint.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

/// "CONSTRAINT orders_pkey ON public.orders", for COMMENT ON.
std::string reference(const catalog::constraint&);

/// "CONSTRAINT orders_pkey PRIMARY KEY (id)", as it stands in CREATE TABLE and after ADD.
std::string clause(const catalog::constraint&, int major);

/// ALTER TABLE … ADD CONSTRAINT …; `only` leaves partitions and children alone.
std::string create(const catalog::constraint&, int major, bool only = false);
std::string drop(const catalog::constraint&);

/// Comments, on the index behind it too.
details details_after(const catalog::constraint&, int major);

/// Primary key, unique, exclusion: those with an index behind them.
bool has_index(const catalog::constraint&);
/// The index behind it.
catalog::qualified_name index_name(const catalog::constraint&);

}  // namespace tenon::sql
