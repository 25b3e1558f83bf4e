// SPDX-License-Identifier: Apache-2.0
// Tenants and the audit log on a server: whose rows somebody sees, and who is told what others did.
#include "design/on_server.hpp"

namespace tenon::design {
namespace {

using who_sees_what = on_majors;

INSTANTIATE_TEST_SUITE_P(majors, who_sees_what, ::testing::Values(14, 15, 18), major_name);

TEST_P(who_sees_what, tenants_see_their_own_rows_only) {
    auto& db = make(R"(conventions: identity
entities:
  Tenant: {attributes: {name: text}}
  Project: {attributes: {code: text unique}, belongs_to: {tenant: Tenant}, behaviours: [tenant_scoped]}
  Task: {attributes: {title: text}, belongs_to: {tenant: Tenant, project: Project}, many_to_many: {labels: Label}, behaviours: [tenant_scoped]}
  Label: {attributes: {word: text}, belongs_to: {tenant: Tenant}, behaviours: [tenant_scoped]}
  Room:
    attributes: {name: text, during: range(date)}
    belongs_to: {tenant: Tenant}
    exclude: [{of: [name =, during &&]}]
    behaviours: [tenant_scoped]
)");
    const std::string role = "tenant_test_" + db.database();
    db.run("INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two')");
    db.run(
        fmt::format("CREATE ROLE {0}; GRANT ALL ON ALL TABLES IN SCHEMA public TO {0}; GRANT ALL ON ALL SEQUENCES IN "
                    "SCHEMA public TO {0}",
                    role));
    db.run(fmt::format("SET ROLE {}", role));
    const auto as = [&](int tenant, const std::string& sql) {
        return answer(db, fmt::format("BEGIN; SELECT set_config('tenon.tenant', '{}', true); {}; COMMIT", tenant, sql));
    };
    EXPECT_EQ(as(1, "INSERT INTO projects (id, code) VALUES (10, 'a')"), "accepted") << "the tenant is filled in";
    EXPECT_EQ(as(2, "INSERT INTO projects (id, code) VALUES (20, 'a')"), "accepted") << "unique for each tenant";
    EXPECT_EQ(as(1, "INSERT INTO projects (code, tenant_id) VALUES ('b', 2)"),
              "42501: new row violates row-level security policy for table \"projects\"");
    EXPECT_EQ(value(db, "SELECT count(*) FROM projects"), "0") << "nothing is seen while no tenant is set";
    EXPECT_EQ(answer(db, "INSERT INTO projects (code) VALUES ('c')").substr(0, 5), "42501");
    EXPECT_EQ(as(1, "INSERT INTO tasks (id, title, project_id) VALUES (100, 't', 20)"),
              "23503: insert or update on table \"tasks\" violates foreign key constraint \"fk_tasks_project\"")
        << "a foreign key does not see row security: it carries the tenant";
    EXPECT_EQ(as(1,
                 "INSERT INTO tasks (id, title, project_id) VALUES (100, 't', 10); INSERT INTO labels (id, word) "
                 "VALUES (1000, 'w'); "
                 "INSERT INTO task_labels (task_id, label_id) VALUES (100, 1000)"),
              "accepted");
    EXPECT_EQ(as(2, "INSERT INTO labels (id, word) VALUES (2000, 'w')"), "accepted");
    for (const char* label : {"2000", "9999"})
        EXPECT_EQ(as(1, fmt::format("INSERT INTO task_labels (task_id, label_id) VALUES (100, {})", label)),
                  "42501: new row violates row-level security policy for table \"task_labels\"")
            << "no connection to a label of another tenant, and no difference from one that is not there";
    EXPECT_EQ(as(1, "INSERT INTO rooms (name, during) VALUES ('r', '[2026-01-01,2026-01-05)')"), "accepted");
    EXPECT_EQ(as(2, "INSERT INTO rooms (name, during) VALUES ('r', '[2026-01-02,2026-01-03)')"), "accepted")
        << "excluded for each tenant";
    EXPECT_EQ(as(1, "INSERT INTO rooms (name, during) VALUES ('r', '[2026-01-02,2026-01-03)')").substr(0, 5), "23P01");
    db.run("BEGIN; SELECT set_config('tenon.tenant', '2', true)");
    EXPECT_EQ(value(db, "SELECT count(*) FROM task_labels"), "0");
    EXPECT_EQ(value(db, "WITH gone AS (DELETE FROM projects RETURNING code) SELECT count(*) FROM gone"), "1");
    db.run("ROLLBACK");
    db.run(fmt::format("RESET ROLE; DROP OWNED BY {0}; DROP ROLE {0}", role));
}

constexpr const char* audited_document = R"(conventions: identity
entities:
  Lot:
    attributes: {code: text, note: 'text?', secret: 'encrypted(text)?'}
    many_to_many: {tags: Tag}
    behaviours: {audited: {except: [note]}}
  Tag: {attributes: {word: text}}
)";

TEST_P(who_sees_what, audited_writes_who_did_what) {
    // Partitions of long ago: what is written now lies in the default one.
    auto& db = make(audited_document, {.partitions_from = std::chrono::year{2000} / std::chrono::January});
    EXPECT_EQ(answer(db, "INSERT INTO lots (code) VALUES ('a')"),
              "42501: INSERT on public.lots refused: nobody is named as the actor\n"
              "In the transaction: SELECT set_config('tenon.actor', '…', true)");
    db.run(
        "BEGIN; SELECT set_config('tenon.actor', 'ada', true), set_config('tenon.reason', 'test', true); "
        "INSERT INTO lots (id, code, note, secret, secret_key_id) VALUES (7, 'a', 'hidden', decode(repeat('ab', 40), "
        "'hex'), 1); "
        "UPDATE lots SET code = 'b'; INSERT INTO tags (id, word) VALUES (1, 'x'); INSERT INTO lot_tags VALUES (7, 1); "
        "DELETE FROM lot_tags; DELETE FROM lots; TRUNCATE lots CASCADE; COMMIT");
    EXPECT_EQ(value(db,
                    "SELECT string_agg(operation || ' ' || table_name || ' ' || coalesce(key::text, '-'), '; ' ORDER "
                    "BY id) FROM tenon_audit "
                    "WHERE operation <> 'TRUNCATE'"),
              "INSERT public.lots {\"id\": 7}; UPDATE public.lots {\"id\": 7}; INSERT public.lot_tags {\"lot_id\": 7, "
              "\"tag_id\": 1}; "
              "DELETE public.lot_tags {\"lot_id\": 7, \"tag_id\": 1}; DELETE public.lots {\"id\": 7}");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_audit WHERE operation = 'TRUNCATE'"), "2")
        << "the junction is emptied, too";
    EXPECT_EQ(value(db,
                    "SELECT concat_ws(' ', old ->> 'code', new ->> 'code', actor, reason, old ? 'note') FROM "
                    "tenon_audit WHERE operation = 'UPDATE'"),
              "a b ada test f");
    EXPECT_EQ(
        value(db, "SELECT new ->> 'secret' FROM tenon_audit WHERE operation = 'INSERT' AND table_name = 'public.lots'"),
        "\\x" +
            [] {
                std::string bytes;
                for (int i = 0; i < 40; ++i) bytes += "ab";
                return bytes;
            }())
        << "encrypted attributes appear as they are stored";
    EXPECT_EQ(value(db, "SELECT count(DISTINCT transaction) FROM tenon_audit"), "1");
    EXPECT_EQ(
        answer(db, "UPDATE tenon_audit SET actor = 'eve'"),
        "23514: UPDATE on public.tenon_audit_default refused: its rows are never changed\nInsert a new row instead.");
    EXPECT_EQ(answer(db, "DELETE FROM tenon_audit").substr(0, 6), "23514:");
    EXPECT_EQ(answer(db, "TRUNCATE tenon_audit").substr(0, 6), "23514:");
    EXPECT_EQ(answer(db, "TRUNCATE tenon_audit_default").substr(0, 6), "23514:")
        << "a partition on its own is no way around";
    EXPECT_EQ(value(db, "SELECT has_function_privilege('pg_monitor', 'tenon_write_audit()', 'EXECUTE')"), "f")
        << "nobody may put the function on a table of their own";
}

TEST_P(who_sees_what, audited_lets_maintenance_roles_write_without_an_actor) {
    options settings;
    settings.maintenance_roles = {"audit_test_maintenance"};
    auto& db = make("entities: {Lot: {attributes: {code: text}, behaviours: {audited: {reason: true}}}}\n", settings);
    EXPECT_EQ(
        answer(db,
               "BEGIN; SELECT set_config('tenon.actor', 'ada', true); INSERT INTO lots (code) VALUES ('a'); COMMIT"),
        "42501: INSERT on public.lots refused: no reason is given\nIn the transaction: SELECT "
        "set_config('tenon.reason', '…', true)");
    db.run(
        "CREATE ROLE audit_test_maintenance; GRANT INSERT ON lots TO audit_test_maintenance; SET ROLE "
        "audit_test_maintenance");
    EXPECT_EQ(answer(db, "INSERT INTO lots (code) VALUES ('a')"), "accepted");
    db.run("RESET ROLE; DROP OWNED BY audit_test_maintenance; DROP ROLE audit_test_maintenance");
    EXPECT_EQ(value(db, "SELECT actor FROM tenon_audit"), "null");
}

TEST_P(who_sees_what, the_audit_log_is_read_by_those_who_are_named) {
    tests::fresh_database(major()).run("CREATE ROLE audit_test_clerk; CREATE ROLE audit_test_reviewer");
    auto& db = make(R"(conventions: identity
roles: {audit_test_clerk: Works., audit_test_reviewer: Reviews.}
entities:
  Tenant: {attributes: {name: text}}
  Lot:
    attributes: {code: text}
    many_to_many: {tags: Tag}
    behaviours: {audited: {readers: [audit_test_reviewer]}}
    access: {audit_test_clerk: [read, insert, update, delete]}
  Tag: {attributes: {word: text}}
  Salary: {attributes: {amount: money}, behaviours: [audited]}
  Task:
    attributes: {title: text}
    belongs_to: {tenant: Tenant}
    behaviours: {tenant_scoped: {}, audited: {readers: [audit_test_reviewer]}}
)");
    db.run(R"(BEGIN;
SELECT set_config('tenon.actor', 'ada', true);
INSERT INTO lots (id, code) VALUES (1, 'a');
INSERT INTO tags (id, word) VALUES (1, 'w');
INSERT INTO lot_tags (lot_id, tag_id) VALUES (1, 1);
INSERT INTO salaries (amount) VALUES (1);
INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two');
INSERT INTO tasks (title, tenant_id) VALUES ('t1', 1), ('t2', 2);
COMMIT)");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_audit"), "5") << "the owner reads all of it";
    EXPECT_EQ(answer(db, "SET ROLE audit_test_clerk"), "accepted");
    EXPECT_EQ(answer(db, "SELECT FROM tenon_audit"), "42501: permission denied for table tenon_audit")
        << "who may read and change a table may not read its log";
    EXPECT_EQ(answer(db, "RESET ROLE; SET ROLE audit_test_reviewer"), "accepted");
    const auto seen = [&] {
        return value(db,
                     "SELECT string_agg(table_name || coalesce(' ' || (new ->> 'title'), ''), ', ' ORDER BY id) "
                     "FROM tenon_audit");
    };
    EXPECT_EQ(seen(), "public.lots, public.lot_tags") << "nothing of salaries, nor of any tenant";
    db.run("SET tenon.tenant = '2'");
    EXPECT_EQ(seen(), "public.lots, public.lot_tags, public.tasks t2");
    EXPECT_EQ(answer(db, "SELECT FROM lots"), "42501: permission denied for table lots");
    EXPECT_EQ(answer(db, "DELETE FROM tenon_audit"), "42501: permission denied for table tenon_audit");
    db.run("RESET ROLE");
    const auto month = value(db, "SELECT min(tableoid::regclass::text) FROM tenon_audit");
    db.run("SET ROLE audit_test_reviewer");
    EXPECT_EQ(answer(db, "SELECT FROM " + month), "42501: permission denied for table " + month)
        << "a partition is no way around the policies";
    db.run("RESET ROLE; DROP OWNED BY audit_test_clerk, audit_test_reviewer");
    db.run("DROP ROLE audit_test_clerk, audit_test_reviewer");
}

