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

namespace {

bool descends(const catalog::sequence_options& o) {
    return o.increment && o.increment->starts_with('-');
}

// The bounds that CREATE SEQUENCE chooses (PostgreSQL documentation, CREATE SEQUENCE).
std::string usual_minimum(const catalog::sequence_options& o) {
    if (!descends(o)) return "1";
    return o.type == "smallint" ? "-32768" : o.type == "integer" ? "-2147483648" : "-9223372036854775808";
}

std::string usual_maximum(const catalog::sequence_options& o) {
    if (descends(o)) return "-1";
    return o.type == "smallint" ? "32767" : o.type == "integer" ? "2147483647" : "9223372036854775807";
}

}  // namespace

std::vector<std::string> sequence_changes(const catalog::sequence_options& from, const catalog::sequence_options& to) {
    // What is not said depends on type and direction, and has to be said when these change.
    const bool turns = descends(from) != descends(to);
    const bool anew = turns || from.type != to.type;
    const auto start_of = [&](const catalog::sequence_options& o) {
        return o.start ? *o.start : descends(o) ? o.maximum.value_or("-1") : o.minimum.value_or("1");
    };
    std::vector<std::string> out;
    const auto say = [&](std::string_view words, const std::optional<std::string>& value, std::string_view otherwise) {
        out.push_back(value ? fmt::format("{} {}", words, *value) : std::string(otherwise));
    };
    if (from.increment != to.increment) say("INCREMENT BY", to.increment, "INCREMENT BY 1");
    // Spelt out: NO MAXVALUE beside AS gives the type's own bound, whatever the direction (init_params of sequence.c).
    if (anew || from.minimum != to.minimum) out.push_back("MINVALUE " + to.minimum.value_or(usual_minimum(to)));
    if (anew || from.maximum != to.maximum) out.push_back("MAXVALUE " + to.maximum.value_or(usual_maximum(to)));
    if (start_of(from) != start_of(to)) out.push_back("START WITH " + start_of(to));
    if (turns) out.push_back("RESTART");
    if (from.cache != to.cache) say("CACHE", to.cache, "CACHE 1");
    if (from.cycle != to.cycle) out.push_back(to.cycle ? "CYCLE" : "NO CYCLE");
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
