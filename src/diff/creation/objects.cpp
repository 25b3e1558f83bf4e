// SPDX-License-Identifier: Apache-2.0
#include "catalog/visit.hpp"
#include "diff/creation/builder.hpp"
#include "diff/transition/enumeration.hpp"

namespace tenon::diff {
namespace {

template <class Object>
std::string name_key(const Object& o) {
    return id_of(o).identity;
}

}  // namespace

template <class Object>
node_index builder::add_plain(const Object& o, int rank, std::string key, int place) {
    if (key.empty()) key = name_key(o);
    const auto id = id_of(o);
    const auto write = [this, &o, id](step_writer& out) {
        std::string text = sql::create(o, major_);
        if (!text.empty()) out.make(id, change::create, "", std::move(text), {sql::drop(o)});
        out.follow(id, sql::details_after(o, major_));
    };
    const node_index i =
        add({.label = to_string(id), .rank = rank, .key = std::move(key), .place = place}, {id, write});
    may_change(i, o);
    if constexpr (requires { o.privileges; }) add_grants(o, i);
    return i;
}

template <class Object>
void builder::add_statements(const Object& o, int rank) {
    const auto id = id_of(o);
    const auto i =
        add({.label = to_string(id), .rank = rank, .key = id.identity},
            {id, [this, &o, id](step_writer& out) {
                 auto statements = sql::create_all(o, major_);
                 for (std::size_t i = 0; i < statements.size(); ++i) {
                     // The whole way back belongs to the first statement, which is undone last.
                     if (i == 0) {
                         out.make(id, change::create, "", std::move(statements[i]), sql::drop_all(o, major_));
                     } else {
                         out.follow(id, change::create, "", std::move(statements[i]));
                     }
                 }
             }});
    may_change(i, o);
}

void builder::add_objects() {
    for (const auto& o : to_.role_memberships) add_role_membership(o);
    // What a fresh database has, both sides of a transition have, or one of them made a point of it.
    for (const auto& o : to_.schemas) {
        if (transition_ || o.name != "public") add_plain(o, rank_schemas);
    }
    for (const auto& o : to_.extensions) {
        if (transition_ || o.name != "plpgsql") add_plain(o, rank_extensions);
    }
    if (!transition_) add_fresh(catalog::fresh_database(major_));
    for (const auto& o : to_.languages) add_plain(o, rank_languages);
    for (const auto& o : to_.access_methods) add_plain(o, rank_languages);
    for (const auto& o : to_.collations) add_plain(o, rank_types);
    for (const auto& o : to_.enum_types) {
        const auto i = add_plain(o, rank_types);
        items_[i].change = [this, &o](const void* from, alterations& out) {
            auto was = *static_cast<const catalog::enum_type*>(from);
            if (!add_labels(was, o, out)) return false;
            was.labels = o.labels;
            return alter(was, o, major_, out);
        };
    }
    for (const auto& o : to_.composite_types) add_plain(o, rank_types);
    for (const auto& o : to_.domains) add_domain(o);
    for (const auto& o : to_.range_types) add_announced_type(o, !o.canonical.empty());
    for (const auto& o : to_.base_types) add_announced_type(o, !o.shell);
    for (const auto& o : to_.text_search_parsers) add_plain(o, rank_text_search, {}, 0);
    for (const auto& o : to_.text_search_templates) add_plain(o, rank_text_search, {}, 1);
    for (const auto& o : to_.text_search_dictionaries) add_plain(o, rank_text_search, {}, 2);
    for (const auto& o : to_.text_search_configurations) add_plain(o, rank_text_search, {}, 3);
    for (const auto& o : to_.foreign_data_wrappers) add_plain(o, rank_foreign, o.name, 0);
    for (const auto& o : to_.foreign_servers) add_plain(o, rank_foreign, o.wrapper, 1);
    for (const auto& o : to_.user_mappings) add_plain(o, rank_foreign, o.server, 2);
    for (const auto& o : to_.sequences) {
        if (o.owned_by) {
            add_plain(o, rank_tables, identity_of(*o.owned_by), -1);
        } else {
            add_plain(o, rank_sequences);
        }
    }
    add_tables();
    for (const auto& o : to_.functions) add_function(o);
    for (const auto& o : to_.aggregates) functions_[sql::quote(o.name)].push_back(add_plain(o, rank_functions));
    for (const auto& o : to_.operators) add_operator(o);
    for (const auto& o : to_.operator_families) add_operator_family(o);
    for (const auto& o : to_.operator_classes) add_plain(o, rank_operators, {}, 2);
    for (const auto& o : to_.casts) add_plain(o, rank_casts);
    for (const auto& o : to_.conversions) add_plain(o, rank_operators, {}, 4);
    for (const auto& o : to_.transforms) add_plain(o, rank_operators, {}, 5);
    for (const auto& o : to_.views) add_view(o);
    for (const auto& o : to_.materialized_views) relations_[identity_of(o.name)] = add_plain(o, rank_views);
    for (const auto& o : to_.sequences) {
        if (o.owned_by) add_owned_by(o);
    }
    for (const auto& o : to_.indexes) add_index(o);
    for (const auto& o : to_.materialized_views) {
        if (!o.clustered_on.empty()) add_cluster_on(o.name, o.clustered_on, find_relation(o.name));
    }
    for (const auto& o : to_.statistics) {
        const auto i = add_plain(o, rank_tables, identity_of(o.table), 8);
        const auto table = find_relation(o.table);
        graph_.at(i).home = items_[i].container = table;
        graph_.need(i, table);
    }
    for (const auto& o : to_.rules) {
        const auto i = add_plain(o, rank_rules, identity_of(o.table));
        items_[i].container = find_relation(o.table);
        graph_.need(i, items_[i].container);
    }
    for (const auto& o : to_.triggers) add_trigger(o);
    for (const auto& o : to_.policies) {
        const auto i = add_plain(o, rank_policies, identity_of(o.table));
        items_[i].container = find_relation(o.table);
        graph_.need(i, items_[i].container);
    }
    for (const auto& o : to_.publications) add_plain(o, rank_publications);
    for (const auto& o : to_.subscriptions) add_subscription(o);
    for (const auto& o : to_.changed_privileges) add_statements(o, rank_grants);
    for (const auto& o : to_.default_privileges) add_statements(o, rank_default_privileges);
    for (const auto& o : to_.event_triggers) add_plain(o, rank_event_triggers);
}

void builder::add_fresh(const catalog::contents& fresh) {
    // public and plpgsql are there already: they are changed or dropped, not created.
    const auto& was = fresh.schemas.front();
    const auto found =
        std::find_if(to_.schemas.begin(), to_.schemas.end(), [](const auto& o) { return o.name == "public"; });
    const auto id = id_of(was);
    const auto target = sql::target_of(was, major_);
    const std::string usual_owner = target.owner.empty() ? "CURRENT_USER" : sql::quote_identifier(target.owner);
    if (found == to_.schemas.end()) {
        std::vector<std::string> undo = {sql::create(was, major_),
                                         fmt::format("ALTER {} OWNER TO {}", sql::reference(was), usual_owner)};
        // A schema made by CREATE is not open to PUBLIC, the one of a fresh database is.
        sql::grant_target made = target;
        made.is_public_schema = false;
        for (auto& one : sql::change_privileges(made, std::nullopt, sql::built_in_grants(target, major_), major_)) {
            undo.push_back(std::move(one));
        }
        undo.push_back(sql::comment_on(sql::reference(was), was.comment));
        add({.label = to_string(id), .rank = rank_schemas, .key = "public"},
            {id, [id, drop = sql::drop(was), undo](step_writer& out) {
                 out.make(id, change::drop, "", drop, undo, "a fresh database has it");
             }});
    } else if (*found != was) {
        add({.label = to_string(id), .rank = rank_schemas, .key = "public"},
            {id, [this, id, found, was, usual_owner](step_writer& out) {
                 const auto reference = sql::reference(was);
                 if (!found->owner.empty()) {
                     out.make(id, change::alter, "owner", sql::change_owner(reference, found->owner),
                              {fmt::format("ALTER {} OWNER TO {}", reference, usual_owner)});
                 }
                 if (found->comment != was.comment) {
                     out.make(id, change::alter, "comment", sql::comment_on(reference, found->comment),
                              {sql::comment_on(reference, was.comment)});
                 }
                 const auto now = sql::target_of(*found, major_);
                 const auto give = sql::change_privileges(now, was.privileges, found->privileges, major_);
                 const auto back = sql::change_privileges(now, found->privileges, was.privileges, major_);
                 for (std::size_t i = 0; i < give.size(); ++i) {
                     // The whole way back belongs to the first statement, which is undone last.
                     if (i == 0) {
                         out.make(id, change::alter, "grants", give[i], back);
                     } else {
                         out.follow(id, change::alter, "grants", give[i]);
                     }
                 }
             }});
    }
    const auto language = fresh.extensions.front();
    const auto kept =
        std::find_if(to_.extensions.begin(), to_.extensions.end(), [](const auto& o) { return o.name == "plpgsql"; });
    if (kept == to_.extensions.end()) {
        add({.label = to_string(id_of(language)), .rank = rank_extensions, .key = "plpgsql"},
            {id_of(language), [this, language](step_writer& out) {
                 out.make(id_of(language), change::drop, "", sql::drop(language), {sql::create(language, major_)},
                          "a fresh database has it");
             }});
    } else {
        const auto i =
            add({.label = to_string(id_of(*kept)), .rank = rank_extensions, .key = "plpgsql"}, {id_of(*kept), {}});
        items_[i].write = [this, kept, language](step_writer& out) {
            if (kept->comment != language.comment) {
                out.make(id_of(*kept), change::alter, "comment", sql::comment_on(sql::reference(*kept), kept->comment),
                         {sql::comment_on(sql::reference(*kept), language.comment)});
            }
            catalog::extension quiet = *kept;
            quiet.comment.clear();
            out.follow(id_of(*kept), sql::details_after(quiet, major_));
        };
    }
}

void builder::add_role_membership(const catalog::role_membership& o) {
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_memberships, .key = id.identity},
                       {id, [this, &o, id](step_writer& out) {
                            out.make(id, change::create, "", sql::create(o, major_), {sql::drop(o)});
                        }});
    may_change(i, o);
}

