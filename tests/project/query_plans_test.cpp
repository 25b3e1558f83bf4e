// SPDX-License-Identifier: Apache-2.0
// The indexes that queries ask for are those that the planner takes, on tables with rows.
#include "base/text.hpp"
#include "project/read_requirements.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::project {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

/// Takes away what rows must satisfy, so that a statement fills the columns that matter and no others.
constexpr const char* let_all_rows_in = R"(
SET session_replication_role = replica;
DO $$
DECLARE each record;
BEGIN
  FOR each IN SELECT conrelid::regclass AS of, conname FROM pg_constraint
              WHERE contype = 'c' AND conislocal AND conrelid <> 0 AND connamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.of, each.conname);
  END LOOP;
  FOR each IN SELECT a.attrelid::regclass AS of, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              WHERE a.attnotnull AND a.attnum > 0 AND a.attidentity = '' AND c.relkind IN ('r', 'p')
                AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
                AND NOT EXISTS (SELECT FROM pg_index i
                                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) LOOP
    EXECUTE format('ALTER TABLE %s ALTER %I DROP NOT NULL', each.of, each.attname);
  END LOOP;
END $$)";

class QueryPlans : public testing::Test {
protected:
    void SetUp() override { TENON_NEEDS_POSTGRES(15, {"citext", "btree_gist", "pg_trgm"}); }

    void design(const fs::path& project) {
        diagnostics problems;
        source_texts texts;
        draft_ = read_requirements(project / "requirements.yaml", problems, texts);
        ASSERT_TRUE(draft_);
        place_.emplace(postgres::scratch_options{.major = 15, .extensions = draft_->extensions()});
        loaded_ = load_requirements(*draft_, *place_, problems);
        ASSERT_TRUE(loaded_);
    }
    void design_example(const std::string& name) { design(support::source_folder() / "examples" / name); }

    void fill(const std::string& statements) {
        auto& session = loaded_->filled;
        session.run(std::string("SET search_path = public;") + let_all_rows_in);
        session.run(statements);
        session.run("ANALYZE");
    }

    /// From here on as a role that is subject to row security, for a tenant.
    void as_tenant(const std::string& tenant) {
        loaded_->filled.run(
            fmt::format("DO $$ BEGIN CREATE ROLE of_a_tenant; EXCEPTION WHEN duplicate_object THEN END $$; "
                        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO of_a_tenant; SET ROLE of_a_tenant; "
                        "SET tenon.tenant = '{}'",
                        tenant));
    }

    /// The plan of a query, with the values of its parameters as SQL: "(1, 'x')", or "" for none.
    std::string plan(const std::string& query, const std::string& values) {
        for (const auto& each : draft_->queries) {
            if (each.name != query) continue;
            auto& session = loaded_->filled;
            session.run("PREPARE of_query AS " + each.sql);
            const auto lines = session.execute("EXPLAIN (COSTS OFF) EXECUTE of_query" + values);
            std::string out;
            for (int i = 0; i < lines.row_count(); ++i) out += std::string(lines.text(i, 0)) + "\n";
            session.run("DEALLOCATE of_query");
            return out;
        }
        ADD_FAILURE() << "no query " << query;
        return {};
    }

    /// The indexes of a table that are no constraint's: "idx_animals_owner_id".
    std::vector<std::string> indexes_of(const std::string& table) {
        std::vector<std::string> out;
        for (const auto& index : loaded_->catalog.indexes)
            if (index.table.name == table) out.push_back(index.name.name);
        return out;
    }

    support::temporary_folder folder_;
    std::optional<requirements_draft> draft_;
    std::optional<postgres::scratch> place_;
    std::optional<loaded_requirements> loaded_;
};

