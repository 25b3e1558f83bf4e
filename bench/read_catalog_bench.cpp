// SPDX-License-Identifier: Apache-2.0
// Reading a database of many tables (10 columns, 1 foreign key, 2 indexes each), beside `pg_dump --schema-only` of the
// same database in the same run; and whether the time grows with the tables only. read_catalog_bench [TABLES…]
#include "postgres/embedded/server.hpp"
#include "postgres/read_catalog.hpp"
#include "program.hpp"
#include "report.hpp"

#include <cstdlib>

namespace {

using namespace tenon;

constexpr int size_of_targets = 10000;
constexpr double ratio_target = 3;     // times pg_dump
constexpr double memory_target = 400;  // MB
constexpr double linear_target = 1.2;  // time of a table among the most, beside one among the fewest

void make_tables(postgres::connection& server, int count) {
    for (int from = 1; from <= count; from += 500) {
        server.run(fmt::format(R"(
            do $$ begin for i in {}..{} loop
                execute format('create table t%s (id bigint primary key, parent_id bigint references t%s, code text not null, '
                    'name varchar(80) not null default %L, amount numeric(12,2) default 0, active boolean not null default true, '
                    'created_at timestamptz not null default now(), updated_at timestamptz, kind smallint, data jsonb)',
                    i, greatest(1, i - 1), 'none');
                execute format('create index on t%s (parent_id)', i);
                execute format('create index on t%s (created_at)', i);
            end loop; end $$)",
                               from, std::min(from + 499, count)));
    }
}

/// Milliseconds of a reading, the median.
double measure(postgres::server& server, int size, const char* program) {
    const auto name = fmt::format("tables_{}", size);
    server.create_database(name);
    {
        postgres::connection session(server.url(name));
        make_tables(session, size);
        session.run("analyze");
    }
    std::vector<double> ours, theirs;
    double our_memory = 0, their_memory = 0;
    const int runs = size == size_of_targets ? 15 : 5;
    for (int i = 0; i < runs; ++i) {
        const auto [time, memory] = bench::run_program(fmt::format("'{}' --read '{}'", program, server.url(name)));
        ours.push_back(time);
        our_memory = std::max(our_memory, memory);
        const auto [dump_time, dump_memory] = bench::run_program(fmt::format(
            "'{}/pg_dump' --schema-only '{}' > /dev/null", server.installation().bin.string(), server.url(name)));
        theirs.push_back(dump_time);
        their_memory = std::max(their_memory, dump_memory);
    }
    server.drop_database(name);
    bench::print_figure(fmt::format("read {} tables", size), ours, 0);
    bench::print_figure(fmt::format("pg_dump --schema-only {} tables", size), theirs, 0);
    const bool has_target = size == size_of_targets;
    const double ratio = bench::median(theirs) / bench::median(ours);
    fmt::print("{:<34} {:.2f}x faster than pg_dump", "", ratio);
    if (has_target) fmt::print("   target at least {}x: {}", ratio_target, ratio >= ratio_target ? "met" : "MISSED");
    fmt::print("\n{:<34} {:.0f} MB (pg_dump {:.0f})", "", our_memory, their_memory);
    if (has_target) fmt::print("   target {} MB: {}", memory_target, our_memory <= memory_target ? "met" : "MISSED");
    fmt::print("\n\n");
    return bench::median(ours);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--read") {
        // A process of its own, so that its memory can be measured as pg_dump's is.
        postgres::connection server(argv[2]);
        const auto read = postgres::read_catalog(server);
        return read.catalog.tables.empty();
    }
    std::vector<int> sizes = {1000, size_of_targets, 50000};
    if (argc > 1) {
        sizes.clear();
        for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
    }
    bench::print_machine();
    postgres::server_options options;
    options.settings["max_locks_per_transaction"] = "4096";
    auto server = postgres::server::start(options);
    fmt::print("server   PostgreSQL {}, private\n\n", server.version());
    std::vector<double> of_one_table;
    for (const int size : sizes) of_one_table.push_back(measure(server, size, argv[0]) / size);
    if (sizes.size() > 1)
        bench::print_ratio(fmt::format("a table of {} beside one of {}", sizes.back(), sizes.front()),
                           of_one_table.back() / of_one_table.front(), linear_target);
}
