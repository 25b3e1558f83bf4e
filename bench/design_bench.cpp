// SPDX-License-Identifier: Apache-2.0
// Large requirements to a draft, and the draft to a canonical catalog, beside `psql -f` of the same schema in the same
// run. design_bench [ENTITIES…]
#include "base/failure.hpp"
#include "base/file.hpp"
#include "diff/script.hpp"
#include "postgres/scratch.hpp"
#include "program.hpp"
#include "project/read_requirements.hpp"

#include <filesystem>

namespace {

namespace fs = std::filesystem;
using namespace tenon;

/// Entities as people write them: some attributes with rules, a relationship to an earlier entity or two, a behaviour
/// for every third.
std::string requirements_of(int entities) {
    std::string text = "platform: large\nentities:\n";
    for (int i = 1; i <= entities; ++i) {
        text += fmt::format("  Item{0}:\n    description: One of many, number {0}.\n", i);
        text += "    attributes:\n"
                "      code: text(32) unique matches '^[A-Z0-9-]+$'\n"
                "      title: text(200)\n"
                "      remark: text?\n"
                "      amount: decimal(12,2) >= 0 = 0\n"
                "      quantity: integer in 1..1000 = 1\n"
                "      due_on: date?\n"
                "      settings: json = '{}'\n";
        if (i > 1) text += fmt::format("    belongs_to:\n      parent: Item{}\n", i / 2);
        if (i > 10) text += fmt::format("      earlier: {{to: Item{}, optional: true}}\n", i - 10);
        if (i % 3 == 0) text += "    behaviours: [soft_delete]\n";
    }
    return text;
}

void measure(int entities) {
    constexpr int runs = 3;
    constexpr double draft_target = 2000;  // for 5,000 entities
    const fs::path folder = fs::temp_directory_path() / fmt::format("tenon-bench-{}", getpid());
    fs::create_directories(folder);
    write_file(folder / "requirements.yaml", requirements_of(entities));

    std::optional<project::requirements_draft> draft;
    const auto tell = [](const diagnostics& problems) {
        for (const auto& item : problems.items()) {
            if (item.severity != severity::error) continue;
            throw failure(diagnostic_code{},
                          fmt::format("{}:{}: {}", item.where.file, item.where.line, item.message));
        }
    };
    std::vector<double> drafting;
    for (int i = 0; i < runs; ++i) {
        draft.reset();  // a command makes one
        drafting.push_back(bench::milliseconds([&] {
            diagnostics problems;
            source_texts texts;
            draft = project::read_requirements(folder / "requirements.yaml", problems, texts);
            tell(problems);
        }));
    }
    bench::print_figure(fmt::format("{} entities to the draft", entities), drafting,
                        entities == 5000 ? draft_target : 0);

    // Room for the locks of one transaction over everything is what a private server has anyway.
    postgres::scratch scratch;
    const fs::path script = folder / "schema.sql";
    std::vector<double> loading, with_psql;
    for (int i = 0; i < runs; ++i) {
        std::optional<project::loaded_requirements> loaded;
        loading.push_back(bench::milliseconds([&] {
            diagnostics problems;
            loaded = project::load_requirements(*draft, scratch, problems);
            tell(problems);
        }));
        scratch.drop(std::move(loaded->filled));
        if (i == 0) {
            const auto& read = loaded->catalog;
            const auto fresh = catalog::fresh_database(read.major);
            write_file(script, diff::to_sql(diff::make_plan(fresh, read)));
            fmt::print("{:<34} {} tables, {} indexes, {} constraints, {} kB of SQL\n", "  its schema",
                       read.tables.size(), read.indexes.size(), read.constraints.size(),
                       fs::file_size(script) / 1000);
        }
        auto target = scratch.fresh_database();
        const auto url = fmt::format("host={} port={} user={} dbname={}", target.host(), target.port(), target.user(),
                                     target.database());
        const auto command = fmt::format("psql -X -q -v ON_ERROR_STOP=1 -f '{}' '{}' >/dev/null", script.string(), url);
        with_psql.push_back(bench::run_program(command).time);
        scratch.drop(std::move(target));
    }
    bench::print_figure("loading it and reading it back", loading, 0);
    bench::print_figure("psql -f of the same schema", with_psql, 0);
    bench::print_ratio("  ratio", bench::median(loading) / bench::median(with_psql), 1.2);
    fmt::print("\n");
    fs::remove_all(folder);
}

}  // namespace

int main(int count, char** words) {
    try {
        bench::print_machine();
        if (count == 1) measure(5000);
        for (int i = 1; i < count; ++i) measure(std::atoi(words[i]));
        return 0;
    } catch (const failure& reason) {
        fmt::print(stderr, "{}\n{}\n", reason.what(), reason.next());
        return 3;
    }
}
