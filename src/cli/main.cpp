// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <vector>

int main(int count, char** words) {
    auto where = tenon::cli::process_terminal();
    return static_cast<int>(tenon::cli::run(std::vector<std::string>(words + 1, words + count), where));
}
