// SPDX-License-Identifier: Apache-2.0
#include "sql/statement_kind.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace tenon::sql {
namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<std::string> leading_words(std::string_view statement, std::size_t count) {
    std::vector<std::string> words;
    lexer source(statement);
    while (words.size() < count) {
        const auto item = source.next();
        if (item.kind == token_kind::end) break;
        if (!item.is_blank()) words.push_back(to_lower(item.text));
    }
    return words;
}

transaction_control transaction_control_of(std::string_view statement) {
    auto words = leading_words(statement, 3);
    words.resize(3);
    const auto& first = words[0];
    const auto& second = words[1];
    if (first == "begin") return transaction_control::begin;
    if (first == "start") return second == "transaction" ? transaction_control::begin : transaction_control::none;
    if (first == "commit" || first == "end")
        return second == "prepared" ? transaction_control::prepared : transaction_control::commit;
    if (first == "rollback" || first == "abort")
        return second == "prepared" ? transaction_control::prepared : transaction_control::rollback;
    if (first == "savepoint" || first == "release") return transaction_control::savepoint;
    if (first == "prepare" && second == "transaction") return transaction_control::prepared;
    if (first == "set" && (second == "transaction" || second == "constraints")) return transaction_control::settings;
    return transaction_control::none;
}

bool runs_outside_transaction(std::string_view statement) {
    const auto words = leading_words(statement, 16);
    if (words.empty()) return false;
    const auto& first = words[0];
    const std::string second = words.size() > 1 ? words[1] : std::string();
    if (first == "vacuum" || (first == "alter" && second == "system")) return true;
    if (first == "cluster") return words.size() == 1 || (words.size() == 2 && second == "verbose");
    if (first == "create" || first == "drop") {
        if (second == "database" || second == "tablespace" || second == "subscription") return true;
        const bool index = second == "index" || (second == "unique" && words.size() > 2 && words[2] == "index");
        return index && contains(words, "concurrently");
    }
    if (first == "reindex") {
        return contains(words, "concurrently") || contains(words, "database") || contains(words, "system") ||
               contains(words, "schema");
    }
    if (first == "alter" && second == "database") return contains(words, "tablespace");
    if (first == "alter" && second == "subscription")
        return contains(words, "refresh") || contains(words, "publication");
    if (first == "alter" && second == "table") return contains(words, "detach") && contains(words, "concurrently");
    if (first == "discard") return second == "all";
    return (first == "commit" || first == "rollback") && second == "prepared";
}

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// CREATE, ALTER and DROP of what belongs to the server and not to one database.
bool is_of_server(const std::string& second, const std::string& third) {
    if (second == "user") return third != "mapping";
    return is_one_of(second, {"system", "database", "role", "group", "tablespace"});
}

/// True when AS and a query follow: CREATE TABLE t AS SELECT …, unlike GENERATED ALWAYS AS (…).
bool makes_rows(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (words[i] != "as" || words[i - 1] == "always") continue;
        if (is_one_of(words[i + 1], {"select", "with", "values", "table", "execute", "("})) return true;
    }
    return false;
}

}  // namespace

statement_effect effect_of(std::string_view statement) {
    constexpr std::size_t far = 64;  // enough for the name, columns and options before AS
    auto words = leading_words(statement, far);
    words.resize(std::max<std::size_t>(words.size(), 3));
    const auto &first = words[0], &second = words[1], &third = words[2];
    if (is_one_of(first, {"insert", "update", "delete", "merge", "truncate", "select", "values", "table", "with", "call",
                          "refresh", "("}))
        return statement_effect::data;
    if (is_one_of(first, {"create", "alter", "drop"}) && is_of_server(second, third)) return statement_effect::server;
    if (first == "do") return statement_effect::either;
    const bool table = second == "table" || (second == "unlogged" && third == "table");
    if (first == "create" && table && makes_rows(words))
        return statement_effect::either;
    if (is_one_of(first, {"set", "reset", "show", "begin", "start", "commit", "end", "rollback", "abort", "savepoint",
                          "release", "prepare", "execute", "deallocate", "discard", "declare", "fetch", "move", "close",
                          "listen", "unlisten", "notify", "load", "lock", "explain"}))
        return statement_effect::session;
    if (is_one_of(first, {"vacuum", "analyze", "analyse", "cluster", "reindex", "checkpoint", "copy"}))
        return statement_effect::upkeep;
    return statement_effect::schema;
}

}  // namespace tenon::sql
