// SPDX-License-Identifier: Apache-2.0
// Reading a database of many tables (10 columns, 1 foreign key, 2 indexes each), beside `pg_dump --schema-only` of the
// same database in the same run.
#include "postgres/embedded/server.hpp"
#include "postgres/read_catalog.hpp"
#include "program.hpp"
#include "report.hpp"

#include <cstdlib>

namespace {

using namespace tenon;

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

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--read") {
        // A process of its own, so that its memory can be measured as pg_dump's is.
        postgres::connection server(argv[2]);
        const auto read = postgres::read_catalog(server);
        return read.catalog.tables.empty();
    }
    std::vector<int> sizes = {1000, 10000};
    if (argc > 1) {
        sizes.clear();
        for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
    }
    bench::print_machine();
    postgres::server_options options;
    options.settings["max_locks_per_transaction"] = "4096";
    auto server = postgres::server::start(options);
    fmt::print("server   PostgreSQL {}, private\n\n", server.version());
    for (const int size : sizes) {
        const auto name = fmt::format("tables_{}", size);
        server.create_database(name);
        postgres::connection session(server.url(name));
        make_tables(session, size);
        session.run("analyze");
        std::vector<double> ours, theirs;
        double our_memory = 0, their_memory = 0;
        constexpr int runs = 5;
        for (int i = 0; i < runs; ++i) {
            const auto [time, memory] = bench::run_program(fmt::format("'{}' --read '{}'", argv[0], server.url(name)));
            ours.push_back(time);
            our_memory = std::max(our_memory, memory);
            const auto [dump_time, dump_memory] = bench::run_program(fmt::format(
                "'{}/pg_dump' --schema-only '{}' > /dev/null", server.installation().bin.string(), server.url(name)));
            theirs.push_back(dump_time);
            their_memory = std::max(their_memory, dump_memory);
        }
        bench::print_figure(fmt::format("read {} tables", size), ours, 0);
        bench::print_figure(fmt::format("pg_dump --schema-only {} tables", size), theirs, 0);
        const double ratio = bench::median(theirs) / bench::median(ours);
        fmt::print("{:<34} {:.1f}x faster than pg_dump   target 3x: {}\n", "", ratio, ratio >= 3 ? "met" : "MISSED");
        fmt::print("{:<34} {:.0f} MiB (pg_dump {:.0f})   target 400 MiB: {}\n\n", "", our_memory, their_memory,
                   our_memory <= 400 ? "met" : "MISSED");
    }
}
