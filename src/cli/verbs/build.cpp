// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "cli/common_options.hpp"
#include "cli/project_summary.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "requirements/secrets.hpp"

namespace tenon::cli {
namespace {

/// The migrations end in another schema: nothing was written, and the differing objects are named.
outcome refused(const project::build_result& built, outcome end) {
    std::string json;
    for (const auto& difference : built.differing) {
        end.result += fmt::format("  {}\n", to_string(difference.object));
        json += (json.empty() ? "" : ", ") + json_string(to_string(difference.object));
    }
    end.result = fmt::format("The migrations end with {} in another schema than the requirements ask for:\n{}",
                             built.last_migration, end.result);
    end.closing +=
        "nothing was written; write the migration that leads there, or take the change of the requirements back\n";
    end.members = {{"differing", "[" + json + "]"}};
    end.exit = exit_code::refused;
    return end;
}

outcome run_build(const arguments& given, progress& watcher) {
    outcome end;
    const auto requirements = requirements_of(given, end);
    if (!requirements) return end;
    const auto options = reading_options_of(given);
    if (const auto last = project::unchanged_build(*requirements, options)) {
        for (const auto& item : last->findings) {
            end.findings.add(item);
            std::error_code ec;
            if (std::filesystem::is_regular_file(item.where.file.text(), ec))
                end.texts.add(item.where.file, read_file(item.where.file.text()), requirements::hide_secrets);
        }
        end.result = unchanged_summary(*last);
        end.members = unchanged_members(*last);
        return end;
    }
    const auto built = project::build_project(*requirements, options, {end.findings, end.texts, watcher});
    if (!built) {
        end.exit = exit_code::usage;
        return end;
    }
    if (!built->differing.empty()) return refused(*built, std::move(end));
    end.result = build_summary(*built);
    end.members = build_members(*built);
    project::remember_build(*requirements, options, *built, holdings(built->design.catalog), end.findings);
    return end;
}

}  // namespace

verb build_verb() {
    return {
        .name = "build",
        .summary = "requirements and queries to a proven schema, migration and documentation",
        .description =
            "The main job. Reads requirements.yaml and queries/*.sql of a project, designs the schema, loads it on a "
            "private "
            "PostgreSQL, reads it back, proves the migration forward, back and forward again, has the server prepare "
            "every "
            "query, and writes schema/, migrations/ and docs/. Nothing is written unless everything is well, and files "
            "whose bytes would not change are left alone.\n\nWhen the migrations of the project end in another schema, "
            "the "
            "differing objects are named, nothing is written, and the command ends with 4.",
        .options = with({{.name = "DIR",
                          .help = "the project's folder; the present one by default",
                          .completes = completion::folders},
                         format_option()},
                        scratch_options()),
        .examples = {{"tenon build", "the project in this folder"},
                     {"tenon build examples/chip_quality", "one of the example platforms"}},
        .execute = run_build};
}

}  // namespace tenon::cli
