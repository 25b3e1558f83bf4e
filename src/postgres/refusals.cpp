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

/// The tokens of an item, without blanks, that stand in no parentheses of its own.
std::optional<part> part_of(const tokens& item, std::size_t end, const catalog::object_id& table) {
    if (item.size() < 2) return {};
    const auto named = [&](catalog::object_kind kind, const sql::token& name) {
        return catalog::object_id{kind, table.identity + "." + catalog::identity_part(sql::unquote_identifier(name.text))};
    };
    if (item[0].is_word("constraint")) {
        if (item.size() < 3 || !(item[2].is_word("check") || item[2].is_word("foreign") || item[2].is_word("exclude")))
            return {};
        return part{item[0].offset, end, named(catalog::object_kind::constraint, item[1]), "CHECK (true)"};
    }
    for (std::size_t i = 1; i < item.size(); ++i) {
        const bool computed = item[i].is_word("generated") && i + 3 < item.size() && item[i + 2].is_word("as") &&
                              item[i + 3].is("(");
        if (computed || item[i].is_word("default"))
            return part{item[i].offset, end, named(catalog::object_kind::column, item[0]), ""};
    }
    return {};
}

std::vector<part> parts_of(const diff::step& step) {
    std::vector<part> out;
    sql::lexer lexer(step.sql);
    tokens item;
    int depth = 0;
    const auto finish = [&](std::size_t end) {
        if (auto found = part_of(item, end, step.object)) out.push_back(std::move(*found));
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

std::string without(std::string sql, const std::vector<part>& parts, const part* kept) {
    for (const auto& each : parts) {
        if (&each == kept) continue;
        for (std::size_t at = each.from; at < each.to; ++at)
            if (sql[at] != '\n') sql[at] = ' ';
        sql.replace(each.from, each.instead.size(), each.instead);
    }
    return sql;
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
        const auto parts = parts_of(step);
        // What is wrong with the rest would be said of each.
        if (!parts.empty() && !refusal_of(server, without(step.sql, parts, nullptr)))
            for (const auto& each : parts)
                if (const auto error = refusal_of(server, without(step.sql, parts, &each)))
                    out.push_back({number, *error, each.object});
    }
    if (out.empty()) out.push_back({number, first, {}});
    return out;
}

}  // namespace tenon::postgres
