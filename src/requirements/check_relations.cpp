// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"

#include <unordered_map>

namespace tenon::requirements {

namespace {

/// A foreign key that must be set when a row is inserted.
struct required_edge {
    std::size_t from;
    std::size_t to;
    const phrase* role;
};

/// Finds the circles of required relations: strongly connected components, without recursion.
class circle_finder {
public:
    circle_finder(std::size_t count, const std::vector<required_edge>& edges)
        : edges_of_(count), order_(count, 0), low_(count, 0), on_stack_(count, false) {
        for (const auto& edge : edges) edges_of_[edge.from].push_back(&edge);
    }

    /// Each circle as edges that lead from its first entity back to it.
    std::vector<std::vector<const required_edge*>> run() {
        for (std::size_t i = 0; i < edges_of_.size(); ++i)
            if (!order_[i]) visit(i);
        std::sort(circles_.begin(), circles_.end(),
                  [](const auto& a, const auto& b) { return a[0]->role->where < b[0]->role->where; });
        return std::move(circles_);
    }

private:
    struct frame {
        std::size_t node;
        std::size_t next;
    };

    void enter(std::size_t node) {
        order_[node] = low_[node] = ++counter_;
        stack_.push_back(node);
        on_stack_[node] = true;
        frames_.push_back({node, 0});
    }

    void visit(std::size_t start) {
        enter(start);
        while (!frames_.empty()) {
            auto& top = frames_.back();
            if (top.next < edges_of_[top.node].size()) {
                const auto to = edges_of_[top.node][top.next++]->to;
                if (!order_[to]) {
                    enter(to);
                } else if (on_stack_[to]) {
                    low_[top.node] = std::min(low_[top.node], order_[to]);
                }
                continue;
            }
            const auto done = top.node;
            frames_.pop_back();
            if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[done]);
            if (low_[done] == order_[done]) close(done);
        }
    }

    void close(std::size_t root) {
        std::set<std::size_t> component;
        std::size_t node = 0;
        do {
            node = stack_.back();
            stack_.pop_back();
            on_stack_[node] = false;
            component.insert(node);
        } while (node != root);
        if (auto circle = shortest_circle(*component.begin(), component); !circle.empty())
            circles_.push_back(std::move(circle));
    }

    /// The shortest way from `start` back to itself inside the component, by breadth.
    std::vector<const required_edge*> shortest_circle(std::size_t start, const std::set<std::size_t>& component) {
        std::unordered_map<std::size_t, const required_edge*> reached_by;
        std::vector<std::size_t> queue = {start};
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const auto* edge : edges_of_[queue[i]]) {
                if (!component.count(edge->to)) continue;
                if (edge->to == start) {
                    std::vector<const required_edge*> way = {edge};
                    for (auto at = edge->from; at != start; at = reached_by[at]->from) way.push_back(reached_by[at]);
                    std::reverse(way.begin(), way.end());
                    return way;
                }
                if (reached_by.emplace(edge->to, edge).second) queue.push_back(edge->to);
            }
        }
        return {};
    }

    std::vector<std::vector<const required_edge*>> edges_of_;
    std::vector<int> order_;
    std::vector<int> low_;
    std::vector<bool> on_stack_;
    std::vector<std::size_t> stack_;
    std::vector<frame> frames_;
    std::vector<std::vector<const required_edge*>> circles_;
    int counter_ = 0;
};

void check_circles(checker& in) {
    const auto& entities = in.doc().entities;
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < entities.size(); ++i) index.emplace(*entities[i].name, i);
    std::vector<required_edge> edges;
    for (std::size_t i = 0; i < entities.size(); ++i) {
        for (const auto& relation : entities[i].belongs_to) {
            const auto to = index.find(*relation.to);
            if (!relation.optional.value && !relation.deferred.value && to != index.end())
                edges.push_back({i, to->second, &relation.role});
        }
        for (const auto& relation : entities[i].has_one) {
            const auto to = index.find(*relation.to);
            if (!relation.optional.value && to != index.end()) edges.push_back({to->second, i, &relation.role});
        }
    }
    for (const auto& circle : circle_finder(entities.size(), edges).run()) {
        std::string way = *entities[circle[0]->from].name;
        for (const auto* edge : circle) way += fmt::format(" -> {}", *entities[edge->to].name);
        in.error(code::circular_required, circle[0]->role->where,
                 fmt::format("required relations form a circle: {}; no first row could be inserted", way),
                 circle.size() == 1
                     ? fmt::format("make it optional: {}: {}?", **circle[0]->role, *entities[circle[0]->to].name)
                     : fmt::format("make one of them optional, for example {}: {}?, or write deferred: true",
                                   **circle[0]->role, *entities[circle[0]->to].name));
    }
}

