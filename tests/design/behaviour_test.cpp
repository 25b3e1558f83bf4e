// SPDX-License-Identifier: Apache-2.0
// Every behaviour on a server: what it makes works, and what must be refused is refused.
#include "design/on_server.hpp"

namespace tenon::design {
namespace {

using behaviours = on_majors;

INSTANTIATE_TEST_SUITE_P(majors, behaviours, ::testing::Values(14, 15, 18), major_name);

TEST_P(behaviours, timestamps_are_kept_by_the_database) {
    auto& db = make("entities: {Lot: {attributes: {name: text}}}\n");
    db.run("INSERT INTO lots (name) VALUES ('a')");
    EXPECT_EQ(value(db, "SELECT created_at = updated_at FROM lots"), "t");
    db.run("UPDATE lots SET name = 'b'");
    EXPECT_EQ(value(db, "SELECT updated_at > created_at FROM lots"), "t");
    db.run("UPDATE lots SET updated_at = '2000-01-01'");
    EXPECT_EQ(value(db, "SELECT updated_at > created_at FROM lots"), "t") << "a client cannot set it back";
}

TEST_P(behaviours, timestamps_have_other_names_where_the_document_wants_them) {
    auto& db = make(
        "entities: {Lot: {attributes: {name: text}, behaviours: {timestamps: {created: made_at, updated: "
        "changed_at}}}}\n");
    db.run("INSERT INTO lots (name) VALUES ('a')");
    db.run("UPDATE lots SET name = 'b'");
    EXPECT_EQ(value(db, "SELECT changed_at > made_at FROM lots"), "t");
}

TEST_P(behaviours, soft_delete_keeps_rows_and_frees_their_values) {
    auto& db = make(R"(entities:
  Part: {attributes: {name: text}, belongs_to: {lot: Lot}}
  Lot:
    attributes: {code: text unique}
    behaviours: {soft_delete: {view: live_lots}}
)");
    db.run("INSERT INTO lots (code) VALUES ('a')");
    EXPECT_EQ(answer(db, "INSERT INTO lots (code) VALUES ('a')"),
              "23505: duplicate key value violates unique constraint \"uq_lots_code\"");
    EXPECT_EQ(answer(db, "DELETE FROM lots"),
              "23514: DELETE on public.lots refused: a row is deleted by setting deleted_at\n"
              "UPDATE public.lots SET deleted_at = now() WHERE …");
    db.run("UPDATE lots SET deleted_at = now()");
    db.run("INSERT INTO lots (code) VALUES ('a')");
    EXPECT_EQ(value(db, "SELECT count(*) FROM lots"), "2");
    EXPECT_EQ(value(db, "SELECT count(*) FROM live_lots"), "1");
    db.run("INSERT INTO parts (name, lot_id) SELECT 'p', id FROM lots WHERE deleted_at IS NOT NULL");
    EXPECT_EQ(answer(db, "DELETE FROM lots WHERE deleted_at IS NOT NULL").substr(0, 5),
              major() >= 18 ? "23001" : "23503")
        << "RESTRICT is the default";
    db.run("DELETE FROM parts");
    EXPECT_EQ(answer(db, "DELETE FROM lots WHERE deleted_at IS NOT NULL"), "accepted")
        << "what is marked may be purged";
}

TEST_P(behaviours, soft_delete_lets_rows_go_only_after_their_time) {
    auto& db = make("entities: {Lot: {attributes: {code: text}, behaviours: {soft_delete: {purge_after: 30 days}}}}\n");
    db.run(
        "INSERT INTO lots (code, deleted_at) VALUES ('young', now() - interval '29 days'), ('old', now() - interval "
        "'31 days')");
    EXPECT_EQ(answer(db, "DELETE FROM lots WHERE code = 'young'"),
              "23514: DELETE on public.lots refused: a row may go 30 days after deleted_at was set\n"
              "It is marked as deleted; leave it until then.");
    db.run("INSERT INTO lots (code) VALUES ('alive')");
    EXPECT_EQ(answer(db, "DELETE FROM lots WHERE code = 'alive'"),
              "23514: DELETE on public.lots refused: a row is deleted by setting deleted_at\n"
              "UPDATE public.lots SET deleted_at = now() WHERE …");
    EXPECT_EQ(answer(db, "DELETE FROM lots WHERE code = 'old'"), "accepted");
}

TEST_P(behaviours, append_only_refuses_every_change) {
    auto& db = make("entities: {Event: {attributes: {what: text}, behaviours: [append_only]}}\n");
    db.run("INSERT INTO events (what) VALUES ('a')");
    EXPECT_EQ(answer(db, "UPDATE events SET what = 'b'"),
              "23514: UPDATE on public.events refused: its rows are never changed\nInsert a new row instead.");
    EXPECT_EQ(answer(db, "DELETE FROM events"),
              "23514: DELETE on public.events refused: its rows are never changed\nInsert a new row instead.");
    EXPECT_EQ(answer(db, "TRUNCATE events"),
              "23514: TRUNCATE on public.events refused: its rows are never changed\nInsert a new row instead.");
    for (const auto& column : made_.table("events").columns) EXPECT_NE(column.name, "updated_at");
}

TEST_P(behaviours, append_only_rows_go_with_the_row_they_belong_to) {
    auto& db = make(R"(entities:
  Run: {attributes: {name: text}}
  Step: {attributes: {what: text}, belongs_to: {run: {to: Run, on_delete: cascade}}, behaviours: [append_only]}
)");
    db.run("INSERT INTO runs (name) VALUES ('r')");
    db.run("INSERT INTO steps (what, run_id) SELECT 's', id FROM runs");
    EXPECT_EQ(answer(db, "DELETE FROM steps").substr(0, 6), "23514:");
    EXPECT_EQ(answer(db, "DELETE FROM runs"), "accepted");
    EXPECT_EQ(value(db, "SELECT count(*) FROM steps"), "0");
}

TEST_P(behaviours, versioned_keeps_former_versions) {
    auto& db = make("entities: {Part: {attributes: {name: text}, behaviours: [versioned]}}\n");
    db.run("INSERT INTO parts (name) VALUES ('one')");
    EXPECT_EQ(value(db, "SELECT count(*) FROM parts_history"), "0");
    db.run("BEGIN; SELECT set_config('tenon.actor', 'ada', true); UPDATE parts SET name = 'two'; COMMIT");
    db.run("DELETE FROM parts");
    EXPECT_EQ(value(db,
                    "SELECT string_agg(name || '/' || replaced_by || '/' || coalesce(changed_by, '?'), ' ' ORDER BY "
                    "version_id) FROM parts_history"),
              "one/UPDATE/ada two/DELETE/?");
    EXPECT_EQ(value(db, "SELECT bool_and(valid_from < valid_to) FROM parts_history"), "t");
    EXPECT_EQ(answer(db, "UPDATE parts_history SET name = 'x'"),
              "23514: UPDATE on public.parts_history refused: its rows are never changed\nInsert a new row instead.");
    EXPECT_EQ(answer(db, "DELETE FROM parts_history").substr(0, 6), "23514:");
}

TEST_P(behaviours, versioned_forgets_after_its_time) {
    auto& db = make(
        "entities: {Part: {attributes: {name: text}, behaviours: {versioned: {keep: 1 year, table: former_parts}}}}\n");
    db.run("INSERT INTO parts (name) VALUES ('one'); UPDATE parts SET name = 'two'");
    db.run(
        "INSERT INTO former_parts (name, valid_to, replaced_by) VALUES ('old', now() - interval '2 years', 'UPDATE')");
    EXPECT_EQ(answer(db, "DELETE FROM former_parts").substr(0, 6), "23514:");
    EXPECT_EQ(answer(db, "SELECT tenon_maintain()"), "accepted");
    EXPECT_EQ(value(db, "SELECT string_agg(name, ' ') FROM former_parts"), "one");
}

TEST_P(behaviours, optimistic_refuses_stale_changes) {
    auto& db = make("entities: {Part: {attributes: {name: text}, behaviours: [optimistic]}}\n");
    db.run("INSERT INTO parts (name) VALUES ('one')");
    EXPECT_EQ(answer(db, "UPDATE parts SET name = 'two', lock_version = 1"), "accepted");
    EXPECT_EQ(value(db, "SELECT lock_version FROM parts"), "2");
    EXPECT_EQ(answer(db, "UPDATE parts SET name = 'three', lock_version = 1"),
              "40001: a row of public.parts was changed meanwhile: version 1 was read, it is version 2 now\n"
              "Read the row again and decide again.");
    EXPECT_EQ(answer(db, "UPDATE parts SET name = 'three', lock_version = 3"), "accepted")
        << "a mapper that counts by itself";
    EXPECT_EQ(answer(db, "UPDATE parts SET name = 'four'"), "accepted")
        << "who does not say what it read is not checked";
    EXPECT_EQ(value(db, "SELECT lock_version FROM parts"), "4");
}

TEST_P(behaviours, immutable_attributes_stay) {
    auto& db = make("entities: {Part: {attributes: {code: text immutable, name: text}}}\n");
    db.run("INSERT INTO parts (code, name) VALUES ('a', 'one')");
    EXPECT_EQ(answer(db, "UPDATE parts SET code = 'b'"), "23514: UPDATE of public.parts refused: code never changes");
    EXPECT_EQ(answer(db, "UPDATE parts SET code = 'a', name = 'two'"), "accepted");
}

TEST_P(behaviours, workflow_changes_along_its_transitions) {
    auto& db = make(R"(entities:
  Article:
    attributes: {status: "one of [draft, review, published] = draft"}
    behaviours:
      workflow: {of: status, draft: [review], review: [draft, published], published: []}
)");
    db.run("INSERT INTO articles DEFAULT VALUES");
    EXPECT_EQ(answer(db, "UPDATE articles SET status = 'published'"),
              "23514: status of public.articles cannot change from draft to published\nIt may change to review.");
    EXPECT_EQ(answer(db, "UPDATE articles SET status = 'review'"), "accepted");
    EXPECT_EQ(answer(db, "UPDATE articles SET status = 'review'"), "accepted") << "no change is no transition";
    EXPECT_EQ(answer(db, "UPDATE articles SET status = 'published'"), "accepted");
    EXPECT_EQ(answer(db, "UPDATE articles SET status = 'draft'"),
              "23514: status of public.articles cannot change from published to draft\npublished is an end.");
}

TEST_P(behaviours, searchable_finds_words_and_does_not_lose_rows_to_nulls) {
    auto& db = make(
        "entities: {Article: {attributes: {title: text, content: 'text?'}, behaviours: {searchable: {title: A, "
        "content: B}}}}\n");
    db.run("INSERT INTO articles (title) VALUES ('Running wafers'), ('Other')");
    db.run("INSERT INTO articles (title, content) VALUES ('Third', 'a wafer')");
    EXPECT_EQ(value(db,
                    "SELECT string_agg(title, ', ' ORDER BY ts_rank(search_vector, q) DESC) FROM articles, "
                    "to_tsquery('english', 'wafer') q "
                    "WHERE search_vector @@ q"),
              "Running wafers, Third");
    EXPECT_EQ(value(db, "SELECT count(*) FROM articles WHERE search_vector IS NULL"), "0");
    EXPECT_EQ(value(db,
                    "SELECT indexdef LIKE '%USING gin (search_vector)' FROM pg_indexes WHERE indexname = "
                    "'idx_articles_search_vector'"),
              "t");
}

TEST_P(behaviours, hierarchical_has_no_circles) {
    auto& db = make(R"(conventions: identity
entities:
  Category: {attributes: {name: text}, belongs_to: {parent: "Category?"}, behaviours: [hierarchical]}
)");
    db.run("INSERT INTO categories (id, name, parent_id) VALUES (1, 'root', NULL), (2, 'a', 1), (3, 'b', 2)");
    EXPECT_EQ(answer(db, "UPDATE categories SET parent_id = 3 WHERE id = 1"),
              "23514: public.categories would have a circle: 1 would be above itself");
    EXPECT_EQ(answer(db, "UPDATE categories SET parent_id = 2 WHERE id = 2"),
              "23514: public.categories would have a circle: 2 would be above itself");
    EXPECT_EQ(answer(db, "INSERT INTO categories (id, name, parent_id) VALUES (9, 'self', 9)"),
              "23514: public.categories would have a circle: 9 would be above itself");
    EXPECT_EQ(answer(db, "UPDATE categories SET parent_id = 1 WHERE id = 3"), "accepted");
}

TEST_P(behaviours, two_moves_at_the_same_time_make_no_circle) {
    auto& db = make(R"(conventions: identity
entities:
  Category: {attributes: {name: text}, belongs_to: {parent: "Category?"}, behaviours: [hierarchical]}
)");
    db.run("INSERT INTO categories (id, name) VALUES (1, 'a'), (2, 'b')");
    auto other = tests::another_session(db);
    db.run("BEGIN");
    db.run("UPDATE public.categories SET parent_id = 2 WHERE id = 1");
    other.run("SET lock_timeout = '200ms'");
    EXPECT_EQ(answer(other, "UPDATE public.categories SET parent_id = 1 WHERE id = 2").substr(0, 5), "55P03")
        << "the second move waits for the first";
    db.run("COMMIT");
    EXPECT_EQ(answer(other, "UPDATE public.categories SET parent_id = 1 WHERE id = 2"),
              "23514: public.categories would have a circle: 2 would be above itself");
}

TEST_P(behaviours, hierarchical_has_a_deepest_level) {
    auto& db = make(R"(conventions: identity
entities:
  Category: {attributes: {name: text}, belongs_to: {parent: "Category?"}, behaviours: {hierarchical: {max_depth: 3}}}
)");
    db.run("INSERT INTO categories (id, name, parent_id) VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 2)");
    EXPECT_EQ(answer(db, "INSERT INTO categories (id, name, parent_id) VALUES (4, 'd', 3)"),
              "23514: public.categories would be 4 levels deep, 3 are allowed");
    db.run("INSERT INTO categories (id, name, parent_id) VALUES (5, 'x', NULL), (6, 'y', 5)");
    EXPECT_EQ(answer(db, "UPDATE categories SET parent_id = 2 WHERE id = 5"),
              "23514: public.categories would be 4 levels deep, 3 are allowed")
        << "what hangs below the moved row counts";
    EXPECT_EQ(answer(db, "UPDATE categories SET parent_id = 1 WHERE id = 5"), "accepted");
}

TEST_P(behaviours, cached_announces_each_transaction_once) {
    auto& db = make(
        "conventions: identity\nentities: {Part: {attributes: {code: text, name: text}, behaviours: {cached: {by: "
        "[code]}}}}\n");
    db.run(
        "INSERT INTO parts (id, code, name) VALUES (1, 'a', 'x'), (2, 'b', 'y'); UPDATE parts SET code = 'c' WHERE id "
        "= 1");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_outbox"), "1");
    EXPECT_EQ(
        value(db, "SELECT changes -> 1 FROM tenon_outbox"),
        R"({"rows": [{"id": 1, "code": "a"}, {"id": 1, "code": "c"}], "table": "public.parts", "operation": "UPDATE"})");
    db.run("UPDATE parts SET name = 'z' WHERE id = 99");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_outbox"), "1") << "nothing changed, nothing is said";
    db.run(
        "INSERT INTO parts (code, name) SELECT 'n' || i, 'x' FROM generate_series(1, 1500) AS i ON CONFLICT DO "
        "NOTHING");
    EXPECT_EQ(value(db, "SELECT changes -> 0 ->> 'rows' FROM tenon_outbox ORDER BY id DESC LIMIT 1"), "null")
        << "too many rows: all of them";
    db.run("BEGIN; DELETE FROM parts; ROLLBACK");
    EXPECT_EQ(value(db, "SELECT count(*) FROM tenon_outbox"), "2");
}

TEST_P(behaviours, time_series_is_cut_and_loses_nothing) {
    options settings;
    settings.partitions_from = std::chrono::year{2026} / std::chrono::January;
    auto& db = make(R"(conventions: identity
entities:
  Reading:
    attributes: {measured_at: timestamp, value: float}
    behaviours: {time_series: {by: measured_at, every: 1 month, ahead: 2}}
  Alarm: {attributes: {text: text}, belongs_to: {reading: Reading}}
)",
                    settings);
    db.run("INSERT INTO readings (id, measured_at, value) VALUES (1, '2026-02-14 12:00+00', 1), (2, '1999-01-01', 2)");
    EXPECT_EQ(value(db, "SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY id) FROM readings"),
              "readings_p2026_02 readings_default");
    EXPECT_EQ(
        answer(db, "INSERT INTO alarms (text, reading_id, reading_measured_at) VALUES ('x', 1, '2026-02-14 12:00+00')"),
        "accepted");
    EXPECT_EQ(
        answer(db, "INSERT INTO alarms (text, reading_id, reading_measured_at) VALUES ('x', 1, '2026-02-14 13:00+00')"),
        "23503: insert or update on table \"alarms\" violates foreign key constraint \"fk_alarms_reading\"");
    // Rows of the present wait in the default partition until their own is made.
    db.run("INSERT INTO readings (id, measured_at, value) VALUES (3, now(), 3)");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT tableoid::regclass::text LIKE 'readings\\_p20%' FROM readings WHERE id = 3"), "t");
    EXPECT_EQ(value(db, "SELECT count(*) FROM readings"), "3");
    EXPECT_EQ(value(db, "SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = 'readings'::regclass"), "t");
}

TEST_P(behaviours, time_series_makes_and_drops_partitions_by_itself) {
    auto& db = make(R"(conventions: identity
entities:
  Reading:
    attributes: {day: date, value: float}
    behaviours: {time_series: {by: day, every: 1 week, ahead: 1, keep: 1 year}}
)",
                    {.partitions_from = std::chrono::year{2020} / std::chrono::January});
    EXPECT_EQ(value(db, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'readings'::regclass"), "3");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'readings'::regclass"), "3")
        << "two old ones are gone, two new ones there";
    db.run("INSERT INTO readings (day, value) VALUES (current_date, 1), (current_date + 7, 2)");
    EXPECT_EQ(value(db, "SELECT count(*) FROM ONLY readings_default"), "0");
}

