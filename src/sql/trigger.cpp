// SPDX-License-Identifier: Apache-2.0
#include "sql/trigger.hpp"

#include "catalog/identity.hpp"

namespace tenon::sql {

std::string_view firing_words(catalog::firing enabled) {
    switch (enabled) {
        case catalog::firing::origin:
            return "ENABLE";
        case catalog::firing::disabled:
            return "DISABLE";
        case catalog::firing::replica:
            return "ENABLE REPLICA";
        case catalog::firing::always:
            return "ENABLE ALWAYS";
    }
    return "";
}

std::string reference(const catalog::trigger& o) {
    return fmt::format("TRIGGER {} ON {}", quote_identifier(o.name), quote(o.table));
}
std::string reference(const catalog::event_trigger& o) {
    return "EVENT TRIGGER " + quote_identifier(o.name);
}
std::string reference(const catalog::policy& o) {
    return fmt::format("POLICY {} ON {}", quote_identifier(o.name), quote(o.table));
}

std::string create(const catalog::trigger& o, int) {
    return o.cloned ? std::string() : o.definition;
}

std::string create(const catalog::event_trigger& o, int) {
    std::string out = fmt::format("CREATE {} ON {}", reference(o), o.event);
    for (std::size_t i = 0; i < o.tags.size(); ++i) {
        out += fmt::format("{}{}", i == 0 ? " WHEN TAG IN (" : ", ", quote_literal(o.tags[i]));
    }
    return fmt::format("{}{} EXECUTE FUNCTION {}()", out, o.tags.empty() ? "" : ")", o.function);
}

std::string create(const catalog::policy& o, int) {
    std::string out = "CREATE " + reference(o);
    if (o.restrictive) out += " AS RESTRICTIVE";
    switch (o.command) {
        case catalog::policy_command::all:
            break;
        case catalog::policy_command::select:
            out += " FOR SELECT";
            break;
        case catalog::policy_command::insert:
            out += " FOR INSERT";
            break;
        case catalog::policy_command::update:
            out += " FOR UPDATE";
            break;
        case catalog::policy_command::delete_:
            out += " FOR DELETE";
            break;
    }
    if (!o.roles.empty()) out += " TO " + quote_list(o.roles);
    if (!o.using_.empty()) out += fmt::format("\n    USING ({})", without_parentheses(o.using_));
    if (!o.check.empty()) out += fmt::format("\n    WITH CHECK ({})", without_parentheses(o.check));
    return out;
}

details details_after(const catalog::trigger& o, int) {
    details out;
    if (o.enabled != catalog::firing::origin || o.cloned) {
        out.push_back({id_of(o), "firing",
                       fmt::format("ALTER TABLE {} {} TRIGGER {}", quote(o.table), firing_words(o.enabled),
                                   quote_identifier(o.name))});
    }
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    add_extensions_depended_on(out, id_of(o), reference(o), o.depends_on_extensions);
    return out;
}

details details_after(const catalog::event_trigger& o, int) {
    details out;
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    if (o.enabled != catalog::firing::origin) {
        out.push_back({id_of(o), "firing", fmt::format("ALTER {} {}", reference(o), firing_words(o.enabled))});
    }
    return out;
}

}  // namespace tenon::sql
