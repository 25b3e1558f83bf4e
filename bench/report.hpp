// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace tenon::bench {

/// What a figure depends on: processor, number of them, memory, kernel, and how busy the machine is just now.
inline void print_machine() {
    const auto value_of = [](const char* file, std::string_view key) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with(key)) return line.substr(line.find_first_not_of(" \t:", key.size()));
        }
        return std::string("?");
    };
    std::string kernel = "?";
    std::string load = "?";
    std::getline(std::ifstream("/proc/sys/kernel/osrelease") >> std::ws, kernel);
    std::getline(std::ifstream("/proc/loadavg") >> std::ws, load);
    fmt::print("machine  {} x {}, {} of memory, Linux {}\nload     {}\n", std::thread::hardware_concurrency(),
               value_of("/proc/cpuinfo", "model name"), value_of("/proc/meminfo", "MemTotal"), kernel, load);
}

/// Milliseconds of one call.
template <class Act>
double milliseconds(Act act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// "5,000 entities: load / psql -f   1.08x   target at most 1.2x: met".
inline void print_ratio(const std::string& name, double ratio, double most) {
    fmt::print("{:<34} {:.2f}x   target at most {}x: {}\n", name, ratio, most, ratio <= most ? "met" : "MISSED");
    std::fflush(stdout);
}

/// "warm   median 38.1 ms   best 35.0   worst 52.1   of 21   target 60 ms: met". No target: 0.
inline void print_figure(const std::string& name, std::vector<double> values, double target) {
    std::sort(values.begin(), values.end());
    const double median = values[values.size() / 2];
    fmt::print("{:<34} median {:8.1f} ms   best {:8.1f}   worst {:8.1f}   of {:3}", name, median, values.front(),
               values.back(), values.size());
    if (target > 0) fmt::print("   target {} ms: {}", target, median <= target ? "met" : "MISSED");
    fmt::print("\n");
    std::fflush(stdout);
}

}  // namespace tenon::bench
