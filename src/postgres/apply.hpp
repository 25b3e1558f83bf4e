// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"
#include "postgres/connection.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tenon::postgres {

/// A step that the server refused.
struct refused_step {
    std::size_t step = 0;  ///< its place in plan.steps
    database_error error;
    std::optional<catalog::object_id> inside = {};  ///< the column or constraint at fault, where it is known
};

/// Runs a plan of creations in an empty database, in few transactions and round trips. When the server refuses a step,
/// the others are tried without it, so that one run tells every problem. Empty: all is applied. Otherwise the database
/// holds what could be made. Throws database_error when the connection breaks.
std::vector<refused_step> apply_all(connection&, const diff::plan&);

/// Objects that are not there because they were refused.
class missing_names {
public:
    void add(const catalog::object_id&);
    /// True when the error is that one of them is missing: the server names it in full, or as it was written.
    bool explain(const database_error&) const;

private:
    std::set<std::string> names_;
};

/// What to tell of refused steps, which are in the plan's order: those that fail only because an object refused before
/// them is not there (the server's message names it) say nothing new. One step may be refused for several reasons.
std::vector<refused_step> first_causes(const diff::plan&, std::vector<refused_step>);

/// An object that is not there, as opposed to one that is wrong.
bool is_missing_object(const std::string& sqlstate);

/// The object inside a step's statement that the server's error points at: `CREATE TABLE` makes constraints and columns
/// too. The step's own object when the error names none.
catalog::object_id refused_object(const diff::plan&, const refused_step&);

}  // namespace tenon::postgres
