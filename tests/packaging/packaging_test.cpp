// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/verb.hpp"
#include "support/process.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;
using support::run_program;
using support::temporary_folder;

#define ASSERT_FINE(words)                                                             \
    do {                                                                               \
        const auto end_of_program = run_program words;                                 \
        ASSERT_EQ(end_of_program.exit, 0) << end_of_program.out << end_of_program.err; \
    } while (false)

fs::path build_folder() {
    return TENON_BUILD_DIR;
}

/// True when everything was built, not just the tests: installing needs the manual page and the libraries.
bool all_is_built() {
    return fs::exists(build_folder() / "extras/tenon.1");
}

TEST(PackagingSlow, AnotherProjectFindsAndLinksTheLibraries) {
    if (!all_is_built()) GTEST_SKIP() << "not run: the build folder holds only the tests; build the target all";
    const temporary_folder place;
    const auto prefix = (place.path() / "prefix").string();
    const auto build = (place.path() / "build").string();
    const auto consumer = (support::source_folder() / "tests/packaging/testdata/consumer").string();
    ASSERT_FINE(({"cmake", "--install", build_folder().string(), "--prefix", prefix}));
    ASSERT_FINE(({"cmake", "-G", "Ninja", "-S", consumer, "-B", build, "-DCMAKE_PREFIX_PATH=" + prefix}));
    ASSERT_FINE(({"cmake", "--build", build}));
    EXPECT_EQ(run_program({build + "/consumer"}).out, fmt::format("{} \"two words\"\n", version()));
    EXPECT_EQ(run_program({prefix + "/bin/tenon", "--version"}).out, fmt::format("tenon {}\n", version()));
    for (const auto* file : {"share/man/man1/tenon.1", "share/bash-completion/completions/tenon",
                             "share/zsh/vendor-completions/_tenon", "share/fish/vendor_completions.d/tenon.fish"})
        EXPECT_TRUE(fs::exists(fs::path(prefix) / file)) << file;
}

TEST(PackagingSlow, DebianPackagesHoldTheToolAndTheLibraries) {
    if (!all_is_built()) GTEST_SKIP() << "not run: the build folder holds only the tests; build the target all";
    if (run_program({"sh", "-c", "command -v dpkg-shlibdeps"}).exit != 0)
        GTEST_SKIP() << "not run: dpkg-dev is not installed";
    const temporary_folder place;
    ASSERT_FINE(({"cpack", "--config", (build_folder() / "CPackConfig.cmake").string(), "-B", place.path().string()}));
    std::map<std::string, fs::path> packages;
    for (const auto& entry : fs::directory_iterator(place.path()))
        if (entry.path().extension() == ".deb") packages[entry.path().filename().string().substr(0, 7)] = entry.path();
    ASSERT_TRUE(packages.contains("tenon_0") && packages.contains("tenon-d")) << packages.size();
    const auto tool = run_program({"dpkg-deb", "--contents", packages["tenon_0"].string()}).out;
    for (const auto* file : {"./usr/bin/tenon\n", "./usr/share/man/man1/tenon.1\n", "./usr/share/doc/tenon/LICENSE\n"})
        EXPECT_THAT(tool, ::testing::HasSubstr(file));
    EXPECT_THAT(tool, ::testing::Not(::testing::HasSubstr(".hpp")));
    EXPECT_THAT(run_program({"dpkg-deb", "--field", packages["tenon_0"].string(), "Depends"}).out,
                ::testing::HasSubstr("libc6"));
    EXPECT_THAT(run_program({"dpkg-deb", "--contents", packages["tenon-d"].string()}).out,
                ::testing::AllOf(::testing::HasSubstr("/tenonConfig.cmake\n"),
                                 ::testing::HasSubstr("/include/tenon/base/diagnostic.hpp\n"),
                                 ::testing::HasSubstr("/libtenon_base.a\n")));
}

