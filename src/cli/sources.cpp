// SPDX-License-Identifier: Apache-2.0
#include "cli/sources.hpp"

#include "base/codes/project.hpp"
#include "cli/common_options.hpp"
#include "project/read_requirements.hpp"

namespace tenon::cli {

namespace fs = std::filesystem;

project::reading_options reading_options_of(const arguments& given) {
    const auto choice = scratch_of(given);
    project::reading_options options;
    options.postgres = choice.postgres;
    options.scratch = choice.scratch;
    return options;
}

std::optional<std::vector<project::source_catalog>> read_sources(const std::vector<std::string>& sources,
                                                                 const arguments& given, progress& watcher,
                                                                 outcome& end, bool memberships) {
    auto options = reading_options_of(given);
    options.role_memberships = memberships;
    for (const auto& [name, value] : variables_of(given)) options.variables.insert_or_assign(name, value);
    if (const auto configuration = project::read_configuration(".", end.findings, end.texts))
        options.default_major = configuration->postgres;
    std::vector<project::source> all;
    for (const auto& text : sources) {
        auto source = project::recognise(text, end.findings);
        if (!source) continue;
        if (source->guessed)
            end.closing += fmt::format("{}: read as {}\n", source->given, project::to_string(source->kind));
        all.push_back(std::move(*source));
    }
    if (end.findings.has_errors()) {
        end.exit = exit_code::usage;
        return std::nullopt;
    }
    project::workshop workshop(std::move(options));
    auto read = workshop.read(all, {end.findings, end.texts, watcher});
    if (!read) {
        end.exit = exit_code::usage;
        return std::nullopt;
    }
    for (const auto& source : *read)
        for (const auto& remark : source.remarks) end.closing += fmt::format("{}: {}\n", source.from.given, remark);
    return read;
}

std::optional<fs::path> requirements_of(const arguments& given, outcome& end) {
    const fs::path place = given.value_or("DIR", ".");
    std::error_code ec;
    if (fs::is_regular_file(place, ec)) return place;
    diagnostics ignored;
    source_texts none;
    const auto configuration = project::read_configuration(place, ignored, none);
    const auto file = place / (configuration ? configuration->requirements : "requirements.yaml");
    if (fs::is_regular_file(file, ec)) return file;
    end.findings.error(code::source_not_found, {file.lexically_normal().string(), 0, 0}, "no requirements here",
                       "name the project's folder, or begin one with `tenon init`");
    end.exit = exit_code::usage;
    return std::nullopt;
}

std::string count_of(std::size_t count, std::string_view thing) {
    if (count == 1) return fmt::format("1 {}", thing);
    const bool ies = thing.ends_with('y') && !thing.ends_with("ey");
    if (ies) return fmt::format("{} {}ies", count, thing.substr(0, thing.size() - 1));
    return fmt::format("{} {}{}", count, thing, thing.ends_with('x') ? "es" : "s");
}

std::string duration_text(std::chrono::milliseconds time) {
    if (time.count() >= 1000) return fmt::format("{:.2f} s", static_cast<double>(time.count()) / 1000);
    return fmt::format("{} ms", time.count());
}

}  // namespace tenon::cli
