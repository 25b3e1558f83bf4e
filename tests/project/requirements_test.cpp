// SPDX-License-Identifier: Apache-2.0
// What reading a project's requirements takes from the project around them.
#include "project/read_requirements.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

namespace tenon::project {
namespace {

namespace fs = std::filesystem;

/// SOURCE_DATE_EPOCH with a value, or not set at all, for as long as this lives.
class date_epoch {
public:
    explicit date_epoch(const char* value) {
        if (const char* before = std::getenv(name)) before_ = before;
        put(value);
    }
    ~date_epoch() { put(before_ ? before_->c_str() : nullptr); }
    date_epoch(const date_epoch&) = delete;
    date_epoch& operator=(const date_epoch&) = delete;

private:
    static constexpr const char* name = "SOURCE_DATE_EPOCH";
    static void put(const char* value) { value ? setenv(name, value, 1) : unsetenv(name); }
    std::optional<std::string> before_;
};

class PartitionsBegin : public testing::Test {
protected:
    PartitionsBegin() {
        folder_.write("requirements.yaml",
                      "platform: plant\n"
                      "entities:\n"
                      "  Reading:\n"
                      "    attributes: {at: timestamp, value: float}\n"
                      "    behaviours: {time_series: {by: at, every: 1 month}}\n");
    }

    design::notes read() {
        diagnostics problems;
        source_texts texts;
        auto draft = read_requirements(folder_.path() / "requirements.yaml", problems, texts);
        EXPECT_TRUE(draft && problems.empty());
        return draft ? std::move(draft->notes) : design::notes();
    }
    std::string month() { return read().partitions_from; }

    support::temporary_folder folder_;
};

constexpr const char* october_2023 = "1696118400";

TEST_F(PartitionsBegin, InTheMonthOfTheLastDesign) {
    const date_epoch stated(october_2023);
    folder_.write("migrations/2024_05_06_070809_initial_schema.sql", "SELECT 1;\n");
    auto notes = read();
    notes.partitions_from = "2025-11";
    folder_.write("schema/notes.json", design::to_json(notes));
    EXPECT_EQ(month(), "2025-11");
}

TEST_F(PartitionsBegin, ElseInTheMonthOfTheFirstMigration) {
    const date_epoch stated(october_2023);
    folder_.write("migrations/2025_01_02_030405_more.sql", "SELECT 1;\n");
    folder_.write("migrations/2024_05_06_070809_initial_schema.sql", "SELECT 1;\n");
    folder_.write("migrations/README.md", "What is here.\n");
    EXPECT_EQ(month(), "2024-05");
}

TEST_F(PartitionsBegin, ElseInTheMonthThatIsStated) {
    const date_epoch stated(october_2023);
    EXPECT_EQ(month(), "2023-10");
}

TEST_F(PartitionsBegin, ElseInThePresentOne) {
    const date_epoch none(nullptr);
    const auto present = [] {
        const std::chrono::year_month_day today(
            std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
        return fmt::format("{:04}-{:02}", static_cast<int>(today.year()), static_cast<unsigned>(today.month()));
    };
    const auto before = present();
    EXPECT_THAT(month(), testing::AnyOf(before, present()));
}

TEST(RolesOfQueries, AreThoseOfTheRequirements) {
    const support::temporary_folder folder;
    folder.write("requirements.yaml",
                 "platform: plant\nroles: {clerk: Reads., guard: Reads}\n"
                 "entities: {Lot: {attributes: {code: text}, access: {clerk: read, guard: read}}}\n");
    folder.write(
        "queries/lots.sql",
        "-- name: one :many role=clerk\nSELECT code FROM lots;\n-- name: two :many role=clark\nSELECT code FROM "
        "lots;\n-- name: three :many role=nobody\nSELECT code FROM lots;\n");
    diagnostics problems;
    source_texts texts;
    read_requirements(folder.path() / "requirements.yaml", problems, texts);
    std::vector<std::string> said;
    for (const auto& item : problems.items())
        said.push_back(fmt::format("{}:{}: {} | {}", item.where.line, item.where.column, item.message, item.hint));
    EXPECT_EQ(said,
              (std::vector<std::string>{"3:10: query two: unknown role \"clark\" | did you mean \"clerk\"?",
                                        "5:10: query three: unknown role \"nobody\" | the roles are clerk, guard"}));
}

}  // namespace
}  // namespace tenon::project
