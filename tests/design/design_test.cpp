// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "design/designed.hpp"
#include "design/name_registry.hpp"
#include "design/partitions.hpp"
#include "design/reports.hpp"
#include "design/words.hpp"
#include "support/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tenon::design {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(words, become_real_plurals) {
    const std::vector<std::pair<std::string, std::string>> pairs = {{"lot", "lots"},
                                                                    {"sprint_analysis", "sprint_analyses"},
                                                                    {"category", "categories"},
                                                                    {"person", "people"},
                                                                    {"child", "children"},
                                                                    {"equipment", "equipment"},
                                                                    {"status", "statuses"},
                                                                    {"address", "addresses"},
                                                                    {"box", "boxes"},
                                                                    {"batch", "batches"},
                                                                    {"day", "days"},
                                                                    {"criterion", "criteria"},
                                                                    {"index", "indexes"},
                                                                    {"matrix", "matrices"},
                                                                    {"house", "houses"},
                                                                    {"learning_progress", "learning_progress"},
                                                                    {"quiz", "quizzes"},
                                                                    {"supplier_certificate", "supplier_certificates"},
                                                                    {"leaf", "leaves"},
                                                                    {"hero", "heroes"},
                                                                    {"photo", "photos"},
                                                                    {"die", "dies"},
                                                                    {"user_activity", "user_activities"},
                                                                    {"diagnosis", "diagnoses"}};
    for (const auto& [one, many] : pairs) {
        EXPECT_EQ(plural_of(one), many);
        EXPECT_EQ(plural_of(many), many) << "a plural stays";
        EXPECT_EQ(singular_of(many), one);
        EXPECT_EQ(singular_of(one), one);
    }
    EXPECT_EQ(plural_of("cactus", {{"cactus", "cactuses"}}), "cactuses");
    EXPECT_EQ(singular_of("desert_cactuses", {{"cactus", "cactuses"}}), "desert_cactus");
}

TEST(words, become_snake_case) {
    EXPECT_EQ(snake_case("SprintAnalysis"), "sprint_analysis");
    EXPECT_EQ(snake_case("HTTPLog2"), "http_log2");
    EXPECT_EQ(snake_case("already_there"), "already_there");
    EXPECT_EQ(snake_case("lotNumber"), "lot_number");
}

TEST(names, fit_into_63_bytes_and_stay_the_same) {
    const std::string longest(63, 'x'), longer(64, 'x');
    EXPECT_EQ(fit_name(longest), longest);
    EXPECT_EQ(fit_name(longer).size(), 63U);
    EXPECT_EQ(fit_name(longer), fit_name(longer));
    EXPECT_NE(fit_name(longer), fit_name(longer + "x"));
    std::string umlauts;
    while (umlauts.size() < 80) umlauts += "ü";
    EXPECT_LE(fit_name("x" + umlauts).size(), 63U);
    EXPECT_EQ(fit_name("x" + umlauts).find('\xC3', 53), std::string::npos) << "no character is cut in two";
}

std::vector<std::string> pieces(const char* every, int year, unsigned month, int count) {
    std::vector<std::string> out;
    for (const auto& piece :
         cut_time(*requirements::parse_time_span(every), std::chrono::year{year} / std::chrono::month{month}, count))
        out.push_back(piece.suffix + " " + piece.from.substr(0, 13) + " " + piece.to.substr(0, 13));
    return out;
}

