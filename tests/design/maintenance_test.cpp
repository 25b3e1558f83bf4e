// SPDX-License-Identifier: Apache-2.0
// tenon_maintain() on a server: what has to go goes, what is held stays, and one failure stops nothing else.
#include "design/on_server.hpp"
#include "diff/script.hpp"
#include "postgres/read_catalog.hpp"

namespace tenon::design {
namespace {

using maintenance = on_majors;

INSTANTIATE_TEST_SUITE_P(majors, maintenance, ::testing::Values(14, 15, 18), major_name);

constexpr auto y2020 = std::chrono::year{2020} / std::chrono::January;

TEST_P(maintenance, one_failure_does_not_stop_the_rest) {
    auto& db = make(R"(conventions: identity
entities:
  Visit: {attributes: {path: text}, behaviours: {retained: {for: 1 year}}}
  Word: {attributes: {text: text}, behaviours: {retained: {for: 1 year}}}
)");
    db.run("INSERT INTO visits (path, created_at) VALUES ('x', '2020-01-01')");
    db.run("INSERT INTO words (text, created_at) VALUES ('x', '2020-01-01')");
    db.run(
        "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$; "
        "CREATE TRIGGER broken BEFORE DELETE ON visits FOR EACH ROW EXECUTE FUNCTION broken()");
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(value(db, "SELECT count(*) FROM visits"), "1");
    EXPECT_EQ(value(db, "SELECT count(*) FROM words"), "0");
    EXPECT_EQ(value(db, "SELECT coalesce(current_setting('tenon.actor', true), '')"), "");
}

TEST_P(maintenance, pieces_go_with_what_cascades_from_them) {
    auto& db = make(R"(conventions: identity
entities:
  Reading:
    attributes: {measured_at: timestamp, value: float}
    behaviours: {append_only: {}, time_series: {by: measured_at, every: 1 month, keep: 2 years}}
  Note: {attributes: {text: text}, belongs_to: {reading: {to: Reading, on_delete: cascade}}}
)",
                    {.partitions_from = y2020});
    db.run(
        "INSERT INTO readings (id, measured_at, value) VALUES (1, '2020-01-15', 1), (2, now(), 2), (3, '1999-05-05', "
        "3)");
    db.run("INSERT INTO notes (text, reading_id, reading_measured_at) SELECT 'n' || id, id, measured_at FROM readings");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT to_regclass('readings_p2020_01')"), "null");
    EXPECT_EQ(value(db, "SELECT string_agg(id::text, ' ') FROM readings"), "2") << "the late one of 1999 is gone, too";
    EXPECT_EQ(value(db, "SELECT string_agg(text, ' ') FROM notes"), "n2")
        << "rows that moved to their piece kept what refers to them";
    EXPECT_EQ(value(db, "SELECT tableoid::regclass::text LIKE 'readings\\_p20%' FROM readings"), "t");
    EXPECT_EQ(
        answer(db, "INSERT INTO notes (text, reading_id, reading_measured_at) VALUES ('x', 9, now())").substr(0, 5),
        "23503")
        << "the foreign key is there again";
    EXPECT_EQ(value(db, "SELECT bool_and(convalidated) FROM pg_constraint WHERE conrelid = 'notes'::regclass"), "t");
    EXPECT_EQ(answer(db, "DELETE FROM readings").substr(0, 5), "23514") << "its triggers are on again";
}

TEST_P(maintenance, pieces_stay_while_rows_elsewhere_hold_them) {
    auto& db = make(R"(conventions: identity
entities:
  Reading:
    attributes: {measured_at: timestamp, value: float}
    behaviours: {time_series: {by: measured_at, every: 1 month, ahead: 1, keep: 2 years}}
  Alarm: {attributes: {text: text}, belongs_to: {reading: {to: Reading, on_delete: restrict}}}
)",
                    {.partitions_from = y2020});
    EXPECT_EQ(made_.said(),
              (std::vector<std::string>{
                  "6:18: warning: pieces of time of Reading stay beyond their time while alarms.reading_id refers to "
                  "them, and nothing removes those rows in turn [TN3413] | state on_delete: cascade there, or retain "
                  "those rows too"}));
    db.run("INSERT INTO readings (id, measured_at, value) VALUES (1, '2020-01-15', 1), (2, '2020-02-15', 2)");
    db.run("INSERT INTO alarms (text, reading_id, reading_measured_at) VALUES ('a', 1, '2020-01-15')");
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(value(db, "SELECT string_agg(id::text, ' ') FROM readings"), "1") << "February went";
    EXPECT_EQ(value(db, "SELECT count(*) > 2 FROM pg_inherits WHERE inhparent = 'readings'::regclass"), "t")
        << "the pieces of the present are made all the same";
    db.run("DELETE FROM alarms; SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT count(*) FROM readings"), "0");
}

