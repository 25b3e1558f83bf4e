// SPDX-License-Identifier: Apache-2.0
#include "base/codes/queries.hpp"

#include "base/text.hpp"
#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "project/build.hpp"
#include "queries/psql.hpp"

namespace tenon::cli {
namespace {

std::string json_of(const queries::query& query) {
    std::string parameters;
    for (const auto& name : query.parameters) parameters += (parameters.empty() ? "" : ", ") + json_string(name);
    return fmt::format(
        R"({{"name": {}, "kind": {}, "about": {}, "file": {}, "line": {}, "parameters": [{}], "sql": {}}})",
        json_string(query.name), json_string(queries::to_string(query.kind)), json_string(query.about),
        json_string(query.where.file.text()), query.where.line, parameters, json_string(query.sql));
}

outcome run_queries(const arguments& given, progress& watcher) {
    outcome end;
    const auto requirements = requirements_of(given, end);
    if (!requirements) return end;
    if (const auto name = given.value("--psql")) {
        const auto draft = project::read_requirements(*requirements, end.findings, end.texts);
        end.exit = exit_code::usage;
        if (!draft || end.findings.has_errors()) return end;
        std::vector<std::string> names;
        for (const auto& query : draft->queries) {
            names.push_back(query.name);
            if (query.name != *name) continue;
            end.exit = exit_code::fine;
            end.result = queries::psql_settings(query);
            std::string lines;
            for (const auto line : split_lines(end.result))
                if (!line.empty()) lines += (lines.empty() ? "" : ", ") + json_string(line);
            end.members = {{"query", json_string(query.name)}, {"settings", "[" + lines + "]"}};
            return end;
        }
        const auto near = closest(*name, names);
        end.findings.error(code::no_such_query, {}, fmt::format("there is no query {}", *name),
                           near ? fmt::format("did you mean \"{}\"?", *near) : "`tenon queries` lists them");
        return end;
    }
    const auto designed =
        project::design_project(*requirements, reading_options_of(given), {end.findings, end.texts, watcher});
    if (!designed) {
        end.exit = exit_code::usage;
        return end;
    }
    std::string json;
    for (const auto& query : designed->from.queries) {
        end.result += fmt::format("{:<32} :{:<6} {}\n", query.name, queries::to_string(query.kind), query.about);
        json += (json.empty() ? "" : ", ") + json_of(query);
    }
    end.members = {{"queries", "[" + json + "]"}};
    return end;
}

}  // namespace

verb queries_verb() {
    return {
        .name = "queries",
        .summary = "lists the named queries and checks them on the designed schema",
        .description =
            "Reads queries/*.sql of a project and has a private PostgreSQL with the designed schema prepare each. With "
            "--psql, "
            "prints the \\set lines that let one of them run in psql as it is written, from the sample values of its "
            "parameters.",
        .options = with({{.name = "DIR",
                          .help = "the project's folder; the present one by default",
                          .completes = completion::folders},
                         {.name = "--psql", .value = "NAME", .help = "print sample \\set lines for this query"},
                         format_option()},
                        scratch_options()),
        .examples = {{"tenon queries", "every query, and whether it prepares"},
                     {"tenon queries --psql lots_of_part", "what to type in psql before the query"}},
        .execute = run_queries};
}

}  // namespace tenon::cli