TEST(partitions, follow_the_calendar) {
    EXPECT_THAT(pieces("1 month", 2026, 11, 3),
                ElementsAre("p2026_11 2026-11-01 00 2026-12-01 00", "p2026_12 2026-12-01 00 2027-01-01 00",
                            "p2027_01 2027-01-01 00 2027-02-01 00"));
    EXPECT_THAT(pieces("3 months", 2026, 11, 1), ElementsAre("p2026_10 2026-10-01 00 2027-01-01 00"));
    EXPECT_THAT(pieces("1 year", 2026, 11, 1), ElementsAre("p2026 2026-01-01 00 2027-01-01 00"));
    EXPECT_THAT(pieces("1 week", 2026, 11, 1), ElementsAre("p2026_10_26 2026-10-26 00 2026-11-02 00"))
        << "weeks begin on Mondays";
    EXPECT_THAT(pieces("1 day", 2024, 2, 1), ElementsAre("p2024_02_01 2024-02-01 00 2024-02-02 00"));
    EXPECT_THAT(pieces("12 h", 2026, 1, 2), ElementsAre("p2026_01_01_00 2026-01-01 00 2026-01-01 12",
                                                        "p2026_01_01_12 2026-01-01 12 2026-01-02 00"));
    EXPECT_THAT(pieces("1 day", 1969, 12, 1), ElementsAre("p1969_12_01 1969-12-01 00 1969-12-02 00"))
        << "before 1970, too";
}

TEST(normal_forms, are_found_and_mended) {
    const column_set all = {"order_id", "product_id", "quantity", "product_name", "customer_id", "customer_city"};
    const auto note = analyse(
        "order_lines", all, {{"order_id", "product_id"}},
        {{{"product_id"}, {"product_name"}}, {{"order_id"}, {"customer_id"}}, {{"customer_id"}, {"customer_city"}}});
    EXPECT_EQ(note.form, normal_form::first) << "a part of the key determines something";
    std::vector<std::string> tables;
    for (const auto& table : note.proposal) {
        std::string text;
        for (const auto& column : table.columns) text += (text.empty() ? "" : " ") + column;
        tables.push_back(text);
    }
    EXPECT_THAT(tables, ElementsAre("order_id product_id quantity", "product_id product_name", "customer_id order_id",
                                    "customer_city customer_id"));
    EXPECT_THAT(note.lost, IsEmpty());
}

TEST(normal_forms, third_is_not_boyce_codd) {
    // Street and city determine the code, the code determines the city: no decomposition keeps both.
    const auto note = analyse("places", {"street", "city", "code"}, {{"street", "city"}}, {{{"code"}, {"city"}}});
    EXPECT_EQ(note.form, normal_form::third);
    const auto good = analyse("lots", {"id", "code", "name"}, {{"id"}, {"code"}}, {{{"code"}, {"name"}}});
    EXPECT_EQ(good.form, normal_form::boyce_codd) << "a key may determine everything";
    EXPECT_THAT(good.proposal, IsEmpty());
}

TEST(design, makes_relations_with_indexes_but_none_twice) {
    const auto made = design_of(R"(entities:
  User: {table: users, attributes: {email: email unique}, has_one: {profile: UserProfile}, many_to_many: {roles: Role}}
  UserProfile: {attributes: {bio: "text?"}}
  Role: {attributes: {name: text}}
  Post: {attributes: {title: text}, belongs_to: {author: {to: User, on_delete: cascade}, editor: "User?"}, index: [[author, title]]}
)");
    ASSERT_TRUE(made.made);
    EXPECT_TRUE(made.constraint("uq_user_profiles_user_id")) << "has_one is a unique foreign key on the other side";
    EXPECT_FALSE(made.index("idx_user_profiles_user_id")) << "the constraint has an index already";
    EXPECT_EQ(made.constraint("pk_user_roles")->columns, (std::vector<std::string>{"user_id", "role_id"}));
    EXPECT_TRUE(made.index("idx_user_roles_role_id_user_id")) << "the way back";
    EXPECT_FALSE(made.index("idx_user_roles_user_id"));
    EXPECT_TRUE(made.index("idx_posts_author_id_title"));
    EXPECT_FALSE(made.index("idx_posts_author_id")) << "its left part serves the foreign key";
    EXPECT_TRUE(made.index("idx_posts_editor_id"));
    EXPECT_EQ(made.constraint("fk_posts_author")->on_delete, catalog::foreign_key_action::cascade);
    EXPECT_EQ(made.constraint("fk_posts_editor")->on_delete, catalog::foreign_key_action::restrict_);
    EXPECT_FALSE(made.column("posts", "editor_id").not_null);
    const auto& relations = made.made->notes.relations;
    ASSERT_EQ(relations.size(), 4U);
    EXPECT_EQ(relations[0].from_count, cardinality::zero_or_one);
    EXPECT_EQ(relations[1].inverse, "author_posts");
    EXPECT_EQ(relations[2].inverse, "editor_posts");
    EXPECT_EQ(relations[3].kind, relation_kind::many_to_many);
    EXPECT_EQ(relations[3].foreign_keys.size(), 2U);
}

