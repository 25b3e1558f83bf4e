// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/trigger.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::trigger&);
std::string reference(const catalog::event_trigger&);
std::string reference(const catalog::policy&);

/// "" for a clone on a partition: the server makes it with the partitioned table's trigger.
std::string create(const catalog::trigger&, int major);
std::string create(const catalog::event_trigger&, int major);
std::string create(const catalog::policy&, int major);

details details_after(const catalog::trigger&, int major);
details details_after(const catalog::event_trigger&, int major);

/// "ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"
std::string_view firing_words(catalog::firing);

}  // namespace tenon::sql
