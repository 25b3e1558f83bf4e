// SPDX-License-Identifier: Apache-2.0
#include "sql/column.hpp"

#include "catalog/identity.hpp"
#include "sql/sequence.hpp"

namespace tenon::sql {
namespace {

std::string alter(const catalog::table& table, const catalog::column& column, std::string_view action) {
    // On a partitioned table, too, each partition has its own; a foreign table takes ALTER TABLE as well.
    return fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {} {}", quote(table.name), quote_identifier(column.name),
                       action);
}

/// Whether CREATE TABLE can state the column's NOT NULL: one that is not valid has to be added.
bool is_stated(const catalog::column& column, int major) {
    return column.not_null && !(major >= 18 && column.not_null->not_valid);
}

std::string not_null_text(const catalog::column& column, int major) {
    const auto& o = *column.not_null;
    if (major < 18) return " NOT NULL";
    std::string out = o.name.empty() ? std::string() : " CONSTRAINT " + quote_identifier(o.name);
    return out + (o.no_inherit ? " NOT NULL NO INHERIT" : " NOT NULL");
}

/// The sequence of an identity column is made with the column's type; one that was copied (LIKE) may have another.
bool has_other_sequence_type(const catalog::column& column) {
    const auto& own = column.type;
    return column.identity_sequence && column.identity_sequence->type != own &&
           (own == "smallint" || own == "integer" || own == "bigint");
}

}  // namespace

std::string identity_clause(const catalog::column& column) {
    const auto* words = column.identity == catalog::identity_kind::always ? "ALWAYS" : "BY DEFAULT";
    std::string inside;
    if (!column.identity_sequence_name.empty()) inside = "SEQUENCE NAME " + column.identity_sequence_name;
    if (column.identity_sequence && !has_other_sequence_type(column)) {
        const std::string clauses = sequence_clauses(*column.identity_sequence);
        if (!clauses.empty()) inside += (inside.empty() ? "" : " ") + clauses;
    }
    return fmt::format("GENERATED {} AS IDENTITY{}", words, inside.empty() ? "" : fmt::format(" ({})", inside));
}

std::string identity_sequence(const catalog::table& table, const catalog::column& column) {
    if (!column.identity_sequence_name.empty()) return column.identity_sequence_name;
    return quote_qualified(table.name.schema, catalog::chosen_name(table.name.name, column.name, "seq"));
}

std::string column_text(const catalog::table& table, const catalog::column& column, const column_parts& parts,
                        int major) {
    std::string out = quote_identifier(column.name);
    if (parts.type) {
        out += " " + column.type;
        out += foreign_options(column.foreign_options, column.secrets);
        if (!column.compression.empty()) out += " COMPRESSION " + column.compression;
        if (!column.collation.empty()) out += " COLLATE " + column.collation;
    }
    const bool identity = parts.identity && column.identity != catalog::identity_kind::none;
    // Identity implies a plain NOT NULL.
    const bool plain = column.not_null && column.not_null->name.empty() && !column.not_null->no_inherit;
    if (parts.not_null && is_stated(column, major) &&
        !(identity && plain && table.kind == catalog::table_kind::ordinary)) {
        out += not_null_text(column, major);
    }
    if (identity) out += " " + identity_clause(column);
    if (!parts.default_ || column.default_.empty()) return out;
    switch (column.generated) {
        case catalog::generation::none:
            return out + " DEFAULT " + default_expression(column.default_);
        case catalog::generation::stored:
            return fmt::format("{} GENERATED ALWAYS AS ({}) STORED", out, without_parentheses(column.default_));
        case catalog::generation::virtual_:
            return fmt::format("{} GENERATED ALWAYS AS ({}) VIRTUAL", out, without_parentheses(column.default_));
    }
    return out;
}

std::string set_default(const catalog::table& table, const catalog::column& column) {
    return alter(table, column, "SET DEFAULT " + column.default_);
}

std::string drop_default(const catalog::table& table, const catalog::column& column) {
    return alter(table, column, "DROP DEFAULT");
}

std::string set_not_null(const catalog::table& table, const catalog::column& column, int major) {
    if (major < 18) return alter(table, column, "SET NOT NULL");
    const auto& o = *column.not_null;
    return fmt::format("ALTER TABLE {}{} ADD {}{}", o.no_inherit ? "ONLY " : "", quote(table.name),
                       not_null_clause(column), o.not_valid ? " NOT VALID" : "");
}

std::string not_null_name(const catalog::table& table, const catalog::column& column) {
    return column.not_null->name.empty() ? catalog::chosen_name(table.name.name, column.name, "not_null")
                                         : column.not_null->name;
}

std::string not_null_clause(const catalog::column& column) {
    const auto& o = *column.not_null;
    const std::string name = o.name.empty() ? std::string() : fmt::format("CONSTRAINT {} ", quote_identifier(o.name));
    return fmt::format("{}NOT NULL {}{}", name, quote_identifier(column.name), o.no_inherit ? " NO INHERIT" : "");
}

std::string drop_not_null(const catalog::table& table, const catalog::column& column) {
    return alter(table, column, "DROP NOT NULL");
}

details details_after(const catalog::table& table, const catalog::column& column, int major) {
    details out;
    const auto id = column_id(table.name, column.name);
    const auto add = [&](std::string aspect, std::string sql) {
        out.push_back({id, std::move(aspect), std::move(sql)});
    };
    if (!column.storage.empty()) add("storage", alter(table, column, "SET STORAGE " + column.storage));
    if (column.statistics_target) {
        add("statistics", alter(table, column, fmt::format("SET STATISTICS {}", *column.statistics_target)));
    }
    if (!column.options.empty()) {
        add("options", alter(table, column, fmt::format("SET ({})", storage_parameters(column.options))));
    }
    if (column.not_null && !is_stated(column, major)) add("not null", set_not_null(table, column, major));
    if (has_other_sequence_type(column)) {
        const auto& options = *column.identity_sequence;
        const auto clauses = sequence_clauses(options);
        add("identity", fmt::format("ALTER SEQUENCE {} AS {}{}{}{}", identity_sequence(table, column), options.type,
                                    clauses.empty() ? "" : " ", clauses, options.start ? " RESTART" : ""));
    }
    if (!column.comment.empty()) {
        add("comment",
            comment_on(fmt::format("COLUMN {}.{}", quote(table.name), quote_identifier(column.name)), column.comment));
    }
    if (!column.identity_comment.empty()) {
        add("comment", comment_on("SEQUENCE " + identity_sequence(table, column), column.identity_comment));
    }
    if (major >= 18 && column.not_null && !column.not_null->comment.empty()) {
        const auto name = quote_identifier(not_null_name(table, column));
        add("comment",
            comment_on(fmt::format("CONSTRAINT {} ON {}", name, quote(table.name)), column.not_null->comment));
    }
    return out;
}

grant_target target_of_identity(const catalog::table& table, const catalog::column& column) {
    return {grantable::sequence, "SEQUENCE " + identity_sequence(table, column), table.owner, {}, false};
}

grant_target target_of_column(const catalog::table& table, const catalog::column& column) {
    return {grantable::column, "TABLE " + quote(table.name), table.owner, {column.name}, false};
}

}  // namespace tenon::sql
