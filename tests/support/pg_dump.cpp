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

/// What is no part of a schema: settings of the script; the history tables of migration tools, which no catalog has;
/// and the schema public given to the owner of the database, which owns it anyway as pg_database_owner.
bool is_left_out(const std::string& statement) {
    if (statement.starts_with("SET ") || statement.starts_with("SELECT pg_catalog.set_config(")) return true;
    if (statement == "ALTER SCHEMA public OWNER TO postgres") return true;
    for (const std::string_view table : {"alembic_version", "schema_migrations", "flyway_schema_history",
                                         "_prisma_migrations", "__diesel_schema_migrations", "goose_db_version"})
        if (statement.find(fmt::format("public.{}", table)) != std::string::npos) return true;
    return false;
}

/// Storage parameters are a set: pg_dump prints them in the order in which somebody once set them.
std::string with_sorted_parameters(const std::string& statement) {
    const auto open = statement.rfind("\nWITH (");
    if (open == std::string::npos || !statement.ends_with(")")) return statement;
    const auto from = open + 7;
    std::vector<std::string> parameters;
    for (const auto part : split(std::string_view(statement).substr(from, statement.size() - from - 1), ','))
        parameters.emplace_back(trim(part));
    std::sort(parameters.begin(), parameters.end());
    return statement.substr(0, from) + join(parameters, ", ") + ")";
}

}  // namespace

std::vector<std::string> dumped_statements(const std::string& url) {
    const auto dump = support::run_program({"/usr/lib/postgresql/15/bin/pg_dump", "--schema-only", url});
    if (dump.exit != 0) throw std::runtime_error("pg_dump failed: " + dump.err);
    sql::splitter splitter(dump.out, "dump");
    std::vector<std::string> statements;
    while (auto item = splitter.next()) {
        const auto* statement = std::get_if<sql::statement>(&*item);
        if (!statement || is_left_out(statement->text)) continue;
        statements.push_back(statement->text.starts_with("CREATE TABLE") ||
                                     statement->text.starts_with("CREATE UNLOGGED TABLE") ||
                                     statement->text.starts_with("CREATE FOREIGN TABLE")
                                 ? with_sorted_parameters(with_sorted_columns(statement->text))
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
