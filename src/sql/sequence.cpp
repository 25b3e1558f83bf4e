// SPDX-License-Identifier: Apache-2.0
#include "sql/sequence.hpp"

namespace tenon::sql {

std::string reference(const catalog::sequence& o) {
    return "SEQUENCE " + quote(o.name);
}

std::string sequence_clauses(const catalog::sequence_options& o) {
    std::string out;
    const auto add = [&](std::string_view words, const std::optional<std::string>& value) {
        if (value) out += fmt::format("{}{} {}", out.empty() ? "" : " ", words, *value);
    };
    add("START WITH", o.start);
    add("INCREMENT BY", o.increment);
    add("MINVALUE", o.minimum);
    add("MAXVALUE", o.maximum);
    add("CACHE", o.cache);
    if (o.cycle) out += out.empty() ? "CYCLE" : " CYCLE";
    return out;
}

std::string create(const catalog::sequence& o, int major) {
    std::string out = fmt::format("CREATE {}{}", o.unlogged && major >= 15 ? "UNLOGGED " : "", reference(o));
    if (o.options.type != "bigint") out += " AS " + o.options.type;
    const std::string clauses = sequence_clauses(o.options);
    return clauses.empty() ? out : out + " " + clauses;
}

grant_target target_of(const catalog::sequence& o, int) {
    return {grantable::sequence, reference(o), o.owner, {}, false};
}

std::string owned_by(const catalog::sequence& o) {
    if (!o.owned_by) return owned_by_none(o);
    return fmt::format("ALTER {} OWNED BY {}.{}", reference(o), quote(*o.owned_by),
                       quote_identifier(o.owned_by_column));
}

std::string owned_by_none(const catalog::sequence& o) {
    return fmt::format("ALTER {} OWNED BY NONE", reference(o));
}

}  // namespace tenon::sql
