// SPDX-License-Identifier: Apache-2.0
#include "support/copy_schema.hpp"

#include "postgres/canonicalise.hpp"
#include "support/servers.hpp"

namespace tenon::tests {

postgres::connection written_elsewhere(const catalog::contents& catalog) {
    auto session = fresh_database(catalog.major);
    const auto plan = diff::make_plan(catalog::fresh_database(catalog.major), catalog);
    for (const auto& refused : postgres::apply_all(session, plan))
        ADD_FAILURE() << plan.steps[refused.step].sql << "\n" << refused.error.what();
    return session;
}

std::string url_of(const postgres::connection& session) {
    return server(session.major()).url(session.database());
}

}  // namespace tenon::tests
