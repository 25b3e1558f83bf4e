// SPDX-License-Identifier: Apache-2.0
#include "sql/constraint.hpp"

#include "catalog/identity.hpp"
#include "sql/lexer.hpp"

namespace tenon::sql {
namespace {

using catalog::constraint_kind;
using catalog::foreign_key_action;

std::string_view action_words(foreign_key_action action) {
    switch (action) {
        case foreign_key_action::no_action:
            return "NO ACTION";
        case foreign_key_action::restrict_:
            return "RESTRICT";
        case foreign_key_action::cascade:
            return "CASCADE";
        case foreign_key_action::set_null:
            return "SET NULL";
        case foreign_key_action::set_default:
            return "SET DEFAULT";
    }
    return "";
}

/// "(a, b)"; `last` stands before the last name.
std::string columns_text(const std::vector<std::string>& columns, std::string_view before_last = "",
                         std::string_view after_last = "") {
    std::string out = "(";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool last = i + 1 == columns.size();
        out += fmt::format("{}{}{}{}", i == 0 ? "" : ", ", last ? before_last : "", quote_identifier(columns[i]),
                           last ? after_last : "");
    }
    return out + ")";
}

std::string index_clauses(const catalog::constraint& o) {
    std::string out;
    if (!o.include.empty()) out += fmt::format(" INCLUDE ({})", quote_list(o.include));
    if (!o.index_options.empty()) out += fmt::format(" WITH ({})", storage_parameters(o.index_options));
    if (!o.index_tablespace.empty()) out += " USING INDEX TABLESPACE " + quote_identifier(o.index_tablespace);
    return out;
}

/// The server prints INCLUDE and WITH as part of the definition, but no tablespace, which stands before WHERE.
std::string exclusion(const catalog::constraint& o) {
    if (o.index_tablespace.empty()) return "EXCLUDE " + o.expression;
    const std::string clause = "USING INDEX TABLESPACE " + quote_identifier(o.index_tablespace);
    int depth = 0;
    for (const auto& piece : tokenize(o.expression)) {
        if (piece.is("(")) ++depth;
        if (piece.is(")")) --depth;
        if (depth > 0 || !piece.is_word("where")) continue;
        return fmt::format("EXCLUDE {}{} {}", o.expression.substr(0, piece.offset), clause,
                           o.expression.substr(piece.offset));
    }
    return fmt::format("EXCLUDE {} {}", o.expression, clause);
}

std::string foreign_key(const catalog::constraint& o, int major) {
    const std::string_view period = o.period && major >= 18 ? "PERIOD " : "";
    const std::string key = "FOREIGN KEY " + columns_text(o.columns, period);
    std::string out = fmt::format("REFERENCES {} {}", quote(o.references), columns_text(o.referenced_columns, period));
    if (o.match_full) out += " MATCH FULL";
    if (o.on_update != foreign_key_action::no_action) out += fmt::format(" ON UPDATE {}", action_words(o.on_update));
    if (o.on_delete != foreign_key_action::no_action) out += fmt::format(" ON DELETE {}", action_words(o.on_delete));
    if (!o.on_delete_columns.empty() && major >= 15) out += " " + columns_text(o.on_delete_columns);
    // Short ones on one line; others with what they refer to on the next.
    constexpr std::size_t room = 80;
    return key + (key.size() + out.size() > room ? "\n        " : " ") + out;
}

std::string body(const catalog::constraint& o, int major) {
    const std::string_view overlaps = o.without_overlaps && major >= 18 ? " WITHOUT OVERLAPS" : "";
    switch (o.kind) {
        case constraint_kind::primary_key:
            return "PRIMARY KEY " + columns_text(o.columns, "", overlaps) + index_clauses(o);
        case constraint_kind::unique:
            return fmt::format("UNIQUE {}{}{}", o.nulls_not_distinct && major >= 15 ? "NULLS NOT DISTINCT " : "",
                               columns_text(o.columns, "", overlaps), index_clauses(o));
        case constraint_kind::exclusion:
            return exclusion(o);
        case constraint_kind::foreign_key:
            return foreign_key(o, major);
        case constraint_kind::check:
            return fmt::format("CHECK ({}){}", without_parentheses(o.expression), o.no_inherit ? " NO INHERIT" : "");
    }
    return {};
}

/// Renames what came with the parent's, whatever the server called it.
std::string rename(const catalog::constraint& o) {
    return fmt::format(
        R"(DO $$
DECLARE
    chosen pg_catalog.name;
BEGIN
    SELECT c.conname INTO STRICT chosen FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.conindid
        WHERE c.conrelid = {}::pg_catalog.regclass AND i.inhparent = {}::pg_catalog.regclass;
    IF chosen <> {} THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', {}, chosen, {});
    END IF;
END
$$)",
        quote_literal(quote(o.table)), quote_literal(o.parent_index), quote_literal(o.name),
        quote_literal(quote(o.table)), quote_literal(o.name));
}