TEST_P(maintenance, late_rows_of_the_past_get_their_piece) {
    auto& db = make(R"(conventions: identity
entities:
  Reading:
    attributes: {measured_at: timestamp, value: float}
    behaviours: {time_series: {by: measured_at, every: 1 month, keep: 2 years}}
  Day: {attributes: {day: date}, behaviours: {time_series: {by: day, every: 1 week}}}
)",
                    {.partitions_from = y2020});
    db.run(
        "INSERT INTO readings (measured_at, value) VALUES (now() - interval '5 months', 1), (now() - interval '3 "
        "years', "
        "2), (now() + interval '3 years', 3)");
    db.run(
        "INSERT INTO days (day) VALUES (date '2024-01-01'), (date '2024-01-07'), (date '2024-01-08'), ('-infinity')");
    db.run("SET TimeZone = 'America/New_York'; SELECT tenon_maintain()");
    EXPECT_EQ(value(db,
                    "SELECT string_agg(value::text || ' ' || (tableoid = 'readings_default'::regclass), ', ' ORDER BY "
                    "value) FROM readings"),
              "1 false, 3 true")
        << "what is too old is gone; what is of the future waits";
    EXPECT_EQ(value(db, "SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY day) FROM days"),
              "days_default days_p2024_01_01 days_p2024_01_01 days_p2024_01_08")
        << "cut in UTC, whatever the session's time zone";
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT count(*) FROM days"), "4");
}

TEST_P(maintenance, pieces_of_tables_with_long_names_are_made_too) {
    // Two of them differ in their last byte only.
    const auto name = [](std::size_t length, std::string_view last) {
        return "r" + std::string(length - 1 - last.size(), 'x') + std::string(last);
    };
    std::vector<std::string> tables;
    std::string text = "conventions: identity\nentities:\n";
    for (const char* unit : {"month", "day"})
        for (const auto& table : {name(40, unit), name(55, unit), name(63, unit), name(63, std::string(unit) + "s")}) {
            text += fmt::format(
                "  E{}: {{table: {}, attributes: {{at: timestamp}}, behaviours: {{time_series: {{by: at, every: 1 {}, "
                "ahead: 2}}}}}}\n",
                tables.size(), table, unit);
            tables.push_back(table);
        }
    auto& db = make(text, {.partitions_from = y2020});
    std::vector<std::string> warnings;
    db.on_notice([&](const auto& said) { warnings.push_back(said.message); });
    for (const auto& table : tables)
        db.run(fmt::format("INSERT INTO {} (at) VALUES ('2020-01-01'), ('2021-05-05'), (now())", table));
    for (int run = 0; run < 2; ++run) {
        EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
        for (const auto& table : tables) {
            EXPECT_EQ(
                value(db, fmt::format("SELECT count(*) FROM pg_inherits WHERE inhparent = '{}'::regclass", table)), "8")
                << table << ": the default one, three of 2020, one of 2021, three of the present";
            EXPECT_EQ(
                value(db, fmt::format("SELECT count(DISTINCT t.tableoid) FROM {} AS t JOIN pg_class AS c ON c.oid = "
                                      "t.tableoid WHERE c.relname LIKE '%\\_p20%'",
                                      table)),
                "3")
                << table;
        }
    }
    for (const auto& table : tables) {
        const char* unit = table.find("month") == std::string::npos ? "day" : "month";
        db.run(fmt::format("INSERT INTO {0} (at) VALUES (date_trunc('{1}', now(), 'UTC') + interval '2 {1}')", table,
                           unit));
        EXPECT_EQ(value(db, fmt::format("SELECT count(*) FROM {} AS t JOIN pg_class AS c ON c.oid = t.tableoid WHERE "
                                        "c.relname LIKE '%default'",
                                        table)),
                  "0")
            << table;
    }
    EXPECT_EQ(warnings, std::vector<std::string>());
}

