// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/identity.hpp"
#include "check/place_finder.hpp"
#include "project/read_sources.hpp"

#include <functional>
#include <span>
#include <unordered_map>

namespace tenon::check {

/// Everything that belongs to one table.
struct table_parts {
    std::vector<const catalog::index*> indexes;
    std::vector<const catalog::constraint*> constraints;
    std::vector<const catalog::trigger*> triggers;
};

/// A schema under examination: what the rules look things up in, and where they tell what they find.
class subject {
public:
    subject(const project::source_catalog&, const source_texts&, diagnostics&);

    const catalog::contents& catalog() const { return from_.catalog; }
    /// The tables that have rows of their own and rules of their own: no foreign tables, whose rows are elsewhere, and
    /// no partitions, which are told of with the whole.
    std::span<const std::reference_wrapper<const catalog::table>> whole_tables() const { return whole_tables_; }
    const table_parts& parts_of(const catalog::qualified_name& table) const;
    /// The function that a trigger calls, nullptr when an extension has it.
    const catalog::function* function_of(const catalog::trigger&) const;

    /// `names`: of the table and its part, or of the object alone; by them the place in a text is found.
    void tell(diagnostic_code, const catalog::object_id&, const std::vector<std::string>& names, std::string message,
              std::string hint);

private:
    const project::source_catalog& from_;
    place_finder places_;
    diagnostics& problems_;
    std::vector<std::reference_wrapper<const catalog::table>> whole_tables_;
    std::unordered_map<std::string, table_parts> tables_;                  ///< by identity
    std::unordered_map<std::string, const catalog::function*> functions_;  ///< by quoted, qualified name
};

/// Text or varchar, of any length.
bool is_text(const catalog::column&);

/// A rule looks at the whole schema. Each is a file of `rules/` and a line in `check.cpp`.
using rule = void (*)(subject&);
void find_covered_indexes(subject&);
void find_unkept_times(subject&);
void find_readable_secrets(subject&);
void find_lost_documents(subject&);

}  // namespace tenon::check
