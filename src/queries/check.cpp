// SPDX-License-Identifier: Apache-2.0
#include "queries/check.hpp"

#include "base/codes/queries.hpp"
#include "base/text.hpp"
#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"
#include "sql/statement_kind.hpp"

namespace tenon::queries {

namespace {

/// Kinds that need rows to come back, and kinds that make no sense when some do.
bool returns_rows(query_kind kind) {
    return kind == query_kind::one || kind == query_kind::maybe || kind == query_kind::many;
}

/// `PREPARE name(types) AS `: what stands before the query in the statement that is sent.
std::string prepare_head(const query& of, const std::string& name) {
    std::string types;
    for (const auto& parameter : of.parameters) {
        const auto* clause = of.find_declared(parameter);
        types += fmt::format("{}{}", types.empty() ? "" : ", ", clause ? sql_type(clause->type) : "unknown");
    }
    return fmt::format("PREPARE {}{} AS ", name, types.empty() ? "" : fmt::format("({})", types));
}

std::string type_name(postgres::connection& server, std::uint32_t type, int modifier) {
    return std::string(
        server.execute("select format_type($1::oid, $2::integer)", {std::to_string(type), std::to_string(modifier)})
            .text(0, 0));
}

void tell_refused(const query& of, const std::string& head, const postgres::database_error& error,
                  diagnostics& problems) {
    const auto& message = error.message();
    // 42P18 indeterminate_datatype, 42P08 ambiguous_parameter
    const bool parameter_type = message.sqlstate == "42P18" || message.sqlstate == "42P08";
    auto where = of.statement_where;
    const auto head_characters = static_cast<int>(count_characters(head));
    if (message.position > head_characters) {
        const auto byte =
            sql::byte_of_character(of.sql, static_cast<std::size_t>(message.position - head_characters - 1));
        where = of.place_of(byte);
    } else if (message.position > 0 && !of.declared.empty()) {
        where = of.declared.front().where;
    }
    std::string hint = message.hint;
    if (parameter_type) {
        // The server speaks of $2; people wrote :part_id.
        for (std::size_t i = of.parameters.size(); i > 0; --i) {
            const auto number = fmt::format("${}", i);
            if (message.message.find(number) == std::string::npos) continue;
            hint = fmt::format("name its type: `-- param {}: …`", of.parameters[i - 1]);
            if (message.position == 0) where = of.place_of(of.sql.find(number));
            break;
        }
    }
    auto text = fmt::format("query {}: {}", of.name, message.message);
    for (std::size_t i = of.parameters.size(); i > 0; --i)
        text = replace_all(std::move(text), fmt::format("${}", i), ":" + of.parameters[i - 1]);
    if (!message.detail.empty()) text += fmt::format(" ({})", message.detail);
    problems.error(parameter_type ? code::query_parameter_type : code::query_not_prepared, where, std::move(text),
                   std::move(hint));
}

void check_kind(const query& of, const described_query& described, diagnostics& problems) {
    if (returns_rows(of.kind) && described.columns.empty()) {
        problems.error(code::query_returns_nothing, of.where,
                       fmt::format("query {} is :{}, and its statement returns no rows", of.name, to_string(of.kind)),
                       "make it :exec or :rows, or add RETURNING");
    }
    if ((of.kind == query_kind::rows || of.kind == query_kind::copy) && !described.columns.empty()) {
        problems.error(code::query_returns_rows, of.where,
                       fmt::format("query {} is :{}, and its statement returns rows", of.name, to_string(of.kind)),
                       "make it :many, :maybe or :one, or leave RETURNING out");
    }
    if (of.kind == query_kind::copy && sql::leading_words(of.sql, 1) != std::vector<std::string>{"insert"}) {
        problems.error(code::query_not_copyable, of.where, fmt::format("query {} is :copy, and is no INSERT", of.name),
                       "a :copy is `INSERT INTO t (columns) VALUES (:a, :b)`");
    }
    for (const auto& clause : of.columns) {
        const auto found = std::find_if(described.columns.begin(), described.columns.end(),
                                        [&](const auto& column) { return column.name == clause.name; });
        if (found != described.columns.end()) continue;
        std::vector<std::string> names;
        for (const auto& column : described.columns) names.push_back(column.name);
        const auto near = closest(clause.name, names);
        problems.error(code::query_unknown_column, clause.where,
                       fmt::format("query {} returns no column {}", of.name, clause.name),
                       near ? fmt::format("did you mean \"{}\"?", *near) : "it returns: " + join(names, ", "));
    }
}

}  // namespace

std::string sql_type(std::string_view word) {
    static const std::map<std::string, std::string, std::less<>> words = {{"decimal", "numeric"},
                                                                          {"float", "double precision"},
                                                                          {"timestamp", "timestamp with time zone"},
                                                                          {"json", "jsonb"},
                                                                          {"binary", "bytea"},
                                                                          {"money", "numeric(10,2)"},
                                                                          {"email", "citext"},
                                                                          {"url", "text"}};
    std::string_view base = word;
    std::string array;
    while (base.ends_with("[]")) {
        base.remove_suffix(2);
        array += "[]";
    }
    if (base.starts_with("sql(") && base.ends_with(")")) return std::string(base.substr(4, base.size() - 5)) + array;
    const auto open = base.find('(');
    const auto name = trim(base.substr(0, open));
    const auto arguments = open == std::string_view::npos ? std::string_view() : base.substr(open);
    if (name == "text" && !arguments.empty()) return "character varying" + std::string(arguments) + array;
    if (name == "range" && !arguments.empty()) {
        static const std::map<std::string, std::string, std::less<>> ranges = {{"date", "daterange"},
                                                                               {"integer", "int4range"},
                                                                               {"bigint", "int8range"},
                                                                               {"decimal", "numrange"},
                                                                               {"timestamp", "tstzrange"}};
        const auto found = ranges.find(trim(arguments.substr(1, arguments.size() - 2)));
        if (found != ranges.end()) return found->second + array;
    }
    const auto found = words.find(name);
    if (found == words.end()) return std::string(base) + array;
    return found->second + (name == "decimal" ? std::string(arguments) : std::string()) + array;
}

std::vector<described_query> check(std::span<const query> all, postgres::connection& server, diagnostics& problems) {
    std::vector<described_query> out;
    for (const auto& query : all) {
        const std::string name = sql::quote_identifier("tenon " + query.name);
        const auto head = prepare_head(query, name);
        try {
            server.execute(head + query.sql);
            described_query described;
            described.name = query.name;
            const auto shape = server.describe_prepared("tenon " + query.name);
            for (const auto type : shape.parameters) described.parameter_types.push_back(type_name(server, type, -1));
            for (const auto& column : shape.columns)
                described.columns.push_back({column.name, type_name(server, column.type, column.modifier)});
            server.execute("DEALLOCATE " + name);
            check_kind(query, described, problems);
            out.push_back(std::move(described));
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            tell_refused(query, head, error, problems);
        }
    }
    return out;
}

}  // namespace tenon::queries