void builder::add_subscription(const catalog::subscription& o) {
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_publications, .key = id.identity, .place = 1},
                       {id, [this, &o, id](step_writer& out) {
                            out.make(id, change::create, "", sql::create(o, major_), sql::drop_all(o));
                            out.follow(id, sql::details_after(o, major_));
                        }});
    may_change(i, o);
}

void builder::add_operator(const catalog::operator_& o) {
    if (!o.function.empty()) {
        add_plain(o, rank_operators, {}, 0);
        return;
    }
    // A shell operator: the one whose commutator or negator it is brings it along, and leaves it behind.
    const auto id = id_of(o);
    const auto text = fmt::format("OPERATOR({}.{})", sql::quote_identifier(o.name.schema), o.name.name);
    const bool comes = std::any_of(to_.operators.begin(), to_.operators.end(), [&](const auto& other) {
        return !other.function.empty() && (other.commutator == text || other.negator == text);
    });
    if (comes) add({.label = to_string(id), .rank = rank_operators, .key = id.identity}, {id, [](step_writer&) {}});
}

void builder::add_operator_family(const catalog::operator_family& o) {
    const auto family = add_plain(o, rank_operators, {}, 1);
    if (o.operators.empty() && o.functions.empty()) return;
    // The loose members are a piece of their own: classes need the family, its members may need much more.
    const auto id = id_of(o);
    const auto i = add({.label = "members of " + to_string(id), .rank = rank_operators, .key = id.identity, .place = 6},
                       piece_of(id, "members", [&o, id](step_writer& out) {
                           out.make(id, change::alter, "members", sql::add_members(o), {sql::drop_members(o)});
                       }));
    items_[i].object = &o;
    items_[i].change = [&o, id](const void* from, alterations& out) {
        const auto& was = *static_cast<const catalog::operator_family*>(from);
        if (was.operators == o.operators && was.functions == o.functions) return true;
        out.push_back({id,
                       "members",
                       {sql::drop_members(was), sql::add_members(o)},
                       {sql::drop_members(o), sql::add_members(was)},
                       {}});
        return true;
    };
    graph_.need(i, family);
    bodies_[family] = i;
}

