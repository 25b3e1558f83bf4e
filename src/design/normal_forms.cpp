// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/reports.hpp"

namespace tenon::design {

namespace {

column_set to_set(const std::vector<std::string>& list) {
    return {list.begin(), list.end()};
}
std::vector<std::string> to_list(const column_set& set) {
    return {set.begin(), set.end()};
}
bool holds_all(const column_set& big, const column_set& small) {
    return std::includes(big.begin(), big.end(), small.begin(), small.end());
}

/// The dependency follows from those that lie within single fragments: the test of Beeri and Honeyman, which needs no
/// projections.
bool is_preserved(const functional_dependency& wanted, const std::vector<column_set>& fragments,
                  const std::vector<functional_dependency>& all) {
    column_set known = to_set(wanted.from);
    for (bool grows = true; grows;) {
        grows = false;
        for (const auto& fragment : fragments) {
            column_set here;
            std::set_intersection(known.begin(), known.end(), fragment.begin(), fragment.end(),
                                  std::inserter(here, here.end()));
            const column_set reached = closure_of(here, all);
            for (const auto& column : fragment)
                if (reached.count(column) > 0) grows |= known.insert(column).second;
        }
    }
    return holds_all(known, to_set(wanted.to));
}

struct fragment {
    std::string name;
    column_set columns;
    column_set key;
};

}  // namespace

column_set closure_of(const column_set& columns, const std::vector<functional_dependency>& dependencies) {
    column_set out = columns;
    for (bool grows = true; grows;) {
        grows = false;
        for (const auto& each : dependencies)
            if (std::all_of(each.from.begin(), each.from.end(),
                            [&](const auto& column) { return out.count(column) > 0; }))
                for (const auto& column : each.to) grows |= out.insert(column).second;
    }
    return out;
}

normal_form_note analyse(const std::string& table, const column_set& all,
                         const std::vector<std::vector<std::string>>& keys,
                         const std::vector<functional_dependency>& declared) {
    normal_form_note note;
    note.keys = keys;
    note.dependencies = declared;
    std::vector<functional_dependency> dependencies = declared;
    for (const auto& key : keys) dependencies.push_back({key, to_list(all)});

    column_set prime;
    for (const auto& key : keys) prime.insert(key.begin(), key.end());
    for (const auto& each : declared) {
        const column_set from = to_set(each.from);
        if (holds_all(closure_of(from, dependencies), all)) continue;  // a superkey determines everything anyway
        column_set beyond;
        for (const auto& column : each.to)
            if (from.count(column) == 0) beyond.insert(column);
        if (beyond.empty()) continue;
        note.violations.push_back({each.from, to_list(beyond)});
        const bool to_prime =
            std::all_of(beyond.begin(), beyond.end(), [&](const auto& column) { return prime.count(column) > 0; });
        const bool partial = std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
            return key.size() > from.size() && holds_all(to_set(key), from);
        });
        const normal_form reached = to_prime ? normal_form::third : partial ? normal_form::first : normal_form::second;
        note.form = std::min(note.form, reached);
    }
    if (note.violations.empty()) return note;

    // Split off what each violation says, then look at the rest again.
    std::vector<fragment> done;
    fragment rest{table, all, to_set(keys.front())};
    for (const auto& each : note.violations) {
        const column_set from = to_set(each.from);
        column_set moved;
        for (const auto& column : closure_of(from, declared))
            if (from.count(column) == 0 && rest.columns.count(column) > 0 && rest.key.count(column) == 0)
                moved.insert(column);
        if (moved.empty() || !holds_all(rest.columns, from)) continue;
        // Within the new table, what a smaller part of it determines stays for a violation of its own.
        for (const auto& other : note.violations) {
            const column_set other_from = to_set(other.from);
            if (other_from == from || !holds_all(moved, other_from)) continue;
            for (const auto& column : closure_of(other_from, declared))
                if (other_from.count(column) == 0) moved.erase(column);
        }
        fragment part;
        part.key = from;
        part.columns = from;
        part.columns.insert(moved.begin(), moved.end());
        part.name = fmt::format("{}_by_{}", table, join(to_list(from), "_"));
        bool is_key_of_another = false;
        for (auto& other : done)
            if (other.key == from) {
                other.columns.insert(moved.begin(), moved.end());
                is_key_of_another = true;
            }
        for (const auto& column : moved) {
            const bool determines = std::any_of(note.violations.begin(), note.violations.end(), [&](const auto& other) {
                return to_set(other.from) != from &&
                       std::find(other.from.begin(), other.from.end(), column) != other.from.end();
            });
            // It is needed here still, until the violation that it causes has been split off.
            if (!determines) rest.columns.erase(column);
        }
        if (!is_key_of_another) done.push_back(std::move(part));
    }
    // What stayed only because it determines something else goes, too, where it was moved.
    for (const auto& part : done)
        for (const auto& column : part.columns)
            if (part.key.count(column) == 0 && rest.key.count(column) == 0) rest.columns.erase(column);

    std::vector<column_set> fragments = {rest.columns};
    note.proposal.push_back({rest.name, to_list(rest.columns), to_list(rest.key)});
    for (const auto& part : done) {
        fragments.push_back(part.columns);
        note.proposal.push_back({part.name, to_list(part.columns), to_list(part.key)});
    }
    for (const auto& each : declared)
        if (!is_preserved(each, fragments, dependencies)) note.lost.push_back(each);
    return note;
}

