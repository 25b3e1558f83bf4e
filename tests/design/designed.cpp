// SPDX-License-Identifier: Apache-2.0
#include "design/designed.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "diff/script.hpp"
#include "requirements/parse.hpp"
#include "sql/quote.hpp"

#include <gtest/gtest.h>

namespace tenon::design {

std::vector<std::string> designed::said() const {
    std::vector<std::string> out;
    auto sorted = problems;
    sorted.sort();
    for (const auto& item : sorted.items()) {
        if (static_cast<int>(item.code) / 1000 != 3 && item.severity != severity::error) continue;
        std::string text = fmt::format("{}:{}: {}: {} [{}]", item.where.line, item.where.column,
                                       to_string(item.severity), item.message, to_string(item.code));
        if (!item.hint.empty()) text += " | " + item.hint;
        out.push_back(std::move(text));
    }
    return out;
}

const catalog::table& designed::table(const std::string& name) const {
    static const catalog::table none;
    if (made)
        for (const auto& table : made->draft.tables)
            if (table.name.name == name) return table;
    ADD_FAILURE() << "no table " << name;
    return none;
}

const catalog::column& designed::column(const std::string& table_name, const std::string& name) const {
    static const catalog::column none;
    for (const auto& column : table(table_name).columns)
        if (column.name == name) return column;
    ADD_FAILURE() << "no column " << table_name << "." << name;
    return none;
}

const catalog::constraint* designed::constraint(const std::string& name) const {
    if (made)
        for (const auto& each : made->draft.constraints)
            if (each.name == name) return &each;
    return nullptr;
}

const catalog::index* designed::index(const std::string& name) const {
    if (made)
        for (const auto& each : made->draft.indexes)
            if (each.name.name == name) return &each;
    return nullptr;
}

designed design_of_document(const std::string& text, const options& settings,
                            std::vector<queries::index_candidate> candidates) {
    designed out;
    out.document = requirements::parse(text, "requirements.yaml", out.problems);
    if (out.document)
        out.made = make_design(
            *out.document, [&](const queries::table_lookup&) { return candidates; }, settings, out.problems);
    return out;
}

designed design_of(const std::string& text, const options& settings, std::vector<queries::index_candidate> candidates) {
    return design_of_document("platform: test\n" + text, settings, std::move(candidates));
}

namespace {

std::vector<std::string> statements_of(const result& made) {
    const auto plan = diff::make_plan(catalog::fresh_database(made.draft.major), made.draft);
    std::vector<std::string> out;
    for (const auto& missed : plan.unplanned)
        ADD_FAILURE() << catalog::to_string(missed.object) << ": " << missed.reason;
    for (auto& statement : diff::statements(plan, false)) {
        // Expressions stand as they were written: names without a schema are those of the platform.
        if (statement.starts_with("SET search_path"))
            statement = "SET search_path = " + sql::quote_identifier(made.notes.schema) + ", public";
        out.push_back(std::move(statement));
    }
    for (const auto& statement : made.notes.statements) out.push_back(statement.sql);
    return out;
}

}  // namespace

std::string sql_of(const result& made) {
    std::string out = diff::to_sql(diff::make_plan(catalog::fresh_database(made.draft.major), made.draft));
    for (const auto& statement : made.notes.statements) out += "\n" + statement.sql + ";\n";
    return out;
}

void load(postgres::connection& session, const result& made) {
    for (const auto& statement : statements_of(made)) {
        try {
            session.execute(statement);
        } catch (const postgres::database_error& problem) {
            ADD_FAILURE() << problem.what() << "\n" << statement;
            return;
        }
    }
}

std::string answer(postgres::connection& session, const std::string& sql) {
    try {
        session.run(sql);
        return "accepted";
    } catch (const postgres::database_error& problem) {
        if (session.in_transaction()) session.run("ROLLBACK");
        std::string text = fmt::format("{}: {}", problem.sqlstate(), problem.message().message);
        if (!problem.hint().empty()) text += "\n" + problem.hint();
        return text;
    }
}

std::string value(postgres::connection& session, const std::string& sql) {
    const auto rows = session.execute(sql);
    if (rows.empty()) return "no row";
    return rows.is_null(0, 0) ? "null" : std::string(rows.text(0, 0));
}

}  // namespace tenon::design
