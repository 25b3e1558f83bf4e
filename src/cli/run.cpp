// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "base/version.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/reporter.hpp"
#include "cli/terminal_progress.hpp"
#include "postgres/embedded/run_folder.hpp"

#include <cstring>
#include <ostream>

namespace tenon::cli {
namespace {

/// The format that was asked for, known before the command line is found sound: its errors honour it too.
std::string wanted_format(std::span<const std::string> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--") break;
        if (words[i] == "--format=json" || (words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "json"))
            return "json";
    }
    return "text";
}

bool asks_for_help(std::span<const std::string> words) {
    for (const auto& word : words) {
        if (word == "--") return false;
        if (word == "--help" || word == "-h") return true;
    }
    return false;
}

exit_code wrong_usage(diagnostics problems, std::string_view format, terminal& where) {
    report(bad_input(std::move(problems), {}), format, where);
    return exit_code::usage;
}

exit_code run_verb(const verb& item, std::span<const std::string> words, terminal& where) {
    const auto format = wanted_format(words);
    auto parsed = parse(item, words);
    if (parsed.problems.has_errors()) return wrong_usage(std::move(parsed.problems), format, where);
    outcome end;
    {
        terminal_progress progress(where);
        end = item.execute(parsed.given, progress);
    }
    report(end, format, where);
    return end.exit;
}

exit_code dispatch(std::span<const std::string> words, terminal& where) {
    if (words.empty()) {
        where.err << overview(where.width, where.err_colours);
        return exit_code::usage;
    }
    const auto& first = words.front();
    const auto rest = words.subspan(1);
    if (first == "--version" || first == "-V") {
        where.out << fmt::format("tenon {}\n", version());
        return exit_code::fine;
    }
    const bool help = first == "help" || first == "--help" || first == "-h";
    if (help && rest.empty()) {
        where.out << overview(where.width, where.out_colours);
        return exit_code::fine;
    }
    const auto& name = help ? rest.front() : first;
    const auto* item = find_verb(name);
    if (!item) {
        diagnostics problems;
        problems.add(unknown_verb(name));
        return wrong_usage(std::move(problems), wanted_format(words), where);
    }
    if (help || asks_for_help(rest)) {
        where.out << help_page(*item, where.width, where.out_colours);
        return exit_code::fine;
    }
    return run_verb(*item, rest, where);
}

/// As dispatch(). When a signal ends the process, its servers go away while a verb still uses them: that is no failure
/// of the verb, and nothing is said about it.
exit_code dispatch_unless_stopped(std::span<const std::string> words, terminal& where) {
    try {
        const auto end = dispatch(words, where);
        postgres::pause_when_stopping();
        return end;
    } catch (...) {
        postgres::pause_when_stopping();
        throw;
    }
}

/// A file that is not there or is closed to the user, or a URL that is none, was named by the user: bad input, not a
/// failing system.
bool is_bad_input(const failure& error) {
    return error.code() == code::file_not_readable || error.code() == code::connection_string_invalid;
}

}  // namespace

exit_code run(std::span<const std::string> words, terminal& where) {
    const auto format = wanted_format(words);
    try {
        const auto end = dispatch_unless_stopped(words, where);
        errno = 0;
        if (!where.out.flush()) {
            throw failure(code::file_not_writable,
                          fmt::format("cannot write the result: {}", std::strerror(errno ? errno : EIO)));
        }
        return end;
    } catch (const failure& error) {
        report(error, format, where);
        return is_bad_input(error) ? exit_code::usage : exit_code::failed;
    } catch (const std::bad_alloc&) {
        report(failure(code::out_of_memory, "out of memory", "",
                       "free memory or raise the limit, and run the command again"),
               format, where);
        return exit_code::failed;
    } catch (const std::filesystem::filesystem_error& error) {
        report(failure(code::file_not_readable,
                       fmt::format("cannot use {}: {}", error.path1().string(), error.code().message())),
               format, where);
        return exit_code::failed;
    } catch (const std::exception& error) {
        report_bug(error.what(), format, where);
        return exit_code::bug;
    }
}

}  // namespace tenon::cli
