// SPDX-License-Identifier: Apache-2.0
#include "postgres/canonicalise.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "catalog/digest.hpp"
#include "catalog/identity.hpp"
#include "postgres/refusals.hpp"
#include "postgres/stand_ins.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {

namespace {

/// What is told of a catalog that another major printed.
struct listener {
    const position& where;
    diagnostics& problems;
};

/// The server's own refusal says what its major does not have.
void tell_lacking(const diff::plan& plan, std::vector<refused_step> refused, int printed, const scratch& place,
                  const listener& to) {
    for (const auto& one : first_causes(plan, std::move(refused))) {
        to.problems.error(
            code::major_lacks, to.where,
            fmt::format("PostgreSQL {} does not have what {} needs, which PostgreSQL {} printed: {}", place.major(),
                        to_string(refused_object(plan, one)), printed, one.error.message().message),
            place.is_private() ? fmt::format("name that version: --postgres {}", printed)
                               : fmt::format("name a server of PostgreSQL {}, or leave out --scratch", printed));
    }
}

/// One round of write → load → read. Nothing when `listener` was told why.
std::optional<catalog::contents> reload(const catalog::contents& catalog, scratch& place,
                                        const listener* to = nullptr) {
    auto plan = diff::make_plan(catalog::fresh_database(catalog.major), catalog);
    plan.major = place.major();
    auto server = place.fresh_database();
    make_stand_ins(server, place, needed_of_server(catalog, plan));
    const auto refused = apply_all(server, plan);
    if (!refused.empty()) {
        const auto& first = refused.front();
        const auto object = to_string(plan.steps[first.step].object);
        if (!place.is_private() && first.error.sqlstate() == insufficient_privilege) {
            throw failure(code::scratch_refused,
                          fmt::format("the role {} may not make {} in {}: {}", server.user(), object,
                                      place.description(), first.error.what()),
                          "nothing was done", "name a superuser, or leave out --scratch");
        }
        if (to != nullptr && catalog.major != place.major()) {
            place.drop(std::move(server));
            tell_lacking(plan, refused, catalog.major, place, *to);
            return std::nullopt;
        }
        throw internal_error(fmt::format("the server refuses what it printed itself: {}: {}\n{}", object,
                                         first.error.what(), plan.steps[first.step].sql));
    }
    auto read = read_catalog(server).catalog;
    place.drop(std::move(server));
    return read;
}

std::string names_of(const std::vector<diff::difference>& differences) {
    std::string names;
    for (const auto& difference : differences)
        if (!difference.information)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", to_string(difference.object));
    return names;
}

}  // namespace

bool prints_itself(const catalog::contents& catalog) {
    const auto plain_constraint = [](const auto& c) {
        return c.kind != catalog::constraint_kind::check && c.kind != catalog::constraint_kind::exclusion;
    };
    const auto plain_index = [](const auto& i) {
        return i.predicate.empty() &&
               std::all_of(i.keys.begin(), i.keys.end(), [](const auto& key) { return key.expression.empty(); });
    };
    const auto plain_table = [](const auto& t) {
        return t.partition_key.empty() && std::all_of(t.columns.begin(), t.columns.end(), [](const auto& column) {
                   return column.generated == catalog::generation::none;
               });
    };
    return std::all_of(catalog.constraints.begin(), catalog.constraints.end(), plain_constraint) &&
           std::all_of(catalog.indexes.begin(), catalog.indexes.end(), plain_index) &&
           std::all_of(catalog.tables.begin(), catalog.tables.end(), plain_table) &&
           std::all_of(catalog.functions.begin(), catalog.functions.end(),
                       [](const auto& f) {
                           return f.sql_body.empty() && f.arguments.find(" DEFAULT ") == std::string::npos;
                       }) &&
           std::all_of(catalog.domains.begin(), catalog.domains.end(),
                       [](const auto& d) { return d.checks.empty(); }) &&
           catalog.views.empty() && catalog.materialized_views.empty() && catalog.rules.empty() &&
           catalog.policies.empty() && catalog.triggers.empty() && catalog.statistics.empty() &&
           catalog.publications.empty();
}