/// The columns and functions of "USING gist (a WITH =, lower(b) WITH =)" joined by "_", as the server names indexes; ""
/// when that is not plain.
std::string excluded_columns(std::string_view expression) {
    std::set<std::string> names;
    std::string out;
    std::string name;
    int depth = 0;
    bool in_name = false;
    const auto finish = [&] {
        if (!name.empty() && names.insert(name).second) out += (out.empty() ? "" : "_") + std::exchange(name, {});
    };
    std::size_t elements = 0;
    for (const auto& piece : tokenize(expression)) {
        if (piece.is_blank()) continue;
        const bool begins = (depth == 0 && piece.is("(")) || (depth == 1 && piece.is(","));
        if (piece.is("(")) ++depth;
        if (piece.is(")") && --depth == 0) break;
        if (begins) {
            finish();
            ++elements;
            in_name = true;
            continue;
        }
        if (!in_name || piece.is(".")) continue;
        const bool word = piece.kind == token_kind::word || piece.kind == token_kind::quoted_identifier;
        if (word && (name.empty() || expression[piece.offset - 1] == '.')) {
            name = unquote_identifier(piece.text);
        } else {
            in_name = false;
        }
    }
    finish();
    return names.size() == elements ? out : std::string();
}

/// The name that the server gives such a key of a partition by itself; "" when that is not plain.
std::string chosen_name(const catalog::constraint& o) {
    if (o.kind == constraint_kind::primary_key) return catalog::chosen_name(o.table.name, "", "pkey");
    std::string columns;
    for (const auto& column : o.columns) columns += (columns.empty() ? "" : "_") + column;
    if (o.kind == constraint_kind::exclusion) columns = excluded_columns(o.expression);
    return columns.empty() ? std::string() : catalog::chosen_name(o.table.name, columns, "excl");
}

}  // namespace

bool can_attach(const catalog::constraint& o) {
    return o.kind != constraint_kind::exclusion && !o.without_overlaps;
}

std::vector<std::string> adapt(const catalog::constraint& o, const catalog::constraint& parents) {
    std::vector<std::string> out;
    if (o.name != chosen_name(o)) out.push_back(rename(o));
    const auto index = "ALTER INDEX " + quote(index_name(o));
    if (o.index_tablespace != parents.index_tablespace) {
        out.push_back(fmt::format("{} SET TABLESPACE {}", index,
                                  quote_identifier(o.index_tablespace.empty() ? "pg_default" : o.index_tablespace)));
    }
    catalog::options unset;
    for (const auto& [name, value] : parents.index_options)
        if (!o.index_options.contains(name)) unset.emplace(name, value);
    for (const auto& [name, value] : unset) out.push_back(fmt::format("{} RESET ({})", index, name));
    if (o.index_options != parents.index_options && !o.index_options.empty())
        out.push_back(fmt::format("{} SET ({})", index, storage_parameters(o.index_options)));
    return out;
}

std::string reference(const catalog::constraint& o) {
    return fmt::format("CONSTRAINT {} ON {}", quote_identifier(o.name), quote(o.table));
}

bool has_index(const catalog::constraint& o) {
    return o.kind != constraint_kind::foreign_key && o.kind != constraint_kind::check;
}

catalog::qualified_name index_name(const catalog::constraint& o) {
    return {o.table.schema, o.name};
}

std::string clause(const catalog::constraint& o, int major) {
    std::string out = fmt::format("CONSTRAINT {} {}", quote_identifier(o.name), body(o, major));
    if (o.deferrable) out += " DEFERRABLE";
    if (o.initially_deferred) out += " INITIALLY DEFERRED";
    if (o.not_enforced && major >= 18) {
        out += " NOT ENFORCED";  // implies NOT VALID
    } else if (o.not_valid) {
        out += " NOT VALID";
    }
    return out;
}

std::string create(const catalog::constraint& o, int major, bool only) {
    return fmt::format("ALTER TABLE {}{} ADD {}", only ? "ONLY " : "", quote(o.table), clause(o, major));
}

std::string drop(const catalog::constraint& o) {
    return fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", quote(o.table), quote_identifier(o.name));
}

details details_after(const catalog::constraint& o, int) {
    details out;
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    const auto index = "INDEX " + quote(index_name(o));
    if (!o.index_comment.empty()) out.push_back({id_of(o), "comment", comment_on(index, o.index_comment)});
    add_extensions_depended_on(out, id_of(o), index, o.index_depends_on_extensions);
    return out;
}

}  // namespace tenon::sql
