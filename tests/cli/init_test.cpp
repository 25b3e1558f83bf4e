// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "project/scaffold.hpp"
#include "support/process.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;
using support::run_tenon;
using support::temporary_folder;

TEST(Init, MakesAProject) {
    const temporary_folder place;
    const auto end = run_tenon({"init", "My Shop", "--postgres", "16"}, {.folder = place.path()});
    EXPECT_EQ(end.exit, 0);
    EXPECT_EQ(end.out, "made My Shop/tenon.yaml\nmade My Shop/requirements.yaml\nmade My Shop/queries/example.sql\n");
    EXPECT_EQ(end.err, "\nNext:\n  write down what you store in My Shop/requirements.yaml\n  tenon build 'My Shop'\n");
    EXPECT_THAT(read_file(place.path() / "My Shop/tenon.yaml"), ::testing::HasSubstr("\npostgres: 16 "));
    EXPECT_THAT(read_file(place.path() / "My Shop/requirements.yaml"), ::testing::HasSubstr("\nplatform: my_shop\n"));
}

TEST(Init, NamesThePlatformAfterThisFolder) {
    const temporary_folder place;
    fs::create_directory(place.path() / "chip-quality");
    const auto end =
        run_tenon({"init", "--format", "json", "--postgres=15"}, {.folder = place.path() / "chip-quality"});
    EXPECT_EQ(end.exit, 0);
    EXPECT_EQ(end.err, "");
    EXPECT_EQ(end.out,
              "{\"ok\":true,\"findings\":[],\n\"platform\":\"chip_quality\",\n"
              "\"files\":[\"tenon.yaml\",\"requirements.yaml\",\"queries/example.sql\"]}\n");
}

TEST(Init, OverwritesNothing) {
    const temporary_folder place;
    place.write("requirements.yaml", "mine");
    const auto end = run_tenon({"init"}, {.folder = place.path()});
    EXPECT_EQ(end.exit, 4);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.err,
              "requirements.yaml: error: it is there already, and init overwrites nothing [TN1014]\n"
              "  hint: name a new folder: `tenon init DIR`\n");
    EXPECT_EQ(read_file(place.path() / "requirements.yaml"), "mine");
    EXPECT_FALSE(fs::exists(place.path() / "tenon.yaml")) << "nothing is done when something is refused";
}

TEST(Init, SaysWhenTheFolderCannotBeWritten) {
    const auto end = run_tenon({"init", "/proc/nowhere", "--postgres", "15"});
    EXPECT_EQ(end.exit, 3);
    EXPECT_EQ(end.err, "error: cannot write /proc/nowhere/tenon.yaml: No such file or directory [TN1003]\n");
}

TEST(Init, MakesNamesOfAnything) {
    EXPECT_EQ(project::platform_name("My Shop 2"), "my_shop_2");
    EXPECT_EQ(project::platform_name("2024-ärger--x-"), "rger_x");
    EXPECT_EQ(project::platform_name("..."), "platform");
}

}  // namespace
}  // namespace tenon::cli