TEST_P(maintenance, pieces_are_known_by_their_bounds) {
    auto& db = make(R"(conventions: identity
entities:
  Reading: {attributes: {measured_at: timestamp}, behaviours: {time_series: {by: measured_at, every: 1 month, ahead: 1}}}
  Day: {attributes: {day: date}, behaviours: {time_series: {by: day, every: 1 month, ahead: 1}}}
)",
                    {.partitions_from = y2020});
    std::vector<std::string> warnings;
    db.on_notice([&](const auto& said) { warnings.push_back(said.message); });
    const auto pieces = [&](const std::string& table) {
        return value(db, fmt::format("SELECT count(*) FROM pg_inherits WHERE inhparent = '{}'::regclass", table));
    };
    // Somebody else's table has the name of the present's; somebody made the next piece under a name of his own.
    const auto month = [&](int later, const char* form) {
        return value(db,
                     fmt::format("SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '{} months', "
                                 "'{}')",
                                 later, form));
    };
    const std::string present = "readings_p" + month(0, "YYYY_MM");
    db.run(fmt::format("CREATE TABLE {} (); CREATE TABLE mine PARTITION OF readings FOR VALUES FROM ('{}') TO ('{}')",
                       present, month(1, "YYYY-MM-DD 00:00:00+00"), month(2, "YYYY-MM-DD 00:00:00+00")));
    for (const char* session : {"SET TimeZone = 'Asia/Jakarta'; SET DateStyle = 'SQL, DMY'",
                                "SET TimeZone = 'America/New_York'; SET DateStyle = 'German'", "RESET ALL"}) {
        warnings.clear();
        db.run(session);
        db.run("SELECT tenon_maintain()");
        ASSERT_EQ(warnings.size(), 1U) << session;
        EXPECT_EQ(warnings[0],
                  fmt::format("public.readings gets no partition from {} to {}: {} is another relation",
                              month(0, "YYYY-MM-DD 00:00:00+00"), month(1, "YYYY-MM-DD 00:00:00+00"), present));
        EXPECT_EQ(pieces("readings"), "4") << "two of 2020, the default one, mine";
        EXPECT_EQ(pieces("days"), "5") << session;
    }
    db.run("DROP TABLE " + present + "; SELECT tenon_maintain()");
    EXPECT_EQ(pieces("readings"), "5");
}

TEST_P(maintenance, the_way_back_does_not_mind_what_was_made_and_dropped) {
    auto& db = make(R"(conventions: identity
entities:
  Device: {attributes: {name: text}, behaviours: [audited]}
  Reading:
    attributes: {measured_at: timestamp, value: float}
    belongs_to: {device: Device}
    behaviours: {append_only: {}, audited: {}, time_series: {by: measured_at, every: 1 month, keep: 2 years}}
  Note: {attributes: {text: text}, belongs_to: {reading: {to: Reading, on_delete: cascade}}}
)",
                    {.partitions_from = y2020});
    const auto fresh = catalog::fresh_database(major());
    const auto back = diff::make_plan(postgres::read_catalog(db).catalog, fresh);
    EXPECT_TRUE(back.unplanned.empty());
    for (const auto& step : back.steps) EXPECT_EQ(step.sql.find("_p20"), std::string::npos) << step.sql;
    db.run("SET tenon.actor = 'ada'");
    db.run("INSERT INTO devices (id, name) VALUES (1, 'd')");
    db.run("INSERT INTO readings (measured_at, value, device_id) VALUES ('2020-01-15', 1, 1), (now(), 2, 1)");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT to_regclass('readings_p2020_01')"), "null");
    EXPECT_EQ(value(db, "SELECT count(*) > 6 FROM pg_inherits WHERE inhparent = 'tenon_audit'::regclass"), "t");
    EXPECT_EQ(answer(db, diff::to_sql(back)), "accepted");
    const auto left = diff::compare(fresh, postgres::read_catalog(db).catalog);
    for (const auto& one : left) EXPECT_TRUE(one.information) << catalog::to_string(one.object);
}

