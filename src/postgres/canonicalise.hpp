// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "postgres/apply.hpp"
#include "postgres/read_catalog.hpp"
#include "postgres/scratch.hpp"
#include "postgres/stand_ins.hpp"

namespace tenon::postgres {

/// The fixpoint of write → load → read that begins at a catalog somebody's server printed: PostgreSQL prints some
/// expressions differently once they were reloaded (IN lists on varchar, for example), and only what prints itself may
/// be compared. A catalog of another major than the scratch server's comes out in that server's terms.
///
/// `reading`: as read_catalog gave it. Throws internal_error when the second reload still changes something, naming
/// what, or when the server refuses what it printed itself.
catalog::contents canonicalise(const catalog::contents& reading, scratch&);

/// The same for a catalog that somebody gave us: what it holds and the scratch server's major does not have is told to
/// the diagnostics, all of it at `where`; then nothing is returned.
std::optional<catalog::contents> canonicalise(const catalog::contents& reading, scratch&, const position& where,
                                              diagnostics&);

/// What a reading held and its canonical form does not: differences that are none of how expressions print. Each is a
/// fault of Tenon's, or something that its SQL cannot say; whoever compares canonical forms does not see it.
std::vector<diff::difference> lost_by_reloading(const catalog::contents& reading, const catalog::contents& canonical);

/// What loading a draft gives: the catalog read back and the database that holds it, or the steps that the server
/// refused with the plan they are of.
struct loaded_draft {
    std::optional<catalog_reading> reading;
    std::optional<connection> filled;  ///< of the scratch's, to be dropped when it is no longer needed
    diff::plan plan;
    std::vector<refused_step> refused;
    std::vector<refused_step> refused_afterwards;  ///< `step` is the place in the statements that ran afterwards
    std::vector<server_thing> stand_ins;           ///< made for what the draft takes for given
};

/// What follows `SET search_path =` where texts of a draft run: they stand as somebody wrote them, and names without a
/// schema are those of its own schemas.
std::string search_path_of(const catalog::draft&);

/// Loads a draft into a new database of `scratch`, runs the statements `afterwards`, each as a transaction of its own,
/// and reads it all back. Steps of the draft that need what those statements make are tried again after them. The
/// reading is a server's, but not yet canonical: proving its plan, or canonicalise, makes it so.
loaded_draft load_draft(const catalog::draft&, std::span<const std::string> afterwards, scratch&);

/// True when nothing in the catalog could print differently after a reload: it has only expressions that no rewriting
/// touches. Then canonicalise has nothing to do.
bool prints_itself(const catalog::contents&);

}  // namespace tenon::postgres
