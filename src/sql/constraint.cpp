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

}  // namespace

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