TEST_P(maintenance, rows_are_held_through_what_would_go_with_them) {
    auto& db = make(R"(conventions: identity
entities:
  Visit: {attributes: {path: text}, behaviours: {retained: {for: 90 days}}}
  Hop: {attributes: {what: text}, belongs_to: {visit: {to: Visit, on_delete: cascade}}}
  Mark: {attributes: {what: text}, belongs_to: {hop: {to: Hop, on_delete: restrict}}}
)");
    EXPECT_EQ(
        made_.said(),
        (std::vector<std::string>{
            "4:50: warning: rows of Visit stay beyond their time while marks.hop_id refers to rows of hops, which "
            "go with them, and nothing removes those rows in turn [TN3413] | state on_delete: cascade there, or "
            "retain those rows too; or use then: anonymise"}));
    db.run("INSERT INTO visits (id, path, created_at) VALUES (1, 'held', '2020-01-01'), (2, 'free', '2020-01-01')");
    db.run("INSERT INTO hops (id, what, visit_id) VALUES (1, 'h', 1), (2, 'h', 2)");
    db.run("INSERT INTO marks (what, hop_id) VALUES ('m', 1)");
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits()"), "1");
    EXPECT_EQ(value(db, "SELECT string_agg(path, ' ') FROM visits"), "held");
    db.run("DELETE FROM marks");
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits(1)"), "1");
    EXPECT_EQ(value(db, "SELECT count(*) FROM visits"), "0");
}

TEST_P(maintenance, what_refuses_a_row_does_not_keep_the_others) {
    auto& db = make(R"(conventions: identity
entities:
  Visit: {attributes: {path: text}, behaviours: {retained: {for: 90 days, then: archive}}}
)");
    // Nothing that the design knows of: a table of somebody else's.
    db.run("CREATE TABLE guests (visit_id bigint REFERENCES visits)");
    db.run(
        "INSERT INTO visits (id, path, created_at) SELECT n, 'v' || n, '2020-01-01' FROM generate_series(1, 3) AS n");
    db.run("INSERT INTO guests VALUES (2)");
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits(1)"), "1") << "no more than were asked for";
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits()"), "1");
    EXPECT_EQ(value(db, "SELECT string_agg(path, ' ') FROM visits"), "v2");
    EXPECT_EQ(value(db, "SELECT string_agg(path, ' ' ORDER BY path) FROM visits_archive"), "v1 v3");
}

constexpr const char* tenants = R"(conventions: identity
entities:
  Tenant: {attributes: {name: text}}
  Visit:
    attributes: {path: text}
    belongs_to: {tenant: Tenant}
    behaviours: {tenant_scoped: {}, retained: {for: 90 days}, versioned: {keep: 1 year}}
)";