TEST_F(QueryPlans, AJoinBeginsAtTheTableThatIsRestricted) {
    folder_.write("requirements.yaml",
                  "platform: clinic\nconventions: identity\nentities:\n"
                  "  Owner: {attributes: {name: text, phone: 'text?'}}\n"
                  "  Animal: {attributes: {name: text}, belongs_to: {owner: Owner}}\n"
                  "  Appointment: {attributes: {status: text}, belongs_to: {animal: Animal}}\n");
    folder_.write(
        "queries/a.sql",
        "-- name: board :many\n"
        "SELECT a.id, an.name, o.phone FROM appointments a JOIN animals an ON an.id = a.animal_id\n"
        "JOIN owners o ON o.id = an.owner_id WHERE a.status = :status ORDER BY a.created_at DESC LIMIT 50;\n");
    design(folder_.path());
    ASSERT_TRUE(loaded_);
    EXPECT_THAT(indexes_of("appointments"),
                testing::UnorderedElementsAre("idx_appointments_animal_id", "idx_appointments_status_created_at"));
    EXPECT_THAT(indexes_of("animals"), testing::ElementsAre("idx_animals_owner_id"));
    EXPECT_THAT(indexes_of("owners"), testing::IsEmpty());
    fill(
        "INSERT INTO owners (id, name) SELECT i, 'o' FROM generate_series(1, 4000) i;"
        "INSERT INTO animals (id, name, owner_id) SELECT i, 'a', 1 + i % 4000 FROM generate_series(1, 8000) i;"
        "INSERT INTO appointments (animal_id, status, created_at)"
        " SELECT 1 + i % 8000, 'state ' || i % 20, now() - i * interval '1 minute' FROM generate_series(1, 20000) i");
    EXPECT_THAT(plan("board", "('state 3')"),
                AllOf(HasSubstr("Index Scan using idx_appointments_status_created_at"), HasSubstr("using pk_animals"),
                      HasSubstr("using pk_owners"), Not(HasSubstr("Sort")), Not(HasSubstr("Seq Scan"))));
}

TEST_F(QueryPlans, DefectsOfALot) {
    design_example("chip_quality");
    ASSERT_TRUE(loaded_);
    fill(
        "INSERT INTO inspections (id, inspected_at, lot_id)"
        " SELECT md5(i::text)::uuid, '2026-11-20 08:00+00', md5((i % 4000)::text)::uuid FROM generate_series(1, 20000) "
        "i;"
        "INSERT INTO defects (id, inspection_id, inspection_inspected_at, disposition, defect_type_id)"
        " SELECT md5(i::text)::uuid, md5(i::text)::uuid, '2026-11-20 08:00+00',"
        " CASE WHEN i % 10 = 0 THEN 'open'::defect_disposition ELSE 'confirmed' END, md5((i % 500)::text)::uuid"
        " FROM generate_series(1, 20000) i;"
        "INSERT INTO defect_types (id, code, name) SELECT md5(i::text)::uuid, i, i FROM generate_series(0, 499) i");
    EXPECT_THAT(plan("open_defects", "('c4ca4238-a0b9-2382-0dcc-509a6f75849b')"),
                AllOf(HasSubstr("_lot_id"), HasSubstr("idx_defects_inspection_id_inspection_inspected_at"),
                      Not(HasSubstr("Seq Scan on defects"))));
}

TEST_F(QueryPlans, MaterialOfTheLearningPlatform) {
    design_example("learning_platform");
    ASSERT_TRUE(loaded_);
    fill(
        "INSERT INTO users (id, full_name) SELECT i, 'u' FROM generate_series(1, 2000) i;"
        "INSERT INTO educational_contents (id, language, slug, body, status, author_id, tenant_id, updated_at)"
        " SELECT i, 'en', 's' || i, '', CASE WHEN i % 100 = 0 THEN 'in_review'::educational_content_status"
        " ELSE 'published' END, 1 + i % 2000, 1, now() - i * interval '1 minute' FROM generate_series(1, 20000) i;"
        "INSERT INTO learning_progress (id, user_id, content_id, state, updated_at)"
        " SELECT i, 1 + i / 100, 1 + i % 20000, CASE WHEN i % 2 = 0 THEN 'in_progress'::learning_progress_state"
        " ELSE 'completed' END, now() - i * interval '1 minute' FROM generate_series(1, 20000) i");
    EXPECT_THAT(plan("continue_learning", "(3, 5)"),
                AllOf(HasSubstr("using idx_learning_progress_user_id_updated_at"),
                      HasSubstr("using pk_educational_contents"), Not(HasSubstr("Sort"))));
    as_tenant("1");
    EXPECT_THAT(plan("review_queue", ""), AllOf(HasSubstr("idx_educational_contents_tenant_id_updated_at"),
                                                Not(HasSubstr("Seq Scan on educational"))));
    EXPECT_THAT(plan("content_by_slug", "('en', 's77')"),
                AllOf(HasSubstr("using uq_educational_contents_tenant_id_language_slug"), HasSubstr("using pk_users")));
}

