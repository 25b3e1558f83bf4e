// SPDX-License-Identifier: Apache-2.0
// `tenon build` of an example as a user runs it: the whole process, from its first byte read to its last file written.
// The template of the private server is in the cache. build_bench TENON EXAMPLE [RUNS]
#include "program.hpp"

#include <filesystem>

int main(int count, char** words) {
    namespace fs = std::filesystem;
    using namespace tenon;
    if (count < 3) {
        fmt::print(stderr, "build_bench TENON EXAMPLE [RUNS]\n");
        return 2;
    }
    const fs::path tenon_program = fs::absolute(words[1]);
    const fs::path example = fs::absolute(words[2]);
    const int runs = count > 3 ? std::atoi(words[3]) : 11;
    constexpr double build_target = 1500;
    constexpr double unchanged_target = 500;

    bench::print_machine();
    std::vector<double> built, unchanged;
    double memory = 0;
    const fs::path project = fs::temp_directory_path() / fmt::format("tenon-bench-{}", getpid());
    const std::string command =
        fmt::format("cd '{}' && '{}' build >/dev/null 2>&1", project.string(), tenon_program.string());
    for (int i = 0; i <= runs; ++i) {
        fs::remove_all(project);
        fs::copy(example, project, fs::copy_options::recursive);
        for (const char* output : {"schema", "migrations", "docs", ".tenon"}) fs::remove_all(project / output);
        const auto first = bench::run_program(command);
        const auto second = bench::run_program(command);
        if (i == 0) continue;  // fills the cache of templates
        built.push_back(first.time);
        unchanged.push_back(second.time);
        memory = std::max(memory, first.memory);
    }
    fs::remove_all(project);
    const auto name = example.filename().string();
    bench::print_figure(fmt::format("build {}", name), built, build_target);
    bench::print_figure("the same again, unchanged", unchanged, unchanged_target);
    fmt::print("{:<34} {:.0f} MB\n", "largest memory", memory);
}
