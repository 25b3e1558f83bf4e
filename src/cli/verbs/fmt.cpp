// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/file.hpp"
#include "cli/common_options.hpp"
#include "cli/verb.hpp"
#include "requirements/format.hpp"
#include "requirements/secrets.hpp"

namespace tenon::cli {
namespace {

outcome run_fmt(const arguments& given, progress&) {
    const auto file = given.value_or("FILE", "requirements.yaml");
    const bool check = given.has("--check");
    outcome end;
    const auto text = read_file(file);
    const auto formatted = requirements::format(text, file, end.findings);
    if (!formatted) {
        source_texts texts;
        texts.add(file, text, requirements::hide_secrets);
        return bad_input(std::move(end.findings), std::move(texts));
    }
    const bool differs = *formatted != text;
    if (differs && check) {
        end.exit = exit_code::findings;
        end.findings.warning(code::not_formatted, {file, 0, 0}, "it is not formatted",
                             fmt::format("run `tenon fmt {}`", file));
        end.findings_are_result = true;
    } else if (differs) {
        write_file(file, *formatted);
        end.closing = fmt::format("formatted {}\n", file);
    }
    end.members = {{"file", json_string(file)}, {"changed", differs && !check ? "true" : "false"}};
    return end;
}

}  // namespace

verb fmt_verb() {
    return {.name = "fmt",
            .summary = "format a requirements document",
            .description =
                "Writes the document in its usual form: indentation, blanks around the signs of shorthand, quotes only "
                "where they are needed. Comments, order and meaning stay; a document that is formatted is not touched.",
            .options = {{.name = "FILE",
                         .help = "the document; requirements.yaml by default",
                         .completes = completion::files},
                        {.name = "--check", .help = "change nothing, and end with 1 when something would be"},
                        format_option()},
            .examples = {{"tenon fmt", "formats requirements.yaml of this folder"},
                         {"tenon fmt --check", "for continuous integration: is it formatted?"}},
            .execute = run_fmt};
}

}  // namespace tenon::cli
