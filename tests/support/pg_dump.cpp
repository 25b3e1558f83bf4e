// SPDX-License-Identifier: Apache-2.0
#include "support/pg_dump.hpp"

#include "base/text.hpp"
#include "sql/split.hpp"
#include "support/process.hpp"

#include <iterator>

namespace tenon::tests {

namespace {

/// The lines of a CREATE TABLE's body in sorted order, without their commas.
std::string with_sorted_columns(const std::string& statement) {
    const auto open = statement.find("(\n");
    const auto close = statement.rfind("\n)");
    if (open == std::string::npos || close == std::string::npos || close < open) return statement;
    std::vector<std::string> lines;
    for (auto line : split_lines(std::string_view(statement).substr(open + 2, close - open - 2))) {
        line = trim(line);
        if (line.ends_with(',')) line.remove_suffix(1);
        lines.emplace_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return statement.substr(0, open + 2) + join(lines, "\n") + statement.substr(close);
}

bool is_setting(const std::string& statement) {
    return statement.starts_with("SET ") || statement.starts_with("SELECT pg_catalog.set_config(");
}

}  // namespace

std::vector<std::string> dumped_statements(const std::string& url) {
    const auto dump = support::run_program({"/usr/lib/postgresql/15/bin/pg_dump", "--schema-only", url});
    if (dump.exit != 0) throw std::runtime_error("pg_dump failed: " + dump.err);
    sql::splitter splitter(dump.out, "dump");
    std::vector<std::string> statements;
    while (auto item = splitter.next()) {
        const auto* statement = std::get_if<sql::statement>(&*item);
        if (!statement || is_setting(statement->text)) continue;
        statements.push_back(statement->text.starts_with("CREATE TABLE") ||
                                     statement->text.starts_with("CREATE UNLOGGED TABLE") ||
                                     statement->text.starts_with("CREATE FOREIGN TABLE")
                                 ? with_sorted_columns(statement->text)
                                 : statement->text);
    }
    std::sort(statements.begin(), statements.end());
    return statements;
}

std::string dump_differences(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    std::vector<std::string> gone, come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(come));
    std::string out;
    for (const auto& statement : gone) out += "- " + statement + ";\n";
    for (const auto& statement : come) out += "+ " + statement + ";\n";
    return out;
}

}  // namespace tenon::tests