/// The entity a relation leads to; an unknown one is reported.
const entity* target(checker& in, const phrase& to, const phrase& role, std::string_view kind) {
    if (to->empty()) return nullptr;
    if (const entity* found = in.find_entity(*to)) return found;
    in.error(code::unknown_entity, to.where, fmt::format("unknown entity \"{}\" in {} \"{}\"", *to, kind, *role),
             in.suggest_entity(*to));
    return nullptr;
}

/// The other entity's name for the way back must be free there.
void check_inverse(checker& in, const entity& from, const entity& to, const std::optional<phrase>& inverse) {
    if (!inverse) return;
    const auto report = [&](std::string_view what) {
        in.error(code::inverse_taken, inverse->where,
                 fmt::format("the inverse \"{}\" is {} of entity \"{}\" already", **inverse, what, *to.name),
                 "choose another name for the way back");
    };
    if (to.find_attribute(**inverse)) return report("an attribute");
    if (to.find_computed(**inverse)) return report("a computed column");
    if (to.find_role(**inverse)) return report("a role");
    for (const auto& relation : to.has_one)
        if (*relation.role == **inverse && *relation.to != *from.name) return report("a role");
    for (const auto& relation : to.many_to_many)
        if (*relation.role == **inverse && *relation.to != *from.name) return report("a role");
}

void check_belongs_to(checker& in, const entity& of, const belongs_to& relation) {
    const entity* to = target(in, relation.to, relation.role, "belongs_to");
    if (to) check_inverse(in, of, *to, relation.inverse);
    for (const auto* action : {&relation.on_delete, &relation.on_update}) {
        if (!*action || relation.optional.value || (**action).value != referential_action::set_null) continue;
        in.error(code::set_null_required, (**action).where,
                 fmt::format("role \"{}\" is required, and is to be set to null", *relation.role),
                 fmt::format("make it optional with ?, or choose restrict or cascade"));
    }
    if (relation.key.value && relation.optional.value)
        in.error(code::key_optional, relation.optional.where,
                 fmt::format("role \"{}\" is part of the key and optional", *relation.role),
                 "keys are never null: delete the ?");
}

void check_has_one(checker& in, const entity& of, const has_one& relation) {
    const entity* to = target(in, relation.to, relation.role, "has_one");
    if (!to || !relation.inverse) return;
    const auto* back = to->find_role(**relation.inverse);
    if (back && *back->to != *of.name)
        in.error(code::inverse_mismatch, relation.inverse->where,
                 fmt::format("the inverse \"{}\" of entity \"{}\" leads to \"{}\", not to \"{}\"", **relation.inverse,
                             *to->name, *back->to, *of.name),
                 "name the role that leads back, or delete inverse:");
    if (!back && (to->find_attribute(**relation.inverse) || to->find_computed(**relation.inverse)))
        in.error(
            code::inverse_taken, relation.inverse->where,
            fmt::format("the inverse \"{}\" is an attribute of entity \"{}\" already", **relation.inverse, *to->name),
            "choose another name for the way back");
    if (relation.on_delete && relation.on_delete->value == referential_action::set_null && !relation.optional.value)
        in.error(code::set_null_required, relation.on_delete->where,
                 fmt::format("role \"{}\" is required, and is to be set to null", *relation.role),
                 "make it optional with ?, or choose restrict or cascade");
}

