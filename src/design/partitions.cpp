// SPDX-License-Identifier: Apache-2.0
#include "design/partitions.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/partition_functions.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::span_unit;
using requirements::time_span;

namespace {

using namespace std::chrono;

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
    const std::int64_t rest = ((value % step) + step) % step;
    return value - rest;
}

std::string date_text(sys_days day, int hour) {
    const year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02} {:02}:00:00+00", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), hour);
}

std::string suffix_text(sys_days day, int hour, span_unit unit) {
    const year_month_day date(day);
    const int year = static_cast<int>(date.year());
    const unsigned month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
    switch (unit) {
        case span_unit::year:
            return fmt::format("p{:04}", year);
        case span_unit::month:
            return fmt::format("p{:04}_{:02}", year, month);
        case span_unit::hour:
            return fmt::format("p{:04}_{:02}_{:02}_{:02}", year, month, of_month, hour);
        default:
            return fmt::format("p{:04}_{:02}_{:02}", year, month, of_month);
    }
}

sys_days month_start(std::int64_t months) {  // since year 0
    return sys_days(
        year_month_day(year(static_cast<int>(months / 12)), month(static_cast<unsigned>(months % 12 + 1)), day(1)));
}

const char* unit_word(span_unit unit) {
    switch (unit) {
        case span_unit::hour:
            return "hour";
        case span_unit::week:
            return "week";
        case span_unit::month:
            return "month";
        case span_unit::year:
            return "year";
        default:
            return "day";
    }
}

int hours_of(span_unit unit) {
    return unit == span_unit::hour ? 1 : unit == span_unit::week ? 168 : 24;
}

const char* name_format(span_unit unit) {
    switch (unit) {
        case span_unit::year:
            return "\"p\"YYYY";
        case span_unit::month:
            return "\"p\"YYYY_MM";
        case span_unit::hour:
            return "\"p\"YYYY_MM_DD_HH24";
        default:
            return "\"p\"YYYY_MM_DD";
    }
}

/// What the names of a table's pieces of time begin with: its own name, shortened so far that what says the time always
/// follows as a whole. The database names later pieces with it (partition_functions.cpp), where nothing shortens.
std::string stem_of_pieces(workbench& bench, const table_model& parent, span_unit unit, const position& where) {
    const auto& name = parent.table.name.name;
    const std::string longest = std::max<std::string>(suffix_text({}, 0, unit), "default",
                                                      [](const auto& a, const auto& b) { return a.size() < b.size(); });
    std::string stem = fit_name(name, longest_name - 1 - longest.size());
    if (stem != name) {
        bench.problems.information(
            code::name_shortened, where,
            fmt::format(
                "the name \"{}_{}\" would have {} bytes, PostgreSQL keeps {}: names of partitions begin with \"{}\"",
                name, longest, name.size() + 1 + longest.size(), longest_name, stem));
        bench.decide(parent.id(), fmt::format("names of partitions begin with {}", stem),
                     "PostgreSQL keeps 63 bytes of a name", "name shortened", where);
    }
    return stem;
}

table_model& add_piece(workbench& bench, const table_model& parent, const std::string& stem, const std::string& suffix,
                       const std::string& bound) {
    const std::string name = fit_name(stem + "_" + suffix);
    auto& piece = bench.add_table(name, table_role::partition, parent.order,
                                  fmt::format("a partition of {}", parent.table.name.name));
    piece.note.entity = parent.note.entity;
    piece.note.of = parent.id();
    piece.note.area = parent.note.area;
    piece.note.owner = parent.note.owner;
    piece.table.partition_of = parent.table.name;
    piece.table.partition_bound = bound;
    for (const auto& column : parent.table.columns) {
        auto copy = column;
        copy.inherited = true;
        if (copy.not_null) {
            copy.not_null->inherited = true;
            // Since 18 it is a constraint, and the partition's has the name that its parent's is given. Older servers,
            // which know no name, are not told one; a draft may be loaded into either.
            if (copy.not_null->name.empty())
                copy.not_null->name = catalog::chosen_name(parent.table.name.name, column.name, "not_null");
        }
        copy.comment.clear();
        copy.privileges.reset();
        // An identity belongs to the partitioned table (since 17 also to its partitions, which then follow it).
        copy.identity = catalog::identity_kind::none;
        copy.identity_sequence.reset();
        piece.table.columns.push_back(std::move(copy));
    }
    for (const auto& trigger : parent.triggers) {
        if (std::find(trigger.events.begin(), trigger.events.end(), "TRUNCATE") == trigger.events.end()) continue;
        piece.triggers.push_back(trigger);
        bench.made({catalog::object_kind::trigger, catalog::identity_of({bench.schema(), name, trigger.name})});
    }
    return piece;
}

