// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tenon::cli {

/// How a command ended. The numbers are a contract with scripts.
enum class exit_code : int {
    fine = 0,      ///< done, or nothing to do
    findings = 1,  ///< findings or differences; the result is complete
    usage = 2,     ///< wrong usage or bad input
    failed = 3,    ///< the database or the system failed
    refused = 4,   ///< an answer is needed first; nothing was done
    bug = 70,      ///< an error of Tenon
};

}  // namespace tenon::cli
