// SPDX-License-Identifier: Apache-2.0
#include "sql/script.hpp"

#include "fuzz/fuzz_target.hpp"
#include "sql/statement_kind.hpp"

// Scripts with variables, conditions and meta-commands: every statement stays in the text, in order, at a place of it.
TENON_FUZZ_TARGET(script) {
    tenon::diagnostics problems;
    const tenon::sql::variables values{{"a", "b 'c"}, {"loop", ":loop :a"}, {"two", "1; 2"}, {"part", "x"}};
    const auto read = tenon::sql::read_script_text(input, "fuzz.sql", values, problems);
    std::size_t end = 0;
    for (const auto& one : read.statements) {
        const auto last = tenon::sql::position_in(one, one.text.size());
        tenon::fuzz::demand(one.where.line > 0 && last.line >= one.where.line && last.column > 0);
        tenon::fuzz::demand(one.end >= end || one.end == 0);
        end = one.end == 0 ? end : one.end;
        tenon::sql::transaction_control_of(one.text);
        tenon::sql::runs_outside_transaction(one.text);
    }
}
