// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "cli/verb.hpp"

#include <span>
#include <string>

namespace tenon::cli {

/// The words after the verb, checked against what the verb declares.
struct parsed {
    arguments given;
    diagnostics problems;  ///< every wrong usage; `given` counts only when there is none
};

parsed parse(const verb&, std::span<const std::string> words);

/// "tenon has no verb …", with the nearest one.
diagnostic unknown_verb(std::string_view word);

}  // namespace tenon::cli
