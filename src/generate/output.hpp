// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace tenon::generate {

/// A file to be written: generators return these and write nothing themselves.
struct output_file {
    std::string path;  ///< below the project's folder, with slashes: "docs/schema.md"
    std::string text;

    friend auto operator<=>(const output_file&, const output_file&) = default;
};

using output_files = std::vector<output_file>;

}  // namespace tenon::generate