TEST(design, keys_follow_the_preset_and_the_document) {
    const std::string entities = "entities: {Lot: {attributes: {name: text, status: 'one of [a, b] = a'}}}\n";
    EXPECT_EQ(design_of(entities).column("lots", "id").default_, "gen_random_uuid()");
    EXPECT_EQ(design_of(entities).column("lots", "status").type, "public.lot_status");
    EXPECT_EQ(design_of("conventions: identity\n" + entities).column("lots", "id").identity,
              catalog::identity_kind::by_default);
    const auto serial = design_of("conventions: serial\n" + entities);
    EXPECT_EQ(serial.column("lots", "id").default_, "nextval('public.lots_id_seq'::regclass)");
    EXPECT_EQ(serial.column("lots", "status").type, "text");
    EXPECT_EQ(serial.constraint("chk_lots_status_values")->expression, "status IN ('a', 'b')");
    const auto table = design_of("conventions: {enums: {use: table, reason: changes often}}\n" + entities);
    EXPECT_EQ(table.constraint("fk_lots_status")->references.name, "lot_statuses");
    EXPECT_THAT(table.made->notes.statements.front().sql, HasSubstr("VALUES ('a', 1), ('b', 2)"));
}

TEST(design, an_entity_names_its_table_and_what_is_on_it_by_rules_of_its_own) {
    const auto made = design_of(R"(entities:
  Lot: {attributes: {code: text unique, size: integer >= 0 indexed}}
  Datum:
    conventions:
      plurals: {use: {datum: datums}, reason: as people say}
      names: {use: {unique: u_, check: c_, index: i_, foreign_key: f_, primary_key: p_}, reason: of the old system}
    attributes: {code: text unique, size: integer >= 0 indexed}
    belongs_to: {lot: Lot}
  Batch:
    conventions: {tables: {use: singular, reason: of the old system}}
    attributes: {code: text}
    many_to_many: {datums: Datum}
)");
    std::vector<std::string> names;
    for (const auto& table : made.made->draft.tables) names.push_back(table.name.name);
    for (const auto& each : made.made->draft.constraints) names.push_back(each.name);
    for (const auto& each : made.made->draft.indexes) names.push_back(each.name.name);
    for (const auto* name :
         {"lots", "datums", "batch", "uq_lots_code", "chk_lots_size_min", "idx_lots_size", "pk_lots", "u_datums_code",
          "c_datums_size_min", "i_datums_size", "f_datums_lot", "p_datums", "i_datums_lot_id"})
        EXPECT_THAT(names, testing::Contains(name));
    EXPECT_THAT(names, testing::Not(testing::Contains("uq_datums_code")));
    std::vector<std::string> why;
    for (const auto& decision : made.made->notes.decisions)
        if (decision.why == "as people say") why.push_back(decision.what);
    EXPECT_THAT(why, testing::Contains("Datum is kept in the table datums"));
}

queries::index_candidate candidate(const std::string& query, std::vector<std::string> equality,
                                   std::vector<queries::candidate_key> order = {}, std::string predicate = "") {
    queries::index_candidate out;
    out.table = "lots";
    out.query = query;
    for (auto& column : equality) out.equality.push_back({.column = column});
    out.order = std::move(order);
    out.predicate = std::move(predicate);
    return out;
}

