// SPDX-License-Identifier: Apache-2.0
#include "support/golden.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <cstdlib>

namespace tenon::support {

bool updating_goldens() {
    const char* value = std::getenv("TENON_UPDATE");
    return value && *value;
}

void expect_golden(const std::filesystem::path& file, std::string_view text) {
    if (updating_goldens()) {
        write_file(file, text);
        return;
    }
    if (!std::filesystem::exists(file)) {
        ADD_FAILURE() << file << " is not there; ./test --update makes it";
        return;
    }
    const auto expected = read_file(file);
    if (expected == text) return;
    const auto old_lines = split_lines(expected);
    const auto new_lines = split_lines(text);
    std::size_t line = 0;
    while (line < old_lines.size() && line < new_lines.size() && old_lines[line] == new_lines[line]) ++line;
    const auto shown = [&](const auto& lines) {
        return line < lines.size() ? std::string(lines[line]) : "(end of the text)";
    };
    ADD_FAILURE() << file.string() << ':' << line + 1 << " differs\n  expected: " << shown(old_lines)
                  << "\n  actual:   " << shown(new_lines) << "\n./test --update rewrites it; review with git diff";
}

}  // namespace tenon::support
