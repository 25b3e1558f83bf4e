// SPDX-License-Identifier: Apache-2.0
#include "catalog/json.hpp"
#include "fuzz/fuzz_target.hpp"

TENON_FUZZ_TARGET(catalog_json) {
    tenon::diagnostics problems;
    const auto read = tenon::catalog::from_json(input, "fuzz.json", problems);
    tenon::fuzz::demand(read.has_value() != problems.has_errors());
    if (!read) return;
    tenon::diagnostics again;
    const auto text = tenon::catalog::to_json(*read);
    const auto second = tenon::catalog::from_json(text, "fuzz.json", again);
    tenon::fuzz::demand(second && tenon::catalog::to_json(*second) == text);
}
