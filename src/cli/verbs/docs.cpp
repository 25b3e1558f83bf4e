// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/docs.hpp"

#include "base/file.hpp"
#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

outcome run_docs(const arguments& given, progress& watcher) {
    outcome end;
    const auto read = read_sources({*given.value("SOURCE")}, given, watcher, end);
    if (!read) return end;
    const std::filesystem::path folder = given.value_or("--out", ".");
    std::string json;
    for (const auto& file : generate::documentation(read->front().catalog, read->front().notes)) {
        const bool written = write_file(folder / file.path, file.text);
        end.result +=
            fmt::format("{} {}\n", written ? "wrote" : "unchanged", (folder / file.path).lexically_normal().string());
        json += fmt::format(R"({}{{"path": {}, "written": {}}})", json.empty() ? "" : ", ", json_string(file.path),
                            written);
    }
    end.members = {{"outputs", "[" + json + "]"}};
    return end;
}

}  // namespace

verb docs_verb() {
    return {
        .name = "docs",
        .summary = "documentation of any schema: pages, diagrams, runbooks",
        .description =
            "Writes docs/schema.md, docs/erd.svg, docs/erd.md and docs/runbooks/ for any source; from requirements "
            "also "
            "docs/adr/, the decisions as records. Files whose bytes would not change are left alone.",
        .options = with(
            {{.name = "SOURCE", .help = "the schema to document", .required = true, .completes = completion::files},
             {.name = "--out",
              .value = "DIR",
              .help = "where docs/ is written; the present folder by default",
              .completes = completion::folders},
             format_option(),
             set_option()},
            scratch_options()),
        .examples = {{"tenon docs postgres://db.example/shop --out /tmp/shop", "the documentation of a live database"}},
        .execute = run_docs};
}

}  // namespace tenon::cli
