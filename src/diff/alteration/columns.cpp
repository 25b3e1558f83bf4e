// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "diff/alteration/column_change.hpp"

namespace tenon::diff {
namespace {

using catalog::column;
using catalog::generation;
using catalog::identity_kind;
using list = std::vector<std::string>;

/// The type without its modifiers: "numeric(10,2)" → "numeric", "timestamp(3) without time zone" → without "(3)".
std::string bare_type(std::string_view type) {
    const auto open = type.find('(');
    if (open == std::string_view::npos || type.find('"') < open) return std::string(type);
    const auto close = type.find(')', open);
    std::string out(type.substr(0, open));
    if (close != std::string_view::npos) out += type.substr(close + 1);
    return out;
}

/// The server's own types whose values it converts by itself when a column changes its type: those of one group among
/// each other, for the numbers in the order of the casts in pg_cast (assignment casts lead both ways).
int group_of(std::string_view type) {
    static const std::map<std::string_view, int> groups = {{"smallint", 1},
                                                           {"integer", 1},
                                                           {"bigint", 1},
                                                           {"numeric", 1},
                                                           {"real", 1},
                                                           {"double precision", 1},
                                                           {"text", 2},
                                                           {"character varying", 2},
                                                           {"character", 2},
                                                           {"name", 2},
                                                           {"date", 3},
                                                           {"timestamp without time zone", 3},
                                                           {"timestamp with time zone", 3},
                                                           {"json", 4},
                                                           {"jsonb", 4},
                                                           {"bit", 5},
                                                           {"bit varying", 5},
                                                           {"cidr", 6},
                                                           {"inet", 6},
                                                           {"time without time zone", 7},
                                                           {"time with time zone", 7}};
    const auto found = groups.find(type);
    return found == groups.end() ? 0 : found->second;
}

/// "USING …", or "" where the server converts by itself. Types of this catalog (enums, say) are qualified.
std::string using_clause(const column& from, const column& to) {
    std::string was = bare_type(from.type), now = bare_type(to.type);
    if (was == now) return {};
    std::string brackets;
    while (was.ends_with("[]") && now.ends_with("[]")) {
        was.resize(was.size() - 2);
        now.resize(now.size() - 2);
        brackets += "[]";
    }
    const auto name = sql::quote_identifier(to.name);
    const bool both_servers = was.find('.') == std::string::npos && now.find('.') == std::string::npos;
    if (was == now || (both_servers && group_of(was) != 0 && group_of(was) == group_of(now))) return {};
    if (brackets.empty() && group_of(now) == 2) return {};  // everything is assigned to text
    const bool by_text = was.find('.') != std::string::npos && now.find('.') != std::string::npos;
    // Without its modifier: a cast to varchar(3) would cut the values, the assignment refuses those that are too long.
    return fmt::format(" USING {}{}::{}{}", name, by_text ? "::text" + brackets : "", now, brackets);
}

std::string alter(const column_of_table& o, std::string_view action, bool only = true) {
    return fmt::format("ALTER TABLE {}{} ALTER COLUMN {} {}", only ? "ONLY " : "", sql::quote(o.table->name),
                       sql::quote_identifier(o.column->name), action);
}

std::string type_text(const column_of_table& from, const column_of_table& to) {
    const auto& o = *to.column;
    std::string action = "SET DATA TYPE " + o.type;
    if (!o.collation.empty()) action += " COLLATE " + o.collation;
    return alter(to, action + using_clause(*from.column, o), false);
}

list change_identity(const column_of_table& from, const column_of_table& to, int major) {
    const auto& was = *from.column;
    const auto& now = *to.column;
    // ALTER TABLE ONLY is refused for partitioned tables with the identity that their partitions share.
    const bool only = !(major >= 17 && to.table->kind == catalog::table_kind::partitioned);
    if (now.identity == identity_kind::none) return {alter(to, "DROP IDENTITY", only)};
    if (was.identity == identity_kind::none) return {alter(to, "ADD " + sql::identity_clause(now), only)};
    std::string what;
    const auto say = [&](const std::string& text) { what += (what.empty() ? "" : " ") + text; };
    if (was.identity != now.identity)
        say(now.identity == identity_kind::always ? "SET GENERATED ALWAYS" : "SET GENERATED BY DEFAULT");
    const catalog::sequence_options usual;
    const auto& a = was.identity_sequence ? *was.identity_sequence : usual;
    const auto& b = now.identity_sequence ? *now.identity_sequence : usual;
    for (const auto& clause : sql::sequence_changes(a, b)) say(clause == "RESTART" ? clause : "SET " + clause);
    return what.empty() ? list{} : list{alter(to, what, only)};
}

list change_not_null(const column_of_table& from, const column_of_table& to, bool carried, int major) {
    const auto& was = from.column->not_null;
    const auto& now = to.column->not_null;
    list out;
    // 18: those of parents reach their children.
    if (major >= 18 && carried && (!was || was->inherited) && (!now || now->inherited)) return out;
    // Of a partitioned table alone it cannot be taken away while there are partitions; from 18 on children have it as a
    // constraint of their parents'.
    const bool only = major < 18 && to.table->kind != catalog::table_kind::partitioned;
    if (was && (!now || major < 18)) out.push_back(alter(to, "DROP NOT NULL", only));
    if (!now) return out;
    if (!was || major < 18) {
        out.clear();
        if (was) return out;
        // Partitions cannot do without what their partitioned table has.
        out.push_back(major < 18 && to.table->kind == catalog::table_kind::partitioned
                          ? alter(to, "SET NOT NULL", false)
                          : sql::set_not_null(*to.table, *to.column, major));
        return out;
    }
    // 18: a constraint with a name.
    const auto table = "ALTER TABLE " + sql::quote(to.table->name);
    const auto old_name = sql::not_null_name(*from.table, *from.column);
    const auto new_name = sql::not_null_name(*to.table, *to.column);
    if (old_name != new_name) {
        out.push_back(fmt::format("{} RENAME CONSTRAINT {} TO {}", table, sql::quote_identifier(old_name),
                                  sql::quote_identifier(new_name)));
    }
    if (was->not_valid && !now->not_valid)
        out.push_back(fmt::format("{} VALIDATE CONSTRAINT {}", table, sql::quote_identifier(new_name)));
    if (was->no_inherit != now->no_inherit) {
        out.push_back(fmt::format("{} ALTER CONSTRAINT {} {}", table, sql::quote_identifier(new_name),
                                  now->no_inherit ? "NO INHERIT" : "INHERIT"));
    }
    if (was->comment != now->comment) {
        out.push_back(sql::comment_on(
            fmt::format("CONSTRAINT {} ON {}", sql::quote_identifier(new_name), sql::quote(to.table->name)),
            now->comment));
    }
    return out;
}

}  // namespace

bool retypes(const column& from, const column& to) {
    return from.type != to.type || from.collation != to.collation;
}

bool alter_column(const column_of_table& from, const column_of_table& to, bool carried, int major, alterations& out) {
    const auto id = catalog::column_id(to.table->name, to.column->name);
    const auto say = [&](std::string aspect, list forward, list back) {
        if (!forward.empty()) out.push_back({id, std::move(aspect), std::move(forward), std::move(back), {}});
    };
    const auto one = [&](std::string aspect, std::string forward, std::string back) {
        say(std::move(aspect), {std::move(forward)}, {std::move(back)});
    };
    const auto& a = *from.column;
    const auto& b = *to.column;
    if (a.generated != b.generated) {
        // What was generated can stay as it is; what was written cannot become generated.
        if (a.generated != generation::stored || b.generated != generation::none) return false;
        out.push_back({id, "expression", {alter(to, "DROP EXPRESSION", false)}, {}, "values that were written stay"});
    } else if (b.generated != generation::none && a.default_ != b.default_) {
        if (major < 17) return false;
        if (!carried) {
            const auto text = [&](const std::string& expression) {
                return alter(to, fmt::format("SET EXPRESSION AS ({})", sql::without_parentheses(expression)), false);
            };
            one("expression", text(b.default_), text(a.default_));
        }
    }
    if (retypes(a, b) && !carried) one("type", type_text(from, to), type_text(to, from));
    if (a.identity != identity_kind::none && b.identity == identity_kind::none) {
        say("identity", change_identity(from, to, major), change_identity(to, from, major));
    }
    const bool implied = b.identity != identity_kind::none && a.identity == identity_kind::none;
    if (a.not_null != b.not_null)
        say("not null", change_not_null(from, to, carried, major), change_not_null(to, from, carried, major));
    const bool shared_identity = major >= 17 && to.table->partition_of;
    if (!shared_identity && (implied || (b.identity != identity_kind::none &&
                                         (a.identity != b.identity || a.identity_sequence != b.identity_sequence)))) {
        say("identity", change_identity(from, to, major), change_identity(to, from, major));
    }
    if (a.identity != identity_kind::none && b.identity != identity_kind::none) {
        if (a.identity_sequence_name != b.identity_sequence_name) return false;
    }
    if (a.identity_comment != b.identity_comment && b.identity != identity_kind::none) {
        const auto sequence = "SEQUENCE " + sql::identity_sequence(*to.table, b);
        one("comment", sql::comment_on(sequence, b.identity_comment), sql::comment_on(sequence, a.identity_comment));
    }
    if (a.storage != b.storage && !(a.storage.empty() && retypes(a, b))) {
        // "" is the type's own, which the server knows by DEFAULT from 16 on.
        const auto text = [&](const std::string& storage) {
            return alter(to, "SET STORAGE " + (storage.empty() ? major >= 16 ? "DEFAULT" : "EXTENDED" : storage));
        };
        one("storage", text(b.storage), text(a.storage));
    }
    if (a.compression != b.compression) {
        const auto text = [&](const std::string& method) {
            return alter(to, "SET COMPRESSION " + (method.empty() ? "default" : method));
        };
        one("compression", text(b.compression), text(a.compression));
    }
    if (a.statistics_target != b.statistics_target) {
        const auto text = [&](std::optional<int> target) {
            return alter(to, fmt::format("SET STATISTICS {}", target.value_or(-1)));
        };
        one("statistics", text(b.statistics_target), text(a.statistics_target));
    }
    const auto start = alter(to, "");
    const auto begin = start.substr(0, start.size() - 1);
    say("options", change_parameters(begin, a.options, b.options), change_parameters(begin, b.options, a.options));
    const auto options = change_foreign_options(a.foreign_options, b.foreign_options, a.secrets, b.secrets);
    if (!options.empty()) {
        one("options", begin + options,
            begin + change_foreign_options(b.foreign_options, a.foreign_options, b.secrets, a.secrets));
    }
    if (a.comment != b.comment) {
        const auto name = fmt::format("COLUMN {}.{}", sql::quote(to.table->name), sql::quote_identifier(b.name));
        one("comment", sql::comment_on(name, b.comment), sql::comment_on(name, a.comment));
    }
    return true;
}

std::string add_column(const column_of_table& o, bool without_default, int major) {
    const sql::column_parts parts{.type = true, .default_ = !without_default, .identity = true, .not_null = true};
    return fmt::format("ALTER TABLE {} ADD COLUMN {}", sql::quote(o.table->name),
                       sql::column_text(*o.table, *o.column, parts, major));
}

std::string drop_column(const column_of_table& o) {
    return fmt::format("ALTER TABLE {} DROP COLUMN {}", sql::quote(o.table->name),
                       sql::quote_identifier(o.column->name));
}

column carried_by(const column& parents) {
    column out = parents;
    out.inherited = true;
    out.comment.clear();
    out.privileges.reset();
    out.statistics_target.reset();
    out.options.clear();
    out.identity = identity_kind::none;
    out.identity_sequence.reset();
    out.identity_comment.clear();
    if (out.not_null) {
        out.not_null->inherited = true;
        out.not_null->comment.clear();
    }
    return out;
}

}  // namespace tenon::diff
