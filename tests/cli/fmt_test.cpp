// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "support/process.hpp"

namespace tenon::cli {
namespace {

using support::run_tenon;
using support::temporary_folder;

constexpr std::string_view untidy =
    "platform: p   # a comment\nentities:\n    A:\n        attributes:\n            x: integer>=0=1\n";
constexpr std::string_view tidy =
    "platform: p   # a comment\nentities:\n  A:\n    attributes:\n      x: integer >= 0 = 1\n";

TEST(Fmt, FormatsInPlaceAndThenLeavesTheFileAlone) {
    const temporary_folder place;
    const auto file = place.write("requirements.yaml", untidy);
    const auto first = run_tenon({"fmt"}, {.folder = place.path()});
    EXPECT_EQ(first.exit, 0);
    EXPECT_EQ(first.out, "");
    EXPECT_EQ(first.err, "formatted requirements.yaml\n");
    EXPECT_EQ(read_file(file), tidy);
    const auto written = std::filesystem::last_write_time(file);
    const auto second = run_tenon({"fmt", "--format", "json"}, {.folder = place.path()});
    EXPECT_EQ(second.exit, 0);
    EXPECT_EQ(second.out, "{\"ok\":true,\"findings\":[],\n\"file\":\"requirements.yaml\",\n\"changed\":false}\n");
    EXPECT_EQ(std::filesystem::last_write_time(file), written);
}

TEST(Fmt, ChecksWithoutTouching) {
    const temporary_folder place;
    const auto file = place.write("r.yaml", untidy);
    const auto found = run_tenon({"fmt", "r.yaml", "--check"}, {.folder = place.path()});
    EXPECT_EQ(found.exit, 1);
    EXPECT_EQ(found.out, "r.yaml: warning: it is not formatted [TN1015]\n  hint: run `tenon fmt r.yaml`\n");
    EXPECT_EQ(found.err, "");
    EXPECT_EQ(read_file(file), untidy);
    place.write("r.yaml", tidy);
    const auto fine = run_tenon({"fmt", "r.yaml", "--check"}, {.folder = place.path()});
    EXPECT_EQ(fine.exit, 0);
    EXPECT_EQ(fine.out + fine.err, "");
}

TEST(Fmt, TellsWhyADocumentCannotBeRead) {
    const temporary_folder place;
    place.write("r.yaml", "a: [1\nb: 2\n");
    const auto end = run_tenon({"fmt", "r.yaml"}, {.folder = place.path()});
    EXPECT_EQ(end.exit, 2);
    EXPECT_THAT(end.err, ::testing::StartsWith("r.yaml:1:4: error: the [ has no closing counterpart"));
    const auto missing = run_tenon({"fmt"}, {.folder = place.path()});
    EXPECT_EQ(missing.err, "error: cannot read requirements.yaml: No such file or directory [TN1002]\n");
    EXPECT_EQ(missing.exit, 2);
}

}  // namespace
}  // namespace tenon::cli
