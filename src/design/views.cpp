// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/finish.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/split.hpp"
#include "sql/statement_kind.hpp"

namespace tenon::design {

using catalog::object_kind;

namespace {

/// The names in a piece of SQL: words and quoted identifiers, as the server would store them.
std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> out;
    sql::lexer lexer(text);
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next())
        if (token.kind == sql::token_kind::word || token.kind == sql::token_kind::quoted_identifier)
            out.push_back(sql::unquote_identifier(token.text));
    return out;
}

std::string without_semicolon(std::string_view text) {
    auto out = trim(text);
    while (!out.empty() && out.back() == ';') out = trim(out.substr(0, out.size() - 1));
    return std::string(out);
}

}  // namespace

void add_views(workbench& bench) {
    struct made_view {
        catalog::object_id id;
        bool tenants;  ///< it reads tables with row security, itself or through other views
    };
    std::unordered_map<std::string, made_view> views;
    for (const auto& entity : bench.entities) {
        const auto* soft_delete = entity.find(requirements::behaviour_kind::soft_delete);
        const auto* live = soft_delete ? soft_delete->find("view") : nullptr;
        if (!live) continue;
        const std::string name = fit_name(live->scalar);
        views.emplace(name, made_view{{object_kind::view, catalog::identity_of(bench.qualify(name))},
                                      entity.table->table.row_security});
    }
    for (const auto& source : bench.document.views) {
        const position where = bench.at(source.name.where);
        workbench::requirement stands(bench, fmt::format("views.{}", *source.name),
                                      source.description ? **source.description : *source.name, where);
        const auto& plurals = bench.conventions.plurals;
        const std::string word = snake_case(*source.name);
        const std::string name = bench.make_name(
            "", {bench.conventions.plural_tables ? plural_of(singular_of(word, plurals), plurals) : word});
        const auto kind = *source.materialized ? object_kind::materialized_view : object_kind::view;
        const catalog::object_id id{kind, catalog::identity_of(bench.qualify(name))};
        bench.take_name("relation", name, id, fmt::format("the view {}", *source.name), where);
        bench.names.take("type", name, {id, "", where});
        bench.made(id);

        bool tenants = false;
        for (const auto& word_in_text : names_in(*source.sql)) {
            if (const auto table = bench.table_by_name.find(word_in_text); table != bench.table_by_name.end()) {
                bench.depend(id, table->second->id());
                tenants |= table->second->table.row_security;
            }
            if (const auto other = views.find(word_in_text); other != views.end()) {
                bench.depend(id, other->second.id);
                tenants |= other->second.tenants;
            }
        }
        views.emplace(name, made_view{id, tenants});

        const std::string definition = without_semicolon(*source.sql);
        const std::string comment = source.description ? **source.description : "";
        if (*source.materialized) {
            catalog::materialized_view view;
            view.name = bench.qualify(name);
            view.definition = definition;
            view.comment = comment;
            bench.draft.materialized_views.push_back(std::move(view));
            if (!source.key.empty()) {
                catalog::index index;
                std::vector<std::string> parts;
                for (const auto& column : source.key) {
                    index.keys.push_back({.column = *column});
                    parts.push_back(*column);
                }
                index.name =
                    bench.qualify(bench.make_name(bench.conventions.prefix("unique"), {name, join(parts, "_")}));
                index.table = bench.qualify(name);
                index.unique = true;
                index.comment = "Identifies a row, and lets the view be refreshed while it is read.";
                bench.take_name("relation", index.name.name, catalog::id_of(index),
                                fmt::format("the key of {}", *source.name), where);
                bench.made(catalog::id_of(index));
                bench.notes.indexes.push_back({catalog::id_of(index), id, parts, "", {"key of the view"}, {}, where});
                bench.draft.indexes.push_back(std::move(index));
            } else if (source.refresh) {
                bench.problems.warning(
                    code::refresh_blocks_readers, bench.at(source.refresh->where),
                    fmt::format("{} is refreshed every {} and has no key: each refresh locks out its readers",
                                *source.name, **source.refresh),
                    "name the columns that identify a row in `key`");
            }
            if (tenants)
                bench.problems.warning(
                    code::view_over_tenants, where,
                    fmt::format("{} is filled as its owner and has no row security of its own: whoever may read it "
                                "sees the rows of all tenants, and without BYPASSRLS its owner fills it with none",
                                *source.name),
                    "make it a plain view; or give its owner BYPASSRLS, keep the tenant as a column, and let only "
                    "those read it who may see all");
        } else {
            catalog::view view;
            view.name = bench.qualify(name);
            view.definition = definition;
            view.comment = comment;
            if (tenants && bench.settings.postgres >= 15) {
                view.options["security_invoker"] = "true";
                bench.decide(id, "it shows what its reader may see in the tables",
                             "a view runs as its owner otherwise, past row security", "behaviour tenant_scoped");
            } else if (tenants) {
                bench.problems.warning(
                    code::view_over_tenants, where,
                    fmt::format("{} reads tables with row security as its owner: PostgreSQL {} has no security_invoker",
                                *source.name, bench.settings.postgres),
                    "set `postgres: 15` or later for the project");
            }
            bench.draft.views.push_back(std::move(view));
        }
        view_note note;
        note.view = id;
        note.name = *source.name;
        if (source.area) note.area = **source.area;
        if (source.owner) note.owner = **source.owner;
        note.description = comment;
        if (source.refresh) note.refresh = **source.refresh;
        for (const auto& column : source.key) note.key.push_back(*column);
        note.sql = definition;
        note.from = where;
        bench.notes.views.push_back(std::move(note));
        if (source.was) {
            const std::string old = snake_case(**source.was);
            bench.notes.renames.push_back(
                {{kind, catalog::identity_of(
                            bench.qualify(fit_name(bench.conventions.plural_tables ? plural_of(old, plurals) : old)))},
                 id,
                 bench.at(source.was->where)});
        }
    }
}

