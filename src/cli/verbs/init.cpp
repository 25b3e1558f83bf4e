// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/common_options.hpp"
#include "cli/verb.hpp"
#include "postgres/embedded/installation.hpp"
#include "project/scaffold.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;

/// The major that `tenon build` will use here, unless the user names another.
std::optional<int> major_for(const arguments& given) {
    if (const auto named = given.value("--postgres")) return std::stoi(*named);
    try {
        return postgres::find_installation({}).major;
    } catch (const failure&) {
        return std::nullopt;  // no PostgreSQL is needed to write three files; build says how to install one
    }
}

std::string default_name(const fs::path& folder) {
    auto name = fs::absolute(folder).lexically_normal();
    if (!name.has_filename()) name = name.parent_path();
    return name.filename().string();
}

/// The folder as a shell takes it.
std::string shell_word(const std::string& word) {
    const bool plain = word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") ==
                       std::string::npos;
    return plain ? word : "'" + replace_all(word, "'", "'\\''") + "'";
}

outcome init(const arguments& given, progress&) {
    const fs::path folder = given.value_or("DIR", ".");
    const auto platform = project::platform_name(given.value_or("--name", default_name(folder)));
    const auto files = project::scaffold(platform, major_for(given));
    outcome end;
    for (const auto& file : files) {
        const auto path = (folder / file.path).lexically_normal();
        if (fs::exists(path)) {
            end.findings.error(code::file_in_the_way, {path.string(), 0, 0},
                               "it is there already, and init overwrites nothing",
                               "name a new folder: `tenon init DIR`");
        }
    }
    if (end.findings.has_errors()) {
        end.exit = exit_code::refused;
        return end;
    }
    std::string names;
    for (const auto& file : files) {
        const auto path = (folder / file.path).lexically_normal().string();
        write_file(path, file.text);
        end.result += fmt::format("made {}\n", path);
        names += (names.empty() ? "" : ",") + json_string(path);
    }
    end.members = {{"platform", json_string(platform)}, {"files", "[" + names + "]"}};
    end.closing = fmt::format("\nNext:\n  write down what you store in {}\n  tenon build {}\n",
                              (folder / "requirements.yaml").lexically_normal().string(), shell_word(folder.string()));
    return end;
}

}  // namespace

verb init_verb() {
    return {.name = "init",
            .summary = "scaffold a project",
            .description =
                "Makes tenon.yaml, requirements.yaml and queries/ with a small platform that builds as it is. Nothing "
                "that is there is overwritten.",
            .options = {{.name = "DIR",
                         .help = "the project's folder; this one by default",
                         .completes = completion::folders},
                        {.name = "--name", .value = "NAME", .help = "the platform's name; the folder's by default"},
                        {.name = "--postgres",
                         .value = "N",
                         .help = "the major version of the schema; by default the newest that is installed",
                         .choices = {"14", "15", "16", "17", "18"}},
                        format_option()},
            .examples = {{"tenon init shop", "a new project in the folder shop"}},
            .execute = init};
}

}  // namespace tenon::cli
