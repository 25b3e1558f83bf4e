// SPDX-License-Identifier: Apache-2.0
// docs/catalog.schema.json against catalogs of real servers, by a validator that is not ours.
#include "base/file.hpp"
#include "catalog/json.hpp"
#include "postgres/read_catalog.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;

constexpr const char* validate = R"(
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for name in sys.argv[2:]:
    for error in validator.iter_errors(json.load(open(name, encoding="utf-8"))):
        print(name.rsplit("/", 1)[1], error.json_path, error.message)
)";

class CatalogJsonSchema : public testing::Test {
protected:
    void SetUp() override {
        python_ = std::getenv("TENON_PYTHON");
        if (!python_) GTEST_SKIP() << "not run: TENON_PYTHON names no Python (scripts/setup-tests makes one)";
    }

    /// What the validator says of all files of the folder, one line for each fault.
    std::string faults() const {
        std::vector<std::string> words = {python_, "-c", validate,
                                          (support::source_folder() / "docs/catalog.schema.json").string()};
        for (const auto& entry : fs::directory_iterator(folder_.path())) words.push_back(entry.path().string());
        const auto done = support::run_program(words);
        EXPECT_EQ(done.exit, 0) << done.err;
        return done.out;
    }

    const char* python_ = nullptr;
    support::temporary_folder folder_;
};

TEST_F(CatalogJsonSchema, AdmitsWhatIsRead) {
    TENON_NEEDS_POSTGRES(15);
    TENON_NEEDS_POSTGRES(18);
    const auto kinds = support::source_folder() / "tests/postgres/testdata/kinds";
    std::size_t count = 0;
    for (const int major : {15, 18}) {
        tests::have_tablespaces(major);
        for (const auto& entry : fs::directory_iterator(kinds)) {
            const auto stem = entry.path().stem();
            if (stem.has_extension() && std::stoi(stem.extension().string().substr(1)) > major) continue;
            auto session = tests::fresh_database(major);
            session.run(read_file(entry.path()));
            const auto read = postgres::read_catalog(session, {.role_memberships = true}).catalog;
            folder_.write(fmt::format("{}_on_{}.json", stem.string(), major), to_json(read));
            ++count;
        }
    }
    EXPECT_GT(count, 50U);
    EXPECT_EQ(faults(), "");
}

TEST_F(CatalogJsonSchema, AdmitsAnExample) {
    TENON_NEEDS_POSTGRES(15);
    const auto example = support::source_folder() / "examples/sprint_reports/requirements.yaml";
    const auto read = support::run_tenon({"catalog", example.string(), "--postgres", "15"}, {});
    ASSERT_EQ(read.exit, 0) << read.err;
    folder_.write("sprint_reports.json", read.out);
    EXPECT_EQ(faults(), "");
}

TEST_F(CatalogJsonSchema, RefusesWhatIsNoCatalog) {
    folder_.write("a.json", R"({"format": "tenon.catalog/1", "digest": "pg15:0", "major": 15, "tables": [{"odd": 1}]})");
    EXPECT_EQ(faults(),
              "a.json $.digest 'pg15:0' does not match '^pg[0-9]+:[0-9a-f]{64}$'\n"
              "a.json $.tables[0] Additional properties are not allowed ('odd' was unexpected)\n");
}

}  // namespace
}  // namespace tenon::catalog
