// SPDX-License-Identifier: Apache-2.0
#include "diff/alteration/alteration.hpp"

// What a table says besides its columns, views, indexes, constraints. Columns are in columns.cpp.
namespace tenon::diff {
namespace {

using list = std::vector<std::string>;

std::string tablespace(const std::string& name) {
    return "SET TABLESPACE " + sql::quote_identifier(name.empty() ? "pg_default" : name);
}

/// What can be set on a column of a view or materialized view, up to the first whose name differs. Grants have a node
/// of their own.
template <class View>
void alter_columns(altering<View>& a) {
    for (std::size_t i = 0; i < a.now.columns.size() && i < a.to.columns.size(); ++i) {
        auto& now = a.now.columns[i];
        const auto& to = a.to.columns[i];
        if (now.name != to.name) return;
        const auto id = catalog::column_id(a.to.name, to.name);
        const auto alter = [&](std::string_view action) {
            return fmt::format("ALTER {} ALTER COLUMN {} {}", sql::reference(a.to), sql::quote_identifier(to.name),
                               action);
        };
        const auto set_default = [&](const std::string& text) {
            return alter(text.empty() ? "DROP DEFAULT" : "SET DEFAULT " + text);
        };
        if (now.default_ != to.default_) a.say(id, "default", {set_default(to.default_)}, {set_default(now.default_)});
        if (now.storage != to.storage && !now.storage.empty() && !to.storage.empty())
            a.say(id, "storage", {alter("SET STORAGE " + to.storage)}, {alter("SET STORAGE " + now.storage)});
        const auto compression = [&](const std::string& text) {
            return alter("SET COMPRESSION " + (text.empty() ? "default" : text));
        };
        if (now.compression != to.compression)
            a.say(id, "compression", {compression(to.compression)}, {compression(now.compression)});
        const auto statistics = [&](std::optional<int> target) {
            return alter(fmt::format("SET STATISTICS {}", target.value_or(-1)));
        };
        if (now.statistics_target != to.statistics_target)
            a.say(id, "statistics", {statistics(to.statistics_target)}, {statistics(now.statistics_target)});
        a.say(id, "options", change_parameters(alter("").substr(0, alter("").size() - 1), now.options, to.options),
              change_parameters(alter("").substr(0, alter("").size() - 1), to.options, now.options));
        const auto column = fmt::format("COLUMN {}.{}", sql::quote(a.to.name), sql::quote_identifier(to.name));
        if (now.comment != to.comment)
            a.say(id, "comment", {sql::comment_on(column, to.comment)}, {sql::comment_on(column, now.comment)});
        const auto type = now.type;
        const auto storage = now.storage;
        now = to;
        now.type = type;
        if (storage.empty() != to.storage.empty()) now.storage = storage;
    }
}

}  // namespace

template <>
void alter_members(altering<catalog::table>& a) {
    using catalog::table;
    const auto alter = [](const table& o) { return "ALTER " + sql::reference(o); };
    a.now.columns = a.to.columns;  // nodes of their own, as are these:
    a.now.replica = a.to.replica;
    a.now.replica_index = a.to.replica_index;
    a.now.clustered_on = a.to.clustered_on;
    a.now.partition_of = a.to.partition_of;
    a.now.partition_bound = a.to.partition_bound;
    a.now.inherits = a.to.inherits;

    a.member(&table::unlogged, "persistence", [&](const table&, const table& b) {
        return fmt::format("{} SET {}", alter(b), b.unlogged ? "UNLOGGED" : "LOGGED");
    });
    if (a.major >= 15 && a.to.kind == catalog::table_kind::ordinary) {
        a.member(&table::access_method, "access method", [&](const table&, const table& b) {
            return fmt::format("{} SET ACCESS METHOD {}", alter(b),
                               sql::quote_identifier(b.access_method.empty() ? "heap" : b.access_method));
        });
    }
    if (a.to.kind != catalog::table_kind::foreign) {
        a.member(&table::tablespace, "tablespace", [&](const table&, const table& b) {
            return fmt::format("{} {}", alter(b), tablespace(b.tablespace));
        });
    }
    if (a.to.kind == catalog::table_kind::ordinary) {
        a.member(&table::options, "options",
                 [&](const table& x, const table& y) { return change_parameters(alter(y), x.options, y.options); });
    }
    a.member(&table::row_security, "row security", [&](const table&, const table& b) {
        return fmt::format("{} {} ROW LEVEL SECURITY", alter(b), b.row_security ? "ENABLE" : "DISABLE");
    });
    a.member(&table::force_row_security, "row security", [&](const table&, const table& b) {
        return fmt::format("{} {} ROW LEVEL SECURITY", alter(b), b.force_row_security ? "FORCE" : "NO FORCE");
    });
    if (a.to.kind == catalog::table_kind::foreign && a.now.server == a.to.server) {
        const auto text = [&](const table& x, const table& y) {
            const auto what = change_foreign_options(x.foreign_options, y.foreign_options, x.secrets, y.secrets);
            return what.empty() ? list{} : list{alter(y) + what};
        };
        a.say(id_of(a.to), "options", text(a.now, a.to), text(a.to, a.now));
        a.now.foreign_options = a.to.foreign_options;
        a.now.secrets = a.to.secrets;
    }
    a.member(&table::of_type, "type", [&](const table&, const table& b) {
        return b.of_type.empty() ? alter(b) + " NOT OF" : fmt::format("{} OF {}", alter(b), b.of_type);
    });
}

template <>
void alter_members(altering<catalog::view>& a) {
    using catalog::view;
    // The new query may add columns at the end, and nothing else.
    const bool fits = a.now.columns.size() <= a.to.columns.size() &&
                      std::equal(a.now.columns.begin(), a.now.columns.end(), a.to.columns.begin(),
                                 [](const auto& x, const auto& y) { return x.name == y.name && x.type == y.type; });
    if (a.now.definition != a.to.definition && fits) {
        view next = a.now;
        next.definition = a.to.definition;
        next.options = a.to.options;
        const bool back = a.now.columns.size() == a.to.columns.size();
        a.say(id_of(a.to), "query", {sql::replace(next, a.major)}, back ? list{sql::replace(a.now, a.major)} : list{},
              back ? "" : "columns of a view cannot be taken away in place");
        for (std::size_t i = next.columns.size(); i < a.to.columns.size(); ++i) {
            catalog::view_column column;
            column.name = a.to.columns[i].name;
            column.type = a.to.columns[i].type;
            next.columns.push_back(column);
        }
        a.now = next;
    }
    a.member(&view::options, "options", [](const view& x, const view& y) {
        return change_parameters("ALTER " + sql::reference(y), x.options, y.options);
    });
    alter_columns(a);
}

template <>
void alter_members(altering<catalog::materialized_view>& a) {
    using catalog::materialized_view;
    const auto alter = [](const materialized_view& o) { return "ALTER " + sql::reference(o); };
    a.now.clustered_on = a.to.clustered_on;  // a node of its own
    a.member(&materialized_view::options, "options",
             [&](const auto& x, const auto& y) { return change_parameters(alter(y), x.options, y.options); });
    a.member(&materialized_view::tablespace, "tablespace",
             [&](const auto&, const auto& b) { return fmt::format("{} {}", alter(b), tablespace(b.tablespace)); });
    if (a.major >= 15) {
        a.member(&materialized_view::access_method, "access method", [&](const auto&, const auto& b) {
            return fmt::format("{} SET ACCESS METHOD {}", alter(b),
                               sql::quote_identifier(b.access_method.empty() ? "heap" : b.access_method));
        });
    }
    alter_columns(a);
}

template <>
void alter_members(altering<catalog::index>& a) {
    using catalog::index;
    a.now.parent_index = a.to.parent_index;  // attached by a node of its own
    if (!a.to.partitioned) {
        a.member(&index::options, "options", [](const auto& x, const auto& y) {
            return change_parameters("ALTER " + sql::reference(y), x.options, y.options);
        });
    }
    a.member(&index::tablespace, "tablespace", [](const auto&, const auto& b) {
        return fmt::format("ALTER {} {}", sql::reference(b), tablespace(b.tablespace));
    });
    for (std::size_t i = 0; i < a.now.keys.size() && i < a.to.keys.size(); ++i) {
        const auto text = [&](std::optional<int> target) {
            return fmt::format("ALTER {} ALTER COLUMN {} SET STATISTICS {}", sql::reference(a.to), i + 1,
                               target.value_or(-1));
        };
        if (a.now.keys[i].statistics_target == a.to.keys[i].statistics_target) continue;
        a.say(id_of(a.to), "statistics", {text(a.to.keys[i].statistics_target)},
              {text(a.now.keys[i].statistics_target)});
        a.now.keys[i].statistics_target = a.to.keys[i].statistics_target;
    }
}

template <>
void alter_members(altering<catalog::constraint>& a) {
    using catalog::constraint;
    a.now.parent_index = a.to.parent_index;  // attached by a node of its own
    a.now.inherited = a.to.inherited;        // follows from who is whose parent
    a.now.cloned = a.to.cloned;
    const auto table = "ALTER TABLE " + sql::quote(a.to.table);
    const auto name = sql::quote_identifier(a.to.name);
    if (a.to.kind == catalog::constraint_kind::foreign_key && !a.to.cloned &&
        (a.now.deferrable != a.to.deferrable || a.now.initially_deferred != a.to.initially_deferred)) {
        const auto text = [&](const constraint& o) {
            return fmt::format("{} ALTER CONSTRAINT {} {}", table, name,
                               o.initially_deferred ? "DEFERRABLE INITIALLY DEFERRED"
                               : o.deferrable       ? "DEFERRABLE INITIALLY IMMEDIATE"
                                                    : "NOT DEFERRABLE");
        };
        a.say(id_of(a.to), "deferrability", {text(a.to)}, {text(a.now)});
        a.now.deferrable = a.to.deferrable;
        a.now.initially_deferred = a.to.initially_deferred;
    }
    if (a.now.not_valid && !a.to.not_valid && a.now.not_enforced == a.to.not_enforced) {
        a.say(id_of(a.to), "validity", {fmt::format("{} VALIDATE CONSTRAINT {}", table, name)}, {},
              "what was checked stays checked");
        a.now.not_valid = false;
    }
    if (!sql::has_index(a.to)) return;
    const auto index = "INDEX " + sql::quote(sql::index_name(a.to));
    a.member(&constraint::index_comment, "comment",
             [&](const auto&, const auto& b) { return sql::comment_on(index, b.index_comment); });
    a.member(&constraint::index_options, "options", [&](const auto& x, const auto& y) {
        return change_parameters("ALTER " + index, x.index_options, y.index_options);
    });
    a.member(&constraint::index_tablespace, "tablespace", [&](const auto&, const auto& b) {
        return fmt::format("ALTER {} {}", index, tablespace(b.index_tablespace));
    });
    a.member(&constraint::index_depends_on_extensions, "extension", [&](const constraint& x, const constraint& y) {
        return change_extensions(index, x.index_depends_on_extensions, y.index_depends_on_extensions);
    });
}

}  // namespace tenon::diff
