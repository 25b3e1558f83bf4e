// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "catalog/digest.hpp"
#include "cli/common_options.hpp"
#include "cli/project_summary.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "queries/access_path.hpp"

#include <set>

namespace tenon::cli {
namespace {

std::string place_text(const position& from) {
    return from.line > 0 ? fmt::format(" {}:{}", from.file, from.line) : "";
}

/// Every decision with its reason, grouped by object.
std::string explanation(const design::notes& notes) {
    std::string out;
    const catalog::object_id* last = nullptr;
    for (const auto& decision : notes.decisions) {
        if (!last || *last != decision.object)
            out += fmt::format("{}{}\n", out.empty() ? "" : "\n", to_string(decision.object));
        last = &decision.object;
        out += fmt::format("  {}\n", decision.what);
        out += fmt::format("    because {} [{}]{}\n", decision.why, decision.rule, place_text(decision.from));
    }
    return out;
}

/// What each index serves, and which were asked for and not made.
std::string explanation_of_indexes(const design::notes& notes) {
    std::string out;
    const auto keys_of = [](const auto& note) {
        return fmt::format("({}){}", join(note.keys, ", "), note.predicate.empty() ? "" : " where " + note.predicate);
    };
    for (const auto& note : notes.indexes) {
        if (note.index.kind != catalog::object_kind::index && note.queries.empty()) continue;
        out += fmt::format("\n{}\n  {} on {}{}{}\n", to_string(note.index), keys_of(note), to_string(note.table),
                           note.queries.empty()       ? ""
                           : note.queries.size() == 1 ? ", serves the query "
                                                      : ", serves the queries ",
                           join(note.queries, ", "));
        out += fmt::format("    because {} [index]{}\n", join(note.reasons, "; "), place_text(note.from));
    }
    for (const auto& note : notes.redundant_indexes) {
        out += fmt::format("\n{}\n  no index {}, which {} asks for\n", to_string(note.table), keys_of(note),
                           note.asked_by);
        out += fmt::format("    because {} serves: {} [index redundant]{}\n", to_string(note.covered_by), note.why,
                           place_text(note.from));
    }
    return out;
}

/// The queries that no index serves, and what they have that none could.
std::string explanation_of_unserved(const project::proven_design& designed) {
    std::set<std::string> served;
    for (const auto& note : designed.from.notes.indexes) served.insert(note.queries.begin(), note.queries.end());
    const queries::table_lookup tables(designed.catalog);
    std::string out;
    for (const auto& query : designed.from.queries) {
        if (served.contains(query.name)) continue;
        const auto unserved = queries::unserved_conditions(query, tables);
        if (unserved.empty()) continue;
        out += fmt::format(
            "\nquery {}\n  no index\n    because no index is made for what its condition has: {} [query]{}\n",
            query.name, join(unserved, ", "), place_text(query.where));
    }
    return out;
}

outcome run_design(const arguments& given, progress& watcher) {
    outcome end;
    const auto requirements = requirements_of(given, end);
    if (!requirements) return end;
    const auto designed =
        project::design_project(*requirements, reading_options_of(given), {end.findings, end.texts, watcher}, false);
    if (!designed) {
        end.exit = exit_code::usage;
        return end;
    }
    const auto outputs = project::write_schema(*designed);
    for (const auto& output : outputs)
        end.closing += fmt::format("{} {}\n", output.written ? "wrote" : "unchanged", output.path.string());
    const auto& notes = designed->from.notes;
    end.result = given.has("--explain")
                     ? explanation(notes) + explanation_of_indexes(notes) + explanation_of_unserved(*designed)
                     : holdings(designed->catalog) + "\n";
    end.members = {{"digest", json_string(catalog::digest(designed->catalog))},
                   {"objects", json_string(holdings(designed->catalog))},
                   {"notes", design::to_json(designed->from.notes)}};
    return end;
}

}  // namespace

verb design_verb() {
    return {.name = "design",
            .summary = "requirements to schema/: schema.sql, catalog.json, notes.json",
            .description =
                "Designs the schema of a project and has a private PostgreSQL load it, as `build` does, but writes "
                "schema/ only. "
                "With --explain, every decision is told: what, why, by which rule, and from which line.",
            .options = with({{.name = "DIR",
                              .help = "the project's folder; the present one by default",
                              .completes = completion::folders},
                             {.name = "--explain", .help = "tell every decision and its reason"},
                             format_option()},
                            scratch_options()),
            .examples = {{"tenon design --explain", "why the schema is as it is"}},
            .execute = run_design};
}

}  // namespace tenon::cli
