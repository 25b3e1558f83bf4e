// SPDX-License-Identifier: Apache-2.0
#include "cli/project_summary.hpp"

#include "catalog/digest.hpp"
#include "catalog/visit.hpp"
#include "cli/sources.hpp"

namespace tenon::cli {

namespace {

constexpr std::size_t digest_shown = 17;  // "pg15:" and twelve digits

std::string line(std::string_view label, std::string_view text) {
    return fmt::format("  {:<9} {}\n", label, text);
}

void add(std::string& list, std::size_t count, std::string_view thing) {
    if (count > 0) list += (list.empty() ? "" : " · ") + count_of(count, thing);
}

std::string written_text(const std::vector<project::output>& outputs) {
    std::size_t written = 0;
    std::string names;
    std::size_t shown = 0;
    constexpr std::size_t most_shown = 4;
    for (const auto& output : outputs) {
        if (!output.written) continue;
        ++written;
        if (shown < most_shown) names += (shown++ ? " · " : "") + output.path.string();
    }
    if (written == 0) return fmt::format("nothing: all {} are as they were", count_of(outputs.size(), "file"));
    if (written > shown) names += fmt::format(" · and {} more", written - shown);
    if (written < outputs.size()) names += fmt::format(" ({} unchanged)", outputs.size() - written);
    return names;
}

}  // namespace

std::string holdings(const catalog::contents& schema) {
    std::size_t columns = 0;
    for (const auto& table : schema.tables) columns += table.columns.size();
    std::string list;
    add(list, schema.tables.size(), "table");
    add(list, columns, "column");
    add(list, schema.constraints.size(), "constraint");
    add(list, schema.indexes.size(), "index");
    add(list, schema.views.size() + schema.materialized_views.size(), "view");
    add(list, schema.functions.size(), "function");
    add(list, schema.triggers.size(), "trigger");
    add(list, schema.policies.size(), "policy");
    add(list,
        schema.enum_types.size() + schema.composite_types.size() + schema.domains.size() + schema.range_types.size(),
        "type");
    return list.empty() ? "nothing" : list;
}

std::string build_summary(const project::build_result& built) {
    const auto& design = built.design;
    const auto& notes = design.from.notes;
    std::string out = fmt::format("{} · PostgreSQL {} · {}…\n\n", notes.platform, design.catalog.major,
                                  catalog::digest(design.catalog).substr(0, digest_shown));
    out += line("read", fmt::format("{} · {}", count_of(design.from.entities, "entity"),
                                    count_of(design.from.queries.size(), "query")));
    out += line("made", holdings(design.catalog));
    out += line("decided", fmt::format("{} (`tenon design --explain` tells each, and why)",
                                       count_of(notes.decisions.size(), "thing")));
    out += line("proven", fmt::format("{} on {}", design.proof, design.server));
    if (!design.from.queries.empty())
        out += line("", fmt::format("{} understood by the server", count_of(design.from.queries.size(), "query")));
    const auto written = std::count_if(notes.statements.begin(), notes.statements.end(),
                                       [](const auto& statement) { return statement.why.empty(); });
    if (written > 0) out += line("sql", fmt::format("{} carried through as written", count_of(static_cast<std::size_t>(written), "statement")));
    if (const auto data = design.from.data().size(); data > 0)
        out += line("rows", fmt::format("{} at the end of schema.sql and of the first migration",
                                        count_of(data, "statement")));
    out += line("wrote", written_text(built.outputs));
    for (const auto& remark : built.remarks) out += line("note", remark);
    std::string times;
    std::chrono::milliseconds total{};
    for (const auto& stage : design.times) {
        times += fmt::format("{}{} {}", times.empty() ? "" : " · ", stage.stage, duration_text(stage.time));
        total += stage.time;
    }
    return out + line("took", fmt::format("{}: {}", duration_text(total), times));
}

std::vector<std::pair<std::string, std::string>> build_members(const project::build_result& built) {
    const auto& design = built.design;
    std::string outputs, stages, remarks;
    for (const auto& output : built.outputs)
        outputs += fmt::format(R"({}{{"path": {}, "written": {}}})", outputs.empty() ? "" : ", ",
                               json_string(output.path.string()), output.written);
    for (const auto& stage : design.times)
        stages += fmt::format(R"({}{{"stage": {}, "milliseconds": {}}})", stages.empty() ? "" : ", ",
                              json_string(stage.stage), stage.time.count());
    for (const auto& remark : built.remarks) remarks += (remarks.empty() ? "" : ", ") + json_string(remark);
    return {{"platform", json_string(design.from.notes.platform)},
            {"digest", json_string(catalog::digest(design.catalog))},
            {"objects", json_string(holdings(design.catalog))},
            {"decisions", std::to_string(design.from.notes.decisions.size())},
            {"proof", json_string(design.proof)},
            {"server", json_string(design.server)},
            {"outputs", "[" + outputs + "]"},
            {"stages", "[" + stages + "]"},
            {"remarks", "[" + remarks + "]"}};
}

std::string unchanged_summary(const project::last_build& last) {
    std::string out =
        fmt::format("{} · PostgreSQL {} · {}…\n\n", last.platform, last.major, last.digest.substr(0, digest_shown));
    out += line("made", last.holdings);
    out += line("proven", last.proof + ", by the last build");
    out += line("wrote", fmt::format("nothing: requirements, queries and migrations are the same, and so are all {}",
                                     count_of(last.files.size(), "file")));
    for (const auto& remark : last.remarks) out += line("note", remark);
    return out;
}

std::vector<std::pair<std::string, std::string>> unchanged_members(const project::last_build& last) {
    std::string outputs, remarks;
    for (const auto& file : last.files)
        outputs += fmt::format(R"({}{{"path": {}, "written": false}})", outputs.empty() ? "" : ", ", json_string(file));
    for (const auto& remark : last.remarks) remarks += (remarks.empty() ? "" : ", ") + json_string(remark);
    return {{"platform", json_string(last.platform)}, {"digest", json_string(last.digest)},
            {"objects", json_string(last.holdings)},  {"proof", json_string(last.proof)},
            {"outputs", "[" + outputs + "]"},         {"remarks", "[" + remarks + "]"}};
}

}  // namespace tenon::cli
