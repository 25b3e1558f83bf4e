// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/behaviour.hpp"

#include "base/text.hpp"
#include "design/json_value.hpp"
#include "requirements/time_span.hpp"

#include <charconv>

namespace tenon::design {

using requirements::behaviour_kind;

std::string behaviour_run::text(const std::string& option, const std::string& fallback) {
    const auto* written = source.find(option);
    std::string value = written ? written->scalar : fallback;
    values.emplace_back(option, json_string(value));
    return value;
}

int behaviour_run::number(const std::string& option, int fallback) {
    const auto* written = source.find(option);
    int value = fallback;
    if (written) std::from_chars(written->scalar.data(), written->scalar.data() + written->scalar.size(), value);
    values.emplace_back(option, std::to_string(value));
    return value;
}

bool behaviour_run::flag(const std::string& option) {
    const auto* written = source.find(option);
    const bool value = written && written->is_true();
    values.emplace_back(option, value ? "true" : "false");
    return value;
}

std::vector<std::string> behaviour_run::list(const std::string& option) {
    std::vector<std::string> out;
    std::string json = "[";
    if (const auto* written = source.find(option))
        for (const auto& text : written->texts()) {
            if (!out.empty()) json += ",";
            json += json_string(*text);
            out.push_back(*text);
        }
    values.emplace_back(option, json + "]");
    return out;
}

std::string behaviour_run::span(const std::string& option) {
    const auto* written = source.find(option);
    std::string value;
    if (written)
        if (const auto span = requirements::parse_time_span(written->scalar)) value = requirements::to_string(*span);
    values.emplace_back(option, value.empty() ? "null" : json_string(value));
    return value;
}

std::string behaviour_run::column(catalog::column made, const std::string& description) {
    std::string column_name = made.name;
    // Written as an attribute it is the same column, with what the document says of it.
    if (const auto* own = table().find(column_name); own && own->type == made.type) return column_name;
    made.comment = description;
    bench.add_column(table(), std::move(made), behaviour_note_for(name, description));
    entity.columns_of[column_name] = {column_name};
    return column_name;
}

void behaviour_run::decide(const std::string& what, const std::string& why) {
    bench.decide(table().id(), what, why, rule(), where());
}

std::span<const behaviour_maker> behaviour_makers() {
    static const std::vector<behaviour_maker> makers = {
        {behaviour_kind::tenant_scoped, add_tenant_columns, add_tenant_rules},
        {behaviour_kind::time_series, add_time_series_columns, add_time_series_rules},
        {behaviour_kind::partitioned, add_partition_columns, nullptr},
        {behaviour_kind::searchable, add_searchable_columns, add_searchable_rules},
        {behaviour_kind::optimistic, add_optimistic_columns, add_optimistic_rules},
        {behaviour_kind::soft_delete, add_soft_delete_columns, add_soft_delete_rules},
        {behaviour_kind::timestamps, add_timestamp_columns, add_timestamp_rules},
        {behaviour_kind::retained, add_retained_columns, add_retained_rules},
        {behaviour_kind::append_only, nullptr, add_append_only_rules},
        {behaviour_kind::hierarchical, nullptr, add_hierarchy_rules},
        {behaviour_kind::workflow, nullptr, add_workflow_rules},
        {behaviour_kind::versioned, nullptr, add_versioned_rules},
        {behaviour_kind::audited, nullptr, add_audited_rules},
        {behaviour_kind::cached, nullptr, add_cached_rules},
    };
    return makers;
}

behaviour_stage::behaviour_stage(workbench& bench) : bench_(bench) {
    timestamps_.kind = behaviour_kind::timestamps;
}

behaviour_run& behaviour_stage::run_of(entity_model& entity, const behaviour_maker& maker,
                                       const requirements::behaviour& source) {
    const auto key = std::pair{entity.number, static_cast<int>(maker.kind)};
    return runs_
        .try_emplace(key,
                     behaviour_run{bench_, entity, source, std::string(requirements::to_string(maker.kind)), {}, {}})
        .first->second;
}

void behaviour_stage::add_columns(entity_model& entity) {
    for (const auto& maker : behaviour_makers()) {
        const auto* source = entity.find(maker.kind);
        const bool by_default = !source && maker.kind == behaviour_kind::timestamps &&
                                entity.conventions.timestamps != timestamp_style::none;
        if (by_default) source = &timestamps_;
        if (!source) continue;
        auto& run = run_of(entity, maker, *source);
        if (!maker.columns) continue;
        workbench::requirement stands(bench_, by_default ? entity.name : fmt::format("{}.{}", entity.name, run.name),
                                      run.name, run.where());
        workbench::recording records(bench_, run.objects);
        maker.columns(run);
    }
}

void behaviour_stage::add_rules(entity_model& entity) {
    for (const auto& maker : behaviour_makers()) {
        const auto found = runs_.find({entity.number, static_cast<int>(maker.kind)});
        if (found == runs_.end()) continue;
        auto& run = found->second;
        if (maker.rules) {
            const bool by_default = &run.source == &timestamps_;
            workbench::requirement stands(
                bench_, by_default ? entity.name : fmt::format("{}.{}", entity.name, run.name), run.name, run.where());
            workbench::recording records(bench_, run.objects);
            maker.rules(run);
        }
    }
    add_immutable_trigger(bench_, entity);
    for (const auto& entry : requirements::behaviour_table()) {
        const auto found = runs_.find({entity.number, static_cast<int>(entry.kind)});
        if (found == runs_.end()) continue;
        auto& run = found->second;
        behaviour_note note;
        note.name = run.name;
        std::string json = "{";
        for (const auto& [option, value] : run.values) {
            if (json.find(json_string(option) + ":") != std::string::npos) continue;
            if (json.size() > 1) json += ",";
            json += json_string(option) + ":" + value;
        }
        note.options = {json + "}"};
        std::sort(run.objects.begin(), run.objects.end());
        run.objects.erase(std::unique(run.objects.begin(), run.objects.end()), run.objects.end());
        note.objects = run.objects;
        note.from = &run.source == &timestamps_ ? position{bench_.document.file, 0, 0} : run.where();
        entity.table->note.behaviours.push_back(std::move(note));
    }
}

std::string array_literal(const std::vector<std::string>& items) {
    std::string out = "{";
    for (const auto& item : items) {
        if (out.size() > 1) out += ',';
        out += '"' + replace_all(replace_all(item, "\\", "\\\\"), "\"", "\\\"") + '"';
    }
    return out + "}";
}

}  // namespace tenon::design
