// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"
#include "postgres/connection.hpp"

namespace tenon::safety {

/// What a statement did to the relations that were there before it: tables, views, materialized views, sequences, by
/// identity. An index counts for its table; what the statement itself made, nobody else could see.
struct observation {
    std::map<std::string, diff::lock_mode> locks;  ///< the strongest that it held to the end of its transaction
    std::vector<std::string> rewrites;             ///< those whose rows were written anew; sorted
    std::vector<std::string> scans;                ///< those whose rows were read, the rewritten ones too; sorted

    friend bool operator==(const observation&, const observation&) = default;
};

/// Runs one statement in a transaction of its own, commits it and tells what it did, as the server shows it: its locks,
/// the files of relations, the counts of scans. All of it shows in empty tables as in full ones. `server` is not in a
/// transaction, and nobody else changes its database meanwhile. What the server refuses is rolled back and thrown as
/// database_error.
observation observe(postgres::connection& server, const std::string& statement);

/// Writes down in the step what was seen of it: locks, rewrites, scans, and the hazard that follows from them, unless
/// it has a worse one. While rows are read or written anew under a lock that readers or writers wait for, they wait for
/// as long as that takes; a lock alone is held for moments.
void note(diff::step&, const observation&);

}  // namespace tenon::safety
