// SPDX-License-Identifier: Apache-2.0
// Each folder beside this file carries one defect; its note says what must happen.
#include "base/file.hpp"
#include "base/render.hpp"
#include "requirements/parse.hpp"
#include "support/process.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;

const fs::path& folder() {
    static const fs::path path = support::source_folder() / "tests/defects";
    return path;
}

/// Everything that reading a document says, in its terminal form.
std::string findings(const std::string& document) {
    diagnostics problems;
    const std::string text = read_file(folder() / document);
    requirements::parse(text, document, problems);
    source_texts texts;
    texts.add(document, text);
    std::string out;
    for (const auto& item : problems.items()) out += render(item, texts);
    return out;
}

TEST(Defects, EveryFolderSaysWhatMustHappen) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder())) {
        if (!entry.is_directory()) continue;
        ++count;
        EXPECT_THAT(read_file(entry.path() / "note.md"), testing::HasSubstr("## What must happen")) << entry.path();
        EXPECT_THAT(read_file(folder() / "README.md"), testing::HasSubstr(entry.path().filename().string()));
    }
    EXPECT_EQ(count, 12u);
}

TEST(Defects, TheCorrectedDocumentsAreReadWithoutAFinding) {
    for (const auto& entry : fs::directory_iterator(folder())) {
        if (!fs::exists(entry.path() / "corrected.yaml")) continue;
        EXPECT_EQ(findings((entry.path().filename() / "corrected.yaml").string()), "");
    }
}

TEST(Defects, D01_ACastInAnIndexNeedsParentheses) {
    EXPECT_EQ(findings("D-01/requirements.yaml"),
              R"(D-01/requirements.yaml:8:16: error: "(discipline_breakdown ->> 'team_count')::integer" in "of" of )"
              R"("index" of entity "SprintAnalysis" cannot be read [TN2325]
    8 |       - {of: ["(discipline_breakdown ->> 'team_count')::integer"], reason: analyses over several teams}
      |                ^
  hint: write a name or (an expression), then asc or desc, nulls first or nulls last
)");
}

TEST(Defects, D05_NothingWouldFillUpdatedAt) {
    EXPECT_EQ(
        findings("D-05/requirements.yaml"),
        R"(D-05/requirements.yaml:7:7: error: attribute "updated_at" has the name of a column that the behaviour )"
        R"(timestamps makes, and nothing fills it when a row is inserted [TN2347]
    7 |       updated_at: timestamp
      |       ^
  hint: delete it: every entity has it; if it means something else, rename it
)");
}

TEST(Defects, D06_ARequiredNameOfOptionalParts) {
    EXPECT_EQ(findings("D-06/requirements.yaml"),
              R"(D-06/requirements.yaml:9:30: warning: computed column "full_name" is required, and its expression is )"
              R"(null where "first_name" or "last_name" is missing [TN2346]
    9 |       full_name: text(255) = first_name || ' ' || last_name
      |                              ^
  hint: such rows would be refused: write text(255)?, or coalesce(first_name, …)
)");
}

TEST(Defects, D09_ASearchVectorOfAnOptionalPart) {
    EXPECT_EQ(
        findings("D-09/requirements.yaml"),
        R"(D-09/requirements.yaml:9:38: warning: computed column "search_vector" is required, and its expression )"
        R"(is null where "content" is missing [TN2346]
    9 |       search_vector: sql(tsvector) = to_tsvector('english', title || ' ' || content)
      |                                      ^
  hint: such rows would be refused: write sql(tsvector)?, or coalesce(content, …); for full-text search there is the )"
        R"(behaviour searchable
)");
}

TEST(Defects, D07_AnIndexBesideUnique) {
    EXPECT_EQ(findings("D-07/requirements.yaml"),
              R"(D-07/requirements.yaml:6:27: warning: "indexed" of attribute "email" says what "unique" brings along )"
              R"([TN2210]
    6 |       email: email unique indexed
      |                           ^
  hint: delete it
)");
}

TEST(Defects, D13_APasswordHasNoDefaultAndIsNoText) {
    EXPECT_EQ(
        findings("D-13/requirements.yaml"),
        R"(D-13/requirements.yaml:7:35: error: attribute "hashed_password" is a password and cannot have a default )"
        R"([TN2212]
    7 |       hashed_password: password = 'admin123'
      |                                   ^
  hint: only its hash is kept; delete it
)");
    EXPECT_EQ(
        findings("D-13/plain.yaml"),
        R"(D-13/plain.yaml:7:24: error: attribute "hashed_password" is named like a secret and kept as plain text )"
        R"([TN2213]
    7 |       hashed_password: text(255)
      |                        ^
  hint: use password or encrypted(text); if it is no secret, say so with sql(text)
)");
}

TEST(Defects, D16_ATokenIsNoText) {
    EXPECT_EQ(
        findings("D-16/requirements.yaml"),
        R"(D-16/requirements.yaml:9:22: error: attribute "session_token" is named like a secret and kept as plain text )"
        R"([TN2213]
    9 |       session_token: text(255) indexed
      |                      ^
  hint: use token or encrypted(text); if it is no secret, say so with sql(text)
)");
}

}  // namespace
}  // namespace tenon