TEST_P(who_sees_what, materialized_views_are_filled_past_the_tenants) {
    auto& db = make(R"(conventions: identity
entities:
  Tenant: {attributes: {name: text}}
  Task: {attributes: {title: text}, belongs_to: {tenant: Tenant}, behaviours: [tenant_scoped]}
views:
  TaskTitle: {sql: "SELECT tenant_id, title FROM tasks", materialized: true, key: [tenant_id, title]}
)");
    db.run("INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two')");
    db.run("INSERT INTO tasks (title, tenant_id) VALUES ('a', 1), ('b', 2)");
    const std::string role = "view_test_" + db.database();
    db.run("REFRESH MATERIALIZED VIEW task_titles");
    db.run(fmt::format("CREATE ROLE {0}; GRANT SELECT ON tasks, task_titles TO {0}; SET ROLE {0}", role));
    EXPECT_EQ(value(db, "SELECT count(*) FROM tasks"), "0");
    EXPECT_EQ(value(db, "SELECT count(*) FROM task_titles"), "2") << "this is what the diagnostic warns of";
    db.run(fmt::format("RESET ROLE; ALTER MATERIALIZED VIEW task_titles OWNER TO {0}", role));
    db.run("REFRESH MATERIALIZED VIEW task_titles");
    EXPECT_EQ(value(db, "SELECT count(*) FROM task_titles"), "0") << "an owner whom the policies hold";
    db.run(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", role));
}

}  // namespace
}  // namespace tenon::design
