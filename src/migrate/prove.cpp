// SPDX-License-Identifier: Apache-2.0
#include "migrate/prove.hpp"

#include "base/failure.hpp"
#include "catalog/digest.hpp"
#include "catalog/visit.hpp"
#include "diff/script.hpp"

namespace tenon::migrate {
namespace {

/// Runs a plan as its migration would: in one transaction, but for the steps that cannot be in one.
void run(const diff::plan& plan, postgres::connection& server) {
    if (plan.steps.empty()) return;
    const auto begin = [&] {
        server.run("BEGIN");
        for (const auto& one : plan.settings) server.run(fmt::format("SET LOCAL {} = {}", one.name, one.value));
    };
    bool open = false;
    std::vector<postgres::statement> batch;
    const auto flush = [&] {
        if (!batch.empty()) server.pipeline(batch, [](std::size_t, postgres::result) {});
        batch.clear();
    };
    for (const auto& step : plan.steps) {
        const bool shared = step.transaction == diff::transaction::shared;
        if (open && !shared) {
            flush();
            server.run("COMMIT");
            open = false;
        }
        if (step.transaction == diff::transaction::none) {
            server.run(step.sql);
            continue;
        }
        if (!open) begin();
        open = true;
        batch.push_back({step.sql, {}});
        if (!shared) {
            flush();
            server.run("COMMIT");
            open = false;
        }
    }
    flush();
    if (open) server.run("COMMIT");
}

std::size_t count_objects(const catalog::contents& one) {
    std::size_t count = 0;
    catalog::for_each_list(one, [&](std::string_view, const auto& list) { count += list.size(); });
    return count;
}

}  // namespace

proof prove(const diff::plan& plan, const catalog::contents& from, const catalog::contents& to,
            postgres::connection& server, const std::function<catalog::contents(postgres::connection&)>& reading) {
    proof out;
    out.objects = std::max(count_objects(from), count_objects(to));
    const auto reached = [&](const catalog::contents& wanted) {
        const auto read = reading(server);
        if (catalog::digest(read) == catalog::digest(wanted)) return true;
        for (auto& one : diff::compare(wanted, read)) {
            if (!one.information) out.differing.push_back(std::move(one));
        }
        return false;
    };
    run(diff::make_plan(catalog::fresh_database(from.major), from), server);
    run(plan, server);
    if (!(out.forward = reached(to))) return out;
    const auto back = diff::backwards(plan);
    run(back, server);
    if (!(out.back = reached(from))) return out;
    run(plan, server);
    out.again = reached(to);
    return out;
}

void require_proof(const proof& one) {
    if (one.holds()) return;
    const std::string_view where = !one.forward ? "forward" : !one.back ? "back" : "forward again";
    std::string objects;
    for (const auto& difference : one.differing) {
        objects += fmt::format("{}{}", objects.empty() ? "" : ", ", to_string(difference.object));
        for (std::size_t i = 0; i < difference.members.size(); ++i) {
            objects += fmt::format("{}{}", i == 0 ? " (" : ", ", difference.members[i]);
        }
        if (!difference.members.empty()) objects += ")";
    }
    throw internal_error(fmt::format("the plan does not hold its proof ({}): {} differ", where,
                                     objects.empty() ? "the digests" : objects));
}

std::string to_string(const proof& one) {
    const auto mark = [](bool holds) { return holds ? "✓" : "✗"; };
    return fmt::format("{} objects · forward {} back {} forward {}", one.objects, mark(one.forward), mark(one.back),
                       mark(one.again));
}

}  // namespace tenon::migrate
