// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "diff/alteration/alteration.hpp"
#include "sql/lexer.hpp"

// Functions, operators and their families, text search.
namespace tenon::diff {
namespace {

using list = std::vector<std::string>;

/// An argument as pg_get_function_arguments prints it: what stands before DEFAULT, and whether that is there.
struct argument {
    std::string head;
    bool has_default = false;
};

std::vector<argument> arguments_of(std::string_view text) {
    std::vector<argument> out;
    int depth = 0;
    argument now;
    const auto finish = [&] {
        now.head = std::string(trim(now.head));
        if (!now.head.empty()) out.push_back(std::move(now));
        now = {};
    };
    for (const auto& piece : sql::tokenize(text)) {
        if (piece.is("(") || piece.is("[")) ++depth;
        if (piece.is(")") || piece.is("]")) --depth;
        if (depth == 0 && piece.is(",")) {
            finish();
            continue;
        }
        if (depth == 0 && piece.is_word("default")) now.has_default = true;
        if (!now.has_default) now.head += piece.text;
    }
    finish();
    return out;
}

/// What CREATE OR REPLACE cannot change stays the same: kind, result, names of arguments; no default goes away
/// (PostgreSQL documentation, CREATE FUNCTION, "Overloading" and "Notes").
bool can_replace(const catalog::function& from, const catalog::function& to) {
    if (from.procedure != to.procedure || from.window != to.window || from.returns != to.returns) return false;
    if (from.identity_arguments != to.identity_arguments) return false;
    if (from.arguments == to.arguments) return true;
    const auto before = arguments_of(from.arguments), after = arguments_of(to.arguments);
    return std::equal(before.begin(), before.end(), after.begin(), after.end(), [](const auto& a, const auto& b) {
        return a.head == b.head && (!a.has_default || b.has_default);
    });
}

/// The names of "language = 'german', stopwords = 'german'".
list option_names(std::string_view options) {
    list out;
    bool name = true;
    for (const auto& piece : sql::tokenize(options)) {
        if (piece.is_blank()) continue;
        if (name) out.emplace_back(piece.text);
        name = piece.is(",");
    }
    return out;
}

}  // namespace

template <>
void alter_members(altering<catalog::function>& a) {
    catalog::function next = a.to;
    next.owner = a.now.owner;
    next.comment = a.now.comment;
    next.privileges = a.now.privileges;
    next.depends_on_extensions = a.now.depends_on_extensions;
    if (next == a.now || !can_replace(a.now, next)) return;
    const bool back = can_replace(next, a.now);
    a.say(id_of(a.to), "definition", {sql::replace(next, a.major)}, back ? list{sql::replace(a.now, a.major)} : list{},
          back ? "" : "a default of an argument cannot be taken away");
    // The server forgets this with the old definition.
    next.depends_on_extensions.clear();
    a.now = next;
}

template <>
void alter_members(altering<catalog::operator_>& a) {
    const auto text = [](const catalog::operator_& x, const catalog::operator_& y) {
        std::string what;
        const auto function = [&](std::string_view word, const std::string& was, const std::string& now) {
            if (was == now) return;
            what += fmt::format("{}{} = {}", what.empty() ? "" : ", ", word, now.empty() ? "NONE" : now);
        };
        function("RESTRICT", x.restriction, y.restriction);
        function("JOIN", x.join, y.join);
        return what.empty() ? list{} : list{fmt::format("ALTER {} SET ({})", sql::reference(y), what)};
    };
    catalog::operator_ next = a.now;
    next.restriction = a.to.restriction;
    next.join = a.to.join;
    a.say(id_of(a.to), "estimators", text(a.now, next), text(next, a.now));
    a.now = next;
}

template <>
void alter_members(altering<catalog::operator_family>& a) {
    a.now.operators = a.to.operators;  // loose members are a node of their own
    a.now.functions = a.to.functions;
}

template <>
void alter_members(altering<catalog::text_search_dictionary>& a) {
    a.member(&catalog::text_search_dictionary::options, "options", [](const auto& x, const auto& y) {
        // An option without a value goes back to its default.
        std::string what = y.options;
        const auto kept = option_names(y.options);
        for (const auto& name : option_names(x.options)) {
            if (std::find(kept.begin(), kept.end(), name) == kept.end()) what += (what.empty() ? "" : ", ") + name;
        }
        return fmt::format("ALTER {} ({})", sql::reference(y), what);
    });
}

template <>
void alter_members(altering<catalog::text_search_configuration>& a) {
    if (!(a.now.parser == a.to.parser) || a.now.mappings == a.to.mappings) return;
    const auto text = [](const auto& x, const auto& y) {
        list out;
        const auto find = [](const auto& mappings, const std::string& token) {
            return std::find_if(mappings.begin(), mappings.end(), [&](const auto& one) { return one.token == token; });
        };
        for (const auto& one : x.mappings) {
            if (find(y.mappings, one.token) != y.mappings.end()) continue;
            out.push_back(
                fmt::format("ALTER {} DROP MAPPING FOR {}", sql::reference(y), sql::quote_identifier(one.token)));
        }
        for (const auto& one : y.mappings) {
            const auto was = find(x.mappings, one.token);
            if (was != x.mappings.end() && *was == one) continue;
            out.push_back(fmt::format("ALTER {} {} MAPPING FOR {} WITH {}", sql::reference(y),
                                      was == x.mappings.end() ? "ADD" : "ALTER", sql::quote_identifier(one.token),
                                      sql::quote_list(one.dictionaries)));
        }
        return out;
    };
    a.member(&catalog::text_search_configuration::mappings, "mapping", text);
}

}  // namespace tenon::diff
