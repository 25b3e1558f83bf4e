// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "catalog/visit.hpp"
#include "diff/script.hpp"
#include "postgres/read_catalog.hpp"
#include "support/differences.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <regex>

// A schema that somebody wrote by hand is loaded and read; the plan that makes it is run in an empty database, read
// back, undone, and run again. What each major can hold beyond the last is in files of its own.
namespace tenon::diff {
namespace {

struct sample {
    int major = 15;
    std::filesystem::path file;
};

void PrintTo(const sample& one, std::ostream* out) {
    *out << one.file.stem().string() << " on " << one.major;
}

/// The first major that knows what is in a file: kinds/x.sql is for every major, kinds/x.16.sql for 16 and later.
int least_major(const std::filesystem::path& file) {
    const auto stem = file.stem();
    return stem.has_extension() ? std::stoi(stem.extension().string().substr(1)) : 14;
}

/// The written text is kept for one major of each file: for Debian's own, where that will do.
int golden_major(const std::filesystem::path& file) {
    return std::max(least_major(file), 15);
}

std::filesystem::path written_folder() {
    return support::source_folder() / "tests" / "diff" / "testdata" / "written";
}

std::vector<sample> samples() {
    std::vector<sample> out;
    const auto folder = support::source_folder() / "tests" / "postgres" / "testdata" / "kinds";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const int least = least_major(entry.path());
        for (const int major : tests::all_majors()) {
            if (major >= least) out.push_back({major, entry.path()});
        }
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return std::tie(a.file, a.major) < std::tie(b.file, b.major); });
    return out;
}

void run(postgres::connection& server, const plan& what) {
    server.run("begin");
    for (const auto& statement : statements(what)) {
        try {
            server.run(statement);
        } catch (const postgres::database_error& error) {
            FAIL() << error.what() << "\n" << error.detail() << "\nin: " << statement;
        }
    }
    server.run("commit");
}

/// Writes the catalog into an empty database, reads it back, removes it, and brings it back.
void expect_round_trip(const catalog::contents& wanted) {
    const auto fresh = catalog::fresh_database(wanted.major);
    const auto forward = make_plan(fresh, wanted);
    EXPECT_TRUE(forward.unplanned.empty()) << to_string(forward.unplanned.front().object);
    auto target = tests::fresh_database(wanted.major);
    ASSERT_NO_FATAL_FAILURE(run(target, forward));
    auto read = postgres::read_catalog(target).catalog;
    EXPECT_EQ(tests::told(compare(wanted, read), true), "");
    EXPECT_EQ(catalog::digest(read), catalog::digest(wanted));

    const auto back = make_plan(read, fresh);
    EXPECT_TRUE(back.unplanned.empty()) << to_string(back.unplanned.front().object);
    ASSERT_NO_FATAL_FAILURE(run(target, back));
    EXPECT_EQ(tests::told(compare(fresh, postgres::read_catalog(target).catalog), true), "");

    // The way back has its own way back: that is what a migration that drops is undone by.
    ASSERT_NO_FATAL_FAILURE(run(target, backwards(back)));
    read = postgres::read_catalog(target).catalog;
    EXPECT_EQ(tests::told(compare(wanted, read), true), "");
}

class RoundTrip : public testing::TestWithParam<sample> {};

TEST_P(RoundTrip, WhatIsWrittenIsWhatWasRead) {
    TENON_NEEDS_POSTGRES(GetParam().major);
    tests::have_tablespaces(GetParam().major);
    auto source = tests::fresh_database(GetParam().major);
    source.run(read_file(GetParam().file));
    const auto wanted = postgres::read_catalog(source);
    EXPECT_TRUE(wanted.not_read.empty()) << wanted.not_read.front().what;
    const auto fresh = catalog::fresh_database(GetParam().major);

    const auto forward = make_plan(fresh, wanted.catalog);
    if (GetParam().major == golden_major(GetParam().file)) {
        support::expect_golden(written_folder() / GetParam().file.filename(), to_sql(forward));
    }
    expect_round_trip(wanted.catalog);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RoundTrip, testing::ValuesIn(samples()), [](const auto& info) {
    std::string name = fmt::format("{}_on_{}", info.param.file.stem().string(), info.param.major);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

}  // namespace
}  // namespace tenon::diff
