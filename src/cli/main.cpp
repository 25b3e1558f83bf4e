// SPDX-License-Identifier: Apache-2.0
#include "base/uninterrupted.hpp"
#include "cli/run.hpp"
#include "postgres/embedded/interrupt.hpp"

#include <cstdlib>
#include <vector>

int main(int count, char** words) {
    // Before there is any other thread: all of them must leave the signals to the one that cleans up.
    tenon::postgres::clean_up_on_signals();
    auto where = tenon::cli::process_terminal();
    const auto end = tenon::cli::run(std::vector<std::string>(words + 1, words + count), where);
    // exit() cleans up what a signal would clean up: only one of them may.
    const tenon::uninterrupted to_the_end;
    std::exit(static_cast<int>(end));
}
