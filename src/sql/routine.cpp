// SPDX-License-Identifier: Apache-2.0
#include "sql/routine.hpp"

#include "base/text.hpp"

namespace tenon::sql {
namespace {

/// Settings whose value is a list of names, stored with each name quoted as an identifier (GUC_LIST_QUOTE in
/// src/backend/utils/misc/guc_tables.c). Written as one literal, the list would become a single name.
bool is_list_of_names(std::string_view setting) {
    static constexpr std::array<std::string_view, 6> all = {"local_preload_libraries",   "search_path",
                                                            "session_preload_libraries", "shared_preload_libraries",
                                                            "temp_tablespaces",          "unix_socket_directories"};
    return std::find(all.begin(), all.end(), to_lower(setting)) != all.end();
}

/// The elements of a stored list of names: bare or in double quotes, commas between them.
std::vector<std::string> names_in(std::string_view list) {
    std::vector<std::string> out;
    std::string element;
    bool quoted = false, any = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const char c = list[i];
        if (c == '"') {
            const bool doubled = quoted && i + 1 < list.size() && list[i + 1] == '"';
            if (doubled) {
                element += '"';
                ++i;
            } else {
                quoted = !quoted;
            }
            any = true;
        } else if (c == ',' && !quoted) {
            out.push_back(std::move(element));
            element.clear();
            any = false;
        } else if (c != ' ' || quoted) {
            element += c;
            any = true;
        }
    }
    if (any) out.push_back(std::move(element));
    return out;
}

/// "SET search_path TO pg_catalog, public" from "search_path=pg_catalog, public".
std::string set_clause(const std::string& entry) {
    const auto equals = entry.find('=');
    const std::string_view name = std::string_view(entry).substr(0, equals);
    const std::string_view value = equals == std::string::npos ? "" : std::string_view(entry).substr(equals + 1);
    std::string parts;
    for (const auto part : split(name, '.')) parts += (parts.empty() ? "" : ".") + quote_identifier(part);
    std::string text;
    if (is_list_of_names(name)) {
        for (const auto& element : names_in(value)) {
            // An empty name has no form as an identifier.
            text += (text.empty() ? "" : ", ") + (element.empty() ? "''" : quote_identifier(element));
        }
        if (text.empty()) text = "''";
    } else {
        text = quote_literal(value);
    }
    return fmt::format("SET {} TO {}", parts, text);
}

std::string attributes(const catalog::function& o) {
    std::string out = "LANGUAGE " + quote_identifier(o.language);
    for (std::size_t i = 0; i < o.transforms.size(); ++i) {
        out += fmt::format("{} FOR TYPE {}", i == 0 ? " TRANSFORM" : ",", o.transforms[i]);
    }
    if (o.window) out += " WINDOW";
    if (o.volatility == catalog::volatility::immutable) out += " IMMUTABLE";
    if (o.volatility == catalog::volatility::stable) out += " STABLE";
    if (o.strict) out += " STRICT";
    if (o.security_definer) out += " SECURITY DEFINER";
    if (o.leakproof) out += " LEAKPROOF";
    if (o.parallel == catalog::parallel_safety::safe) out += " PARALLEL SAFE";
    if (o.parallel == catalog::parallel_safety::restricted) out += " PARALLEL RESTRICTED";
    if (!o.cost.empty()) out += " COST " + o.cost;
    if (!o.rows.empty()) out += " ROWS " + o.rows;
    if (!o.support.empty()) out += " SUPPORT " + o.support;
    for (const auto& entry : o.configuration) out += "\n    " + set_clause(entry);
    return out;
}

std::string body(const catalog::function& o) {
    if (!o.sql_body.empty()) return o.sql_body;
    if (!o.library.empty()) return fmt::format("AS {}, {}", quote_literal(o.library), quote_literal(o.body));
    if (o.language == "internal") return "AS " + quote_literal(o.body);
    return "AS " + quote_dollar(o.body);
}

std::string text(const catalog::function& o, std::string_view verb, const std::string& body_text) {
    const bool standard_body = !o.sql_body.empty() && body_text == o.sql_body;
    return fmt::format("{} {} {}({}){}\n    {}\n{}{}", verb, o.procedure ? "PROCEDURE" : "FUNCTION", quote(o.name),
                       o.arguments, o.procedure || o.returns.empty() ? "" : " RETURNS " + o.returns, attributes(o),
                       standard_body ? "" : "    ", body_text);
}

std::string_view modify_word(catalog::final_modify how) {
    switch (how) {
        case catalog::final_modify::read_only:
            return "READ_ONLY";
        case catalog::final_modify::shareable:
            return "SHAREABLE";
        case catalog::final_modify::read_write:
            return "READ_WRITE";
    }
    return "";
}

}  // namespace

