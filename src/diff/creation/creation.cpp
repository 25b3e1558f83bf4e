// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/creation.hpp"

#include "base/failure.hpp"
#include "diff/creation/builder.hpp"

namespace tenon::diff {

void step_writer::make(const catalog::object_id& object, change what, std::string aspect, std::string sql,
                       std::vector<std::string> undo, std::string reason) {
    step one;
    one.object = object;
    one.change = what;
    one.aspect = std::move(aspect);
    one.sql = std::move(sql);
    one.reason = std::move(reason);
    if (container_ != nullptr) {
        one.part_of = *container_;
        one.no_undo = "goes with " + to_string(*container_);
    } else {
        one.undo = std::move(undo);
    }
    out_.push_back(std::move(one));
}

void step_writer::follow(const catalog::object_id& whole, const sql::details& list) {
    for (const auto& detail : list) {
        follow(whole, detail.aspect.empty() ? change::create : change::alter, detail.aspect, detail.sql);
        out_.back().object = detail.object;
    }
}

void step_writer::follow(const catalog::object_id& whole, change what, std::string aspect, std::string sql,
                         std::string reason) {
    step one;
    one.object = whole;
    one.change = what;
    one.aspect = std::move(aspect);
    one.sql = std::move(sql);
    one.reason = std::move(reason);
    one.part_of = whole;
    one.no_undo = "goes with " + to_string(whole);
    out_.push_back(std::move(one));
}

node_index builder::add(node place, item what) {
    if (!what.part.empty()) {
        pieces_.emplace(std::pair(what.id, what.part), graph_.size());
    } else {
        by_id_.emplace(what.id, graph_.size());
        // Row types of relations are types too.
        switch (what.id.kind) {
            case catalog::object_kind::enum_type:
            case catalog::object_kind::composite_type:
            case catalog::object_kind::range_type:
            case catalog::object_kind::base_type:
            case catalog::object_kind::domain:
            case catalog::object_kind::table:
            case catalog::object_kind::view:
            case catalog::object_kind::materialized_view:
                types_.emplace(requote(what.id.identity), graph_.size());
                break;
            default:
                break;
        }
    }
    items_.push_back(std::move(what));
    return graph_.add(std::move(place));
}

node_index builder::find(const catalog::object_id& id, const std::string& part) const {
    if (!part.empty()) {
        const auto piece = pieces_.find({id, part});
        return piece == pieces_.end() ? no_node : piece->second;
    }
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? no_node : found->second;
}

node_index builder::find(catalog::object_kind kind, const std::string& identity) const {
    return find(catalog::object_id{kind, identity});
}

node_index builder::find_relation(const catalog::qualified_name& name) const {
    const auto found = relations_.find(identity_of(name));
    return found == relations_.end() ? no_node : found->second;
}

node_index builder::find_type(std::string_view text) const {
    while (text.ends_with("[]")) text.remove_suffix(2);
    // Everything of ours is qualified; the server's own types are not.
    if (text.find('.') == std::string_view::npos) return no_node;
    if (text.ends_with(')')) text = text.substr(0, text.rfind('('));
    const auto found = types_.find(requote(text));
    return found == types_.end() ? no_node : found->second;
}

namespace {

/// The names of a dotted text, unquoted.
std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '"') quoted = !quoted;
        if (i < text.size() && (quoted || text[i] != '.')) continue;
        out.push_back(sql::unquote_identifier(text.substr(begin, i - begin)));
        begin = i + 1;
    }
    return out;
}

}  // namespace

std::string requote(std::string_view quoted) {
    std::string out;
    for (const auto& name : names_in(quoted)) out += (out.empty() ? "" : ".") + sql::quote_identifier(name);
    return out;
}

std::string compact(std::string_view signature) {
    std::string out;
    out.reserve(signature.size());
    for (const char c : signature) {
        if (c != ' ') out += c;
    }
    return out;
}

std::pair<std::string, std::string> split_identity(const std::string& identity) {
    std::size_t dot = std::string::npos;
    bool quoted = false;
    for (std::size_t i = 0; i < identity.size(); ++i) {
        if (identity[i] == '"') quoted = !quoted;
        if (identity[i] == '.' && !quoted) dot = i;
    }
    if (dot == std::string::npos) return {identity, {}};
    return {identity.substr(0, dot), identity.substr(dot + 1)};
}

std::vector<step> builder::build() {
    add_objects();
    add_needs();
    graph_.break_cycles();
    const auto order = graph_.order();
    const auto goes = contained(order);
    std::vector<step> out;
    out.reserve(order.size());
    for (const node_index i : order) {
        if (!items_[i].write) continue;
        const auto container = goes[i] ? graph_.writer_of(items_[i].container) : no_node;
        step_writer writer(out, container == no_node ? nullptr : &items_[container].id);
        items_[i].write(writer);
    }
    return out;
}

std::pair<std::vector<step>, std::vector<unplanned>> creation(const catalog::contents& wanted) {
    builder all(wanted);
    auto steps = all.build();
    for (auto& one : steps) one.hazard = hazard_of(one);
    return {std::move(steps), all.left_out()};
}

hazard hazard_of(const step& one) {
    using enum catalog::object_kind;
    if (one.change != change::drop) return hazard::none;
    switch (one.object.kind) {
        case table:
        case materialized_view:
        case sequence:
        case column:
        case extension:
            return hazard::loses_data;
        case index:
        case constraint:
        case trigger:
        case rule:
        case policy:
            return hazard::none;
        default:
            return hazard::breaks_clients;
    }
}

}  // namespace tenon::diff
