// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/action.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/statement_kind.hpp"

namespace tenon::postgres::loading {
namespace {

using sql::leading_words;
using sql::token;
using sql::token_kind;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The tokens that are neither blanks nor comments.
std::vector<token> essential_tokens(std::string_view statement, std::size_t count) {
    std::vector<token> tokens;
    sql::lexer source(statement);
    for (auto item = source.next(); item.kind != token_kind::end && tokens.size() < count; item = source.next())
        if (!item.is_blank()) tokens.push_back(item);
    return tokens;
}

// COPY t FROM 'file', COPY t TO PROGRAM 'x'; not FROM STDIN and TO STDOUT.
bool copies_with_server(std::string_view statement) {
    int depth = 0;
    bool next = false;
    for (const auto& item : sql::tokenize(statement)) {
        if (item.is_blank()) continue;
        if (next) return item.kind == token_kind::string || item.is_word("program");
        if (item.is("(")) ++depth;
        if (item.is(")")) --depth;
        next = depth == 0 && (item.is_word("from") || item.is_word("to"));
    }
    return false;
}

std::string name_of(const token& item) {
    const bool is_name = item.kind == token_kind::word || item.kind == token_kind::quoted_identifier;
    return is_name ? sql::unquote_identifier(item.text) : std::string();
}

/// A batch is read as a whole before its first statement runs: what decides where strings end must come before it.
bool changes_how_text_is_read(std::string_view first_word, std::string_view statement) {
    if (is_one_of(first_word, {"reset", "discard"})) return true;
    if (!is_one_of(first_word, {"set", "select", "do"})) return false;
    const auto text = to_lower(statement);
    return text.find("standard_conforming_strings") != std::string::npos ||
           text.find("backslash_quote") != std::string::npos;
}

bool is_role_word(const token& item) {
    return item.is_word("role") || item.is_word("user") || item.is_word("group");
}

// ALTER DATABASE d SET a = 1, ALTER ROLE r [IN DATABASE d] RESET a; not ALTER DATABASE d SET TABLESPACE t.
bool changes_settings(const std::vector<token>& tokens, std::size_t at) {
    if (at + 1 >= tokens.size()) return false;
    return (tokens[at].is_word("set") || tokens[at].is_word("reset")) && !tokens[at + 1].is_word("tablespace");
}

// GRANT a TO b, as opposed to GRANT … ON … TO.
bool is_membership(std::string_view statement) {
    for (const auto& item : sql::tokenize(statement))
        if (item.is_word("on")) return false;
    return true;
}

// What is done to databases, roles and tablespaces, none of which is a part of a schema.
std::optional<action> action_beyond_contents(std::string_view statement) {
    const auto tokens = essential_tokens(statement, 8);
    if (tokens.size() < 3) return std::nullopt;
    const auto& verb = tokens[0];
    const auto& kind = tokens[1];
    if (verb.is_word("grant") || verb.is_word("revoke")) {
        const auto words = leading_words(statement, 64);
        const auto on = std::find(words.begin(), words.end(), "on");
        const auto target = on != words.end() && on + 1 != words.end() ? on[1] : std::string();
        if (target == "database") return action::database;
        if (target == "tablespace" || target == "parameter") return action::shared_object;
        return is_membership(statement) ? std::optional(action::shared_object) : std::nullopt;
    }
    if (verb.is_word("comment") || verb.is_word("security")) {
        for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
            if (!tokens[i].is_word("on")) continue;
            if (tokens[i + 1].is_word("database")) return action::database;
            if (is_role_word(tokens[i + 1]) || tokens[i + 1].is_word("tablespace")) return action::shared_object;
            break;
        }
        return std::nullopt;
    }
    if (kind.is_word("database"))
        return verb.is_word("alter") && changes_settings(tokens, 3) ? action::settings : action::database;
    if (verb.is_word("create")) return std::nullopt;
    if (kind.is_word("system")) return action::server;
    if (is_role_word(kind) && !tokens[2].is_word("mapping")) {
        const std::size_t at = tokens[3 < tokens.size() ? 3 : 2].is_word("in") ? 6 : 3;
        return verb.is_word("alter") && changes_settings(tokens, at) ? action::settings : action::shared_object;
    }
    const bool beyond = kind.is_word("tablespace") || kind.is_word("owned");
    return beyond ? std::optional(action::shared_object) : std::nullopt;
}

}  // namespace

action action_for(std::string_view statement) {
    auto words = leading_words(statement, 3);
    words.resize(3);
    switch (sql::transaction_control_of(statement)) {
        case sql::transaction_control::begin:
            return action::begin;
        case sql::transaction_control::commit:
            return action::commit;
        case sql::transaction_control::rollback:
            // ROLLBACK TO a savepoint undoes as much as ROLLBACK does.
            return action::rollback;
        case sql::transaction_control::savepoint:
        case sql::transaction_control::settings:
            return action::read_over;
        case sql::transaction_control::prepared:
            return words[0] == "rollback" ? action::rollback : action::commit;
        case sql::transaction_control::none:
            break;
    }
    if (words[0] == "set" && words[1] == "local") return action::set_local;
    if (words[0] == "lock") return action::read_over;
    if (is_one_of(words[0], {"create", "drop", "alter", "comment", "grant", "revoke", "security", "reassign"})) {
        if (const auto special = action_beyond_contents(statement)) return *special;
    }
    if (words[0] == "create" && words[1] == "tablespace") return action::tablespace;
    if (words[0] == "create" && words[1] == "subscription") return action::subscription;
    // What a rolled-back batch leaves prepared would be there when the batch is sent again.
    if (is_one_of(words[0], {"prepare", "deallocate", "load"})) return action::run_alone;
    if (changes_how_text_is_read(words[0], statement)) return action::run_alone;
    if (words[0] == "copy" && copies_with_server(statement)) return action::server_file;
    return sql::runs_outside_transaction(statement) ? action::run_alone : action::run;
}