TEST(design, indexes_serve_queries_and_say_so) {
    const auto made = design_of(
        "entities:\n  Part: {attributes: {name: text}}\n  Lot: {attributes: {code: text unique, state: text, site: "
        "text}, belongs_to: {part: Part}}\n",
        {},
        {candidate("of_part", {"part_id"}, {{.column = "created_at", .descending = true}}), candidate("one", {"code"}),
         candidate("by_state", {"state", "site"}), candidate("by_site", {"site", "state"}),
         candidate("open_ones", {"site"}, {}, "state = 'open'"), candidate("nothing", {"no_such_column"}),
         candidate("closed_of_part", {"part_id"}, {}, "state = 'closed'")});
    ASSERT_TRUE(made.made);
    const notes_lookup lookup(made.made->notes);
    const auto queries_of = [&](const std::string& name) {
        const auto* note = lookup.index({catalog::object_kind::index, "public." + name});
        return note ? note->queries : std::vector<std::string>{"no such index"};
    };
    EXPECT_THAT(queries_of("idx_lots_part_id_created_at"), ElementsAre("of_part"));
    ASSERT_TRUE(made.index("idx_lots_part_id"));
    EXPECT_EQ(made.index("idx_lots_part_id")->predicate, "state = 'closed'")
        << "the query's index serves the foreign key";
    EXPECT_THAT(queries_of("idx_lots_site_state"), ElementsAre("by_site", "by_state", "open_ones"))
        << "the order of equalities is free; no second index for a part";
    EXPECT_THAT(lookup.index({catalog::object_kind::constraint, "public.lots.uq_lots_code"})->queries,
                ElementsAre("one"));
    EXPECT_THAT(queries_of("idx_lots_part_id"), ElementsAre("closed_of_part"))
        << "a partial index is smaller than the full one with its keys";
}

TEST(design, rows_that_were_deleted_make_no_index_partial) {
    const auto made = design_of(
        "entities:\n  Part: {attributes: {name: text}}\n  Lot: {attributes: {state: text}, belongs_to: {part: Part}, "
        "behaviours: [soft_delete]}\n",
        {},
        {candidate("of_part", {"part_id"}, {}, "deleted_at IS NULL"),
         candidate("open_of_part", {"part_id"}, {}, "deleted_at IS NULL AND state = 'open'")});
    ASSERT_TRUE(made.made);
    std::vector<std::string> indexes;
    for (const auto& index : made.made->draft.indexes)
        if (index.table.name == "lots") indexes.push_back(index.name.name + " where " + index.predicate);
    EXPECT_THAT(indexes, ElementsAre("idx_lots_part_id where ",
                                     "idx_lots_part_id_2 where deleted_at IS NULL AND state = 'open'"));
}

TEST(design, a_key_that_leads_to_one_row_needs_no_more) {
    const auto made = design_of(
        "entities:\n  Lot: {attributes: {code: text unique, state: text}, behaviours: [soft_delete]}\n"
        "  Part: {attributes: {code: text unique, state: text}}\n",
        {},
        {candidate("of_key", {"id", "state"}), candidate("oldest_of_key", {"id"}, {{.column = "created_at"}}),
         candidate("of_code", {"code", "state"}, {}, "deleted_at IS NULL AND state = 'open'"),
         candidate("of_dead_code", {"code", "state"})});
    ASSERT_TRUE(made.made);
    std::vector<std::string> indexes;
    for (const auto& index : made.made->draft.indexes)
        if (!index.unique) indexes.push_back(index.name.name + " where " + index.predicate);
    EXPECT_THAT(indexes, ElementsAre("idx_lots_code_state where ")) << "the code is unique among the rows alive only";
    std::vector<std::string> reasons;
    for (const auto& note : made.made->notes.redundant_indexes) reasons.push_back(note.asked_by + ": " + note.why);
    EXPECT_THAT(reasons, ::testing::UnorderedElementsAre("query of_key: one row at most has its id",
                                                         "query oldest_of_key: one row at most has its id",
                                                         "query of_code: one row at most has its code"));
}

