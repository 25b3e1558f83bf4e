// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_target.hpp"
#include "queries/access_path.hpp"
#include "queries/psql.hpp"
#include "queries/query.hpp"

// Headers and clauses, parameters with their places, and what a statement asks of indexes.
TENON_FUZZ_TARGET(query_file) {
    tenon::diagnostics problems;
    static const tenon::catalog::contents schema = [] {
        tenon::catalog::contents out;
        tenon::catalog::table lots;
        lots.name = {"public", "lots"};
        lots.columns = {{.name = "id", .type = "uuid"}, {.name = "status", .type = "text"}, {.name = "data", .type = "jsonb"}};
        out.tables.push_back(lots);
        return out;
    }();
    for (const auto& query : tenon::queries::parse_queries(input, "fuzz.sql", problems)) {
        for (const auto& [in_sql, in_text] : query.stretches) tenon::fuzz::demand(in_sql <= query.sql.size() + 1 || in_text > query.text.size());
        tenon::queries::psql_settings(query);
        tenon::queries::index_candidates(query, tenon::queries::table_lookup(schema));
        query.place_of(query.sql.size());
    }
}