template <class Type>
void builder::add_announced_type(const Type& o, bool announced) {
    const auto id = id_of(o);
    const auto full = add({.label = to_string(id), .rank = rank_types, .key = id.identity, .place = 1},
                          {id, [this, &o, id, announced](step_writer& out) {
                               // CASCADE: the type and its functions need each other and go together.
                               out.make(id, change::create, "", sql::create(o, major_),
                                        {sql::drop(o) + (announced ? " CASCADE" : "")});
                               out.follow(id, sql::details_after(o, major_));
                           }});
    may_change(full, o);
    add_grants(o, full);
    if (!announced) return;
    const auto shell = add({.label = "shell of " + to_string(id), .rank = rank_types, .key = id.identity, .place = 0},
                           piece_of(id, "shell", [&o, id](step_writer& out) {
                               out.make(id, change::create, "announce", sql::announce(o), {sql::drop(o)},
                                        "its functions name it before it can be created");
                           }));
    items_[shell].container = full;
    items_[shell].before_container = true;
    graph_.need(full, shell);
    announced_[full] = shell;
}

void builder::add_domain(const catalog::domain& o) {
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_types, .key = id.identity}, {id, {}});
    may_change(i, o);
    std::vector<std::pair<std::string, node_index>> checks;
    for (const auto& check : o.checks) {
        const auto check_id = catalog::domain_constraint_id(o.name, check.name);
        const auto piece = add({.label = to_string(check_id),
                                .rank = rank_types,
                                .key = id.identity,
                                .place = 1,
                                .host = i,
                                .how = split::check,
                                .home = i},
                               {check_id, [this, &o, &check, check_id](step_writer& out) {
                                    catalog::domain later = o;
                                    later.owner.clear();
                                    later.comment.clear();
                                    later.checks = {check};
                                    later.checks[0].not_valid = true;
                                    auto statements = sql::details_after(later, major_);
                                    // Nothing holds values of the domain yet, so that checking them costs nothing.
                                    auto& text = statements[0].sql;
                                    if (!check.not_valid)
                                        text.resize(text.size() - std::string_view(" NOT VALID").size());
                                    out.make(check_id, change::create, "", text,
                                             {fmt::format("ALTER {} DROP CONSTRAINT {}", sql::reference(o),
                                                          sql::quote_identifier(check.name))},
                                             "what it checks with needs the domain");
                                    statements.erase(statements.begin());
                                    out.follow(check_id, statements);
                                }});
        items_[piece].container = i;
        items_[piece].object = &check;
        items_[piece].change = [&check](const void* from, alterations&) {
            return *static_cast<const catalog::domain_check*>(from) == check;
        };
        checks.emplace_back(check.name, piece);
    }
    items_[i].write = [this, &o, id, checks](step_writer& out) {
        catalog::domain now = o;
        std::erase_if(now.checks, [&](const auto& check) {
            return std::any_of(checks.begin(), checks.end(), [&](const auto& piece) {
                return piece.first == check.name && graph_.at(piece.second).apart;
            });
        });
        out.make(id, change::create, "", sql::create(now, major_), {sql::drop(now)});
        out.follow(id, sql::details_after(now, major_));
    };
    add_grants(o, i);
}

