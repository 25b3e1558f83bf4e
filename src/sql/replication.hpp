// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/replication.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::publication&);
std::string reference(const catalog::subscription&);

std::string create(const catalog::publication&, int major);
/// "TABLE ONLY public.a WHERE (…), TABLES IN SCHEMA app": what stands after FOR and SET; "" for none.
std::string published_objects(const catalog::publication&, int major);
/// The same as DROP takes it: names only.
std::string published_names(const catalog::publication&, int major);
/// Every option with its value, as it stands in SET (…).
std::string publication_options(const catalog::publication&, int major);
/// It does not connect: neither is a slot made nor data copied, and it is not enabled.
std::string create(const catalog::subscription&, int major);
/// The connection string, its secrets as placeholders.
std::string connection_text(const catalog::subscription&);

/// Removes the subscription here without reaching for the slot on the other side.
std::vector<std::string> drop_all(const catalog::subscription&);

}  // namespace tenon::sql
