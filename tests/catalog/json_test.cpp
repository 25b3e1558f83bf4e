// SPDX-License-Identifier: Apache-2.0
#include "base/codes/sql.hpp"
#include "catalog/json.hpp"

#include "base/file.hpp"
#include "base/render.hpp"
#include "catalog/random_catalog.hpp"
#include "catalog/visit.hpp"

#include <cstdlib>

namespace tenon::catalog {
namespace {

std::string problems_of(std::string_view text) {
    diagnostics problems;
    EXPECT_FALSE(from_json(text, "c.json", problems).has_value());
    std::string out;
    for (const auto& item : problems.items()) out += render(item, {});
    return out;
}

TEST(CatalogJson, KeepsEveryMemberOfEveryKind) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const auto before = tests::random_catalog(seed);
        diagnostics problems;
        const auto after = from_json(to_json(before), "c.json", problems);
        ASSERT_TRUE(after.has_value()) << "seed " << seed << ": " << problems.items().front().message;
        EXPECT_TRUE(*after == before) << "seed " << seed;
        EXPECT_EQ(to_json(*after), to_json(before)) << "seed " << seed;
    }
}

TEST(CatalogJson, TellsWhatIsWrong) {
    EXPECT_EQ(problems_of("{\"a\": [1,\n 2,, 3]}"), "c.json:2:4: error: not JSON: syntax error [TN4801]\n");
    EXPECT_EQ(problems_of("{}"),
              "c.json: error: not a catalog: \"format\" is not \"tenon.catalog/1\" [TN4802]\n"
              "  hint: a catalog is made by `tenon catalog SOURCE --format json`\n");
    EXPECT_EQ(problems_of(R"({"format": "tenon.catalog/1", "major": "15", "tables": [{"nmae": 1, "kind": "odd"}]})"),
              "c.json: error: major: must be an integer [TN4804]\n"
              "  hint: a catalog is made by `tenon catalog`, not by hand\n"
              "c.json: error: tables[0].kind: must be one of ordinary, partitioned, foreign [TN4804]\n"
              "  hint: a catalog is made by `tenon catalog`, not by hand\n"
              "c.json: error: tables[0].nmae: no such member [TN4803]\n"
              "  hint: a catalog is made by `tenon catalog`, not by hand\n");
}

TEST(CatalogJson, RefusesAChangedFile) {
    auto text = to_json(tests::one_table());
    text.replace(text.find("numeric"), 7, "integer");
    diagnostics problems;
    EXPECT_FALSE(from_json(text, "c.json", problems));
    ASSERT_EQ(problems.items().size(), 1U);
    EXPECT_EQ(problems.items()[0].code, code::catalog_digest_differs);
    EXPECT_THAT(problems.items()[0].message,
                testing::MatchesRegex("the catalog was changed after it was made: its digest is pg15:[0-9a-f]*, the "
                                      "file says pg15:[0-9a-f]*"));
}

TEST(CatalogJson, SchemaFileIsCurrent) {
    const std::filesystem::path file = std::filesystem::path(TENON_SOURCE_DIR) / "docs/catalog.schema.json";
    if (std::getenv("TENON_UPDATE")) write_file(file, json_schema());
    EXPECT_EQ(read_file(file), json_schema());
}

/// Counts how many members brace initialisation of T takes; describes must list as many, or a member would be lost.
struct anything {
    template <class T>
    operator T() const;
};
template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires {
        T{((void)I, anything{})...};
    };
}
template <class T, std::size_t N = 0>
constexpr std::size_t member_count() {
    if constexpr (!takes<T>(std::make_index_sequence<N + 1>{})) {
        return N;
    } else {
        return member_count<T, N + 1>();
    }
}

template <class T>
void expect_described() {
    EXPECT_EQ(member_count<T>(), boost::mp11::mp_size<members_of<T>>::value) << __PRETTY_FUNCTION__;
}

TEST(CatalogValues, EveryMemberIsDescribed) {
    expect_described<contents>();
    const contents any;
    for_each_list(any, [](std::string_view, const auto& list) {
        expect_described<typename std::remove_cvref_t<decltype(list)>::value_type>();
    });
    expect_described<column>();
    expect_described<not_null>();
    expect_described<index_key>();
    expect_described<view_column>();
    expect_described<composite_attribute>();
    expect_described<domain_check>();
    expect_described<grant>();
    expect_described<sequence_options>();
    expect_described<catalog::changed_privileges>();
    expect_described<published_table>();
    expect_described<operator_member>();
    expect_described<function_member>();
    expect_described<text_search_mapping>();
    expect_described<dependency>();
    expect_described<object_id>();
    expect_described<qualified_name>();
}

}  // namespace
}  // namespace tenon::catalog
