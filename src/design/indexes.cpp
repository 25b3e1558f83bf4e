// SPDX-License-Identifier: Apache-2.0
#include "design/indexes.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/index_cover.hpp"
#include "sql/normal_form.hpp"
#include "sql/quote.hpp"

#include <numeric>

namespace tenon::design {

using catalog::constraint_kind;

namespace {

/// What is there already, or will be made.
struct existing {
    catalog::object_id id;
    index_shape shape;
    const wanted_index* wish = nullptr;  ///< nullptr for a constraint
    std::size_t in_draft = 0;            ///< where the index stands among the draft's
    std::vector<std::string> reasons, queries;
    position from;
};

/// Conditions and expressions in their normal form: two texts that the server prints alike are one index.
index_shape shape_of_wish(const wanted_index& wish) {
    index_shape out{.method = wish.method,
                    .keys = wish.keys,
                    .include = wish.include,
                    .predicate = sql::normal_form(wish.predicate),
                    .unique = wish.unique,
                    .any_order = wish.any_order,
                    .given = wish.given};
    for (auto& key : out.keys) key.expression = sql::normal_form(key.expression);
    return out;
}

/// A condition without one of the parts that AND joins.
std::string without(const std::string& condition, const std::string& part) {
    const std::string and_ = " AND ";
    if (condition == part || part.empty()) return part.empty() ? condition : "";
    if (condition.starts_with(part + and_)) return condition.substr(part.size() + and_.size());
    if (condition.ends_with(and_ + part)) return condition.substr(0, condition.size() - part.size() - and_.size());
    return condition;
}

std::string index_name(workbench& bench, const table_model& table, const wanted_index& wish) {
    if (!wish.name.empty()) return wish.name;
    std::vector<std::string> parts = {table.table.name.name};
    for (const auto& key : wish.keys) {
        if (!key.column.empty()) {
            parts.push_back(key.column);
            continue;
        }
        // The words of an expression: "lower(email)" gives lower_email.
        std::string word;
        for (const char c : to_lower(key.expression))
            word += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ? c : ' ';
        std::vector<std::string> words;
        for (const auto piece : split(word, ' '))
            if (!piece.empty() && words.size() < 4) words.emplace_back(piece);
        parts.push_back(words.empty() ? "expression" : join(words, "_"));
    }
    const std::string wished = bench.conventions_of(table).prefix(wish.unique ? "unique" : "index") + join(parts, "_");
    std::string name = bench.shorten(wished, wish.from);
    for (int number = 2; bench.names.is_taken("relation", name); ++number)
        name = bench.shorten(fmt::format("{}_{}", wished, number), wish.from);
    return name;
}

void merge(std::vector<std::string>& into, const std::vector<std::string>& more) {
    for (const auto& text : more)
        if (std::find(into.begin(), into.end(), text) == into.end()) into.push_back(text);
}

/// Wishes for one table, each for another index.
struct wish_list {
    std::vector<wanted_index> wishes;
    std::vector<index_shape> shapes;                ///< of each
    std::vector<std::vector<std::string>> reasons;  ///< of each
};

/// The same index wanted twice becomes one wish.
wish_list merge_equal(const std::vector<wanted_index>& all) {
    wish_list out;
    for (const auto& wish : all) {
        auto shape = shape_of_wish(wish);
        std::size_t same = 0;
        for (; same < out.wishes.size(); ++same) {
            const auto& other = out.shapes[same];
            if (other.method == shape.method && other.keys == shape.keys && other.include == shape.include &&
                other.predicate == shape.predicate && other.unique == shape.unique &&
                (wish.name.empty() || wish.name == out.wishes[same].name))
                break;
        }
        if (same == out.wishes.size()) {
            out.wishes.push_back(wish);
            out.shapes.push_back(std::move(shape));
            out.reasons.push_back({wish.reason});
        } else {
            merge(out.wishes[same].queries, wish.queries);
            for (auto* least : {&out.wishes[same].any_order, &out.shapes[same].any_order})
                *least = std::min(*least, wish.any_order);
            merge(out.reasons[same], {wish.reason});
        }
    }
    return out;
}

void decide_table(workbench& bench, table_model& table) {
    std::vector<existing> all;
    for (const auto& constraint : table.constraints) {
        if (constraint.kind != constraint_kind::primary_key && constraint.kind != constraint_kind::unique) continue;
        existing e;
        e.id = catalog::id_of(constraint);
        e.shape = shape_of(constraint);
        e.reasons = {constraint.kind == constraint_kind::primary_key ? "primary key" : "unique"};
        e.from = table.note.from;
        all.push_back(std::move(e));
    }
    auto [wishes, shapes, reasons] = merge_equal(table.wanted);
    table.wanted = std::move(wishes);
    const auto alive = sql::normal_form(table.alive);
    // Unique ones first: they are made anyway. Then the longest, so that prefixes find what covers them.
    std::vector<std::size_t> order(table.wanted.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto &x = table.wanted[a], &y = table.wanted[b];
        if (x.unique != y.unique) return x.unique;
        if (x.keys.size() != y.keys.size()) return x.keys.size() > y.keys.size();
        return x.predicate.empty() && !y.predicate.empty();
    });
    for (const std::size_t number : order) {
        const auto& wish = table.wanted[number];
        workbench::requirement stands(bench, wish.coverage);
        const auto& shape = shapes[number];
        // What leaves out the few rows that were deleted is no smaller than what holds them too.
        auto whole = shape;
        whole.predicate = without(shape.predicate, alive);
        existing* cover = nullptr;
        std::string why;
        for (auto& e : all) {
            if (why = why_covered(e.shape, shape); why.empty()) why = why_covered(e.shape, whole);
            if (why.empty()) continue;
            cover = &e;
            break;
        }
        if (cover) {
            merge(cover->queries, wish.queries);
            merge(cover->reasons, reasons[number]);
            bench.notes.redundant_indexes.push_back(
                {table.id(), key_texts(wish.keys), wish.predicate, wish.asked_by, cover->id, why, wish.from});
            bench.made(cover->id);
            const bool by_hand = wish.asked_by.starts_with("index ") || wish.asked_by.starts_with("attribute ");
            if (by_hand && wish.queries.empty())
                bench.problems.information(
                    code::index_redundant, wish.from,
                    fmt::format("no index is made for {} of {}: {} is there, and {}", join(key_texts(wish.keys), ", "),
                                table.note.entity.empty() ? table.table.name.name : table.note.entity,
                                catalog::to_string(cover->id), why),
                    "leave it out");
            continue;
        }
        catalog::index made;
        made.name = bench.qualify(index_name(bench, table, wish));
        made.table = table.table.name;
        made.method = wish.method;
        made.keys = wish.keys;
        for (auto& key : made.keys)
            if (!key.expression.empty()) key.expression = fmt::format("({})", key.expression);
        made.include = wish.include;
        made.predicate = wish.predicate;
        made.unique = wish.unique;
        made.nulls_not_distinct = wish.nulls_not_distinct;
        made.partitioned = table.table.kind == catalog::table_kind::partitioned;
        const auto id = catalog::id_of(made);
        bench.take_name("relation", made.name.name, id,
                        fmt::format("the index on {} of {}", join(key_texts(wish.keys), ", "), table.table.name.name),
                        wish.from);
        bench.made(id);
        if (wish.unique) {
            bench.notes.rules.push_back(
                {table.note.entity, made.name.name, "unique", join(key_texts(wish.keys), ", "), "", id, wish.from});
        }
        existing e;
        e.id = id;
        e.shape = shape;
        e.wish = &wish;
        e.reasons = reasons[number];
        e.queries = wish.queries;
        e.from = wish.from;
        e.in_draft = bench.draft.indexes.size();
        all.push_back(std::move(e));
        bench.draft.indexes.push_back(std::move(made));
    }
    for (auto& e : all) {
        std::sort(e.queries.begin(), e.queries.end());
        if (e.wish) bench.draft.indexes[e.in_draft].comment = join(e.reasons, "; ");
        const auto& keys = e.wish ? bench.draft.indexes[e.in_draft].keys : e.shape.keys;
        bench.notes.indexes.push_back(
            {e.id, table.id(), key_texts(keys), e.wish ? e.wish->predicate : "", e.reasons, e.queries, e.from});
    }
}

catalog::index_key key_of(const queries::candidate_key& from) {
    catalog::index_key key;
    key.column = from.column;
    key.expression = from.expression;
    key.descending = from.descending;
    key.nulls_first = from.nulls_first.value_or(from.descending);
    return key;
}

/// Row security adds the tenant to what every query asks for. An index that is read in its order, or by ranges, begins
/// with it: else the rows of all tenants would be read to find those of one.
void lead_with_tenant(const workbench& bench, const table_model& table, wanted_index& wish) {
    const auto found = bench.entity_by_name.find(table.note.entity);
    if (found == bench.entity_by_name.end()) return;
    const auto& entity = bench.entities[found->second];
    if (entity.table != &table || entity.tenant.empty()) return;
    wish.given = {entity.tenant};
    const bool there =
        std::any_of(wish.keys.begin(), wish.keys.end(), [&](const auto& key) { return key.column == entity.tenant; });
    if (wish.method != "btree" || wish.any_order > 0 || there) return;
    wish.keys.insert(wish.keys.begin(), {.column = entity.tenant});
    wish.any_order = 1;
}

}  // namespace

