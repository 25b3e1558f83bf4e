// SPDX-License-Identifier: Apache-2.0
#include "queries/check.hpp"

#include "base/codes/queries.hpp"
#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/parse_tree.hpp"
#include "sql/statement_kind.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <set>

namespace tenon::queries {

namespace {

/// Kinds that need rows to come back, and kinds that make no sense when some do.
bool returns_rows(query_kind kind) {
    return kind == query_kind::one || kind == query_kind::maybe || kind == query_kind::many;
}

/// One at a time: names of queries may be longer than what the server keeps of a name.
const std::string prepared_name = "tenon_query";

/// `PREPARE name(types) AS `: what stands before the query in the statement that is sent.
std::string prepare_head(const query& of) {
    std::string types;
    for (const auto& parameter : of.parameters) {
        const auto* clause = of.find_declared(parameter);
        types += fmt::format("{}{}", types.empty() ? "" : ", ", clause ? sql_type(clause->type) : "unknown");
    }
    return fmt::format("PREPARE {}{} AS ", prepared_name, types.empty() ? "" : fmt::format("({})", types));
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

/// A place in the statement that stands for a parameter.
struct parameter_use {
    std::size_t parameter = 0;  ///< index
    std::size_t begin = 0;      ///< bytes of query.sql
    std::size_t end = 0;
    std::string type;       ///< declared, or inferred from this place alone
    bool inferred = false;  ///< false: declared, or the place leaves the type open
};

std::vector<parameter_use> uses_of(const query& of) {
    std::vector<parameter_use> uses;
    sql::lexer lexer(of.sql);
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next()) {
        if (token.kind != sql::token_kind::positional) continue;
        std::size_t number = 0;
        std::from_chars(token.text.data() + 1, token.text.data() + token.text.size(), number);
        if (number == 0 || number > of.parameters.size()) continue;
        const auto* clause = of.find_declared(of.parameters[number - 1]);
        uses.push_back({number - 1, token.offset, token.offset + token.text.size(),
                        clause ? sql_type(clause->type) : "unknown", !clause});
    }
    return uses;
}

/// The parameter that a message of the server names by its number, from 0.
std::optional<std::size_t> numbered_in(const std::string& message, std::size_t count) {
    const auto dollar = message.find('$');
    if (dollar == std::string::npos) return std::nullopt;
    std::size_t number = 0;
    std::from_chars(message.data() + dollar + 1, message.data() + message.size(), number);
    return number > 0 && number <= count ? std::optional(number - 1) : std::nullopt;
}

/// Fills in the type that the server infers for each use when it is a parameter of its own. False when the statement is
/// wrong even so.
bool infer_types(const query& of, std::vector<parameter_use>& uses, postgres::connection& server) {
    std::string body;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
        body += of.sql.substr(copied, uses[i].begin - copied) + fmt::format("${}", i + 1);
        copied = uses[i].end;
    }
    body += of.sql.substr(copied);
    // Each turn that fails settles one use whose place leaves its type open.
    for (std::size_t turn = 0; turn <= uses.size(); ++turn) {
        std::string types;
        for (const auto& use : uses) types += (types.empty() ? "" : ", ") + use.type;
        try {
            server.execute(fmt::format("PREPARE {} ({}) AS {}", prepared_name, types, body));
            const auto shape = server.describe_prepared(prepared_name);
            for (std::size_t i = 0; i < uses.size() && i < shape.parameters.size(); ++i)
                if (uses[i].inferred) uses[i].type = type_name(server, shape.parameters[i], -1);
            server.execute(fmt::format("DEALLOCATE {}", prepared_name));
            return true;
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            const auto open = numbered_in(error.message().message, uses.size());
            if (!open || !uses[*open].inferred) return false;
            uses[*open].type = "text";
            uses[*open].inferred = false;
        }
    }
    return false;
}

/// Tells parameters that need one type in one place and another in the next. False when that is not the reason.
bool tell_contradiction(const query& of, const postgres::database_error& error, postgres::connection& server,
                        diagnostics& problems) {
    // 42883 undefined_function, 42804 datatype_mismatch, 42P18 indeterminate_datatype, 42P08 ambiguous_parameter
    static const std::set<std::string, std::less<>> states = {"42883", "42804", "42P18", "42P08"};
    if (!states.contains(error.message().sqlstate)) return false;
    auto uses = uses_of(of);
    if (uses.size() == of.parameters.size() || !infer_types(of, uses, server)) return false;
    bool told = false;
    for (std::size_t parameter = 0; parameter < of.parameters.size(); ++parameter) {
        const parameter_use* first = nullptr;
        for (const auto& use : uses) {
            if (use.parameter != parameter || !use.inferred) continue;
            if (!first) first = &use;
            if (use.type == first->type) continue;
            const auto& name = of.parameters[parameter];
            const auto before = of.place_of(first->begin);
            problems.error(
                code::query_parameter_type, of.place_of(use.begin),
                fmt::format("query {}: two types are inferred for :{}, {} in line {} and {} here", of.name, name,
                            first->type, before.line, use.type),
                fmt::format("name its type: `-- param {}: …`, and cast it where the other one is needed", name));
            told = true;
            break;
        }
    }
    return told;
}

/// Has the server read the sample values as values of their types.
void check_samples(const query& of, postgres::connection& server, diagnostics& problems) {
    for (const auto& clause : of.declared) {
        if (!clause.sample || *clause.sample == "null") continue;
        // In the form that the type itself reads: a cast of the literal would take true for an integer.
        std::string text = *clause.sample;
        if (text.starts_with('\'')) text = replace_all(text.substr(1, text.size() - 2), "''", "'");
        try {
            server.execute(fmt::format("SELECT CAST($1 AS {})", sql_type(clause.type)), {text});
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            // 22 data exceptions, 23 what a domain does not take. Of a type that is not there PREPARE tells.
            const auto& state = error.message().sqlstate;
            if (!state.starts_with("22") && !state.starts_with("23")) continue;
            problems.error(code::query_bad_sample, clause.sample_where,
                           fmt::format("query {}: the sample value of :{} is no {}: {}", of.name, clause.name,
                                       clause.type, error.message().message),
                           "write a value of that type");
        }
    }
}

/// What keeps a statement from being sent as binary COPY; "" when nothing does, or the grammar does not know it.
std::string not_copyable(const query& of) {
    if (sql::leading_words(of.sql, 1) != std::vector<std::string>{"insert"}) return "is no INSERT";
    const sql::parse_tree tree(of.sql);
    if (tree.statements().empty()) return "";
    const auto& insert = *tree.statements().front().node;
    if (insert.contains("onConflictClause")) return "has ON CONFLICT, which COPY does not know";
    const auto* source = sql::object_member(insert, "selectStmt");
    const auto* select = source ? sql::object_member(*source, "SelectStmt") : nullptr;
    const auto* rows = select ? sql::array_member(*select, "valuesLists") : nullptr;
    if (!rows) return "inserts no VALUES";
    if (rows->size() != 1) return "inserts more than one row";
    const auto* list = rows->front().is_object() ? sql::object_member(rows->front().get_object(), "List") : nullptr;
    const auto* items = list ? sql::array_member(*list, "items") : nullptr;
    const bool parameters_only = items && std::all_of(items->begin(), items->end(), [](const auto& item) {
                                     return item.is_object() && item.get_object().contains("ParamRef");
                                 });
    return parameters_only ? "" : "inserts a value that is no parameter";
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
    if (of.kind == query_kind::copy) {
        if (const auto why = not_copyable(of); !why.empty())
            problems.error(code::query_not_copyable, of.where, fmt::format("query {} is :copy, and {}", of.name, why),
                           "a :copy is `INSERT INTO t (columns) VALUES (:a, :b)`");
    }
    if (of.kind == query_kind::batch && of.parameters.empty()) {
        problems.error(code::query_batch_without_parameters, of.where,
                       fmt::format("query {} is :batch, and has no parameters", of.name),
                       "a :batch runs once for each set of them: write :name in the statement, or make it :exec");
    }
    for (const auto& clause : of.columns) {
        const auto found = std::find_if(described.columns.begin(), described.columns.end(),
                                        [&](const auto& column) { return column.name == clause.name; });
        if (found != described.columns.end()) continue;
        std::vector<std::string> names;
        names.reserve(described.columns.size());
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
        check_samples(query, server, problems);
        const auto head = prepare_head(query);
        try {
            server.execute(head + query.sql);
            described_query described;
            described.name = query.name;
            const auto shape = server.describe_prepared(prepared_name);
            for (const auto type : shape.parameters) described.parameter_types.push_back(type_name(server, type, -1));
            for (const auto& column : shape.columns)
                described.columns.push_back({column.name, type_name(server, column.type, column.modifier)});
            server.execute(fmt::format("DEALLOCATE {}", prepared_name));
            check_kind(query, described, problems);
            out.push_back(std::move(described));
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            if (!tell_contradiction(query, error, server, problems)) tell_refused(query, head, error, problems);
        }
    }
    return out;
}

}  // namespace tenon::queries
