// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "diff/plan.hpp"
#include "diff/script.hpp"
#include "postgres/canonicalise.hpp"
#include "postgres/read_catalog.hpp"
#include "support/copy_schema.hpp"
#include "support/corpus_schemas.hpp"
#include "support/differences.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/random_schema.hpp"
#include "support/servers.hpp"
#include "support/slice.hpp"

// From one schema to another and back: what stands there after the plan's steps is what was wanted.
namespace tenon::diff {
namespace {

namespace fs = std::filesystem;

/// Runs the steps as a migration would; "" or what went wrong.
std::string run(postgres::connection& server, const plan& what) {
    bool open = false;
    const auto say = [&](std::string_view statement) -> std::string {
        try {
            server.run(std::string(statement));
        } catch (const postgres::database_error& error) {
            const std::string out = fmt::format("{}\n  {}\n  in: {}\n", error.what(), error.detail(), statement);
            server.run("ROLLBACK");
            return out;
        }
        return {};
    };
    const auto begin = [&] {
        server.run("BEGIN");
        for (const auto& one : what.settings) server.run(fmt::format("SET LOCAL {} = {}", one.name, one.value));
        open = true;
    };
    for (const auto& step : what.steps) {
        const bool shared = step.transaction == transaction::shared;
        if (open && !shared) {
            server.run("COMMIT");
            open = false;
        }
        if (!open && step.transaction != transaction::none) begin();
        if (auto wrong = say(step.sql); !wrong.empty()) return wrong;
        if (!shared && open) {
            server.run("COMMIT");
            open = false;
        }
    }
    if (open) server.run("COMMIT");
    return {};
}

/// "" when the plan leads from one to the other, else what is wrong with it.
std::string leads(const catalog::contents& from, const catalog::contents& to) {
    plan change;
    try {
        change = make_plan(from, to);
    } catch (const std::exception& error) {
        return fmt::format("no plan: {}\n", error.what());
    }
    std::string out;
    for (const auto& one : change.unplanned)
        out += fmt::format("unplanned: {}: {}\n", to_string(one.object), one.reason);
    auto server = tests::written_elsewhere(from);
    out += run(server, change);
    if (out.empty()) out = tests::told(compare(to, postgres::read_catalog(server).catalog));
    if (!out.empty()) out += "the plan:\n" + to_sql(change);
    return out;
}

catalog::contents canonical(postgres::connection& server) {
    const auto read = postgres::read_catalog(server).catalog;
    auto copy = tests::written_elsewhere(read);
    return postgres::read_catalog(copy).catalog;
}

catalog::contents corpus_version(const std::string& file) {
    auto server = tests::fresh_database();
    tests::load_corpus_schema({.name = file, .files = {file}}, server);
    return canonical(server);
}

catalog::contents of_script(const std::string& text, int major) {
    auto server = tests::fresh_database(major);
    server.run(text);
    return canonical(server);
}

/// There and back; a failure of the running test when one way does not lead.
void expect_both_ways(const catalog::contents& one, const catalog::contents& other, const std::string& what) {
    SCOPED_TRACE(what);
    if (const auto wrong = leads(one, other); !wrong.empty()) ADD_FAILURE() << "there: " << wrong;
    if (const auto wrong = leads(other, one); !wrong.empty()) ADD_FAILURE() << "back: " << wrong;
}

/// Neighbours in the two series of versions that the corpus has.
std::vector<std::pair<std::string, std::string>> neighbouring_versions() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string series : {"openstreetmap", "bytebase"}) {
        std::vector<std::string> files;
        for (const auto& entry : fs::directory_iterator(*support::corpus() / series / "versions"))
            if (entry.path().extension() == ".sql")
                files.push_back(series + "/versions/" + entry.path().filename().string());
        std::sort(files.begin(), files.end());
        for (std::size_t i = 1; i < files.size(); ++i) out.emplace_back(files[i - 1], files[i]);
    }
    return out;
}

TEST(TransitionSlow, BetweenSomeVersionsOfTheCorpus) {
    TENON_NEEDS_CORPUS();
    TENON_NEEDS_POSTGRES(15);
    const auto all = neighbouring_versions();
    ASSERT_EQ(all.size(), 48U);
    for (std::size_t i = 0; i < 6; ++i) {
        const auto& [one, other] = all[(tests::slice() + i * 8) % all.size()];
        expect_both_ways(corpus_version(one), corpus_version(other), one + " and " + other);
    }
}

TEST(TransitionSoak, BetweenVersionsOfTheCorpus) {
    TENON_NEEDS_CORPUS();
    TENON_NEEDS_POSTGRES(15);
    for (const auto& [one, other] : neighbouring_versions())
        expect_both_ways(corpus_version(one), corpus_version(other), one + " and " + other);
}

/// From each file of kinds to the next: nearly everything goes, and nearly everything comes.
void expect_ways_between_kinds(int major) {
    tests::have_tablespaces(major);
    std::vector<fs::path> files;
    const auto folder = support::source_folder() / "tests" / "postgres" / "testdata" / "kinds";
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto stem = entry.path().stem();
        if (!stem.has_extension() || std::stoi(stem.extension().string().substr(1)) <= major)
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<catalog::contents> all;
    for (const auto& file : files) all.push_back(of_script(read_file(file), major));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto next = (i + 1) % all.size();
        // Known to be wrong: 18 names a NOT NULL otherwise while another table's constraint has the name it would
        // choose.
        if (files[i].stem() == "methods_of_partitions.17" && files[next].stem() == "not_nulls.18") continue;
        expect_both_ways(all[i], all[next],
                         fmt::format("{} and {} on {}", files[i].stem().string(), files[next].stem().string(), major));
    }
}