TEST_P(behaviours, partitioned_by_list_and_by_hash) {
    auto& db = make(R"(conventions: identity
entities:
  Order: {table: orders, attributes: {region: "one of [north, south]", total: money}, behaviours: {partitioned: {by: region, how: list}}}
  Click: {attributes: {url: url}, belongs_to: {visitor: Visitor}, behaviours: {partitioned: {by: visitor, how: hash, into: 4}}}
  Visitor: {attributes: {name: text}}
)");
    db.run("INSERT INTO orders (region, total) VALUES ('south', 1.50)");
    EXPECT_EQ(value(db, "SELECT tableoid::regclass FROM orders"), "orders_south");
    db.run("INSERT INTO visitors (name) SELECT 'v' FROM generate_series(1, 50)");
    db.run("INSERT INTO clicks (url, visitor_id) SELECT 'https://example.org/', id FROM visitors");
    EXPECT_EQ(value(db, "SELECT count(DISTINCT tableoid) FROM clicks"), "4");
}

TEST_P(behaviours, retained_rows_are_deleted_archived_or_made_anonymous) {
    auto& db = make(R"(conventions: identity
entities:
  Visit:
    attributes: {path: text}
    behaviours: {append_only: {}, retained: {for: 90 days, then: delete}}
  Record:
    attributes: {code: text, closed_at: 'timestamp?'}
    behaviours: {retained: {for: 1 year, then: archive, from: closed_at}}
  Person:
    attributes:
      name: {type: 'text?', sensitive: identity}
      city: text
    behaviours: {retained: {for: 2 years, then: anonymise}}
)");
    db.run("INSERT INTO visits (path, created_at) VALUES ('old', now() - interval '91 days'), ('young', now())");
    EXPECT_EQ(answer(db, "DELETE FROM visits WHERE path = 'young'").substr(0, 6), "23514:");
    db.run(
        "INSERT INTO records (code, closed_at) VALUES ('old', now() - interval '2 years'), ('young', now()), ('open', "
        "NULL)");
    db.run(
        "INSERT INTO people (name, city, created_at) VALUES ('Ada', 'London', now() - interval '3 years'), ('Bob', "
        "'Paris', now())");
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits()"), "1");
    EXPECT_EQ(value(db, "SELECT tenon_retain_visits()"), "0");
    db.run("SELECT tenon_maintain()");
    EXPECT_EQ(value(db, "SELECT string_agg(path, ' ') FROM visits"), "young");
    EXPECT_EQ(value(db, "SELECT string_agg(code, ' ' ORDER BY code) FROM records"), "open young");
    EXPECT_EQ(value(db, "SELECT string_agg(code, ' ') FROM records_archive"), "old");
    EXPECT_EQ(value(db, "SELECT string_agg(coalesce(name, '-') || ' ' || city, ', ' ORDER BY id) FROM people"),
              "- London, Bob Paris");
}

