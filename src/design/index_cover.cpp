// SPDX-License-Identifier: Apache-2.0
#include "design/index_cover.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

namespace {

/// The columns that a condition gives one value each, `state = 'open' AND is_public AND deleted_at IS NULL`; nothing
/// when it says anything else.
std::vector<catalog::index_key> fixed_columns(std::string_view condition) {
    std::vector<sql::token> tokens;
    for (const auto& token : sql::tokenize(condition))
        if (!token.is_blank()) tokens.push_back(token);
    tokens.emplace_back();
    std::vector<catalog::index_key> out;
    for (std::size_t at = 0;;) {
        using sql::token_kind;
        const bool negated = tokens[at].is_word("not");
        if (negated) ++at;
        const auto& name = tokens[at];
        if (name.kind != token_kind::word && name.kind != token_kind::quoted_identifier) return {};
        out.push_back({.column = sql::unquote_identifier(name.text)});
        ++at;
        if (!negated && tokens[at].is("=")) {
            const auto& value = tokens[++at];
            if (value.kind != token_kind::string && value.kind != token_kind::number && !value.is_word("true") &&
                !value.is_word("false"))
                return {};
            ++at;
        } else if (!negated && tokens[at].is_word("is")) {
            if (!tokens[at + 1].is_word("null")) return {};
            at += 2;
        }
        if (tokens[at].kind == token_kind::end) return out;
        if (!tokens[at++].is_word("and")) return {};
    }
}

/// True when the keys of `e` from number `first` on stand in the order that `w` wants, or exactly the other way round:
/// an index is read in both directions.
bool same_order(const std::vector<catalog::index_key>& e, const std::vector<catalog::index_key>& w, std::size_t first) {
    bool forward = true, backward = true;
    for (std::size_t i = first; i < w.size(); ++i) {
        const bool same = e[i].descending == w[i].descending && e[i].nulls_first == w[i].nulls_first;
        const bool opposite = e[i].descending != w[i].descending && e[i].nulls_first != w[i].nulls_first;
        forward &= same;
        backward &= opposite;
    }
    return forward || backward;
}

std::string names_of(const std::vector<catalog::index_key>& keys) {
    std::vector<std::string> names;
    names.reserve(keys.size());
    for (const auto& key : keys) names.push_back(key.column.empty() ? key.expression : key.column);
    return join(names, ", ");
}

std::string begins_with(const std::vector<catalog::index_key>& keys) {
    return "its keys begin with " + names_of(keys);
}

/// True when rows that satisfy `condition` satisfy `part`, which is one of those that AND joins in it.
bool includes(const std::string& condition, const std::string& part) {
    if (part.empty() || condition == part) return true;
    if (to_lower(condition).find(" or ") != std::string::npos) return false;
    return condition.starts_with(part + " AND ") || condition.ends_with(" AND " + part) ||
           condition.find(" AND " + part + " AND ") != std::string::npos;
}

/// True when `w` gives every key of the unique `e` a value: whatever else it asks, one row is the most there is.
bool leads_to_one_row(const index_shape& e, const index_shape& w) {
    if (!e.unique || e.method != "btree" || w.method != "btree" || w.unique || !includes(w.predicate, e.predicate))
        return false;
    const auto end = w.keys.begin() + static_cast<std::ptrdiff_t>(std::min(w.any_order, w.keys.size()));
    return std::all_of(e.keys.begin(), e.keys.end(), [&](const auto& key) {
        return std::find(w.given.begin(), w.given.end(), key.column) != w.given.end() ||
               std::any_of(w.keys.begin(), end, [&](const auto& asked) { return same_key(key, asked); });
    });
}

}  // namespace

index_shape shape_of(const catalog::index& of) {
    return {
        .method = of.method, .keys = of.keys, .include = of.include, .predicate = of.predicate, .unique = of.unique};
}

index_shape shape_of(const catalog::constraint& of) {
    index_shape out{
        .method = of.without_overlaps ? "gist" : "btree", .include = of.include, .unique = true, .constraint = true};
    for (const auto& column : of.columns) out.keys.push_back({.column = column});
    return out;
}

bool same_key(const catalog::index_key& a, const catalog::index_key& b) {
    return a.column == b.column && a.expression == b.expression && a.collation == b.collation && a.opclass == b.opclass;
}

namespace {

std::string why_same_work(const index_shape& e, const index_shape& w) {
    if (e.method != w.method || w.unique) return "";
    if (e.predicate != w.predicate) {
        // A partial index is smaller, and knows its condition without looking at rows. Another one does its work only
        // where a key leads to one row anyway, or where its keys hold the columns of the condition.
        if (!e.predicate.empty()) return "";
        const bool one_row = e.unique && e.keys.size() == w.keys.size();
        const auto fixed = one_row ? std::vector<catalog::index_key>() : fixed_columns(w.predicate);
        if (!one_row && fixed.empty()) return "";
        auto spelled_out = w;
        spelled_out.predicate.clear();
        spelled_out.keys.insert(spelled_out.keys.begin(), fixed.begin(), fixed.end());
        spelled_out.any_order += fixed.size();
        const auto why = why_same_work(e, spelled_out);
        return why.empty() || one_row ? why : begins_with(spelled_out.keys);
    }
    for (const auto& column : w.include) {
        const bool there =
            std::find(e.include.begin(), e.include.end(), column) != e.include.end() ||
            std::any_of(e.keys.begin(), e.keys.end(), [&](const auto& key) { return key.column == column; });
        if (!there) return "";
    }
    if (e.method != "btree") {
        if (e.keys.size() != w.keys.size()) return "";
        for (std::size_t i = 0; i < w.keys.size(); ++i)
            if (!same_key(e.keys[i], w.keys[i])) return "";
        return "it has the same keys";
    }
    if (e.keys.size() < w.keys.size()) return "";
    const std::size_t free = std::min(w.any_order, w.keys.size());
    for (std::size_t i = 0; i < free; ++i)
        if (std::none_of(e.keys.begin(), e.keys.begin() + static_cast<std::ptrdiff_t>(free),
                         [&](const auto& key) { return same_key(key, w.keys[i]); }))
            return "";
    for (std::size_t i = free; i < w.keys.size(); ++i)
        if (!same_key(e.keys[i], w.keys[i])) return "";
    if (!same_order(e.keys, w.keys, free)) return "";
    if (e.keys.size() == w.keys.size())
        return e.constraint ? "the constraint has an index with the same keys" : "it has the same keys";
    return begins_with(w.keys);
}

}  // namespace

std::string why_covered(const index_shape& e, const index_shape& w) {
    auto why = why_same_work(e, w);
    if (why.empty() && leads_to_one_row(e, w)) why = fmt::format("one row at most has its {}", names_of(e.keys));
    return why;
}

std::vector<std::string> key_texts(const std::vector<catalog::index_key>& keys) {
    std::vector<std::string> out;
    for (const auto& key : keys) {
        std::string text = key.column.empty() ? key.expression : key.column;
        if (key.descending) text += " desc";
        if (key.nulls_first != key.descending) text += key.nulls_first ? " nulls first" : " nulls last";
        out.push_back(std::move(text));
    }
    return out;
}

}  // namespace tenon::design
