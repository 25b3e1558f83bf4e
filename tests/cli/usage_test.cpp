// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "support/process.hpp"

namespace tenon::cli {
namespace {

using support::run_tenon;

struct wrong_usage {
    const char* name;
    std::vector<std::string> words;
    std::string err;
};

void PrintTo(const wrong_usage& item, std::ostream* out) {
    *out << item.name;
}

class WrongUsage : public ::testing::TestWithParam<wrong_usage> {};

TEST_P(WrongUsage, IsToldExactlyAndEndsWithTwo) {
    const auto end = run_tenon(GetParam().words);
    EXPECT_EQ(end.err, GetParam().err);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.exit, 2);
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine, WrongUsage,
    ::testing::Values(
        wrong_usage{"unknown_verb",
                    {"explian"},
                    "error: \"explian\" is not a verb of tenon [TN1006]\n  hint: did you mean \"explain\"?\n"},
        wrong_usage{"unknown_verb_far",
                    {"xyzzy"},
                    "error: \"xyzzy\" is not a verb of tenon [TN1006]\n  hint: `tenon --help` lists the verbs\n"},
        wrong_usage{"unknown_verb_help",
                    {"help", "explian"},
                    "error: \"explian\" is not a verb of tenon [TN1006]\n  hint: did you mean \"explain\"?\n"},
        wrong_usage{"option_before_verb",
                    {"--format", "json2"},
                    "error: \"tenon\" has no option \"--format\" [TN1007]\n  hint: options stand after the verb: "
                    "`tenon VERB [SOURCE] [options]`\n"},
        wrong_usage{
            "unknown_option",
            {"explain", "1001", "--fromat", "json"},
            "error: \"tenon explain\" has no option \"--fromat\" [TN1007]\n  hint: did you mean \"--format\"?\n"},
        wrong_usage{
            "unknown_option_with_value",
            {"explain", "1001", "--fromat=x"},
            "error: \"tenon explain\" has no option \"--fromat\" [TN1007]\n  hint: did you mean \"--format\"?\n"},
        wrong_usage{"unknown_option_far",
                    {"explain", "1001", "--zzz"},
                    "error: \"tenon explain\" has no option \"--zzz\" [TN1007]\n  hint: `tenon explain --help` shows "
                    "its options\n"},
        wrong_usage{"flag_with_a_value",
                    {"design", "--explain=3", "project"},
                    "error: --explain takes no value [TN1009]\n  hint: `tenon design --help` shows its form\n"},
        wrong_usage{"missing_value",
                    {"explain", "1001", "--format"},
                    "error: --format needs a value, FORMAT [TN1008]\n  hint: it takes text or json\n"},
        wrong_usage{"empty_value",
                    {"explain", "1001", "--format="},
                    "error: --format needs a value, FORMAT [TN1008]\n  hint: it takes text or json\n"},
        wrong_usage{"bad_choice",
                    {"completions", "bsh"},
                    "error: SHELL takes bash, zsh or fish, not \"bsh\" [TN1009]\n  hint: did you mean \"bash\"?\n"},
        wrong_usage{"bad_choice_of_numbers",
                    {"design", "--postgres", "13"},
                    "error: --postgres takes 14, 15, 16, 17 or 18, not \"13\" [TN1009]\n"},
        wrong_usage{"bad_choice_far",
                    {"explain", "1001", "--format", "sarif"},
                    "error: --format takes text or json, not \"sarif\" [TN1009]\n"},
        wrong_usage{
            "missing_argument",
            {"explain"},
            "error: \"tenon explain\" needs CODE [TN1010]\n  hint: its form is `tenon explain CODE [options]`\n"},
        wrong_usage{"surplus_argument",
                    {"explain", "1001", "1002"},
                    "error: \"tenon explain\" takes no further argument, and \"1002\" is one [TN1011]\n  hint: `tenon "
                    "explain --help` shows its form\n"},
        wrong_usage{"surplus_after_dashes",
                    {"manual", "--", "-x"},
                    "error: \"tenon manual\" takes no argument, and \"-x\" is one [TN1011]\n  hint: `tenon manual "
                    "--help` shows its form\n"},
        wrong_usage{"twice",
                    {"explain", "1001", "--format", "text", "--format=text"},
                    "error: --format is given 2 times [TN1011]\n  hint: give it once\n"},
        wrong_usage{"unknown_code",
                    {"explain", "TN0001"},
                    "error: there is no diagnostic \"TN0001\" [TN1012]\n  hint: did you mean \"TN1001\"?\n"},
        wrong_usage{"two_problems",
                    {"completions", "--format", "yaml"},
                    "error: --format takes text or json, not \"yaml\" [TN1009]\n"
                    "error: \"tenon completions\" needs SHELL [TN1010]\n  hint: its form is `tenon completions SHELL "
                    "[options]`\n"}),
    [](const auto& each) { return each.param.name; });

TEST(CommandLine, TellsWrongUsageAsJsonWhenJsonIsAskedFor) {
    const auto end = run_tenon({"explain", "--format", "json"});
    EXPECT_EQ(end.out,
              "{\"ok\":false,\"findings\":[\n"
              "  {\"code\":\"TN1010\",\"severity\":\"error\",\"file\":null,\"line\":null,\"column\":null,"
              "\"message\":\"\\\"tenon explain\\\" needs CODE\",\"hint\":\"its form is `tenon explain CODE "
              "[options]`\"}\n]}\n");
    EXPECT_EQ(end.err, "");
    EXPECT_EQ(end.exit, 2);
}

TEST(CommandLine, PrintsTheOverviewOnStderrWhenNothingIsAsked) {
    const auto end = run_tenon({});
    EXPECT_EQ(end.exit, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.err, run_tenon({"--help"}).out);
}

TEST(CommandLine, HelpNamesEveryVerbAndOption) {
    const auto overview = run_tenon({"--help"});
    EXPECT_EQ(overview.exit, 0);
    EXPECT_EQ(overview.err, "");
    for (const auto& verb : all_verbs()) {
        EXPECT_EQ(overview.out.find(fmt::format("\n  {} ", verb.name)) == std::string::npos, verb.hidden) << verb.name;
        const auto page = run_tenon({std::string(verb.name), "--help"});
        EXPECT_EQ(page.exit, 0);
        EXPECT_EQ(page.out, run_tenon({"help", std::string(verb.name)}).out);
        EXPECT_THAT(page.out, ::testing::StartsWith(fmt::format("tenon {}: {}\n", verb.name, verb.summary)));
        for (const auto& option : verb.options)
            EXPECT_THAT(page.out, ::testing::HasSubstr(fmt::format("\n  {} ", option.name)));
    }
}

TEST(CommandLine, HelpKeepsToEightyColumnsWithoutATerminal) {
    for (const auto& verb : all_verbs()) {
        const auto page = run_tenon({std::string(verb.name), "--help"}).out;
        for (const auto line : split_lines(page))
            EXPECT_TRUE(count_characters(line) <= 80 || line.find("tenon") != std::string_view::npos) << line;
    }
}

TEST(CommandLine, VersionIsOneLine) {
    const auto end = run_tenon({"--version"});
    EXPECT_THAT(end.out, ::testing::MatchesRegex("tenon [0-9]+\\.[0-9]+\\.[0-9]+\n"));
    EXPECT_EQ(end.exit, 0);
}

TEST(CommandLine, TellsAUrlThatIsNoneAsBadInput) {
    const std::pair<const char*, const char*> urls[] = {
        {"postgres://h:notaport/x", "its port is no number from 1 to 65535"},
        {"postgres://h:0/x", "its port is no number from 1 to 65535"},
        {"postgres://a,b/x?port=1,65536", "its port is no number from 1 to 65535"},
        {"postgres://h/x%zz", "invalid percent-encoded token: \"…\""},
    };
    for (const auto& [url, why] : urls) {
        const auto end = run_tenon({"catalog", url});
        EXPECT_EQ(end.exit, 2) << url;
        EXPECT_EQ(end.err, fmt::format("error: the connection string cannot be understood: {} [TN5004]\n"
                                       "  state: nothing was connected\n"
                                       "  next: write it as postgres://user@host:port/database, and percent-encode "
                                       "special characters (@ is %40, / is %2F)\n",
                                       why));
    }
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(CommandLine, SaysWhenMemoryIsOut) {
    const support::temporary_folder folder;
    const auto big = folder.write("big.yaml", "");
    std::filesystem::resize_file(big, std::uintmax_t{1} << 30U);
    const auto end =
        support::run_program({"sh", "-c", fmt::format("ulimit -v 400000; exec {} fmt {}", TENON_BINARY, big.string())});
    EXPECT_EQ(end.err,
              "error: out of memory [TN1013]\n"
              "  next: free memory or raise the limit, and run the command again\n");
    EXPECT_EQ(end.exit, 3);
}
#endif

TEST(CommandLine, SaysWhenTheResultCannotBeWritten) {
    const auto end = support::run_program({"sh", "-c", std::string(TENON_BINARY) + " --version > /dev/full"});
    EXPECT_EQ(end.err, "error: cannot write the result: No space left on device [TN1003]\n");
    EXPECT_EQ(end.exit, 3);
}

/// The guide has a page for each verb, and says of each option what it is for.
TEST(CommandLine, EveryVerbAndOptionIsInTheGuide) {
    const auto guide = support::source_folder() / "docs/guide";
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(guide))
        if (entry.path().extension() == ".md") all += read_file(entry.path());
    for (const auto& verb : all_verbs()) {
        if (verb.hidden) continue;
        EXPECT_TRUE(std::filesystem::exists(guide / fmt::format("{}.md", verb.name))) << verb.name;
        for (const auto& option : verb.options)
            if (option.name.starts_with("--"))
                EXPECT_NE(all.find(option.name), std::string::npos) << verb.name << ' ' << option.name;
    }
}

TEST(CommandLine, EveryVerbSpeaksTextAndJson) {
    for (const auto& verb : all_verbs()) {
        const auto format =
            std::find_if(verb.options.begin(), verb.options.end(), [](auto& o) { return o.name == "--format"; });
        ASSERT_NE(format, verb.options.end()) << verb.name;
        for (const auto* needed : {"text", "json"})
            EXPECT_TRUE(std::count(format->choices.begin(), format->choices.end(), needed))
                << verb.name << ' ' << needed;
        EXPECT_EQ(format->choices.front(), "text") << verb.name;
        EXPECT_TRUE(verb.execute) << verb.name;
        EXPECT_FALSE(verb.summary.ends_with('.')) << verb.name;
        EXPECT_TRUE(verb.hidden || !verb.examples.empty()) << verb.name << " has no example";
    }
}

TEST(Explain, SaysWhatACodeMeans) {
    const std::string text =
        "TN1002 file_not_readable\n\n  A file that the command names cannot be read.\n"
        "  Check the path and its permissions.\n";
    for (const auto* word : {"TN1002", "tn1002", "1002", "file_not_readable"})
        EXPECT_EQ(run_tenon({"explain", word}).out, text);
    EXPECT_EQ(run_tenon({"explain", "1002", "--format", "json"}).out,
              "{\"ok\":true,\"findings\":[],\n\"code\":\"TN1002\",\n\"name\":\"file_not_readable\",\n"
              "\"meaning\":\"A file that the command names cannot be read.\",\n"
              "\"remedy\":\"Check the path and its permissions.\"}\n");
}

}  // namespace
}  // namespace tenon::cli