namespace {

/// The schema and its rows go on from `sql:` into migrations; what is neither has to be said elsewhere.
void check_effect(workbench& bench, const std::string& statement, const position& where) {
    const auto words = sql::leading_words(statement, 2);
    const auto begin = join(words, " ");
    const auto refuse = [&](std::string_view what, std::string hint) {
        bench.problems.error(code::statement_of_no_schema, where, fmt::format("\"{} …\" {}", begin, what),
                             std::move(hint));
    };
    switch (sql::effect_of(statement)) {
        case sql::statement_effect::schema:
        case sql::statement_effect::data:
            return;
        case sql::statement_effect::either:
            bench.problems.warning(
                code::rows_not_carried, where,
                fmt::format("the objects that \"{} …\" makes become part of the schema; rows that it makes do not", begin),
                "write rows as INSERT, UPDATE or DELETE statements of their own");
            return;
        case sql::statement_effect::session:
            return refuse("changes neither the schema nor its rows, but the session that runs it",
                          "leave it out; the platform's schema is first in search_path");
        case sql::statement_effect::server:
            return refuse("changes the server, not the schema of one database",
                          "leave it out: roles are named under `roles:`, and made where the migration runs");
        case sql::statement_effect::upkeep:
            return refuse("changes neither the schema nor its rows in a way that a migration can repeat",
                          "leave it out; rows are written as INSERT statements");
    }
}

/// A materialized view that was never filled refuses its readers: each is filled as long as that costs nothing, those
/// first that others read.
void fill_views(workbench& bench) {
    std::unordered_map<std::string, const view_note*> named;
    for (const auto& note : bench.notes.views) named.emplace(note.view.identity, &note);
    std::unordered_map<std::string, std::string> kept;
    for (const auto& view : bench.draft.materialized_views)
        kept.emplace(catalog::identity_of(view.name), bench.quoted(view.name.name));
    std::unordered_set<std::string> done;
    const std::function<void(const view_note&)> fill = [&](const view_note& note) {
        if (!done.insert(note.view.identity).second) return;
        for (const auto& word : names_in(note.sql)) {
            const auto other = named.find(catalog::identity_of(bench.qualify(word)));
            if (other != named.end()) fill(*other->second);
        }
        if (const auto view = kept.find(note.view.identity); view != kept.end())
            bench.notes.statements.push_back(
                {"REFRESH MATERIALIZED VIEW " + view->second,
                 fmt::format("{} is filled once: until then nobody can read it", note.name), note.from});
    };
    for (const auto& note : bench.notes.views) fill(note);
}

void add_section(workbench& bench) {
    const auto& section = *bench.document.sql;
    const auto split = sql::split_script(*section, bench.document.file);
    for (const auto& statement : split.statements) {
        position where = statement.where;
        // The text is a block that stands at some line and indentation of the document.
        where.column += std::max(0, section.where.column - 1);
        where.line += section.where.line - 1;
        workbench::requirement stands(bench, fmt::format("sql.{}", bench.notes.statements.size() + 1), statement.text,
                                      where);
        bench.notes.statements.push_back({statement.text, {}, where});
        check_effect(bench, statement.text, where);
    }
    for (const auto& command : split.meta_commands) {
        position where = command.where;
        where.column += std::max(0, section.where.column - 1);
        where.line += section.where.line - 1;
        bench.problems.error(code::meta_command_in_sql, where,
                             fmt::format("\\{} is a command of psql, not SQL", command.name),
                             "leave it out; `sql:` holds SQL only");
    }
}

}  // namespace

void add_statements(workbench& bench) {
    if (bench.document.sql) add_section(bench);
    fill_views(bench);
}

}  // namespace tenon::design
