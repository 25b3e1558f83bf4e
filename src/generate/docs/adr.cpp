// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/docs.hpp"
#include "generate/docs/page.hpp"

#include <algorithm>
#include <set>

namespace tenon::generate {
namespace {

/// What one rule decided: a record of its own.
struct record {
    std::string rule;
    const design::convention_note* convention = nullptr;
    std::vector<const design::decision*> decisions;
};

/// Conventions first, as in the document; then the other rules by name.
std::vector<record> records(const design::notes& notes) {
    std::vector<record> all;
    std::map<std::string, std::size_t> place;
    const auto of = [&](const std::string& rule) -> record& {
        const auto [found, added] = place.emplace(rule, all.size());
        if (added) all.push_back({rule, nullptr, {}});
        return all[found->second];
    };
    for (const auto& each : notes.conventions) of("convention " + each.rule).convention = &each;
    std::set<std::string> rules;
    for (const auto& each : notes.decisions) rules.insert(each.rule);
    for (const auto& each : rules) of(each);
    for (const auto& each : notes.decisions) of(each.rule).decisions.push_back(&each);
    return all;
}

std::string titled(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// The reasons given, each once, in the order of the decisions.
std::vector<std::string> reasons(const record& of) {
    std::vector<std::string> all;
    const auto add = [&](const std::string& why) {
        if (!why.empty() && std::find(all.begin(), all.end(), why) == all.end()) all.push_back(why);
    };
    if (of.convention) add(of.convention->why);
    for (const auto* each : of.decisions) add(each->why);
    return all;
}

std::string how_to_change(const record& of, const std::string& document) {
    if (of.convention)
        return fmt::format(
            "Give {} another value under {} in {}, for the whole document or for one entity, with a "
            "reason; `tenon build` then makes the new schema and rewrites this record.",
            code(of.convention->rule), code("conventions"), document);
    if (of.rule.starts_with("behaviour "))
        return fmt::format("Change the options of {}, or take it out, under {} of the entity in {}.",
                           code(of.rule.substr(10)), code("behaviours"), document);
    return fmt::format(
        "Change what is written in {} at the places named above; a decision by default is overridden "
        "by writing the wish down.",
        document);
}

std::string write(const schema_model& model, const record& of) {
    page to{model, false, std::nullopt};
    const auto slash = model.notes->source.find_last_of('/');
    const auto document =
        model.notes->source.empty()
            ? std::string("the requirements")
            : code(slash == std::string::npos ? model.notes->source : model.notes->source.substr(slash + 1));
    to.heading(1, prose(titled(of.rule)));
    to.add(fmt::format("Status: accepted. Made by Tenon from {}; edits here are lost.\n\n", document));
    to.heading(2, "Decision");
    if (of.convention)
        to.add(fmt::format("{} is {}, decided {}.\n\n", code(of.convention->rule), code(of.convention->value),
                           of.convention->from.line == 0 ? "by default" : "at " + to.place(of.convention->from)));
    markdown_table rows({"Object", "Decision", "Why", "From"});
    for (const auto* each : of.decisions)
        rows.add({fmt::format("{} {}", catalog::to_string(each->object.kind), code(each->object.identity)),
                  prose(each->what), prose(each->why), to.place(each->from)});
    to.add(rows.text());
    const auto why = reasons(of);
    to.heading(2, "Reasons");
    for (const auto& each : why) to.add("- " + prose(each) + "\n");
    if (why.empty()) to.add("None was given.\n");
    to.add("\n");
    to.heading(2, "How to change it");
    to.add(how_to_change(of, document) + "\n");
    return to.text;
}

}  // namespace

output_files decision_records(const schema_model& model) {
    const auto all = records(*model.notes);
    if (all.empty()) return {};
    output_files files;
    page index{model, false, std::nullopt};
    index.heading(1, "Decisions behind " + prose(model.title));
    index.add(
        "One record for each rule that decided something about the schema. "
        "[schema.md](../schema.md) shows the result.\n\n");
    markdown_table rows({"Record", "Decisions", "In short"});
    std::set<std::string> names;
    for (const auto& each : all) {
        auto name = slug(each.rule);
        std::replace(name.begin(), name.end(), '_', '-');
        while (!names.insert(name).second) name += "-";
        std::string brief;
        if (each.convention)
            brief = code(each.convention->value);
        else if (!each.decisions.empty())
            brief = prose(each.decisions.front()->what);
        rows.add({link(prose(titled(each.rule)), name + ".md"),
                  std::to_string(each.decisions.size() + (each.convention ? 1 : 0)), brief});
        files.push_back({"docs/adr/" + name + ".md", write(model, each)});
    }
    index.add(rows.text());
    files.push_back({"docs/adr/README.md", index.text});
    return files;
}

}  // namespace tenon::generate