void builder::add_function(const catalog::function& o) {
    if (o.sql_body.empty()) {
        functions_[sql::quote(o.name)].push_back(add_plain(o, rank_functions));
        return;
    }
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_functions, .key = id.identity}, {id, {}});
    const auto body = add({.label = "body of " + to_string(id),
                           .rank = rank_functions,
                           .key = id.identity,
                           .place = 1,
                           .host = i,
                           .how = split::function_body,
                           .home = i},
                          piece_of(id, "body", [this, &o, id](step_writer& out) {
                              auto stub = sql::create_stub(o, major_);
                              stub.replace(0, std::string_view("CREATE").size(), "CREATE OR REPLACE");
                              out.make(id, change::alter, "body", sql::replace(o, major_), {stub},
                                       "its body needs what needs the function");
                          }));
    items_[i].write = [this, &o, id, body](step_writer& out) {
        const bool stub = graph_.at(body).apart;
        out.make(id, change::create, "", stub ? sql::create_stub(o, major_) : sql::create(o, major_), {sql::drop(o)},
                 stub ? "a stub: its body needs what needs the function" : "");
        out.follow(id, sql::details_after(o, major_));
    };
    may_change(i, o);
    bodies_[i] = body;
    heads_[i] = o.arguments + " " + o.returns;
    functions_[sql::quote(o.name)].push_back(i);
    add_grants(o, i);
}

void builder::add_view(const catalog::view& o) {
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_views, .key = id.identity}, {id, {}});
    const auto query = add({.label = "query of " + to_string(id),
                            .rank = rank_views,
                            .key = id.identity,
                            .place = 1,
                            .host = i,
                            .how = split::view_query,
                            .home = i},
                           piece_of(id, "query", [this, &o, id](step_writer& out) {
                               out.make(id, change::alter, "query", sql::replace(o, major_),
                                        {sql::replace_by_placeholder(o)}, "its query needs what needs the view");
                           }));
    items_[i].write = [this, &o, id, query](step_writer& out) {
        const bool placeholder = graph_.at(query).apart;
        out.make(id, change::create, "", placeholder ? sql::create_placeholder(o) : sql::create(o, major_),
                 {sql::drop(o)}, placeholder ? "a placeholder: its query needs what needs the view" : "");
        out.follow(id, sql::details_after(o, major_));
    };
    may_change(i, o);
    bodies_[i] = query;
    relations_[id.identity] = i;
    add_grants(o, i);
}

}  // namespace tenon::diff
