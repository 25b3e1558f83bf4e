// SPDX-License-Identifier: Apache-2.0
#include "base/code.hpp"

namespace tenon {

namespace {
constexpr code_entry entries[] = {
#define TENON_CODE(number, name, meaning, remedy) {diagnostic_code{number}, #name, meaning, remedy},
#include "base/codes/all.def"
#undef TENON_CODE
};
}  // namespace

std::string to_string(diagnostic_code value) { return fmt::format("TN{:04}", static_cast<int>(value)); }

std::span<const code_entry> all_codes() { return entries; }

}  // namespace tenon
