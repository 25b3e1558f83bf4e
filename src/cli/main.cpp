// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"
#include "postgres/embedded/interrupt.hpp"

#include <vector>

int main(int count, char** words) {
    // Before there is any other thread: all of them must leave the signals to the one that cleans up.
    tenon::postgres::clean_up_on_signals();
    auto where = tenon::cli::process_terminal();
    return static_cast<int>(tenon::cli::run(std::vector<std::string>(words + 1, words + count), where));
}
