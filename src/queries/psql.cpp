// SPDX-License-Identifier: Apache-2.0
#include "queries/psql.hpp"

#include "base/text.hpp"
#include "queries/check.hpp"

namespace tenon::queries {

std::string psql_settings(const query& of) {
    std::string out;
    for (const auto& parameter : of.parameters) {
        const auto* clause = of.find_declared(parameter);
        std::string value = "NULL";
        if (clause) value = fmt::format("CAST({} AS {})", clause->sample.value_or("NULL"), sql_type(clause->type));
        if (clause && clause->sample) value = *clause->sample;
        // \set takes a word, or a text in single quotes with its own quotes doubled and its backslashes escaped.
        const auto quoted = replace_all(replace_all(value, "\\", "\\\\"), "'", "''");
        out += fmt::format("\\set {} '{}'\n", parameter, quoted);
    }
    return out;
}

}  // namespace tenon::queries