TEST_P(maintenance, an_owner_without_privileges_reaches_the_rows_of_all_tenants) {
    auto& db = make_as_owner(tenants);
    EXPECT_EQ(value(db, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"), "f");
    db.run("INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two')");
    for (const char* tenant : {"1", "2"}) {
        db.run(fmt::format("SET tenon.tenant = '{}'", tenant));
        db.run("INSERT INTO visits (path, created_at) VALUES ('old', '2020-01-01'), ('young', now())");
        db.run(
            "INSERT INTO visits_history (path, tenant_id, valid_to, replaced_by) VALUES ('x', current_setting("
            "'tenon.tenant')::bigint, '2020-01-01', 'UPDATE')");
    }
    db.run("RESET tenon.tenant");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT coalesce(current_setting('tenon.tenant', true), '')"), "") << "the caller's again";
    EXPECT_EQ(value(db, "SELECT count(*) FROM visits"), "0") << "nothing is seen while no tenant is set";
    for (const char* tenant : {"1", "2"}) {
        db.run(fmt::format("SET tenon.tenant = '{}'", tenant));
        EXPECT_EQ(value(db, "SELECT string_agg(path, ' ') FROM visits"), "young");
        EXPECT_EQ(value(db, "SELECT string_agg(path, ' ') FROM visits_history"), "old") << "its deletion, and no more";
    }
}

TEST_P(maintenance, late_rows_of_tenants_get_their_piece) {
    // Two ways that row security could get between an owner and foreign keys: those of the pieces, and those to them.
    auto& db = make_as_owner(R"(conventions: identity
entities:
  Tenant: {attributes: {name: text}}
  Device: {attributes: {name: text}, belongs_to: {tenant: Tenant}, behaviours: [tenant_scoped]}
  Reading:
    attributes: {at: timestamp, value: float}
    belongs_to: {tenant: Tenant, device: Device}
    behaviours: {tenant_scoped: {}, time_series: {by: at, every: 1 month}}
  Remark: {attributes: {text: text}, belongs_to: {reading: Reading}}
)");
    db.run("INSERT INTO tenants (id, name) VALUES (1, 'one'), (2, 'two')");
    for (const char* tenant : {"1", "2"}) {
        db.run(
            fmt::format("SET tenon.tenant = '{0}'; INSERT INTO devices (id, name) VALUES ({0}, 'd'); "
                        "INSERT INTO readings (id, at, value, device_id) VALUES ({0}, '2019-05-05', 1, {0}); "
                        "INSERT INTO remarks (text, reading_id, reading_at) VALUES ('r', {0}, '2019-05-05')",
                        tenant));
    }
    db.run("RESET tenon.tenant");
    std::string warnings;
    db.on_notice([&](const auto& notice) { warnings += notice.message + "\n"; });
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(warnings, "");
    EXPECT_EQ(value(db, "SELECT count(*) FROM readings_p2019_05"), "2");
    EXPECT_EQ(value(db, "SELECT bool_and(relforcerowsecurity) FROM pg_class WHERE oid = 'readings'::regclass"), "t");
    EXPECT_EQ(value(db,
                    "SELECT count(*) FROM pg_constraint WHERE conrelid = 'readings_p2019_05'::regclass AND contype = "
                    "'f' AND conparentid = 0"),
              "0")
        << "its foreign keys are those of the whole";
    EXPECT_EQ(value(db, "SELECT count(*) FROM readings"), "0") << "nothing is seen while no tenant is set";
    EXPECT_EQ(
        answer(db, "SET tenon.tenant = '1'; INSERT INTO readings (at, value, device_id) VALUES ('2019-05-06', 1, 2)")
            .substr(0, 5),
        "23503")
        << "a device of another tenant";
    EXPECT_EQ(
        answer(db, "INSERT INTO remarks (text, reading_id, reading_at) VALUES ('r', 9, '2019-05-05')").substr(0, 5),
        "23503");
}

TEST_P(maintenance, what_refuses_to_be_anonymous_does_not_keep_the_others) {
    auto& db = make_as_owner(R"(conventions: identity
types:
  address: {street: 'text?', city: 'text?'}
entities:
  Person:
    attributes:
      name: {type: "text?", sensitive: identity}
      badge: {type: "text?", immutable: true, sensitive: identity}
      home: {type: "address?", sensitive: contact}
      is_vip: boolean = false
    rules: {vip_reachable: not is_vip or name is not null}
    behaviours: {versioned: {}, retained: {for: 1 year, then: anonymise}}
)");
    db.run(
        "INSERT INTO people (name, badge, home, is_vip, created_at) VALUES ('a', '1', row('x', null), false, "
        "'2020-01-01'), "
        "('b', '2', null, true, '2020-01-01'), (null, null, row('y', null), false, '2020-01-01'), "
        "('young', '3', null, false, now())");
    db.run("UPDATE people SET name = 'A' WHERE name = 'a'");
    std::string warnings;
    db.on_notice([&](const auto& notice) { warnings += notice.message + "\n"; });
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(warnings,
              "a row of people keeps what it holds: new row for relation \"people\" violates check constraint "
              "\"chk_people_vip_reachable\"\n");
    EXPECT_EQ(value(db, "SELECT string_agg(concat_ws('/', name, badge, home::text), ', ' ORDER BY id) FROM people"),
              ", b/2, , young/3");
    EXPECT_EQ(value(db, "SELECT count(*) FROM people_history WHERE concat(name, badge, home::text) <> ''"), "0");
    EXPECT_EQ(answer(db, "UPDATE people SET badge = '4' WHERE badge = '3'").substr(0, 6), "23514:");
}

TEST_P(maintenance, tenants_that_nothing_lists_are_reported) {
    make(R"(conventions: identity
entities:
  Visit:
    attributes: {path: text, firm: text}
    behaviours: {tenant_scoped: {by: firm}, retained: {for: 90 days}}
)");
    EXPECT_EQ(made_.said(),
              (std::vector<std::string>{
                  "6:45: warning: rows of Visit are hidden from its owner by row security, and no table lists the "
                  "tenants: tenon_maintain() treats them only for a role with BYPASSRLS [TN3415] | make the tenant a "
                  "role of `belongs_to`, whose entity lists the tenants; or let such a role call it"}));
    auto& db = *session_;
    db.run("SET tenon.tenant = 'a'; INSERT INTO visits (path, created_at) VALUES ('old', '2020-01-01')");
    db.run("RESET tenon.tenant; SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT count(*) FROM visits"), "0") << "a superuser does";
}

constexpr const char* patients = R"(conventions: identity
entities:
  Patient:
    attributes:
      name: {type: "text?", sensitive: identity}
      ended_at: timestamp?
      code: text
    computed:
      label: "text = coalesce(name, '') || code"
    behaviours:
      audited: {reason: true}
      versioned: {}
      retained: {for: 2 years, then: anonymise, from: ended_at}
)";

