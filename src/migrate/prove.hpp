// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"
#include "postgres/connection.hpp"
#include "safety/observe.hpp"

namespace tenon::migrate {

/// What running a plan forward, back and forward again showed. `differing` is empty when the proof holds.
struct proof {
    bool forward = false;  ///< from → read back equals `to`
    bool back = false;     ///< undo → read back equals `from`
    bool again = false;    ///< forward again → read back equals `to`
    std::size_t objects = 0;
    std::vector<diff::difference> differing;  ///< of the first of the three that failed

    bool holds() const { return forward && back && again; }
};

/// Thrown by the proofs: the server refuses a statement of the plan's data.
struct data_refused {
    std::size_t number;  ///< its place in plan.data
    postgres::database_error error;
};

/// Proves `plan`, which is to lead from `from` to `to`, in an empty database of the plan's major: brings it to `from`,
/// then forward, back, forward. `reading` gives the catalog of a database (postgres::read_catalog).
/// The database is left in whatever state the proof ended in; throw it away. A statement that the server refuses is
/// thrown as database_error.
proof prove(const diff::plan& plan, const catalog::contents& from, const catalog::contents& to,
            postgres::connection& empty_database,
            const std::function<catalog::contents(postgres::connection&)>& reading);

/// The same for a change between two schemas, of which neither is fresh: `back` is the plan that leads from `to` to
/// `from`. The second time forward, every step that can be is run in a transaction of its own and observed, and what it
/// locks, rewrites and reads is noted in `plan`.
proof prove_change(diff::plan& plan, const diff::plan& back, const catalog::contents& from, const catalog::contents& to,
                   postgres::connection& empty_database,
                   const std::function<catalog::contents(postgres::connection&)>& reading);

/// prove() in half the time for a plan from an empty database, where another one holds `to` already: forward in an
/// empty one, while the other goes back and forward again. A statement that the filled one refuses fails the proof and
/// is not thrown, as that database may hold more than `to` says: then prove() has the last word. `make_empty` and, as
/// soon as what it made holds `to`, `when_there` are called in a second thread.
proof prove_side_by_side(const diff::plan& plan, const catalog::contents& from, const catalog::contents& to,
                         const std::function<postgres::connection&()>& make_empty,
                         postgres::connection& filled_database,
                         const std::function<catalog::contents(postgres::connection&)>& reading,
                         const std::function<void(postgres::connection&)>& when_there = {});

/// For a plan of Tenon's own: throws internal_error, naming the objects that differ, unless the proof holds.
void require_proof(const proof&);

/// "14 objects · forward ✓ back ✓ forward ✓"
std::string to_string(const proof&);

}  // namespace tenon::migrate