TEST_P(behaviours, retained_rows_wait_for_what_refers_to_them) {
    auto& db = make(R"(conventions: identity
entities:
  Record:
    attributes: {code: text}
    belongs_to: {former: {to: "Record?", on_delete: restrict}}
    behaviours: {retained: {for: 1 year, then: archive}}
  Page: {attributes: {text: text}, belongs_to: {record: Record}}
)");
    db.run(
        "INSERT INTO records (id, code, former_id, created_at) SELECT n, 'r' || n, nullif(n - 1, 0), now() - interval "
        "'2 years' FROM generate_series(1, 3) AS n");
    db.run("INSERT INTO pages (text, record_id) VALUES ('x', 2)");
    EXPECT_EQ(value(db, "SELECT tenon_retain_records()"), "1") << "the others are referred to";
    EXPECT_EQ(value(db, "SELECT string_agg(code, ' ' ORDER BY code) FROM records_archive"), "r3");
    EXPECT_EQ(value(db, "SELECT tenon_retain_records()"), "0");
    db.run("DELETE FROM pages");
    EXPECT_EQ(value(db, "SELECT tenon_retain_records()"), "1");
    EXPECT_EQ(value(db, "SELECT tenon_retain_records()"), "1");
    EXPECT_EQ(value(db, "SELECT count(*) FROM records"), "0");
}

