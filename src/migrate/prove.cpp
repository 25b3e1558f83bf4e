// SPDX-License-Identifier: Apache-2.0
#include "migrate/prove.hpp"

#include "base/failure.hpp"
#include "catalog/digest.hpp"
#include "catalog/visit.hpp"
#include "diff/script.hpp"

#include <future>

namespace tenon::migrate {
namespace {

void run_data(const diff::plan& plan, postgres::connection& server) {
    for (const auto& one : plan.data_settings) server.run(fmt::format("SET LOCAL {} = {}", one.name, one.value));
    for (std::size_t i = 0; i < plan.data.size(); ++i) {
        try {
            server.run(plan.data[i].sql);
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            throw data_refused{i, error};
        }
    }
}

/// Runs a plan as its migration would: in one transaction, but for the steps that cannot be in one.
void run(const diff::plan& plan, postgres::connection& server) {
    if (plan.steps.empty()) return;
    const auto begin = [&] {
        server.run("BEGIN");
        for (const auto& one : plan.settings) server.run(fmt::format("SET LOCAL {} = {}", one.name, one.value));
    };
    bool open = false;
    std::vector<std::string_view> batch;
    const auto flush = [&] {
        server.run_all(batch);
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
        batch.push_back(step.sql);
        if (!shared) {
            flush();
            server.run("COMMIT");
            open = false;
        }
    }
    flush();
    if (!plan.data.empty()) {
        if (!open) begin();
        open = true;
        run_data(plan, server);
    }
    if (open) server.run("COMMIT");
}

using reader = std::function<catalog::contents(postgres::connection&)>;

/// What a database holds beside what it should hold.
struct finding {
    bool equal = false;
    std::vector<diff::difference> differing;
};

finding compare(const catalog::contents& wanted, postgres::connection& server, const reader& reading) {
    const auto read = reading(server);
    if (catalog::digest(read) == catalog::digest(wanted)) return {true, {}};
    auto differing = diff::compare(wanted, read);
    std::erase_if(differing, [](const auto& one) { return one.information; });
    return {false, std::move(differing)};
}

std::size_t count_objects(const catalog::contents& one) {
    std::size_t count = 0;
    catalog::for_each_list(one, [&](std::string_view, const auto& list) { count += list.size(); });
    return count;
}

/// Runs the plan's steps one by one and notes in each what it does.
void run_observed(diff::plan& plan, postgres::connection& server) {
    for (const auto& one : plan.settings) server.run(fmt::format("SET {} = {}", one.name, one.value));
    for (auto& step : plan.steps) {
        if (step.transaction == diff::transaction::none) {
            server.run(step.sql);
        } else {
            safety::note(step, safety::observe(server, step.sql));
        }
    }
    for (const auto& one : plan.settings) server.run("RESET " + one.name);
}

/// Forward, back, and forward again by `again`.
proof prove_both_ways(const diff::plan& plan, const diff::plan& back, const catalog::contents& from,
                      const catalog::contents& to, postgres::connection& server, const reader& reading,
                      const std::function<void()>& again) {
    proof out;
    out.objects = std::max(count_objects(from), count_objects(to));
    const auto reached = [&](const catalog::contents& wanted) {
        auto found = compare(wanted, server, reading);
        out.differing = std::move(found.differing);
        return found.equal;
    };
    run(diff::make_plan(catalog::fresh_database(from.major), from), server);
    run(plan, server);
    if (!(out.forward = reached(to))) return out;
    run(back, server);
    if (!(out.back = reached(from))) return out;
    again();
    out.again = reached(to);
    return out;
}

}  // namespace

proof prove(const diff::plan& plan, const catalog::contents& from, const catalog::contents& to,
            postgres::connection& server, const reader& reading) {
    return prove_both_ways(plan, diff::backwards(plan), from, to, server, reading, [&] { run(plan, server); });
}

proof prove_change(diff::plan& plan, const diff::plan& back, const catalog::contents& from, const catalog::contents& to,
                   postgres::connection& server, const reader& reading) {
    return prove_both_ways(plan, back, from, to, server, reading, [&] { run_observed(plan, server); });
}

proof prove_side_by_side(const diff::plan& plan, const catalog::contents& from, const catalog::contents& to,
                         const std::function<postgres::connection&()>& make_empty, postgres::connection& filled,
                         const reader& reading, const std::function<void(postgres::connection&)>& when_there) {
    auto forward = std::async(std::launch::async, [&] {
        auto& empty = make_empty();
        run(plan, empty);
        auto found = compare(to, empty, reading);
        if (found.equal && when_there) when_there(empty);
        return found;
    });
    proof out;
    out.objects = std::max(count_objects(from), count_objects(to));
    finding last;
    try {
        run(diff::backwards(plan), filled);
        last = compare(from, filled, reading);
        if ((out.back = last.equal)) {
            run(plan, filled);
            last = compare(to, filled, reading);
            out.again = last.equal;
        }
    } catch (const postgres::database_error&) {
        if (!filled.is_usable()) throw;
    } catch (const data_refused&) {
        // The empty database refuses it too, or the proof fails.
    }
    auto first = forward.get();
    out.forward = first.equal;
    out.differing = out.forward ? std::move(last.differing) : std::move(first.differing);
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
