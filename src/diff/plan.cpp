// SPDX-License-Identifier: Apache-2.0
#include "diff/plan.hpp"

#include "base/codes/plan.hpp"
#include "base/failure.hpp"
#include "catalog/digest.hpp"
#include "diff/creation/creation.hpp"
#include "diff/creation/operator_path.hpp"
#include "diff/transition/transition.hpp"

#include <unordered_map>

namespace tenon::diff {
namespace {

bool is_fresh(const catalog::contents& one) {
    const auto list = compare(catalog::fresh_database(one.major), one);
    return std::all_of(list.begin(), list.end(), [](const auto& difference) { return difference.information; });
}

change opposite(change what) {
    if (what == change::create) return change::drop;
    return what == change::drop ? change::create : change::alter;
}

std::vector<setting> settings_for(const catalog::contents& one) {
    std::vector<setting> out = {
        {"search_path", "''", "every name is written with its schema, as the server prints them under this setting"}};
    const bool bodies = std::any_of(one.functions.begin(), one.functions.end(), [](const auto& function) {
        return function.language != "c" && function.language != "internal";
    });
    if (bodies) {
        out.push_back({"check_function_bodies", "off", "what the texts of bodies need, the catalog does not know"});
    }
    return out;
}

plan creating(const catalog::contents& wanted, texts of = texts::printed) {
    plan out;
    out.major = wanted.major;
    std::tie(out.steps, out.unplanned) = creation(wanted);
    if (of == texts::printed) see_operators(out.steps, catalog::fresh_database(wanted.major), wanted);
    if (!out.steps.empty()) out.settings = settings_for(wanted);
    return out;
}

plan changing(const catalog::contents& from, const catalog::contents& to) {
    plan out;
    out.major = to.major;
    std::tie(out.steps, out.unplanned) = change_steps(from, to);
    see_operators(out.steps, from, to);
    if (out.steps.empty()) return out;
    // The longer list: bodies are made forward or back.
    out.settings = settings_for(to);
    if (auto others = settings_for(from); others.size() > out.settings.size()) out.settings = std::move(others);
    return out;
}

}  // namespace

plan make_plan(const catalog::contents& from, const catalog::contents& to, texts of) {
    require(from.major == to.major, "catalogs of two majors were to be planned: one has to be printed anew first");
    if (is_fresh(from)) return creating(to, of);
    if (is_fresh(to)) return backwards(creating(from));
    return changing(from, to);
}

void tell_unplanned(const plan& one, diagnostics& problems) {
    for (const auto& left : one.unplanned) {
        problems.warning(code::plan_incomplete, {},
                         fmt::format("{} is not planned: {}", to_string(left.object), left.reason));
    }
}

plan with_digests(plan one, const catalog::contents& from, const catalog::contents& to) {
    one.from = catalog::digest(from);
    one.to = catalog::digest(to);
    return one;
}

plan backwards(const plan& forward) {
    plan out;
    out.major = forward.major;
    out.from = forward.to;
    out.to = forward.from;
    out.settings = forward.settings;
    out.unplanned = forward.unplanned;

    // What went along with an object comes back with it: the statements of all its parts, in their order. A part of a
    // part belongs to the whole.
    struct hash {
        std::size_t operator()(const catalog::object_id& id) const {
            return std::hash<std::string>()(id.identity) * 31 + static_cast<std::size_t>(id.kind);
        }
    };
    std::unordered_map<catalog::object_id, catalog::object_id, hash> whole_of;
    for (const auto& one : forward.steps) {
        if (one.part_of && one.aspect.empty() && !(*one.part_of == one.object))
            whole_of.emplace(one.object, *one.part_of);
    }
    const auto whole = [&](catalog::object_id id) {
        for (auto found = whole_of.find(id); found != whole_of.end(); found = whole_of.find(id)) id = found->second;
        return id;
    };
    std::unordered_map<catalog::object_id, std::vector<std::string>, hash> texts;
    for (const auto& one : forward.steps) {
        if (one.part_of) {
            texts[whole(*one.part_of)].push_back(one.sql);
        } else if (one.aspect.empty()) {
            texts[one.object].push_back(one.sql);
        }
    }

    for (auto it = forward.steps.rbegin(); it != forward.steps.rend(); ++it) {
        if (it->undo.empty()) {
            if (!it->part_of) out.unplanned.push_back({it->object, it->no_undo});
            continue;
        }
        for (std::size_t i = 0; i < it->undo.size(); ++i) {
            step one;
            one.object = it->object;
            one.change = opposite(it->change);
            one.aspect = it->aspect;
            one.sql = it->undo[i];
            one.transaction = it->transaction;
            one.reason = it->reason;
            if (i + 1 < it->undo.size()) {
                one.part_of = it->object;
                one.no_undo = "goes with " + to_string(it->object);
            } else if (it->aspect.empty()) {
                one.undo = texts[it->object];
            } else {
                one.undo = {it->sql};
                // The rest of a change that took several statements.
                for (auto next = it.base(); next != forward.steps.end(); ++next) {
                    if (!(next->object == it->object) || next->aspect != it->aspect || !next->part_of) break;
                    one.undo.push_back(next->sql);
                }
            }
            one.hazard = hazard_of(one);
            out.steps.push_back(std::move(one));
        }
    }
    return out;
}

}  // namespace tenon::diff
