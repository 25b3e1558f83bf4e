// SPDX-License-Identifier: Apache-2.0
#include "catalog/digest.hpp"
#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "diff/plan.hpp"

namespace tenon::cli {
namespace {

std::string_view sign_of(diff::change change) {
    switch (change) {
        case diff::change::create:
            return "+";
        case diff::change::drop:
            return "-";
        case diff::change::alter:
            return "~";
    }
    return "~";
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

std::string_view word_of(diff::change change) {
    switch (change) {
        case diff::change::create:
            return "create";
        case diff::change::drop:
            return "drop";
        case diff::change::alter:
            return "alter";
    }
    return "alter";
}

std::string json_of(const diff::difference& difference) {
    std::string members;
    for (const auto& member : difference.members) members += (members.empty() ? "" : ", ") + json_string(member);
    return fmt::format(R"({{"object": {}, "change": {}, "members": [{}]}})", json_string(to_string(difference.object)),
                       json_string(word_of(difference.change)), members);
}

outcome run_diff(const arguments& given, progress& watcher) {
    outcome end;
    const auto read = read_sources({*given.value("--from"), *given.value("--to")}, given, watcher, end,
                                   given.has("--memberships"));
    if (!read) return end;
    const auto& from = (*read)[0].catalog;
    const auto& to = (*read)[1].catalog;
    std::string json;
    std::string order;
    for (const auto& difference : diff::compare(from, to)) {
        if (difference.information) {
            order += (order.empty() ? "" : ", ") + to_string(difference.object);
            continue;
        }
        end.exit = exit_code::findings;
        end.result += fmt::format("{} {}{}\n", sign_of(difference.change), to_string(difference.object),
                                  difference.members.empty() ? "" : fmt::format(" ({})", joined(difference.members)));
        json += (json.empty() ? "" : ", ") + json_of(difference);
    }
    if (!order.empty()) end.closing += fmt::format("columns in another order, which is no difference: {}\n", order);
    end.members = {{"from", json_string(catalog::digest(from))},
                   {"to", json_string(catalog::digest(to))},
                   {"differences", "[" + json + "]"}};
    return end;
}

}  // namespace

verb diff_verb() {
    return {.name = "diff",
            .summary = "which objects differ between any two schemas",
            .description =
                "Reads both sources into catalogs of one PostgreSQL major and names every object that differs: + is "
                "only in the "
                "second, - only in the first, ~ in both and not the same, with the members that differ. Equal sources "
                "print "
                "nothing and end with 0, others with 1.",
            .options = with({{.name = "--from",
                              .value = "SOURCE",
                              .help = "the schema as it is",
                              .required = true,
                              .completes = completion::files},
                             {.name = "--to",
                              .value = "SOURCE",
                              .help = "the schema as it should be",
                              .required = true,
                              .completes = completion::files},
                             format_option(),
                             memberships_option(),
                             set_option()},
                            scratch_options()),
            .examples = {{"tenon diff --from postgres://db.example/shop --to schema.sql",
                          "how far a database is from its schema"},
                         {"tenon diff --from migrations --to requirements.yaml", "whether the migrations keep up"}},
            .execute = run_diff};
}

}  // namespace tenon::cli
