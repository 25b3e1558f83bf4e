// SPDX-License-Identifier: Apache-2.0
#include "cli/reporter.hpp"

#include "base/codes/command_line.hpp"
#include "base/secrets.hpp"

#include <ostream>

namespace tenon::cli {
namespace {

std::string number_or_null(int value) {
    return value > 0 ? fmt::to_string(value) : "null";
}

/// A finding as JSON. `more`: further members, each beginning with a comma.
std::string finding_json(const diagnostic& item, const std::string& more = {}) {
    const auto& where = item.where;
    return fmt::format(R"({{"code":"{}","severity":"{}","file":{},"line":{},"column":{},"message":{},"hint":{}{}}})",
                       to_string(item.code), to_string(item.severity),
                       where.file.empty() ? "null" : json_string(where.file.text()), number_or_null(where.line),
                       number_or_null(where.column), json_string(item.message),
                       item.hint.empty() ? "null" : json_string(item.hint), more);
}

/// Words of the command line come back in messages and positions, URLs with passwords among them.
diagnostic fit_to_print(diagnostic item) {
    for (auto* text : {&item.message, &item.hint}) *text = hide_passwords(*text);
    item.where.file = hide_passwords(item.where.file.text());
    return item;
}

void print_json(bool ok, const std::vector<std::string>& findings, const outcome& end, std::ostream& out) {
    out << R"({"ok":)" << (ok ? "true" : "false") << R"(,"findings":[)";
    for (std::size_t i = 0; i < findings.size(); ++i) out << (i ? ",\n  " : "\n  ") << findings[i];
    out << (findings.empty() ? "]" : "\n]");
    for (const auto& [name, value] : end.members) out << ",\n" << json_string(name) << ':' << value;
    out << "}\n";
}

void print_failure(const diagnostic& item, const std::string& state, const std::string& next, terminal& where) {
    where.err << render(item, {}, where.err_colours);
    const auto bold = [&](std::string_view word) {
        return where.err_colours ? fmt::format("\x1b[1m{}\x1b[0m", word) : std::string(word);
    };
    if (!state.empty()) where.err << "  " << bold("state") << ": " << state << '\n';
    if (!next.empty()) where.err << "  " << bold("next") << ": " << next << '\n';
}

}  // namespace

void report(const outcome& end, std::string_view format, terminal& where) {
    auto findings = end.findings;
    findings.sort();
    if (format == "json") {
        std::vector<std::string> lines;
        for (const auto& item : findings.items()) lines.push_back(finding_json(fit_to_print(item)));
        print_json(end.exit == exit_code::fine, lines, end, where.out);
        return;
    }
    auto& stream = end.findings_are_result ? where.out : where.err;
    const bool colours = end.findings_are_result ? where.out_colours : where.err_colours;
    for (const auto& item : findings.items()) stream << render(fit_to_print(item), end.texts, colours);
    where.out << end.result;
    where.out.flush();  // the closing words come last on a terminal that shows both
    where.err << hide_passwords(end.closing);
}

void report(const failure& error, std::string_view format, terminal& where) {
    const auto item = fit_to_print({error.code(), severity::error, {}, error.what(), {}});
    if (format == "json") {
        const auto more =
            fmt::format(R"(,"state":{},"next":{})", json_string(error.state()), json_string(error.next()));
        print_json(false, {finding_json(item, more)}, {}, where.out);
    } else {
        print_failure(item, error.state(), error.next(), where);
    }
}

void report_bug(std::string_view what, std::string_view format, terminal& where) {
    const auto item = fit_to_print({code::internal_error,
                                    severity::error,
                                    {},
                                    fmt::format("an error of Tenon's own: {}", what),
                                    "please report it, with the command and this message"});
    if (format == "json")
        print_json(false, {finding_json(item)}, {}, where.out);
    else
        print_failure(item, {}, {}, where);
}

}  // namespace tenon::cli