TEST(TransitionSlow, BetweenKinds) {
    TENON_NEEDS_POSTGRES(15);
    expect_ways_between_kinds(15);
}

TEST(TransitionSlow, BetweenKindsOnAnotherMajor) {
    TENON_NEEDS_POSTGRES(tests::rotating_major());
    expect_ways_between_kinds(tests::rotating_major());
}

TEST(TransitionSoak, BetweenKindsOnEveryMajor) {
    for (const int major : tests::all_majors())
        if (!tests::why_not(major)) expect_ways_between_kinds(major);
}

TEST(TransitionSlow, BetweenGeneratedSchemas) {
    TENON_NEEDS_POSTGRES(15);
    for (const unsigned seed : tests::seeds(3, 5)) {
        std::vector<catalog::contents> two;
        for (const unsigned one : {seed, seed + 1}) {
            auto server = tests::written_elsewhere(tests::random_schema(one, 15));
            two.push_back(canonical(server));
        }
        expect_both_ways(two[0], two[1], fmt::format("seeds {} and {}", seed, seed + 1));
    }
}

/// Two scripts, each for a database of its own.
struct change_case {
    std::string name;
    std::string before, after;
    int least_major = 14;
};

void PrintTo(const change_case& one, std::ostream* out) {
    *out << one.name;
}

/// tests/diff/testdata/changes/NAME.sql: what is common, then "-- before" and "-- after" and what each side has; a name
/// that ends in .17 is for 17 and later.
std::vector<change_case> change_cases() {
    std::vector<change_case> out;
    const auto folder = support::source_folder() / "tests" / "diff" / "testdata" / "changes";
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto text = read_file(entry.path());
        const auto before = text.find("-- before\n"), after = text.find("-- after\n");
        const auto common = text.substr(0, before);
        const auto stem = entry.path().stem();
        change_case one{.name = stem.string(),
                        .before = common + text.substr(before, after - before),
                        .after = common + text.substr(after)};
        if (stem.has_extension()) one.least_major = std::stoi(stem.extension().string().substr(1));
        out.push_back(std::move(one));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

fs::path written_folder() {
    return support::source_folder() / "tests" / "diff" / "testdata" / "changes_written";
}

class Change : public testing::TestWithParam<change_case> {};

TEST_P(Change, LeadsThereAndBack) {
    std::vector<int> majors = {std::max(15, GetParam().least_major),
                               std::max(tests::rotating_major(), GetParam().least_major)};
    if (const char* tier = std::getenv("TENON_TIER"); tier != nullptr && std::string_view(tier) == "all")
        majors = tests::all_majors();
    majors.erase(std::unique(majors.begin(), majors.end()), majors.end());
    for (const int major : majors) {
        if (major < GetParam().least_major || tests::why_not(major)) continue;
        tests::have_tablespaces(major);
        const auto before = of_script(GetParam().before, major), after = of_script(GetParam().after, major);
        ASSERT_FALSE(compare(before, after).empty()) << "the case changes nothing";
        if (major == 15 && GetParam().least_major <= 15) {
            // What people would be given to read.
            support::expect_golden(written_folder() / (GetParam().name + ".sql"), to_sql(make_plan(before, after)));
        }
        expect_both_ways(before, after, fmt::format("on {}", major));
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, Change, testing::ValuesIn(change_cases()), [](const auto& info) {
    std::string name = info.param.name;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

/// Changes a database with its rows, to the schema of a script.
void change_to(postgres::connection& server, const std::string& script) {
    const auto wanted = of_script(script, server.major());
    const auto change = make_plan(postgres::read_catalog(server).catalog, wanted);
    ASSERT_EQ(run(server, change), "") << to_sql(change);
    ASSERT_EQ(tests::told(compare(wanted, postgres::read_catalog(server).catalog)), "");
}

TEST(Transition, GoesOnWhereASequenceWas) {
    TENON_NEEDS_POSTGRES(15);
    const std::string serial = "create table t (id serial primary key, n int)";
    const std::string identity = "create table t (id int generated always as identity primary key, n int)";
    auto server = tests::fresh_database();
    server.run(serial);
    server.run("insert into t (n) values (1), (2), (3)");
    ASSERT_NO_FATAL_FAILURE(change_to(server, identity));
    EXPECT_EQ(server.execute("insert into public.t (n) values (4) returning id").text(0, 0), "4");
    ASSERT_NO_FATAL_FAILURE(change_to(server, serial));
    EXPECT_EQ(server.execute("insert into public.t (n) values (5) returning id").text(0, 0), "5");
}

TEST(Transition, FillsAViewThatWasMadeAnew) {
    TENON_NEEDS_POSTGRES(15);
    const std::string views =
        "create materialized view m as select n from t; create materialized view l as select n from m";
    auto server = tests::fresh_database();
    server.run("create table t (n int); insert into t values (1), (2);" + views);
    ASSERT_NO_FATAL_FAILURE(change_to(server, "create table t (n bigint);" + views));
    EXPECT_EQ(server.execute("select count(*) from public.l").text(0, 0), "2");
}

TEST(Transition, MapsValuesOfAnEnumByTheirTexts) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database();
    server.run("create type mood as enum ('sad', 'ok'); create table t (m mood, ms mood[])");
    server.run("insert into t values ('ok', '{ok,ok}'), (null, null)");
    ASSERT_NO_FATAL_FAILURE(
        change_to(server, "create type mood as enum ('ok', 'glad'); create table t (m mood, ms mood[])"));
    EXPECT_EQ(server.execute("select m || ms::text from public.t where m is not null").text(0, 0), "ok{ok,ok}");
}

}  // namespace
}  // namespace tenon::diff
