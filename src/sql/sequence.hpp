// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/schema.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::sequence&);
std::string create(const catalog::sequence&, int major);
grant_target target_of(const catalog::sequence&, int major);

/// ALTER SEQUENCE … OWNED BY table.column; NONE when nothing owns it.
std::string owned_by(const catalog::sequence&);
std::string owned_by_none(const catalog::sequence&);

/// "START WITH 10 INCREMENT BY 5 CYCLE": what differs from the defaults, "" when nothing does.
std::string sequence_clauses(const catalog::sequence_options&);

/// "INCREMENT BY 5", "NO CYCLE", …: what ALTER SEQUENCE has to say, without AS, to turn one into the other.
std::vector<std::string> sequence_changes(const catalog::sequence_options& from, const catalog::sequence_options& to);

}  // namespace tenon::sql