TEST(design, conditions_that_mean_one_thing_make_one_index) {
    const auto made = design_of(
        "entities:\n"
        "  Lot:\n"
        "    attributes: {due_on: date, state: text, paid_at: 'timestamp?', code: text}\n"
        "    index:\n"
        "      - {of: [due_on], where: paid_at is null}\n"
        "      - {of: [due_on], where: \"(STATE='open')\"}\n"
        "      - {of: [due_on], where: \"state='shut'::text AND paid_at is not null\"}\n",
        {},
        {candidate("unpaid", {"due_on"}, {}, "paid_at IS NULL"),
         candidate("open_ones", {"due_on"}, {}, "state = 'open'"),
         candidate("shut_ones", {"due_on"}, {}, "state = 'shut' AND paid_at IS NOT NULL")});
    ASSERT_TRUE(made.made);
    std::vector<std::string> indexes;
    for (const auto& index : made.made->draft.indexes) indexes.push_back(index.name.name + " where " + index.predicate);
    EXPECT_THAT(indexes, ElementsAre("idx_lots_due_on where paid_at is null", "idx_lots_due_on_2 where (STATE='open')",
                                     "idx_lots_due_on_3 where state='shut'::text AND paid_at is not null"))
        << "as they were written, and each once";
}

TEST(design, indexes_of_tenants_begin_with_the_tenant) {
    const auto made = design_of(
        R"(entities:
  Tenant: {attributes: {name: text}}
  Lot:
    attributes: {number: text unique, placed_at: timestamp, country: text}
    belongs_to: {tenant: Tenant}
    behaviours: [tenant_scoped]
)",
        {},
        {candidate("newest", {}, {{.column = "placed_at", .descending = true}}), candidate("by_number", {"number"}),
         candidate("by_country", {"country"}, {{.column = "placed_at"}})});
    ASSERT_NE(made.index("idx_lots_tenant_id_placed_at"), nullptr);
    EXPECT_EQ(made.index("idx_lots_tenant_id_placed_at")->keys.front().column, "tenant_id");
    EXPECT_EQ(made.index("idx_lots_number"), nullptr) << "the number is unique for each tenant";
    EXPECT_NE(made.index("idx_lots_country_placed_at"), nullptr);
}

TEST(design, who_may_write_an_attribute_may_write_what_it_has_beside_it) {
    const auto made = design_of(R"(roles: {clerk: x}
entities:
  Patient:
    attributes: {name: text, iban: 'encrypted(text)? findable', code: 'token?'}
    access: {clerk: {insert: [name, iban], update: [code]}}
)");
    const auto may = [&](const std::string& column) {
        std::string out;
        if (const auto& given = made.column("patients", column).privileges)
            for (const auto& one : *given) out += fmt::format("{}", fmt::join(one.privileges, " "));
        return out;
    };
    for (const auto* column : {"name", "iban", "iban_key_id", "iban_blind"}) EXPECT_EQ(may(column), "INSERT") << column;
    for (const auto* column : {"code", "code_expires_at", "code_used_at"}) EXPECT_EQ(may(column), "UPDATE") << column;
    EXPECT_EQ(may("created_at"), "");
}

TEST(design, names_of_attributes_and_roles_are_shortened_as_all_others_are) {
    const std::string stem = "a_name_that_says_very_much_more_than_anybody_wants_to_read_or_write_";
    const auto made = design_of(fmt::format(R"(entities:
  Lot:
    attributes: {{{0}one: text unique, {0}two: 'encrypted(text)?'}}
    belongs_to: {{{0}three: {{to: Part, was: {0}before}}}}
  Part: {{attributes: {{number: text}}}}
)",
                                            stem));
    ASSERT_TRUE(made.made);
    std::set<std::string> names;
    for (const auto& column : made.table("lots").columns) {
        EXPECT_LE(column.name.size(), longest_name);
        names.insert(column.name);
    }
    EXPECT_EQ(names.size(), made.table("lots").columns.size());
    EXPECT_TRUE(names.contains(fit_name(stem + "one")));
    EXPECT_TRUE(names.contains(fit_name(stem + "three_id")));
    EXPECT_THAT(made.said(), testing::Contains(testing::HasSubstr("[TN3002]"))) << "it is told";
}