std::string reference(const catalog::function& o) {
    if (o.procedure) return fmt::format("PROCEDURE {}({})", quote(o.name), o.identity_arguments);
    return fmt::format("FUNCTION {}({})", quote(o.name), o.argument_types);
}

std::string reference(const catalog::aggregate& o) {
    return fmt::format("AGGREGATE {}({})", quote(o.name), o.identity_arguments.empty() ? "*" : o.identity_arguments);
}

std::string create(const catalog::function& o, int) {
    return text(o, "CREATE", body(o));
}

std::string replace(const catalog::function& o, int) {
    return text(o, "CREATE OR REPLACE", body(o));
}

std::string create_stub(const catalog::function& o, int) {
    return text(o, "CREATE", "AS ''");
}

std::string create(const catalog::aggregate& o, int) {
    const auto usual = o.kind == catalog::aggregate_kind::normal ? catalog::final_modify::read_only
                                                                 : catalog::final_modify::read_write;
    std::string list;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) list += fmt::format("{}\n    {} = {}", list.empty() ? "" : ",", name, value);
    };
    const auto flag = [&](bool set, std::string_view name) {
        if (set) list += fmt::format(",\n    {}", name);
    };
    add("SFUNC", o.transition);
    add("STYPE", o.state_type);
    add("SSPACE", o.state_space);
    add("FINALFUNC", o.final_function);
    flag(o.final_extra, "FINALFUNC_EXTRA");
    if (o.final_modifies != usual) add("FINALFUNC_MODIFY", modify_word(o.final_modifies));
    add("COMBINEFUNC", o.combine);
    add("SERIALFUNC", o.serialize);
    add("DESERIALFUNC", o.deserialize);
    if (o.initial) add("INITCOND", quote_literal(*o.initial));
    add("MSFUNC", o.moving_transition);
    add("MINVFUNC", o.moving_inverse);
    add("MSTYPE", o.moving_state_type);
    add("MSSPACE", o.moving_state_space);
    add("MFINALFUNC", o.moving_final_function);
    flag(o.moving_final_extra, "MFINALFUNC_EXTRA");
    if (o.moving_final_modifies != usual) add("MFINALFUNC_MODIFY", modify_word(o.moving_final_modifies));
    if (o.moving_initial) add("MINITCOND", quote_literal(*o.moving_initial));
    add("SORTOP", o.sort_operator);
    if (o.parallel == catalog::parallel_safety::safe) add("PARALLEL", "SAFE");
    if (o.parallel == catalog::parallel_safety::restricted) add("PARALLEL", "RESTRICTED");
    flag(o.kind == catalog::aggregate_kind::hypothetical_set, "HYPOTHETICAL");
    return fmt::format("CREATE AGGREGATE {}({}) ({}\n)", quote(o.name), o.arguments.empty() ? "*" : o.arguments, list);
}

grant_target target_of(const catalog::function& o, int) {
    return {grantable::routine, reference(o), o.owner, {}, false};
}

grant_target target_of(const catalog::aggregate& o, int) {
    // GRANT knows aggregates as functions, without ORDER BY among their arguments.
    return {grantable::routine, fmt::format("FUNCTION {}({})", quote(o.name), o.argument_types), o.owner, {}, false};
}

}  // namespace tenon::sql