void add_range(workbench& bench, table_model& parent, const partitioning& cut) {
    const auto span = requirements::parse_time_span(cut.every);
    if (!span) return;
    const std::string stem = stem_of_pieces(bench, parent, span->unit, cut.where);
    for (const auto& piece : cut_time(*span, bench.settings.partitions_from, cut.ahead + 1))
        add_piece(bench, parent, stem, piece.suffix,
                  fmt::format("FOR VALUES FROM ('{}') TO ('{}')", piece.from, piece.to));
    auto& fallback = add_piece(bench, parent, stem, "default", "DEFAULT");
    std::vector<std::string> columns;
    for (const auto& column : parent.table.columns)
        if (column.generated == catalog::generation::none) columns.push_back(sql::quote_identifier(column.name));
    const auto& name = parent.table.name;
    // Old rows go first: late ones do not get a piece that would be dropped at once.
    if (!cut.keep.empty())
        bench.maintenance.push_back(
            {"keep of " + name.name,
             fmt::format("PERFORM {}({}, interval {});", drop_partitions_function(bench),
                         sql::quote_literal(bench.quoted(name.name)), sql::quote_literal(cut.keep))});
    bench.maintenance.push_back(
        {"partitions of " + name.name,
         fmt::format("PERFORM {}({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {});", add_partitions_function(bench),
                     sql::quote_literal(name.schema), sql::quote_literal(name.name), sql::quote_literal(stem),
                     sql::quote_literal(fallback.table.name.name), sql::quote_literal(cut.column),
                     sql::quote_literal(join(columns, ", ")), sql::quote_literal(unit_word(span->unit)), span->amount,
                     hours_of(span->unit), sql::quote_literal(name_format(span->unit)), cut.ahead)});
}

void add_hypertable(workbench& bench, const table_model& table, const partitioning& cut) {
    const std::string name = sql::quote_literal(bench.quoted(table.table.name.name));
    const auto say = [&](const std::string& sql) {
        bench.notes.statements.push_back({sql, fmt::format("{} is a hypertable", table.table.name.name), cut.where});
    };
    bench.need_extension("timescaledb", "the project declares engine: timescaledb");
    say(fmt::format("SELECT create_hypertable({}, {}, chunk_time_interval => interval {})", name,
                    sql::quote_literal(cut.column), sql::quote_literal(cut.every)));
    if (!cut.compress_after.empty()) {
        say(fmt::format("ALTER TABLE {} SET (timescaledb.compress)", bench.quoted(table.table.name.name)));
        say(fmt::format("SELECT add_compression_policy({}, interval {})", name,
                        sql::quote_literal(cut.compress_after)));
    }
    if (!cut.keep.empty())
        say(fmt::format("SELECT add_retention_policy({}, interval {})", name, sql::quote_literal(cut.keep)));
}

}  // namespace

std::vector<time_piece> cut_time(const time_span& every, year_month first_month, int count) {
    std::vector<time_piece> out;
    const auto piece = [&](sys_days from, int from_hour, sys_days to, int to_hour) {
        out.push_back({date_text(from, from_hour), date_text(to, to_hour), suffix_text(from, from_hour, every.unit)});
    };
    if (every.unit == span_unit::month || every.unit == span_unit::year) {
        const std::int64_t step = every.amount * (every.unit == span_unit::year ? 12 : 1);
        const std::int64_t month_number =
            static_cast<int>(first_month.year()) * 12LL + static_cast<unsigned>(first_month.month()) - 1;
        std::int64_t at = floor_to(month_number, step);
        for (int i = 0; i < count; ++i, at += step) piece(month_start(at), 0, month_start(at + step), 0);
        return out;
    }
    const std::int64_t step = every.amount * hours_of(every.unit);
    const std::int64_t shift = every.unit == span_unit::week ? 96 : 0;  // 1970-01-05 was a Monday
    const std::int64_t start = sys_days(first_month / day(1)).time_since_epoch().count() * 24;
    std::int64_t at = floor_to(start - shift, step) + shift;
    const auto day_of = [](std::int64_t hours) { return sys_days(days(floor_to(hours, 24) / 24)); };
    const auto hour_of = [](std::int64_t hours) { return static_cast<int>(hours - floor_to(hours, 24)); };
    for (int i = 0; i < count; ++i, at += step) piece(day_of(at), hour_of(at), day_of(at + step), hour_of(at + step));
    return out;
}

void add_partitions(workbench& bench) {
    const std::size_t count = bench.tables.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto& table = bench.tables[i];
        if (!table.partitions) continue;
        const partitioning cut = *table.partitions;
        workbench::requirement stands(bench, fmt::format("partitions of {}", table.table.name.name),
                                      cut.every.empty() ? cut.column : cut.every, cut.where);
        if (cut.hypertable) {
            add_hypertable(bench, table, cut);
            continue;
        }
        const std::string by = sql::quote_identifier(cut.column);
        table.table.kind = catalog::table_kind::partitioned;
        switch (cut.how) {
            case partitioning::method::range:
                table.table.partition_key = fmt::format("RANGE ({})", by);
                add_range(bench, table, cut);
                break;
            case partitioning::method::hash:
                table.table.partition_key = fmt::format("HASH ({})", by);
                for (int rest = 0; rest < cut.into; ++rest)
                    add_piece(bench, table, table.table.name.name, fmt::format("p{}", rest),
                              fmt::format("FOR VALUES WITH (modulus {}, remainder {})", cut.into, rest));
                break;
            case partitioning::method::list:
                table.table.partition_key = fmt::format("LIST ({})", by);
                for (const auto& value : cut.values)
                    add_piece(bench, table, table.table.name.name, snake_case(replace_all(value, " ", "_")),
                              fmt::format("FOR VALUES IN ({})", sql::quote_literal(value)));
                add_piece(bench, table, table.table.name.name, "default", "DEFAULT");
                break;
        }
    }
}

}  // namespace tenon::design