TEST(design, growth_ends_where_rows_go) {
    const auto rows = [](const std::string& behaviours, const std::string& now) {
        const auto made = design_of("entities: {Reading: {attributes: {at: timestamp}, behaviours: " + behaviours +
                                    ", volume: {rows: " + now + ", per_day: 1M}}}\n");
        std::string out;
        for (const auto& point : made.made->notes.growth.front().points)
            out += fmt::format("{}{}M", out.empty() ? "" : " ", point.rows / 1'000'000);
        return out;
    };
    EXPECT_EQ(rows("{}", "500M"), "500M 865M 1595M 2325M");
    EXPECT_EQ(rows("{time_series: {by: at, every: 1 month, keep: 2 years}}", "500M"), "500M 730M 730M 730M");
    EXPECT_EQ(rows("{time_series: {by: at, every: 1 month, keep: 2 years}}", "900M"), "900M 900M 730M 730M")
        << "what is too much now goes in time";
    EXPECT_EQ(rows("{retained: {for: 30 days}}", "1M"), "1M 30M 30M 30M");
    EXPECT_EQ(rows("{retained: {for: 30 days}, soft_delete: {}}", "1M"), "1M 366M 1096M 1826M")
        << "only marked rows go, and who knows how many are marked";
}

TEST(design, growth_counts_rows_and_indexes) {
    const auto made = design_of(
        "conventions: identity\nentities: {Event: {attributes: {what: integer}, behaviours: [append_only], volume: "
        "{rows: 1M, per_day: 10k}}}\n");
    ASSERT_TRUE(made.made);
    const auto& note = made.made->notes.growth.front();
    EXPECT_EQ(note.points[1].rows, 1'000'000 + 3'650'000);
    EXPECT_EQ(note.row_bytes, 24 + 8 + 8 + 8 + 4) << "header, id, what and its padding, created_at, line pointer";
    EXPECT_EQ(note.points[1].table_bytes, note.points[1].rows * note.row_bytes);
}

TEST(design, covers_every_requirement) {
    const auto text = read_file(std::filesystem::path(TENON_SOURCE_DIR) / "examples/chip_quality/requirements.yaml");
    const auto made = design_of_document(text);
    ASSERT_TRUE(made.made);
    std::set<std::string> covered;
    for (const auto& row : made.made->notes.coverage)
        if (!row.objects.empty()) covered.insert(row.requirement);
    for (const auto& entity : made.document->entities) {
        EXPECT_TRUE(covered.contains(*entity.name)) << *entity.name;
        for (const auto& attribute : entity.attributes)
            EXPECT_TRUE(covered.contains(*entity.name + "." + *attribute.name))
                << *entity.name << "." << *attribute.name;
    }
}

TEST(design, is_the_same_twice) {
    for (const auto* name : {"chip_quality", "learning_platform", "sprint_reports"}) {
        const auto text = read_file(std::filesystem::path(TENON_SOURCE_DIR) / "examples" / name / "requirements.yaml");
        const auto one = design_of_document(text), two = design_of_document(text);
        ASSERT_TRUE(one.made) << name;
        EXPECT_EQ(one.made->draft, two.made->draft);
        EXPECT_EQ(to_json(one.made->notes), to_json(two.made->notes));
        EXPECT_EQ(notes_from_json(to_json(one.made->notes), "notes.json"), one.made->notes);
    }
}

class examples : public ::testing::TestWithParam<const char*> {};

TEST_P(examples, load) {
    TENON_NEEDS_POSTGRES(15, {"citext", "btree_gist", "pg_trgm"});
    const auto text =
        read_file(std::filesystem::path(TENON_SOURCE_DIR) / "examples" / GetParam() / "requirements.yaml");
    auto made = design_of_document(text);
    ASSERT_TRUE(made.made);
    auto session = tests::fresh_database();
    session.run("BEGIN");  // the roles go with it
    for (const auto& role : made.document->roles) session.run(fmt::format("CREATE ROLE {}", *role.name));
    load(session, *made.made);
    session.run("ROLLBACK");
}

INSTANTIATE_TEST_SUITE_P(all, examples, ::testing::Values("chip_quality", "learning_platform", "sprint_reports"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace tenon::design