namespace {

std::optional<catalog::contents> canonical(const catalog::contents& reading, scratch& place, const listener* to) {
    if (reading.major == place.major() && prints_itself(reading)) return reading;
    if (!reading.role_memberships.empty()) {
        // They print themselves, and a server of the user's keeps its own.
        auto others = reading;
        auto memberships = std::exchange(others.role_memberships, {});
        auto made = canonical(others, place, to);
        if (made) made->role_memberships = std::move(memberships);
        return made;
    }
    auto before = reload(reading, place, to);
    if (!before) return std::nullopt;
    if (before->major == reading.major && digest(*before) == digest(reading)) return before;
    constexpr int most_rounds = 2;
    for (int round = 0; round < most_rounds; ++round) {
        auto after = reload(*before, place);
        if (digest(*after) == digest(*before)) return after;
        before = std::move(after);
    }
    throw internal_error(
        fmt::format("still changing after two reloads: {}", names_of(diff::compare(*before, *reload(*before, place)))));
}

}  // namespace

catalog::contents canonicalise(const catalog::contents& reading, scratch& place) {
    return *canonical(reading, place, nullptr);
}

std::optional<catalog::contents> canonicalise(const catalog::contents& reading, scratch& place, const position& where,
                                              diagnostics& problems) {
    const listener to{where, problems};
    return canonical(reading, place, &to);
}

std::vector<diff::difference> lost_by_reloading(const catalog::contents& reading, const catalog::contents& canonical) {
    // Members that hold expressions, in whole or in part.
    static const std::set<std::string, std::less<>> texts = {
        "definition", "expression", "default_",      "using_",          "check",   "checks", "predicate", "keys",
        "sql_body",   "arguments",  "partition_key", "partition_bound", "columns", "filter", "tables"};
    const auto is_text = [&](const std::string& member) {
        return texts.contains(member.substr(member.rfind('.') + 1));
    };
    std::vector<diff::difference> out;
    if (reading.major != canonical.major) return out;
    for (auto& each : diff::compare(reading, canonical)) {
        if (each.information) continue;
        std::erase_if(each.members, is_text);
        if (each.change != diff::change::alter || !each.members.empty()) out.push_back(std::move(each));
    }
    return out;
}

std::string search_path_of(const catalog::draft& draft) {
    std::string path;
    for (const auto& schema : draft.schemas)
        if (schema.name != "public") path += sql::quote_identifier(schema.name) + ", ";
    return path + "public";
}

namespace {

/// What was missing may have come with the statements. What is refused still.
std::vector<refused_step> try_again(connection& server, const diff::plan& plan, std::vector<refused_step> refused) {
    std::vector<refused_step> out;
    for (auto first = refused.begin(); first != refused.end();) {
        const auto last =
            std::find_if(first, refused.end(), [&](const auto& each) { return each.step != first->step; });
        const bool missing =
            std::any_of(first, last, [](const auto& each) { return is_missing_object(each.error.sqlstate()); });
        std::vector<refused_step> reasons(first, last);
        first = last;
        const auto step = reasons.front().step;
        if (missing) {
            try {
                server.run(plan.steps[step].sql);
                continue;
            } catch (const database_error& error) {
                if (!server.is_usable()) throw;
                server.run("begin");
                reasons = refusals_of(server, plan, step, error);
                server.run("rollback");
            }
        }
        std::move(reasons.begin(), reasons.end(), std::back_inserter(out));
    }
    return out;
}

}  // namespace

loaded_draft load_draft(const catalog::draft& draft, std::span<const std::string> afterwards, scratch& place) {
    loaded_draft out;
    auto adapted = draft;
    adapted.major = place.major();
    out.plan = diff::make_plan(catalog::fresh_database(place.major()), adapted, diff::texts::drafted);
    const std::string path = search_path_of(draft);
    for (auto& setting : out.plan.settings)
        if (setting.name == "search_path")
            setting = {"search_path", path, "names without a schema are the draft's own"};
    auto server = place.fresh_database();
    auto needed = needed_of_server(draft, out.plan);
    for (const auto& statement : afterwards) add_collations(statement, needed);
    out.stand_ins = make_stand_ins(server, place, std::move(needed));
    out.refused = apply_all(server, out.plan);
    server.run("SET search_path = " + path);
    for (std::size_t i = 0; i < afterwards.size(); ++i) {
        try {
            server.run(afterwards[i]);
        } catch (const database_error& error) {
            if (!server.is_usable()) throw;
            out.refused_afterwards.push_back({i, error});
        }
    }
    out.refused = try_again(server, out.plan, std::move(out.refused));
    if (!out.refused.empty() || !out.refused_afterwards.empty()) {
        place.drop(std::move(server));
        return out;
    }
    out.reading = read_catalog(server);
    server.run("RESET ALL");
    out.filled = std::move(server);
    return out;
}

}  // namespace tenon::postgres