TEST(ManualPage, IsCleanRoffAndNamesEveryVerbAndOption) {
    const auto page = support::run_tenon({"manual"});
    ASSERT_EQ(page.exit, 0);
    const temporary_folder place;
    const auto file = place.write("tenon.1", page.out);
    // groff's own list of warnings; man(1) is a front end that not every container has.
    const auto shown = run_program({"groff", "-man", "-Tutf8", "-ww", "-Kutf8", "-rLL=200n", "-P-c", file.string()});
    EXPECT_EQ(shown.err, "");
    const auto text = run_program({"col", "-b"}, {.input = shown.out}).out;
    for (const auto& verb : cli::all_verbs()) {
        if (verb.hidden) continue;
        EXPECT_THAT(text, ::testing::HasSubstr(cli::usage_line(verb))) << verb.name;
        for (const auto& option : verb.options)
            EXPECT_THAT(text, ::testing::HasSubstr(std::string(option.help))) << option.name;
    }
}

/// What bash offers for the line, the way it asks a completion function.
std::vector<std::string> bash_offers(const std::string& line) {
    const auto script = support::run_tenon({"completions", "bash"}).out +
                        "\nread -ra COMP_WORDS <<<\"$1\"; [[ $1 == *' ' ]] && COMP_WORDS+=(''); "
                        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tenon; printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    const auto end = run_program({"bash", "-c", script, "bash", line});
    EXPECT_EQ(end.err, "");
    std::vector<std::string> offers;
    for (const auto each : split_lines(end.out)) offers.emplace_back(each);
    return offers;
}

TEST(Completions, BashOffersVerbsOptionsAndValues) {
    EXPECT_THAT(bash_offers("tenon expl"), ::testing::ElementsAre("explain"));
    EXPECT_THAT(bash_offers("tenon completions "), ::testing::ElementsAre("bash", "zsh", "fish"));
    EXPECT_THAT(bash_offers("tenon completions bash --f"), ::testing::ElementsAre("--format"));
    EXPECT_THAT(bash_offers("tenon explain 1002 --format "), ::testing::ElementsAre("text", "json"));
    EXPECT_THAT(bash_offers("tenon help comp"), ::testing::ElementsAre("completions"));
    EXPECT_THAT(bash_offers("tenon nothing --"), ::testing::ElementsAre(""));
    for (const auto& verb : cli::all_verbs()) {
        if (verb.hidden) continue;
        auto offers = bash_offers(fmt::format("tenon {} --", verb.name));
        for (const auto& option : verb.options)
            EXPECT_TRUE(option.positional() || std::count(offers.begin(), offers.end(), option.name))
                << verb.name << ' ' << option.name;
    }
}

class CompletionScript : public ::testing::TestWithParam<std::string> {};

TEST_P(CompletionScript, NamesEveryVerbAndOptionAndTheShellAcceptsIt) {
    const auto& shell = GetParam();
    const auto script = support::run_tenon({"completions", shell}).out;
    for (const auto& verb : cli::all_verbs()) {
        EXPECT_TRUE(verb.hidden || script.find(verb.name) != std::string::npos) << verb.name;
        for (const auto& option : verb.options) {
            const auto name = shell == "fish" ? "-l " + std::string(option.name.substr(2)) : std::string(option.name);
            EXPECT_TRUE(verb.hidden || option.positional() || script.find(name) != std::string::npos)
                << verb.name << ' ' << name;
        }
    }
    if (run_program({"sh", "-c", "command -v " + shell}).exit != 0)
        GTEST_SKIP() << "not run: " << shell << " is not installed";
    const temporary_folder place;
    const auto checked = run_program({shell, "-n", place.write("script", script).string()});
    EXPECT_EQ(checked.exit, 0) << checked.err;
}

INSTANTIATE_TEST_SUITE_P(Shells, CompletionScript, ::testing::Values("bash", "zsh", "fish"),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace tenon