TEST_P(behaviours, tokens_are_good_for_one_use_unless_reusable) {
    auto& db = make(R"(conventions: identity
entities:
  Reset: {attributes: {reset_token: token}}
  Session: {attributes: {session_token: token reusable, last_seen_at: "timestamp?"}}
)");
    db.run("INSERT INTO resets (reset_token, reset_token_expires_at) VALUES (sha256('a'), now() + interval '1 hour')");
    db.run("UPDATE resets SET reset_token_used_at = now() - interval '1 minute'");
    EXPECT_EQ(answer(db, "UPDATE resets SET reset_token_used_at = now()"),
              "23514: reset_token of public.resets was used already\nA token is good for one use; make a new one.");
    db.run(
        "INSERT INTO sessions (session_token, session_token_expires_at) VALUES (sha256('a'), now() + interval '1 "
        "day')");
    EXPECT_EQ(answer(db, "INSERT INTO sessions (session_token, session_token_expires_at) VALUES (sha256('a'), now())"),
              "23505: duplicate key value violates unique constraint \"uq_sessions_session_token\"");
    EXPECT_EQ(answer(db, "UPDATE sessions SET last_seen_at = now()"), "accepted");
    EXPECT_EQ(answer(db, "UPDATE sessions SET last_seen_at = now()"), "accepted");
    EXPECT_EQ(value(db,
                    "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
                    "'sessions'::regclass AND attname LIKE 'session\\_token%'"),
              "session_token session_token_expires_at")
        << "a session has no one use";
}

}  // namespace
}  // namespace tenon::design