TEST_P(maintenance, anonymising_takes_former_values_along) {
    auto& db = make_as_owner(patients);
    db.run("SET tenon.actor = 'ada'; SET tenon.reason = 'care'");
    db.run("INSERT INTO patients (name, code) VALUES ('Grace', 'a'), ('Mary', 'b')");
    db.run("UPDATE patients SET name = 'Grace Hopper' WHERE code = 'a'");
    db.run("UPDATE patients SET ended_at = '2020-01-01' WHERE code = 'a'");
    db.run("RESET tenon.actor; RESET tenon.reason");
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(value(db, "SELECT string_agg(coalesce(name, '-') || ' ' || label, ', ' ORDER BY id) FROM patients"),
              "- a, Mary Maryb");
    EXPECT_EQ(value(db, "SELECT count(*) FROM patients_history WHERE patients_history::text LIKE '%Grace%'"), "0");
    EXPECT_EQ(value(db, "SELECT count(*) FROM patients_history"), "3") << "the versions stay, without the name";
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_audit WHERE tenon_audit::text LIKE '%Grace%'"), "0");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_audit WHERE tenon_audit::text LIKE '%Mary%'"), "1");
    EXPECT_EQ(value(db, "SELECT string_agg(operation || ' ' || actor, ', ' ORDER BY id) FROM tenon_audit"),
              "INSERT ada, INSERT ada, UPDATE ada, UPDATE ada, UPDATE tenon_maintain");
    EXPECT_EQ(value(db, "SELECT new ->> 'code' FROM tenon_audit ORDER BY id LIMIT 1"), "a") << "the rest is there";
}

TEST_P(maintenance, entries_are_found_whatever_the_time_zone_of_their_key) {
    auto& db = make(R"(conventions: identity
entities:
  Visit:
    attributes: {seen_at: timestamp, name: {type: "text?", sensitive: identity}}
    behaviours: {audited: {}, time_series: {by: seen_at, every: 1 year}, retained: {for: 1 year, then: anonymise, from: seen_at}}
)");
    db.run("SET tenon.actor = 'ada'; SET TimeZone = 'Asia/Tokyo'");
    db.run("INSERT INTO visits (seen_at, name) VALUES ('2020-01-01', 'Grace')");
    db.run("SET TimeZone = 'UTC'; SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_audit WHERE tenon_audit::text LIKE '%Grace%'"), "0");
    EXPECT_EQ(value(db, "SELECT count(*) FROM visits WHERE name IS NULL"), "1");
}

TEST_P(maintenance, history_and_log_forget_nothing_else) {
    auto& db = make(patients);
    db.run("SET tenon.actor = 'ada'; SET tenon.reason = 'care'");
    db.run("INSERT INTO patients (name, code) VALUES ('Grace', 'a'); UPDATE patients SET code = 'b'");
    const std::string refused = "23514";
    EXPECT_EQ(answer(db, "UPDATE patients_history SET name = NULL, code = 'x'").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "UPDATE patients_history SET name = 'x'").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "UPDATE tenon_audit SET actor = 'x'").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "UPDATE tenon_audit SET old = NULL, new = NULL").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "UPDATE tenon_audit SET new = new - 'code'").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "UPDATE tenon_audit SET new = new || '{\"name\": \"x\"}'").substr(0, 5), refused);
    EXPECT_EQ(answer(db, "DELETE FROM tenon_audit").substr(0, 5), refused);
}

TEST_P(maintenance, the_log_is_as_sensitive_as_what_it_holds) {
    make(patients);
    std::string of_log;
    for (const auto& note : made_.made->notes.columns)
        if (note.column.identity.starts_with("public.tenon_audit.") && !note.sensitive.empty())
            of_log += note.column.identity + " " + note.sensitive + "\n";
    EXPECT_EQ(of_log, "public.tenon_audit.old identity\npublic.tenon_audit.new identity\n");
}

}  // namespace
}  // namespace tenon::design