TEST_F(QueryPlans, QueueOfASprint) {
    design_example("sprint_reports");
    ASSERT_TRUE(loaded_);
    fill(
        "INSERT INTO sprint_queues (id, sprint_id, discipline)"
        " SELECT i, 1 + i / 4, (ARRAY['backend', 'frontend', 'mobile', 'design'])[1 + i % 4]"
        " FROM generate_series(1, 8000) i;"
        "INSERT INTO queue_items (queue_id, issue_id, position)"
        " SELECT 1 + i % 8000, i, i FROM generate_series(1, 20000) i;"
        "INSERT INTO issues (id, issue_key) SELECT i, i FROM generate_series(1, 20000) i");
    EXPECT_THAT(
        plan("queue_of_discipline", "(7, 'mobile')"),
        AllOf(HasSubstr("idx_sprint_queues_discipline_sprint_id"), HasSubstr("pk_issues"), Not(HasSubstr("Seq Scan"))));
}

/// What the server prints of an index behind its name, by table.
std::string definition(const catalog::index& of) {
    std::string out = fmt::format("{}.{} {}", of.table.schema, of.table.name, of.method);
    for (const auto& key : of.keys)
        out += fmt::format(", {}|{}|{}|{}|{}|{}", key.column, key.expression, key.collation, key.opclass,
                           key.descending, key.nulls_first);
    return out + " include " + join(of.include, ", ") + " where " + of.predicate;
}

class BuiltIndexes : public QueryPlans, public testing::WithParamInterface<const char*> {};
INSTANTIATE_TEST_SUITE_P(Examples, BuiltIndexes, testing::Values("chip_quality", "learning_platform", "sprint_reports"),
                         [](const auto& of) { return std::string(of.param); });

TEST_P(BuiltIndexes, EachIsThereOnce) {
    design_example(GetParam());
    ASSERT_TRUE(loaded_);
    std::map<std::string, std::string> seen;
    for (const auto& index : loaded_->catalog.indexes) {
        const auto [first, is_new] = seen.emplace(definition(index), index.name.name);
        EXPECT_TRUE(is_new) << index.name.name << " is " << first->second << " again";
    }
}

TEST_F(QueryPlans, ConditionsInAnotherSpellingMakeOneIndex) {
    folder_.write("requirements.yaml",
                  "platform: office\nconventions: identity\nentities:\n"
                  "  Note:\n"
                  "    attributes: {due_on: date, paid_at: 'timestamp?', st: text}\n"
                  "    index: [{of: [due_on], where: paid_at is null}, {of: [due_on], where: st='a'}]\n");
    folder_.write("queries/a.sql",
                  "-- name: unpaid :many\nSELECT id FROM notes WHERE paid_at IS NULL AND due_on < :day;\n"
                  "-- name: of_a :many\nSELECT id FROM notes WHERE st = 'a' AND due_on < :day;\n");
    design(folder_.path());
    ASSERT_TRUE(loaded_);
    EXPECT_THAT(indexes_of("notes"), testing::UnorderedElementsAre("idx_notes_due_on", "idx_notes_due_on_2"));
}

}  // namespace
}  // namespace tenon::project