void report_normal_forms(workbench& bench) {
    for (const auto& entity : bench.entities) {
        const auto& table = *entity.table;
        column_set all;
        for (const auto& note : table.columns)
            if (note.source != column_source::behaviour && note.source != column_source::computed) {
                const auto column = table.table.columns[static_cast<std::size_t>(&note - table.columns.data())].name;
                all.insert(column);
            }
        std::vector<std::vector<std::string>> keys = {table.key};
        for (const auto& constraint : table.constraints) {
            if (constraint.kind != catalog::constraint_kind::unique) continue;
            const bool required =
                std::all_of(constraint.columns.begin(), constraint.columns.end(), [&](const auto& column) {
                    const auto* found = table.find(column);
                    return found && found->not_null;
                });
            const bool minimal = std::none_of(keys.begin(), keys.end(), [&](const auto& key) {
                return std::all_of(key.begin(), key.end(), [&](const auto& part) {
                    return std::find(constraint.columns.begin(), constraint.columns.end(), part) !=
                           constraint.columns.end();
                });
            });
            if (required && minimal) keys.push_back(constraint.columns);
        }
        // Unique among the rows that are not deleted counts as well: it is the rule that people have in mind.
        for (const auto& wish : table.wanted)
            if (wish.unique && !entity.deleted_at.empty()) {
                std::vector<std::string> columns;
                for (const auto& key : wish.keys) {
                    const auto* found = table.find(key.column);
                    if (found && found->not_null) columns.push_back(key.column);
                }
                if (columns.size() == wish.keys.size() && wish.predicate == entity.deleted_at + " IS NULL")
                    keys.push_back(std::move(columns));
            }
        std::vector<functional_dependency> declared;
        for (const auto& attribute : entity.source->attributes) {
            if (attribute.depends_on.empty()) continue;
            functional_dependency dependency;
            for (const auto& on : attribute.depends_on)
                if (const auto found = entity.columns_of.find(*on); found != entity.columns_of.end())
                    dependency.from.insert(dependency.from.end(), found->second.begin(), found->second.end());
            dependency.to = entity.columns_of.at(*attribute.name);
            if (!dependency.from.empty()) declared.push_back(std::move(dependency));
        }
        for (const auto& part : table.key) all.insert(part);
        auto note = analyse(table.table.name.name, all, keys, declared);
        note.table = table.id();
        note.from = bench.at(entity.source->name.where);
        if (!note.violations.empty()) {
            std::vector<std::string> texts;
            texts.reserve(note.violations.size());
            for (const auto& each : note.violations)
                texts.push_back(fmt::format("{} → {}", join(each.from, ", "), join(each.to, ", ")));
            const std::string_view form = note.form == normal_form::first    ? "first"
                                          : note.form == normal_form::second ? "second"
                                                                             : "third";
            bench.problems.information(
                code::not_normalised, note.from,
                fmt::format("{} is in {} normal form only: {}", entity.name, form, join(texts, "; ")),
                fmt::format("{} of its own would hold each fact once; the notes have the proposal",
                            note.proposal.size() > 2 ? "entities" : "an entity"));
        }
        bench.notes.normal_forms.push_back(std::move(note));
    }
}

}  // namespace tenon::design
