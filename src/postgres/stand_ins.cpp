// SPDX-License-Identifier: Apache-2.0
#include "postgres/stand_ins.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"
#include "catalog/visit.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {

namespace {

class collector {
public:
    std::set<std::string> names, grantors;

    void add(const std::string& role) {
        if (!role.empty() && role != catalog::the_owner) names.insert(role);
    }
    void add(const std::vector<catalog::grant>& grants) {
        for (const auto& grant : grants) {
            add(grant.grantee);
            add(grant.grantor);
            if (!grant.grantor.empty()) grantors.insert(grant.grantor);
        }
    }
    void add(const catalog::privileges& privileges) {
        if (privileges) add(*privileges);
    }
};

collector collect_roles(const catalog::contents& all) {
    collector found;
    catalog::for_each_object(all, [&](const auto& object) {
        if constexpr (requires { object.owner; }) found.add(object.owner);
        if constexpr (requires { object.privileges; }) found.add(object.privileges);
        if constexpr (requires { object.columns.front().privileges; })
            for (const auto& column : object.columns) found.add(column.privileges);
    });
    for (const auto& table : all.tables)
        for (const auto& column : table.columns) found.add(column.identity_privileges);
    for (const auto& policy : all.policies)
        for (const auto& role : policy.roles) found.add(role);
    for (const auto& mapping : all.user_mappings) found.add(mapping.user);
    for (const auto& changed : all.changed_privileges) found.add(changed.initial);
    for (const auto& defaults : all.default_privileges) {
        found.add(defaults.role);
        found.add(defaults.grants);
    }
    for (const auto& membership : all.role_memberships) {
        found.add(membership.role);
        found.add(membership.member);
        found.add(membership.grantor);
    }
    return found;
}

}  // namespace

std::vector<std::string> roles_named_in(const catalog::contents& all) {
    const auto found = collect_roles(all);
    return {found.names.begin(), found.names.end()};
}

void make_stand_in(connection& server, const server_thing& missing, bool private_server,
                   const std::function<void(std::string)>& at_end) {
    const auto name = sql::quote_identifier(missing.name);
    if (missing.kind == "role") {
        server.execute(
            fmt::format("CREATE ROLE {} NOLOGIN{}", name, private_server && !missing.grants ? " SUPERUSER" : ""));
        at_end("DROP ROLE IF EXISTS " + name);
    } else if (missing.kind == "tablespace") {
        // Within the server's own folder; without this setting each needs an empty folder somewhere.
        server.execute("SET allow_in_place_tablespaces = on");
        server.execute(fmt::format("CREATE TABLESPACE {} LOCATION ''", name));
        at_end("DROP TABLESPACE IF EXISTS " + name);
    } else {
        // Where the collations of the operating system are, too, and never part of a schema.
        server.execute(fmt::format("CREATE COLLATION pg_catalog.{} (provider = libc, locale = 'C')", name));
    }
}

namespace {

std::set<server_thing> things_of(connection& server) {
    std::set<server_thing> there;
    const auto rows = server.execute(
        "select 'role', rolname from pg_roles union all select 'tablespace', spcname from pg_tablespace union all "
        "select 'collation', collname from pg_collation where collnamespace = 'pg_catalog'::regnamespace and "
        "collencoding in (-1, (select encoding from pg_database where datname = current_database()))");
    for (int i = 0; i < rows.row_count(); ++i)
        there.insert({std::string(rows.text(i, 0)), std::string(rows.text(i, 1))});
    return there;
}

bool says_collate(std::string_view sql) {
    constexpr std::string_view word = "collate";
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    return std::search(sql.begin(), sql.end(), word.begin(), word.end(), same) != sql.end();
}

}  // namespace

