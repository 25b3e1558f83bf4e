// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "design/reports.hpp"
#include "design/types.hpp"
#include "requirements/time_span.hpp"

namespace tenon::design {

using requirements::behaviour_kind;

namespace {

std::int64_t aligned(std::int64_t bytes, std::int64_t to) {
    return (bytes + to - 1) / to * to;
}

/// A heap row: line pointer 4, header 23, a bit for each column when one may be null, then the columns, each at its
/// alignment, all together a multiple of 8 (PostgreSQL documentation, 73.6).
std::int64_t row_bytes(const catalog::table& table) {
    const bool has_nulls =
        std::any_of(table.columns.begin(), table.columns.end(), [](const auto& column) { return !column.not_null; });
    std::int64_t bytes = aligned(23 + (has_nulls ? (static_cast<std::int64_t>(table.columns.size()) + 7) / 8 : 0), 8);
    for (const auto& column : table.columns) {
        int align = 1;
        const int width = average_width(column.type, align);
        // Columns that may be null are, half of the time.
        bytes = aligned(bytes, align) + (column.not_null ? width : (width + 1) / 2);
    }
    return aligned(bytes, 8) + 4;
}

std::int64_t key_bytes(const table_model& table, const std::vector<catalog::index_key>& keys,
                       const std::vector<std::string>& include, const std::string& method) {
    if (method == "brin") return 1;
    std::int64_t bytes = 8;
    const auto add = [&](const std::string& column) {
        int align = 1;
        const auto* found = table.find(column);
        const int width = found ? average_width(found->type, align) : 24;
        bytes = aligned(bytes, align) + width;
    };
    for (const auto& key : keys) add(key.column);
    for (const auto& column : include) add(column);
    bytes = aligned(bytes, 8) + 4;
    // A B-tree is filled to 90 %; a GIN index stores an entry for each word or key of a value.
    return method == "gin" ? bytes : bytes * 10 / 9;
}

/// How many days a row stays before it goes by itself; nothing when rows stay.
std::optional<std::int64_t> days_kept(const entity_model& entity) {
    const auto days = [](const requirements::behaviour& of, const char* option) -> std::optional<std::int64_t> {
        const auto* written = of.find(option);
        const auto span = written ? requirements::parse_time_span(written->scalar) : std::nullopt;
        if (!span) return {};
        switch (span->unit) {
            case requirements::span_unit::year:
                return span->amount * 365;
            case requirements::span_unit::month:
                return span->amount * 365 / 12;
            case requirements::span_unit::week:
                return span->amount * 7;
            case requirements::span_unit::day:
                return span->amount;
            default:
                return 1;
        }
    };
    std::optional<std::int64_t> out;
    if (const auto* series = entity.find(behaviour_kind::time_series)) out = days(*series, "keep");
    const auto* retained = entity.find(behaviour_kind::retained);
    const auto* then = retained ? retained->find("then") : nullptr;
    // Marked rows only go where rows are marked, and nobody says how many those are.
    if (!retained || !entity.deleted_at.empty() || (then && then->scalar == "anonymise")) return out;
    const auto span = days(*retained, "for");
    return out && span ? std::min(*out, *span) : span ? span : out;
}

/// Rows after so many years: no more than come in the time that they are kept.
std::int64_t rows_after(std::int64_t now, std::int64_t per_day, int years, std::optional<std::int64_t> kept) {
    const std::int64_t days = 365LL * years;
    const std::int64_t grown = std::max<std::int64_t>(0, now + per_day * days);
    if (!kept || years == 0 || per_day <= 0) return grown;
    // Those of today are there until their time is over.
    return std::min(grown, days >= *kept ? per_day * *kept : std::max(now, per_day * *kept));
}

}  // namespace

void report_growth(workbench& bench) {
    std::unordered_map<std::string, std::int64_t> index_bytes;
    for (const auto& index : bench.draft.indexes)
        if (const auto found = bench.table_by_name.find(index.table.name); found != bench.table_by_name.end()) {
            std::int64_t bytes = key_bytes(*found->second, index.keys, index.include, index.method);
            if (!index.predicate.empty() && !index.unique) bytes /= 2;
            index_bytes[index.table.name] += bytes;
        }
    for (const auto& entity : bench.entities) {
        if (!entity.source->volume) continue;
        const auto& volume = *entity.source->volume;
        const auto& table = *entity.table;
        const auto value = [](const auto& optional) { return optional ? **optional : 0; };
        growth_note note;
        note.table = table.id();
        note.rows = value(volume.rows);
        note.rows_per_day = value(volume.per_day) - value(volume.deletes_per_day);
        note.row_bytes = row_bytes(table.table);
        note.index_bytes = index_bytes[table.table.name.name];
        for (const auto& constraint : table.constraints)
            if (constraint.kind == catalog::constraint_kind::primary_key ||
                constraint.kind == catalog::constraint_kind::unique) {
                std::vector<catalog::index_key> keys;
                keys.reserve(constraint.columns.size());
                for (const auto& column : constraint.columns) keys.push_back({.column = column});
                note.index_bytes += key_bytes(table, keys, {}, "btree");
            }
        note.from = bench.at(volume.where);
        const auto kept = days_kept(entity);
        for (const int years : {0, 1, 3, 5}) {
            const std::int64_t rows = rows_after(note.rows, note.rows_per_day, years, kept);
            note.points.push_back({years, rows, rows * note.row_bytes, rows * note.index_bytes});
        }
        const auto& later = note.points.back();
        const bool integer_key = entity.key_made && entity.conventions.key == key_style::serial;
        if (integer_key && later.rows > 1'500'000'000)
            bench.problems.warning(
                code::key_runs_out, note.from,
                fmt::format("the integer key of {} ends at 2,147,483,647, and {} rows are expected in five years",
                            entity.name, later.rows),
                "override the convention: key: {use: identity, reason: …}");
        const std::int64_t gigabytes = (later.table_bytes + later.index_bytes) / (1LL << 30);
        if (!table.partitions && gigabytes >= 100) {
            note.advice = fmt::format("about {} GB in five years: consider time_series or partitioned", gigabytes);
            bench.problems.information(
                code::growth_without_partitions, note.from,
                fmt::format("{} grows to about {} GB in five years and is not partitioned", entity.name, gigabytes),
                "consider the behaviour time_series or partitioned");
        }
        bench.notes.growth.push_back(std::move(note));
    }
}

}  // namespace tenon::design
