// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_target.hpp"
#include "sql/lexer.hpp"
#include "sql/split.hpp"

TENON_FUZZ_TARGET(sql_lexer) {
    std::size_t at = 0;
    for (const auto& token : tenon::sql::tokenize(input)) {
        tenon::fuzz::demand(token.offset == at && !token.text.empty());
        at += token.text.size();
    }
    tenon::fuzz::demand(at == input.size());
    tenon::sql::split_script(input, "fuzz.sql");
}
