// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include "cli/common_options.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

outcome manual(const arguments&, progress&) {
    outcome end;
    end.result = manual_page();
    end.members = {{"page", json_string(end.result)}};
    return end;
}

}  // namespace

verb manual_verb() {
    return {.name = "manual",
            .summary = "the manual page in roff",
            .description = "Prints the manual page; the build installs it as tenon(1).",
            .options = {format_option()},
            .execute = manual,
            .hidden = true};
}

}  // namespace tenon::cli
