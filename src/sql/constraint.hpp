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

/// False for those that no statement attaches to a partitioned table's one: the server compares no operators. They come
/// with the partitioned table's.
bool can_attach(const catalog::constraint&);
/// What makes a partition's constraint that came with the parent's (see can_attach) what it is to be: its name, if the
/// server would choose another one, and the storage of its index.
std::vector<std::string> adapt(const catalog::constraint& partitions, const catalog::constraint& parents);

/// Primary key, unique, exclusion: those with an index behind them.
bool has_index(const catalog::constraint&);
/// The index behind it.
catalog::qualified_name index_name(const catalog::constraint&);

}  // namespace tenon::sql
