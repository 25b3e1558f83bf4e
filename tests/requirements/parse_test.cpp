// SPDX-License-Identifier: Apache-2.0
#include "requirements/parse.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/render.hpp"

namespace tenon::requirements {
namespace {

std::string shown(const diagnostics& problems) {
    std::string out;
    for (const auto& item : problems.items()) out += render(item, {});
    return out;
}

class LanguageExample : public testing::Test {
protected:
    void SetUp() override {
        diagnostics problems;
        auto read = parse(
            read_file(std::filesystem::path(TENON_SOURCE_DIR) / "tests/requirements/testdata/documents/language.yaml"),
            "language.yaml", problems);
        EXPECT_EQ(shown(problems), "");
        ASSERT_TRUE(read);
        doc = std::move(*read);
    }

    const attribute& of(std::string_view entity, std::string_view name) {
        const auto* found = doc.find_entity(entity)->find_attribute(name);
        require(found != nullptr, "the test names an attribute that is not there");
        return *found;
    }

    document doc;
};

TEST_F(LanguageExample, DocumentLevel) {
    EXPECT_EQ(*doc.platform, "chip_quality");
    EXPECT_EQ(doc.platform.where, (place{2, 11}));
    EXPECT_EQ(doc.conventions.preset->value, preset::uuid);
    ASSERT_EQ(doc.roles.size(), 2u);
    EXPECT_EQ(**doc.find_role("auditor")->description, "Reads everything and changes nothing.");
    ASSERT_EQ(doc.types.size(), 1u);
    EXPECT_EQ(doc.types[0].fields[2].optional.value, true);
    EXPECT_EQ(doc.entities.size(), 7u);
    EXPECT_TRUE(doc.sql->value.starts_with("-- anything"));
    EXPECT_EQ(doc.sql->where, (place{116, 3}));
    const auto& view = *doc.find_view("QualityMetric");
    EXPECT_EQ(*view.sql, "SELECT 1 AS part_id, 2 AS day");
    EXPECT_TRUE(view.materialized.value);
    EXPECT_EQ(view.key.size(), 2u);
    EXPECT_EQ(doc.at(view.refresh->where), (position{"language.yaml", 114, 86}));
}

TEST_F(LanguageExample, Shorthand) {
    const auto& number = of("Lot", "lot_number");
    EXPECT_EQ(number.type.kind, type_kind::text);
    EXPECT_EQ(number.type.length->value, 64);
    EXPECT_EQ(number.type.length->where, (place{18, 25}));
    EXPECT_TRUE(number.unique.value);
    EXPECT_EQ(number.unique.where, (place{18, 29}));
    EXPECT_EQ(number.shorthand, "text(64) unique");

    const auto& status = of("Lot", "status");
    EXPECT_EQ(status.type.values.size(), 4u);
    EXPECT_EQ(status.default_->kind, default_kind::enum_value);
    EXPECT_EQ(status.default_->literal.value, "pending");
    EXPECT_EQ(status.default_->where, (place{19, 74}));

    const auto& quantity = of("Lot", "quantity");
    ASSERT_EQ(quantity.checks.size(), 1u);
    EXPECT_EQ(quantity.checks[0].kind, check_kind::at_least);
    EXPECT_EQ(quantity.checks[0].low.value, "0");
    EXPECT_EQ(quantity.checks[0].low.where, (place{20, 31}));

    EXPECT_TRUE(of("Lot", "yield_ratio").optional.value);
    EXPECT_EQ(of("Lot", "started_at").default_->kind, default_kind::now);
    EXPECT_EQ(**of("Lot", "metadata").search, search_kind::contains);
}

TEST_F(LanguageExample, TypesOfEveryForm) {
    EXPECT_EQ(of("Part", "at").type.name, "location");
    const auto& readings = of("Part", "readings");
    EXPECT_TRUE(readings.type.array);
    EXPECT_EQ(readings.type.scale->value, 4);
    EXPECT_EQ(of("Part", "valid").type.inner[0].kind, type_kind::date);
    EXPECT_EQ(of("Part", "secret_note").type.inner[0].kind, type_kind::text);
    EXPECT_TRUE(of("Part", "secret_note").findable.value);
    EXPECT_EQ(of("Part", "vector").type.name, "vector(3)");
    const auto& code = of("Part", "code");
    ASSERT_EQ(code.checks.size(), 3u);
    EXPECT_EQ(code.checks[0].kind, check_kind::matches);
    EXPECT_EQ(code.checks[0].low.value, "^[A-Z]+$");
    EXPECT_EQ(code.checks[1].kind, check_kind::length_at_least);
    EXPECT_EQ(code.checks[2].low.value, "XX");
    EXPECT_TRUE(code.immutable.value && code.unique.value);
    EXPECT_EQ(code.default_->literal.value, "AB");
    EXPECT_EQ(of("Part", "score").checks[0].kind, check_kind::between);
    EXPECT_EQ(of("Part", "price").default_->literal.value, "1500");
    EXPECT_EQ(of("Part", "total").checks[0].low.value, "10000000000");
    EXPECT_EQ(of("Part", "sort").checks[0].low.value, "-5");
    EXPECT_EQ(of("Part", "flags").type.values[2].value, "it's");
    EXPECT_EQ(to_shorthand(of("Part", "flags").type), "one of [a, 'b c', 'it''s'][]");
}

TEST_F(LanguageExample, Relations) {
    const auto& category = *doc.find_entity("Category");
    const auto& reviewer = *category.find_role("reviewer");
    EXPECT_EQ(*reviewer.to, "User");
    EXPECT_TRUE(reviewer.optional.value);
    EXPECT_EQ(reviewer.on_delete->value, referential_action::set_null);
    EXPECT_EQ(**reviewer.inverse, "reviewed_categories");
    EXPECT_FALSE(category.find_role("part")->optional.value);
    ASSERT_EQ(category.exactly_one_of.size(), 1u);
    EXPECT_EQ(*category.exactly_one_of[0][1], "post");
    EXPECT_EQ(**category.many_to_many[0].through, "CategoryReview");
    EXPECT_EQ(*doc.find_entity("User")->has_one[0].to, "UserProfile");
}

TEST_F(LanguageExample, Constraints) {
    const auto& category = *doc.find_entity("Category");
    EXPECT_EQ(category.key.size(), 2u);
    ASSERT_EQ(category.unique.size(), 2u);
    EXPECT_TRUE(category.unique[1].nulls_equal.value);
    EXPECT_EQ(**category.unique[1].where, "state = 'draft'");
    EXPECT_EQ(category.exclude[0].of[1].with, "&&");
    EXPECT_TRUE(category.index[0].of[1].descending);
    EXPECT_EQ(**category.index[0].using_, "btree");
    EXPECT_FALSE(category.rules[0].name);
    EXPECT_EQ(*doc.find_entity("Lot")->rules[0].name->value.begin(), 'd');
}

TEST_F(LanguageExample, BehavioursAccessVolume) {
    const auto& category = *doc.find_entity("Category");
    ASSERT_EQ(category.behaviours.size(), 6u);
    EXPECT_EQ(category.find(behaviour_kind::workflow)->find("review")->texts().size(), 2u);
    EXPECT_EQ(category.find(behaviour_kind::retained)->find("for")->scalar, "7 years");
    ASSERT_EQ(category.access.size(), 2u);
    EXPECT_EQ(category.access[0].permissions[1].columns.size(), 2u);
    EXPECT_TRUE(category.access[0].permissions[0].columns.empty());
    const auto& lot = *doc.find_entity("Lot");
    EXPECT_EQ(lot.volume->rows->value, 10'000'000);
    EXPECT_EQ(lot.volume->per_day->value, 50'000);
    EXPECT_EQ(**lot.was, "Batch");
}

TEST_F(LanguageExample, LongFormMeansTheSameAsTheShortForm) {
    const std::string short_form = "platform: p\nentities:\n  A:\n    attributes:\n      n: integer? >= 0 unique = 1\n";
    const std::string long_form =
        "platform: p\nentities:\n  A:\n    attributes:\n      n:\n        type: integer\n        optional: true\n      "
        "  check: \">= 0\"\n"
        "        unique: true\n        default: 1\n";
    diagnostics problems;
    const auto a = parse(short_form, "a", problems), b = parse(long_form, "b", problems);
    EXPECT_EQ(shown(problems), "");
    EXPECT_TRUE(a && b && *a == *b);
}

TEST(Positions, PointIntoQuotedFoldedAndEscapedScalars) {
    const auto first = [](const std::string& text) {
        diagnostics problems;
        parse("platform: p\nentities:\n  A:\n    attributes:\n" + text, "r.yaml", problems);
        return problems.empty() ? position{} : problems.items()[0].where;
    };
    EXPECT_EQ(first("      a: \"text uniqe\"\n"), (position{"r.yaml", 5, 16}));
    EXPECT_EQ(first("      a: 'text = ''x'' uniqe'\n"), (position{"r.yaml", 5, 24}));
    EXPECT_EQ(first("      a: \"text = '\\u00e9\\x41' uniqe\"\n"), (position{"r.yaml", 5, 31}));
    EXPECT_EQ(first("      a: text\n        uniqe\n"), (position{"r.yaml", 6, 9}));
    EXPECT_EQ(first("      a: >-\n        text\n        uniqe\n"), (position{"r.yaml", 7, 9}));
    EXPECT_EQ(first("      \"ä\": text\n"), (position{"r.yaml", 5, 8}));
    EXPECT_EQ(first("      a: {description: äöü, type: uniqe}\n"), (position{"r.yaml", 5, 35}));
    EXPECT_EQ(first("      a: &x text uniqe\n"), (position{"r.yaml", 5, 18}));
}

TEST(Parse, WindowsLineEndsMeanTheSame) {
    const std::string unix_text =
        "platform: p\nentities:\n  A:\n    attributes:\n      a: text\nsql: |\n  one\n  two\n";
    std::string windows_text;
    for (const char c : unix_text) windows_text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    diagnostics problems;
    const auto a = parse(unix_text, "a", problems), b = parse(windows_text, "b", problems);
    EXPECT_EQ(shown(problems), "");
    EXPECT_TRUE(a && b && *a == *b);
}

TEST(Parse, AnAliasStandsForTheValueOfItsAnchor) {
    diagnostics problems;
    const auto doc =
        parse("platform: p\nentities:\n  A:\n    attributes: &common\n      a: text\n  B:\n    attributes: *common\n",
              "a", problems);
    EXPECT_EQ(shown(problems), "");
    ASSERT_TRUE(doc);
    EXPECT_EQ(doc->entities[0].attributes, doc->entities[1].attributes);
}

}  // namespace
}  // namespace tenon::requirements
