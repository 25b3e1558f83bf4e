// SPDX-License-Identifier: Apache-2.0
#include "diff/alteration/alteration.hpp"

// Triggers, rules, policies, publications and subscriptions.
namespace tenon::diff {
namespace {

using list = std::vector<std::string>;

/// "CREATE TRIGGER …" as "CREATE OR REPLACE TRIGGER …".
std::string or_replace(const std::string& definition) {
    return "CREATE OR REPLACE" + definition.substr(std::string_view("CREATE").size());
}

std::string firing_text(const catalog::qualified_name& table, catalog::firing enabled, std::string_view word,
                        const std::string& name) {
    return fmt::format("ALTER TABLE {} {} {} {}", sql::quote(table), sql::firing_words(enabled), word,
                       sql::quote_identifier(name));
}

}  // namespace

template <>
void alter_members(altering<catalog::trigger>& a) {
    using catalog::trigger;
    if (a.now.definition != a.to.definition && !a.now.constraint && !a.to.constraint && !a.to.cloned && !a.now.cloned) {
        a.say(id_of(a.to), "definition", {or_replace(a.to.definition)}, {or_replace(a.now.definition)});
        a.now.definition = a.to.definition;
        a.now.function = a.to.function;
        a.now.events = a.to.events;
        a.now.columns = a.to.columns;
        // The server forgets these with the old definition.
        a.now.enabled = catalog::firing::origin;
        a.now.depends_on_extensions.clear();
    }
    if (a.now.cloned == a.to.cloned) {
        a.member(&trigger::enabled, "firing",
                 [](const auto&, const auto& b) { return firing_text(b.table, b.enabled, "TRIGGER", b.name); });
    }
}

template <>
void alter_members(altering<catalog::rule>& a) {
    using catalog::rule;
    a.member(&rule::definition, "definition", [](const auto&, const auto& b) { return or_replace(b.definition); });
    a.member(&rule::enabled, "firing",
             [](const auto&, const auto& b) { return firing_text(b.table, b.enabled, "RULE", b.name); });
}

template <>
void alter_members(altering<catalog::policy>& a) {
    using catalog::policy;
    if (a.now.restrictive != a.to.restrictive || a.now.command != a.to.command) return;
    const auto can = [](const policy& x, const policy& y) {
        return (x.using_.empty() || !y.using_.empty()) && (x.check.empty() || !y.check.empty());
    };
    if (!can(a.now, a.to)) return;
    const auto text = [](const policy& x, const policy& y) {
        std::string what;
        if (x.roles != y.roles) what += " TO " + (y.roles.empty() ? "PUBLIC" : sql::quote_list(y.roles));
        if (x.using_ != y.using_) what += fmt::format("\n    USING ({})", sql::without_parentheses(y.using_));
        if (x.check != y.check) what += fmt::format("\n    WITH CHECK ({})", sql::without_parentheses(y.check));
        return what.empty() ? list{} : list{fmt::format("ALTER {}{}", sql::reference(y), what)};
    };
    const bool back = can(a.to, a.now);
    a.say(id_of(a.to), "definition", text(a.now, a.to), back ? text(a.to, a.now) : list{},
          back ? "" : "an expression of a policy cannot be taken away in place");
    a.now.roles = a.to.roles;
    a.now.using_ = a.to.using_;
    a.now.check = a.to.check;
}

template <>
void alter_members(altering<catalog::publication>& a) {
    using catalog::publication;
    if (a.now.all_tables != a.to.all_tables) return;
    if (!(a.now.tables == a.to.tables && a.now.schemas == a.to.schemas)) {
        const auto text = [&](const publication& x, const publication& y) {
            const auto what = sql::published_objects(y, a.major);
            if (!what.empty()) return list{fmt::format("ALTER {} SET {}", sql::reference(y), what)};
            return list{fmt::format("ALTER {} DROP {}", sql::reference(y), sql::published_names(x, a.major))};
        };
        a.say(id_of(a.to), "tables", text(a.now, a.to), text(a.to, a.now));
        a.now.tables = a.to.tables;
        a.now.schemas = a.to.schemas;
    }
    const auto options = [&](const publication& o) {
        return list{fmt::format("ALTER {} SET ({})", sql::reference(o), sql::publication_options(o, a.major))};
    };
    publication next = a.now;
    next.insert = a.to.insert;
    next.update = a.to.update;
    next.delete_ = a.to.delete_;
    next.truncate = a.to.truncate;
    next.via_root = a.to.via_root;
    next.generated_columns = a.to.generated_columns;
    if (!(next == a.now)) a.say(id_of(a.to), "options", options(next), options(a.now));
    a.now = next;
}

template <>
void alter_members(altering<catalog::subscription>& a) {
    using catalog::subscription;
    const auto alter = [&](const std::string& what) { return fmt::format("ALTER {} {}", sql::reference(a.to), what); };
    if (a.now.connection != a.to.connection || a.now.secrets != a.to.secrets) {
        const auto text = [&](const subscription& o) {
            return list{alter("CONNECTION " + sql::quote_literal(sql::connection_text(o)))};
        };
        if (text(a.now) != text(a.to)) a.say(id_of(a.to), "connection", text(a.to), text(a.now));
        a.now.connection = a.to.connection;
        a.now.secrets = a.to.secrets;
    }
    a.member(&subscription::publications, "publications", [&](const auto&, const auto& b) {
        return alter(fmt::format("SET PUBLICATION {} WITH (refresh = false)", sql::quote_list(b.publications)));
    });
    a.member(&subscription::slot, "slot", [&](const auto&, const auto& b) {
        return alter(fmt::format("SET (slot_name = {})", b.slot.empty() ? "NONE" : sql::quote_literal(b.slot)));
    });
    a.member(&subscription::synchronous_commit, "options", [&](const auto&, const auto& b) {
        return alter(fmt::format("SET (synchronous_commit = {})", sql::quote_literal(b.synchronous_commit)));
    });
    // What is set can be set otherwise, not taken away.
    const auto same_names =
        std::equal(a.now.options.begin(), a.now.options.end(), a.to.options.begin(), a.to.options.end(),
                   [](const auto& x, const auto& y) { return x.first == y.first; });
    if (same_names) {
        a.member(&subscription::options, "options", [&](const auto& x, const auto& y) {
            return change_parameters("ALTER " + sql::reference(y), x.options, y.options);
        });
    }
}

}  // namespace tenon::diff