void add_collations(std::string_view text, std::vector<server_thing>& out) {
    if (!says_collate(text)) return;
    auto tokens = sql::tokenize(text);
    std::erase_if(tokens, [](const auto& token) { return token.is_blank(); });
    const auto is_name = [&](std::size_t at) {
        return at < tokens.size() &&
               (tokens[at].kind == sql::token_kind::word || tokens[at].kind == sql::token_kind::quoted_identifier);
    };
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!tokens[i].is_word("collate") || !is_name(i + 1)) continue;
        auto name = sql::unquote_identifier(tokens[i + 1].text);
        if (i + 2 < tokens.size() && tokens[i + 2].is(".")) {
            if (name != "pg_catalog" || !is_name(i + 3)) continue;
            name = sql::unquote_identifier(tokens[i + 3].text);
        }
        out.push_back({"collation", std::move(name)});
    }
}

std::vector<server_thing> needed_of_server(const catalog::contents& all, const diff::plan& plan) {
    std::vector<server_thing> out;
    const auto roles = collect_roles(all);
    out.reserve(roles.names.size());
    for (const auto& role : roles.names) out.push_back({"role", role, roles.grantors.contains(role)});
    const auto add_tablespace = [&](const std::string& name) {
        if (!name.empty()) out.push_back({"tablespace", name});
    };
    for (const auto& table : all.tables) add_tablespace(table.tablespace);
    for (const auto& view : all.materialized_views) add_tablespace(view.tablespace);
    for (const auto& index : all.indexes) add_tablespace(index.tablespace);
    for (const auto& constraint : all.constraints) add_tablespace(constraint.index_tablespace);
    for (const auto& range : all.range_types)
        if (!range.collation.empty()) add_collations("COLLATE " + range.collation, out);
    for (const auto& step : plan.steps) add_collations(step.sql, out);
    // A draft may name those of its own without their schema.
    std::erase_if(out, [&](const server_thing& thing) {
        return thing.kind == "collation" && std::any_of(all.collations.begin(), all.collations.end(),
                                                        [&](const auto& own) { return own.name.name == thing.name; });
    });
    return out;
}

void keep_grantors_plain(connection& server, const std::vector<server_thing>& all) {
    std::set<std::string> grantors;
    for (const auto& one : all)
        if (one.kind == "role" && one.grants) grantors.insert(one.name);
    if (grantors.empty()) return;
    const auto rows = server.execute("select rolname from pg_roles where rolsuper and rolname <> current_user");
    for (int i = 0; i < rows.row_count(); ++i) {
        const std::string name(rows.text(i, 0));
        if (grantors.contains(name))
            server.execute(fmt::format("ALTER ROLE {} NOSUPERUSER", sql::quote_identifier(name)));
    }
}

std::vector<server_thing> make_stand_ins(connection& server, scratch& place, std::vector<server_thing> needed) {
    if (needed.empty()) return {};
    if (place.is_private()) keep_grantors_plain(server, needed);
    // Those that grant first: they stand for what else is needed of them.
    std::sort(needed.begin(), needed.end(), [](const auto& a, const auto& b) {
        return std::tie(a.kind, a.name, b.grants) < std::tie(b.kind, b.name, a.grants);
    });
    const auto same = [](const auto& a, const auto& b) { return a.kind == b.kind && a.name == b.name; };
    needed.erase(std::unique(needed.begin(), needed.end(), same), needed.end());
    const auto there = things_of(server);
    std::erase_if(needed, [&](const auto& thing) { return there.contains({thing.kind, thing.name}); });
    std::vector<server_thing> made;
    for (const auto& thing : needed) {
        try {
            make_stand_in(server, thing, place.is_private(),
                          [&](std::string statement) { place.at_end(std::move(statement)); });
        } catch (const database_error& error) {
            if (error.sqlstate() == insufficient_privilege) {
                const auto name = sql::quote_identifier(thing.name);
                throw failure(
                    code::scratch_refused,
                    fmt::format("the role {} may not make {}s, and {} is missing for {}", server.user(), thing.kind,
                                name, place.description()),
                    "nothing was done",
                    fmt::format("make {} there, or leave out --scratch: a private server gets stand-ins", name));
            }
            constexpr std::string_view duplicate_object = "42710";
            if (error.sqlstate() != duplicate_object) throw;  // somebody else was faster
            continue;
        }
        made.push_back(thing);
    }
    return made;
}

}  // namespace tenon::postgres
