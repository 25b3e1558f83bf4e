// SPDX-License-Identifier: Apache-2.0
// What the designer says, word for word: one document for each code.
#include "design/designed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::design {
namespace {

struct saying {
    std::string name;
    std::string document;  ///< without its first line, `platform: test`
    std::string said;      ///< diagnostics joined by lines
    options settings = {};
};

void PrintTo(const saying& one, std::ostream* out) {
    *out << one.name;
}

std::string lines(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& line : list) out += (out.empty() ? "" : "\n") + line;
    return out;
}

class design_says : public ::testing::TestWithParam<saying> {};

TEST_P(design_says, exactly_this) {
    const auto& one = GetParam();
    const auto made = design_of(one.document, one.settings);
    EXPECT_EQ(lines(made.said()), one.said);
    EXPECT_EQ(made.made.has_value(), one.said.find(": error: ") == std::string::npos);
}

std::vector<saying> sayings() {
    return {
#include "design/sayings.inc"
    };
}

TEST(DesignDiagnostics, EveryCodeHasACase) {
    std::string all;
    for (const auto& one : sayings()) all += one.said;
    for (const auto& entry : all_codes()) {
        const int number = static_cast<int>(entry.code);
        if (number < 3000 || number >= 3600) continue;  // from 3600 on they are about schemas as they stand
        EXPECT_NE(all.find(to_string(entry.code)), std::string::npos) << entry.name << " has no case";
    }
}

INSTANTIATE_TEST_SUITE_P(all, design_says, ::testing::ValuesIn(sayings()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tenon::design
