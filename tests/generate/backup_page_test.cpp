// SPDX-License-Identifier: Apache-2.0
// The commands of docs/runbooks/backup.md, run as the page has them.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/conninfo.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::generate {
namespace {

namespace fs = std::filesystem;

/// The fenced blocks of a language, one after the other.
std::string blocks_of(const std::string& page, const std::string& language) {
    std::string out;
    const std::string fence = "```" + language + "\n";
    for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
        at += fence.size();
        out += page.substr(at, page.find("```", at) - at);
    }
    return out;
}

// Row security that binds the owner too, an extension, rows, and more schemas than public.
constexpr const char* requirements = R"(platform: shop
entities:
  Tenant:
    attributes: {name: text unique}
  Booking:
    attributes: {guest: email, stay: range(date)}
    belongs_to: {tenant: Tenant}
    exclude: [{of: [tenant =, stay &&]}]
    behaviours: {tenant_scoped: {}, audited: {}}
sql: |
  INSERT INTO tenants (name) VALUES ('Müller');
)";

class BackupPage : public testing::Test {
protected:
    void SetUp() override {
        TENON_NEEDS_POSTGRES(15);
        project_.write("requirements.yaml", requirements);
        const auto built = tenon({"build", "--postgres", "15"});
        ASSERT_EQ(built.exit, 0) << built.out << built.err;
        page_ = read_file(project_.path() / "docs/runbooks/backup.md");
        url_ = tests::fresh_database_url(15);
        const auto loaded = sh("psql -qX -v ON_ERROR_STOP=1 -d \"$DATABASE_URL\" -f schema/schema.sql");
        ASSERT_EQ(loaded.exit, 0) << loaded.err;
        // The servers of the tests have been stripped of it; every other one has it.
        const auto empty = postgres::parse_conninfo(tests::fresh_database_url(15)).at("dbname");
        const auto made = sh("dropdb --if-exists restored; createdb template0 --template=" + empty);
        ASSERT_EQ(made.exit, 0) << made.err;
    }
    void TearDown() override {
        if (!url_.empty()) sh("dropdb --if-exists restored; dropdb --if-exists template0");
    }

    support::finished tenon(std::vector<std::string> words) {
        return support::run_tenon(words, {.folder = project_.path()});
    }
    /// A shell with the page's variables: the database in use, and the server to restore on, which is the same.
    support::finished sh(const std::string& script) {
        auto server = postgres::parse_conninfo(tests::server(15).url());
        const auto path = fs::path(TENON_BINARY).parent_path().string() + ":" + std::getenv("PATH");
        return support::run_program({"bash", "-euo", "pipefail", "-c", script},
                                    {.environment = {{"DATABASE_URL", url_},
                                                     {"PGHOST", server["host"]},
                                                     {"PGPORT", server["port"]},
                                                     {"PGUSER", server["user"]},
                                                     {"PATH", path}},
                                     .folder = project_.path()});
    }

    support::temporary_folder project_;
    std::string page_, url_;
};

TEST_F(BackupPage, BringsEverythingBack) {
    const auto done = sh(blocks_of(page_, "sh"));
    EXPECT_EQ(done.exit, 0) << done.out << done.err;
    EXPECT_EQ(done.out, "ANALYZE\n") << "tenon diff has nothing to say";
    const auto counts = blocks_of(page_, "sql");
    ASSERT_NE(counts, "");
    const auto of = [&](const std::string& database) {
        return sh(fmt::format("psql -XAt -v ON_ERROR_STOP=1 -d \"{}\" <<'END'\n{}\nEND\n", database, counts));
    };
    const auto before = of("$DATABASE_URL"), after = of("restored");
    EXPECT_EQ(before.exit, 0) << before.err;
    EXPECT_THAT(before.out, testing::HasSubstr("tenants|1\n"));
    EXPECT_EQ(after.out, before.out) << after.err;
    EXPECT_THAT(page_, testing::HasSubstr("a superuser, or one with `BYPASSRLS` and `pg_read_all_data`"));
}

}  // namespace
}  // namespace tenon::generate