void add_candidates(workbench& bench, const candidate_source& source) {
    queries::table_lookup tables;
    for (const auto& model : bench.tables) tables.add(model.table);
    for (const auto& candidate : source(tables)) {
        if (!candidate.schema.empty() && candidate.schema != bench.schema()) continue;
        const auto found = bench.table_by_name.find(candidate.table);
        if (found == bench.table_by_name.end()) continue;
        auto& table = *found->second;
        const auto known = [&](const queries::candidate_key& key) {
            return key.column.empty() || table.by_column.count(key.column) > 0;
        };
        wanted_index wish;
        wish.method = candidate.method;
        bool all_known = true;
        for (const auto* part : {&candidate.equality, &candidate.order, &candidate.range})
            for (const auto& key : *part) {
                all_known &= known(key);
                const auto made = key_of(key);
                if (std::none_of(wish.keys.begin(), wish.keys.end(),
                                 [&](const auto& other) { return same_key(other, made); }))
                    wish.keys.push_back(made);
            }
        if (!all_known || wish.keys.empty()) continue;
        if (!candidate.operator_class.empty()) wish.keys.front().opclass = candidate.operator_class;
        wish.any_order = candidate.method == "btree" ? std::min(candidate.equality.size(), wish.keys.size()) : 0;
        // Equalities come in any order: the same order for the same columns makes one index of several wishes.
        std::stable_sort(wish.keys.begin(), wish.keys.begin() + static_cast<std::ptrdiff_t>(wish.any_order),
                         [&](const auto& a, const auto& b) { return a.column < b.column; });
        lead_with_tenant(bench, table, wish);
        for (const auto& column : candidate.include)
            if (table.by_column.count(column) > 0) wish.include.push_back(column);
        wish.predicate = candidate.predicate;
        wish.reason = fmt::format("query {}", candidate.query);
        wish.asked_by = wish.reason;
        wish.queries = {candidate.query};
        wish.from = candidate.from;
        workbench::requirement stands(bench, 0);
        bench.want(table, std::move(wish));
    }
}

void decide_indexes(workbench& bench) {
    for (auto& table : bench.tables)
        if (table.note.role != table_role::partition) decide_table(bench, table);
}

}  // namespace tenon::design
