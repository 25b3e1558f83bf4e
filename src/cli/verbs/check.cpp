// SPDX-License-Identifier: Apache-2.0
#include "check/check.hpp"

#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

outcome run_check(const arguments& given, progress& watcher) {
    outcome end;
    end.findings_are_result = true;
    const auto read = read_sources({given.value_or("SOURCE", ".")}, given, watcher, end);
    if (!read) return end;
    check::check_schema(read->front(), end.texts, end.findings);
    const auto& all = end.findings.items();
    const auto found = static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const diagnostic& item) { return item.severity != severity::information; }));
    if (found > 0) end.exit = exit_code::findings;
    end.closing += fmt::format("{} looked at, {}\n", count_of(read->front().catalog.tables.size(), "table"),
                               count_of(found, "finding"));
    return end;
}

}  // namespace

verb check_verb() {
    return {.name = "check",
            .summary = "what is wrong with a schema as it stands",
            .description =
                "Reads any source, loads it on a private PostgreSQL where it is not a database already, and looks for "
                "mistakes in what the server made of it: indexes that another one covers, times of change that nothing "
                "keeps, secrets in plain text.\n\nFindings end with 1. A SOURCE is what `tenon catalog` takes; the "
                "project in the present folder by default.",
            .options = with({{.name = "SOURCE", .help = "the schema to check", .completes = completion::files},
                             format_option(),
                             set_option()},
                            scratch_options()),
            .examples = {{"tenon check dump.sql", "the mistakes in a dump, with the lines that make them"},
                         {"tenon check postgres://db.example/shop", "those of a live database"}},
            .execute = run_check};
}

}  // namespace tenon::cli
