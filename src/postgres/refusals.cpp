// SPDX-License-Identifier: Apache-2.0
#include "postgres/refusals.hpp"

#include "catalog/identity.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {

namespace {

/// Something inside the parentheses of CREATE TABLE that the server may refuse, and what takes its place.
struct part {
    std::size_t from = 0, to = 0;
    catalog::object_id object;
    std::string_view instead;  ///< padded to the same length, so that positions in the statement stay
};

using tokens = std::vector<sql::token>;

/// What CREATE TABLE says inside its parentheses.
struct table_text {
    std::vector<part> expressions;  ///< checks, foreign keys, exclusions, defaults, generation expressions
    std::vector<part> columns;      ///< each from its type to its end
};

/// `item`: its tokens, without blanks, that stand in no parentheses of its own.
void take_item(table_text& out, const tokens& item, std::size_t end, const catalog::object_id& table) {
    if (item.size() < 2) return;
    const auto named = [&](catalog::object_kind kind, const sql::token& name) {
        return catalog::object_id{kind,
                                  table.identity + "." + catalog::identity_part(sql::unquote_identifier(name.text))};
    };
    if (item[0].is_word("constraint")) {
        if (item.size() > 2 && (item[2].is_word("check") || item[2].is_word("foreign") || item[2].is_word("exclude")))
            out.expressions.push_back(
                {item[0].offset, end, named(catalog::object_kind::constraint, item[1]), "CHECK (true)"});
        return;
    }
    const auto column = named(catalog::object_kind::column, item[0]);
    constexpr std::string_view harmless = "text";
    if (end - item[1].offset >= harmless.size()) out.columns.push_back({item[1].offset, end, column, harmless});
    for (std::size_t i = 1; i < item.size(); ++i) {
        const bool computed =
            item[i].is_word("generated") && i + 3 < item.size() && item[i + 2].is_word("as") && item[i + 3].is("(");
        if (!computed && !item[i].is_word("default")) continue;
        out.expressions.push_back({item[i].offset, end, column, ""});
        return;
    }
}

table_text read_table(const diff::step& step) {
    table_text out;
    sql::lexer lexer(step.sql);
    tokens item;
    int depth = 0;
    const auto finish = [&](std::size_t end) {
        take_item(out, item, end, step.object);
        item.clear();
    };
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next()) {
        if (token.is_blank()) continue;
        if (token.is(")") && --depth == 0) {
            finish(token.offset);
            break;
        }
        if (depth == 1 && token.is(",")) {
            finish(token.offset);
            continue;
        }
        if (depth == 1) item.push_back(token);
        if (token.is("(")) ++depth;
    }
    return out;
}

/// The statement without all these parts but one.
std::string without(std::string sql, const std::vector<part>& parts, const part* kept = nullptr) {
    for (const auto& each : parts) {
        if (&each == kept) continue;
        for (std::size_t at = each.from; at < each.to; ++at)
            if (sql[at] != '\n') sql[at] = ' ';
        sql.replace(each.from, each.instead.size(), each.instead);
    }
    return sql;
}

/// Whether the part of the statement names one of these columns, or belongs to it.
bool speaks_of(const part& one, const diff::step& step, const std::vector<part>& columns) {
    std::set<std::string, std::less<>> names;
    for (const auto& column : columns) {
        if (column.object == one.object) return true;
        names.insert(column.object.identity.substr(step.object.identity.size() + 1));
    }
    sql::lexer lexer(std::string_view(step.sql).substr(one.from, one.to - one.from));
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next())
        if (names.contains(catalog::identity_part(sql::unquote_identifier(token.text)))) return true;
    return false;
}

std::optional<database_error> refusal_of(connection& server, const std::string& statement) {
    std::optional<database_error> out;
    server.run("savepoint probe");
    try {
        server.execute(statement);
    } catch (const database_error& error) {
        if (!server.is_usable()) throw;
        out = error;
    }
    server.run("rollback to savepoint probe");
    server.run("release savepoint probe");
    return out;
}

}  // namespace

std::vector<refused_step> refusals_of(connection& server, const diff::plan& plan, std::size_t number,
                                      const database_error& first) {
    const auto& step = plan.steps[number];
    std::vector<refused_step> out;
    if (step.object.kind == catalog::object_kind::table && step.sql.starts_with("CREATE ")) {
        auto [expressions, columns] = read_table(step);
        const auto bare = without(step.sql, expressions);
        std::vector<part> refused;
        if (refusal_of(server, bare) && !refusal_of(server, without(bare, columns)))
            for (const auto& each : columns)
                if (const auto error = refusal_of(server, without(bare, columns, &each))) {
                    out.push_back({number, *error, each.object});
                    refused.push_back(each);
                }
        // What is wrong with the rest would be said of each; of an expression over a column that is refused, nothing
        // can be said.
        const auto rest = without(step.sql, refused);
        std::erase_if(expressions, [&](const part& each) { return speaks_of(each, step, refused); });
        if (!expressions.empty() && !refusal_of(server, without(rest, expressions)))
            for (const auto& each : expressions)
                if (const auto error = refusal_of(server, without(rest, expressions, &each)))
                    out.push_back({number, *error, each.object});
    }
    if (out.empty()) out.push_back({number, first, {}});
    return out;
}

}  // namespace tenon::postgres
