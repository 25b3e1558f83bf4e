// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"
#include "requirements/time_span.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace tenon::design {

/// One piece of time: from the first moment to the last, exclusive, in UTC, and what it adds to a table's name.
struct time_piece {
    std::string from, to, suffix;

    friend bool operator==(const time_piece&, const time_piece&) = default;
};

/// `count` pieces of `every`, the first of which holds the beginning of `month`. Pieces are aligned to the calendar
/// (years from year 0, days from 1970-01-01, weeks from Mondays), so that they are the same wherever one begins.
/// `every` is hours, days, weeks, months or years.
std::vector<time_piece> cut_time(const requirements::time_span& every, std::chrono::year_month month, int count);

/// Makes the partitions of all tables that are cut, with the functions that make and drop later ones; or the
/// statements for hypertables. Called when all tables are there.
void add_partitions(workbench&);

}  // namespace tenon::design
