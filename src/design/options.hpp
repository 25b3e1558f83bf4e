// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace tenon::design {

/// What keeps time series: PostgreSQL's own partitions, or the extension timescaledb. Declared, never guessed.
enum class engine { native, timescaledb };

/// What a design depends on besides the document: the project's settings.
struct options {
    int postgres = 15;  ///< the oldest major that the schema is made for, 14 … 18
    design::engine engine = design::engine::native;
    /// Roles whose writes need no actor in the audit log.
    std::vector<std::string> maintenance_roles;
    /// The month of the first partition of every table that is cut by time. It is an input, so that the same document
    /// gives the same bytes on any day; the project keeps it in the notes of its last design.
    std::chrono::year_month partitions_from{std::chrono::year{2026}, std::chrono::January};
};

}  // namespace tenon::design
