// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::fuzz {

/// A function that has to hold out against any bytes.
struct target {
    std::string name;
    void (*run)(std::string_view);
};

/// The targets of this program, in no order.
inline std::vector<target>& targets() {
    static std::vector<target> all;
    return all;
}

/// Ends the program unless `holds`: what fuzzers and sanitizers take for a finding.
inline void demand(bool holds) {
    if (!holds) std::abort();
}

}  // namespace tenon::fuzz

// One target per file: TENON_FUZZ_TARGET(name) { … input … }. The preset fuzz makes a libFuzzer program fuzz_name of
// it; otherwise it is part of tenon_tests, which replays tests/fuzz/corpus/name/.
#ifdef TENON_FUZZING
#define TENON_FUZZ_TARGET(name)                                                         \
    static void fuzz_##name(std::string_view);                                          \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
        fuzz_##name({reinterpret_cast<const char*>(data), size});                       \
        return 0;                                                                       \
    }                                                                                   \
    static void fuzz_##name([[maybe_unused]] std::string_view input)
#else
#define TENON_FUZZ_TARGET(name)                                          \
    static void fuzz_##name(std::string_view);                           \
    [[maybe_unused]] static const bool fuzz_##name##_known =             \
        (tenon::fuzz::targets().push_back({#name, &fuzz_##name}), true); \
    static void fuzz_##name([[maybe_unused]] std::string_view input)
#endif
