// SPDX-License-Identifier: Apache-2.0
#include "sql/markdown_schema.hpp"

#include "fuzz/fuzz_target.hpp"

TENON_FUZZ_TARGET(markdown_schema) {
    tenon::diagnostics problems;
    const auto read = tenon::sql::read_markdown_schema(input, "fuzz.md", problems);
    tenon::fuzz::demand(!read.statements.empty() || problems.has_errors());
    for (const auto& one : read.statements) {
        for (std::size_t byte = 0; byte <= one.text.size(); byte += 7) {
            const auto where = tenon::sql::position_in(one, byte);
            tenon::fuzz::demand(where.line > 0 && where.column > 0);
        }
    }
}