bool touches_session(std::string_view statement) {
    const auto words = leading_words(statement, 4);
    if (words.empty()) return false;
    if (words[0] == "create") {
        return std::any_of(words.begin() + 1, words.end(), [](const auto& word) {
            return is_one_of(word, {"temp", "temporary"});
        });
    }
    return !is_one_of(words[0], {"alter", "comment", "grant", "revoke", "insert", "update", "delete", "drop", "copy",
                                 "security", "refresh", "truncate", "analyze", "vacuum", "import"});
}

std::string role_made_by(std::string_view statement) {
    const auto tokens = essential_tokens(statement, 3);
    if (tokens.size() < 3 || !tokens[0].is_word("create")) return {};
    if (!tokens[1].is_word("role") && !tokens[1].is_word("user") && !tokens[1].is_word("group")) return {};
    return tokens[2].is_word("mapping") ? std::string() : name_of(tokens[2]);
}

std::optional<std::string> role_set_by(std::string_view statement) {
    const auto tokens = essential_tokens(statement, 5);
    if (tokens.size() < 2 || !(tokens[0].is_word("set") || tokens[0].is_word("reset"))) return std::nullopt;
    const auto is = [&](std::size_t at, std::string_view word) {
        return at < tokens.size() && tokens[at].is_word(word);
    };
    std::size_t at = is(1, "local") ? 2 : 1;
    if (is(at, "session")) ++at;
    if (!is(at, "authorization") && !is(at, "role")) return std::nullopt;
    ++at;
    if (tokens[0].is_word("reset") || at >= tokens.size() || is(at, "default") || is(at, "none")) return std::string();
    if (tokens[at].kind != sql::token_kind::string) return name_of(tokens[at]);
    const auto text = std::string(tokens[at].text);
    return replace_all(text.substr(1, text.size() - 2), "''", "'");
}

std::string name_made_by(std::string_view statement, std::string_view kind) {
    const auto tokens = essential_tokens(statement, 8);
    if (tokens.size() < 3 || !tokens[0].is_word("create") || !tokens[1].is_word(kind)) return {};
    const std::size_t at = tokens.size() > 5 && tokens[2].is_word("if") && tokens[3].is_word("not") ? 5 : 2;
    const bool qualified = tokens.size() > at + 2 && tokens[at + 1].is(".");
    return name_of(tokens[qualified ? at + 2 : at]);
}

std::optional<std::vector<std::string>> shared_objects_of(std::string_view statement) {
    const auto tokens = essential_tokens(statement, statement.size());
    if (tokens[0].is_word("reassign") || (tokens[0].is_word("drop") && tokens[1].is_word("owned"))) return std::nullopt;
    std::vector<std::string> names;
    const bool membership = tokens[0].is_word("grant") || tokens[0].is_word("revoke");
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const bool named = tokens[i - 1].is_word("role") || tokens[i - 1].is_word("user") ||
                           tokens[i - 1].is_word("group") || tokens[i - 1].is_word("tablespace") ||
                           tokens[i - 1].is_word("exists") || tokens[i - 1].is(",") || tokens[i - 1].is_word("to") ||
                           tokens[i - 1].is_word("from") || (membership && i == 1);
        if (named && !tokens[i].is_word("if") && !name_of(tokens[i]).empty()) names.push_back(name_of(tokens[i]));
    }
    return names;
}

std::string for_database(std::string_view statement, const std::string& database) {
    const auto tokens = essential_tokens(statement, 6);
    std::string text(statement);
    const auto name = sql::quote_identifier(database);
    const bool of_role = !tokens[1].is_word("database");
    const bool limited = of_role && tokens.size() > 5 && tokens[3].is_word("in");
    const auto& old = tokens[limited ? 5 : 2];
    if (of_role && !limited) return text.insert(old.offset + old.text.size(), " IN DATABASE " + name);
    return text.replace(old.offset, old.text.size(), name);
}

std::string without_local(std::string_view statement) {
    std::string text(statement);
    const auto tokens = essential_tokens(statement, 2);
    if (tokens.size() == 2) text.replace(tokens[1].offset, tokens[1].text.size(), tokens[1].text.size(), ' ');
    return text;
}

std::string setting_of(std::string_view set_local) {
    const auto tokens = essential_tokens(set_local, 5);
    if (tokens.size() < 3) return {};
    if (tokens[2].is_word("time")) return "timezone";
    if (tokens[2].is_word("session")) return "session_authorization";
    auto name = name_of(tokens[2]);
    if (tokens.size() == 5 && tokens[3].is(".")) name += "." + name_of(tokens[4]);
    return name;
}

std::string without_connecting(std::string_view statement) {
    const auto tokens = essential_tokens(statement, statement.size());
    std::size_t with = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].is_word("connect")) return std::string(statement);
        if (tokens[i].is_word("with") && tokens[i + 1].is("(")) with = tokens[i + 1].offset + 1;
    }
    std::string text(statement);
    if (with == 0) return text + " WITH (connect = false)";
    return text.insert(with, "connect = false, ");
}

}  // namespace tenon::postgres::loading
