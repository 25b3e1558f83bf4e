// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "postgres/connection.hpp"

namespace tenon::postgres {

struct read_options {
    bool role_memberships = false;  ///< they belong to the cluster, and are read on request only
};

/// Something a database holds that no catalog says: told by name and count, never dropped silently.
struct unread {
    std::string what;  ///< "security labels", "subscriptions (not a superuser)"
    std::int64_t count = 0;

    friend auto operator<=>(const unread&, const unread&) = default;
};

struct catalog_reading {
    catalog::contents catalog;
    std::vector<unread> not_read;
};

/// Reads the whole schema of the connected database, in one read-only snapshot and one round trip; works on a standby
/// and without superuser. System objects, what extensions own, temporary objects, the schema `tenon` and the history
/// tables of migration tools are left out. A schema change by somebody else during the reading is noticed and the
/// reading repeated; after three times it throws failure (schema_keeps_changing). Also throws database_error.
///
/// The connection must not be in a transaction; its settings are as before afterwards.
catalog_reading read_catalog(connection&, const read_options& = {});

}  // namespace tenon::postgres
