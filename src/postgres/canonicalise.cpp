// SPDX-License-Identifier: Apache-2.0
#include "postgres/canonicalise.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "catalog/digest.hpp"
#include "catalog/identity.hpp"
#include "postgres/refusals.hpp"
#include "postgres/roles.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {

namespace {

/// One round of write → load → read.
catalog::contents reload(const catalog::contents& catalog, scratch& place) {
    auto plan = diff::make_plan(catalog::fresh_database(catalog.major), catalog);
    plan.major = place.major();
    auto server = place.fresh_database();
    make_role_stand_ins(server, place, roles_named_in(catalog));
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
        throw internal_error(fmt::format("the server refuses what it printed itself: {}: {}\n{}",
                                         object, first.error.what(),
                                         plan.steps[first.step].sql));
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

catalog::contents canonicalise(const catalog::contents& reading, scratch& place) {
    if (reading.major == place.major() && prints_itself(reading)) return reading;
    auto before = reload(reading, place);
    if (before.major == reading.major && digest(before) == digest(reading)) return before;
    constexpr int most_rounds = 2;
    for (int round = 0; round < most_rounds; ++round) {
        auto after = reload(before, place);
        if (digest(after) == digest(before)) return after;
        before = std::move(after);
    }
    throw internal_error(
        fmt::format("still changing after two reloads: {}", names_of(diff::compare(before, reload(before, place)))));
}

namespace {

/// Expressions of a draft stand as somebody wrote them: names without a schema are those of its own schemas.
std::string search_path_of(const catalog::draft& draft) {
    std::string path;
    for (const auto& schema : draft.schemas)
        if (schema.name != "public") path += sql::quote_identifier(schema.name) + ", ";
    return path + "public";
}

}  // namespace

namespace {

/// What was missing may have come with the statements. What is refused still.
std::vector<refused_step> try_again(connection& server, const diff::plan& plan, std::vector<refused_step> refused) {
    std::vector<refused_step> out;
    for (auto first = refused.begin(); first != refused.end();) {
        const auto last = std::find_if(first, refused.end(), [&](const auto& each) { return each.step != first->step; });
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
    out.plan = diff::make_plan(catalog::fresh_database(place.major()), adapted);
    const std::string path = search_path_of(draft);
    for (auto& setting : out.plan.settings)
        if (setting.name == "search_path")
            setting = {"search_path", path, "names without a schema are the draft's own"};
    auto server = place.fresh_database();
    make_role_stand_ins(server, place, roles_named_in(draft));
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
