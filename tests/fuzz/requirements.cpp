// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_target.hpp"
#include "requirements/parse.hpp"

TENON_FUZZ_TARGET(requirements) {
    tenon::diagnostics problems;
    const auto read = tenon::requirements::parse(input, "fuzz.yaml", problems);
    tenon::fuzz::demand(read.has_value() != problems.has_errors());
    for (const auto& item : problems.items())
        tenon::fuzz::demand(!item.message.empty() && item.where.file == "fuzz.yaml");
}
