// SPDX-License-Identifier: Apache-2.0
// What `tenon design --explain` says, and whose reasons it gives.
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::project {
namespace {

TEST(Explanation, SaysWhatIndexesServeAndWhichAreLeftOut) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("requirements.yaml",
                 "platform: workshop\nconventions: identity\nentities:\n"
                 "  Tool: {attributes: {name: text unique, maker: text indexed}}\n"
                 "  Loan: {attributes: {lent_on: date}, belongs_to: {tool: Tool}}\n");
    folder.write("queries/a.sql",
                 "-- name: by_name :maybe\nSELECT id FROM tools WHERE name = :name;\n"
                 "-- name: loans_of_tool :many\nSELECT id FROM loans WHERE tool_id = :tool ORDER BY lent_on;\n");
    const auto told = support::run_tenon({"design", "--explain", "--postgres", "15"}, {.folder = folder.path()});
    EXPECT_EQ(told.exit, 0) << told.err;
    EXPECT_THAT(told.out,
                testing::EndsWith("\nindex public.idx_tools_maker\n"
                                  "  (maker) on table public.tools\n"
                                  "    because maker is indexed [index] requirements.yaml:4\n"
                                  "\nconstraint public.tools.uq_tools_name\n"
                                  "  (name) on table public.tools, serves the query by_name\n"
                                  "    because unique; query by_name [index] requirements.yaml:4\n"
                                  "\nindex public.idx_loans_tool_id\n"
                                  "  (tool_id) on table public.loans, serves the query loans_of_tool\n"
                                  "    because foreign key to tools; query loans_of_tool [index] requirements.yaml:5\n"
                                  "\ntable public.tools\n"
                                  "  no index (name), which query by_name asks for\n"
                                  "    because constraint public.tools.uq_tools_name serves: the constraint has an "
                                  "index with the same keys [index redundant] queries/a.sql:1\n"));
}

TEST(Explanation, NamesTheQueriesThatNoIndexServes) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("requirements.yaml",
                 "platform: workshop\nconventions: identity\nentities:\n"
                 "  Tool: {attributes: {name: text, maker: text, bought_at: timestamp}}\n");
    folder.write("queries/a.sql",
                 "-- name: by_either :many\nSELECT id FROM tools WHERE name = :name OR maker = :maker;\n"
                 "-- name: of_day :many\nSELECT id FROM tools WHERE bought_at::date = :day;\n"
                 "-- name: all_of_them :many\nSELECT id FROM tools;\n");
    const auto told = support::run_tenon({"design", "--explain", "--postgres", "15"}, {.folder = folder.path()});
    EXPECT_EQ(told.exit, 0) << told.err;
    EXPECT_THAT(told.out, testing::EndsWith(
                              "\nquery by_either\n  no index\n"
                              "    because no index is made for what its condition has: OR [query] queries/a.sql:1\n"
                              "\nquery of_day\n  no index\n"
                              "    because no index is made for what its condition has: this use of = [query] "
                              "queries/a.sql:3\n"));
}

TEST(Explanation, PointsAtTheQueryWhoseIndexHasAShortenedName) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("requirements.yaml",
                 "platform: workshop\nconventions: identity\nentities:\n"
                 "  Inspection: {attributes: {responsible_inspector: text, inspected_component: text, "
                 "measured_deviation: integer}}\n");
    folder.write("queries/a.sql",
                 "-- name: worst :many\nSELECT id FROM inspections WHERE responsible_inspector = :inspector\n"
                 "AND inspected_component = :component AND measured_deviation = :deviation;\n");
    const auto told = support::run_tenon({"design", "--explain", "--postgres", "15"}, {.folder = folder.path()});
    EXPECT_EQ(told.exit, 0) << told.err;
    EXPECT_THAT(told.err, testing::HasSubstr("queries/a.sql:1:10: info: the name "
                                             "\"idx_inspections_inspected_component_measured_deviation_responsible_"
                                             "inspector\" has 76 bytes, PostgreSQL keeps 63: it becomes "));
    EXPECT_THAT(told.out, testing::HasSubstr("because PostgreSQL keeps 63 bytes of a name [name shortened] "
                                             "queries/a.sql:1\n"));
}

TEST(Explanation, GivesTheReasonThatTheDocumentStates) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("requirements.yaml",
                 "platform: workshop\nconventions:\n"
                 "  key: {use: identity, reason: one plant}\n"
                 "  enums: {use: check, reason: values change often}\n"
                 "  plurals: {use: {staff: staff_members}, reason: as the office says}\n"
                 "  on_delete: {use: cascade, reason: nothing is kept}\n"
                 "entities:\n"
                 "  Staff: {attributes: {state: 'one of [in, out]'}}\n"
                 "  Shift: {attributes: {day: date}, belongs_to: {staff: Staff}}\n");
    const auto told = support::run_tenon({"design", "--explain", "--postgres", "15"}, {.folder = folder.path()});
    EXPECT_EQ(told.exit, 0) << told.err;
    for (const auto* line :
         {"because one plant [convention key]", "because values change often [convention enums]",
          "Staff is kept in the table staff_members\n    because as the office says [convention plurals]",
          "deleting a row of staff_members deletes its rows of shifts\n    because nothing is kept [convention "
          "on_delete]",
          "because tables are named in the plural, in snake_case [convention tables]"})
        EXPECT_THAT(told.out, testing::HasSubstr(line));
}

}  // namespace
}  // namespace tenon::project