/// The entity named by `through` must belong to both sides.
void check_through(checker& in, const entity& of, const many_to_many& relation, const entity& to) {
    if (!relation.through) return;
    const entity* through = in.find_entity(**relation.through);
    if (!through) {
        const char first = (**relation.through)[0];
        if (first >= 'A' && first <= 'Z')
            in.error(code::unknown_entity, relation.through->where,
                     fmt::format("unknown entity \"{}\" in through of \"{}\"", **relation.through, *relation.role),
                     in.suggest_entity(**relation.through));
        return;
    }
    const auto leads = [&](const entity& side) {
        return std::count_if(through->belongs_to.begin(), through->belongs_to.end(),
                             [&](const auto& r) { return *r.to == *side.name; });
    };
    const bool self = &of == &to;
    if (self ? leads(of) >= 2 : (leads(of) >= 1 && leads(to) >= 1)) return;
    in.error(code::through_unsuitable, relation.through->where,
             fmt::format("entity \"{}\" does not belong to both \"{}\" and \"{}\"", *through->name, *of.name, *to.name),
             self ? fmt::format("give it two roles that lead to {}", *of.name)
                  : fmt::format("give it a belongs_to that leads to {}", leads(of) ? *to.name : *of.name));
}

/// A many_to_many that is declared on both sides is one junction if both say the same.
void check_both_sides(checker& in, const entity& of, const many_to_many& here, const entity& to) {
    if (&of == &to || *of.name > *to.name) return;
    for (const auto& there : to.many_to_many) {
        if (*there.to != *of.name) continue;
        const bool here_agrees = !here.inverse || **here.inverse == *there.role;
        const bool there_agrees = !there.inverse || **there.inverse == *here.role;
        if (!here_agrees && !there_agrees) continue;  // two relations, each with a name for its own way back
        std::string difference;
        if (!here_agrees || !there_agrees) difference = "inverse";
        if (here.through != there.through) difference = "through";
        if (here.on_delete != there.on_delete) difference = "on_delete";
        if (difference.empty()) continue;
        const auto report = [&](const many_to_many& at, const entity& owner, const many_to_many& other,
                                const entity& other_owner) {
            in.error(code::many_to_many_conflict, at.role.where,
                     fmt::format("many_to_many \"{}\" of \"{}\" and \"{}\" of \"{}\" on line {} differ in {}", *at.role,
                                 *owner.name, *other.role, *other_owner.name, other.role.where.line, difference),
                     "declare it on one side only, or equally on both");
        };
        report(here, of, there, to);
        report(there, to, here, of);
    }
}

void check_exactly_one_of(checker& in, const entity& of) {
    std::vector<std::string> roles;
    roles.reserve(of.belongs_to.size());
    for (const auto& relation : of.belongs_to) roles.push_back(*relation.role);
    for (const auto& group : of.exactly_one_of) {
        if (group.size() < 2)
            in.error(code::exactly_one_of_single, group[0].where,
                     fmt::format("exactly_one_of names only \"{}\"", *group[0]),
                     "name at least two roles, or make this one required");
        std::set<std::string> seen;
        for (const auto& name : group) {
            if (!seen.insert(*name).second) {
                in.error(code::column_twice, name.where,
                         fmt::format("\"{}\" stands twice in \"exactly_one_of\" of entity \"{}\"", *name, *of.name),
                         "delete one of them");
                continue;
            }
            const auto* relation = of.find_role(*name);
            if (!relation) {
                in.error(code::exactly_one_of_role, name.where,
                         fmt::format("exactly_one_of names \"{}\", which is no role of entity \"{}\"", *name, *of.name),
                         suggest(*name, roles, "roles"));
            } else if (!relation->optional.value) {
                in.error(code::exactly_one_of_required, name.where,
                         fmt::format("exactly_one_of names the required role \"{}\", which is always set", *name),
                         fmt::format("make it optional: {}: {}?", *name, *relation->to));
            }
        }
    }
}

}  // namespace

void check_relations(checker& in) {
    for (const auto& of : in.doc().entities) {
        for (const auto& relation : of.belongs_to) check_belongs_to(in, of, relation);
        for (const auto& relation : of.has_one) check_has_one(in, of, relation);
        for (const auto& relation : of.many_to_many) {
            const entity* to = target(in, relation.to, relation.role, "many_to_many");
            if (!to) continue;
            check_inverse(in, of, *to, relation.inverse);
            check_through(in, of, relation, *to);
            check_both_sides(in, of, relation, *to);
        }
        check_exactly_one_of(in, of);
    }
    check_circles(in);
}

}  // namespace tenon::requirements
