// SPDX-License-Identifier: Apache-2.0
#include "diff/alteration/alteration.hpp"

// Extensions, sequences, extended statistics, what belongs to foreign data, event triggers.
namespace tenon::diff {
namespace {

using list = std::vector<std::string>;

/// Handler, validator and options in one statement, as the server wants them.
std::string change_wrapper(const catalog::foreign_data_wrapper& a, const catalog::foreign_data_wrapper& b) {
    std::string what;
    const auto function = [&](std::string_view word, const std::string& was, const std::string& now) {
        if (was == now) return;
        what += now.empty() ? fmt::format(" NO {}", word) : fmt::format(" {} {}", word, now);
    };
    function("HANDLER", a.handler, b.handler);
    function("VALIDATOR", a.validator, b.validator);
    what += change_foreign_options(a.options, b.options, a.secrets, b.secrets);
    return fmt::format("ALTER {}{}", sql::reference(b), what);
}

}  // namespace

template <>
void alter_members(altering<catalog::extension>& a) {
    a.member(&catalog::extension::schema, "schema", [](const auto&, const auto& b) {
        return fmt::format("ALTER {} SET SCHEMA {}", sql::reference(b), sql::quote_identifier(b.schema));
    });
}

template <>
void alter_members(altering<catalog::sequence>& a) {
    a.member(&catalog::sequence::options, "options", [](const auto& x, const auto& y) {
        std::string what;
        if (x.options.type != y.options.type) what += " AS " + y.options.type;
        for (const auto& clause : sql::sequence_changes(x.options, y.options)) what += " " + clause;
        return fmt::format("ALTER {}{}", sql::reference(y), what);
    });
    a.member(&catalog::sequence::unlogged, "persistence", [](const auto&, const auto& b) {
        return fmt::format("ALTER {} SET {}", sql::reference(b), b.unlogged ? "UNLOGGED" : "LOGGED");
    });
    // Which column owns it is a node of its own.
    a.now.owned_by = a.to.owned_by;
    a.now.owned_by_column = a.to.owned_by_column;
    // The owner of an owned sequence is its table's, and goes with it.
    if (a.to.owned_by) a.now.owner = a.to.owner;
}

template <>
void alter_members(altering<catalog::extended_statistics>& a) {
    a.member(&catalog::extended_statistics::target, "statistics", [](const auto&, const auto& b) {
        return fmt::format("ALTER {} SET STATISTICS {}", sql::reference(b), b.target.value_or(-1));
    });
}

template <>
void alter_members(altering<catalog::foreign_data_wrapper>& a) {
    catalog::foreign_data_wrapper next = a.now;
    next.handler = a.to.handler;
    next.validator = a.to.validator;
    next.options = a.to.options;
    next.secrets = a.to.secrets;
    if (next == a.now) return;
    if (change_wrapper(a.now, next) != "ALTER " + sql::reference(a.to))
        a.say(id_of(a.to), "options", {change_wrapper(a.now, next)}, {change_wrapper(next, a.now)});
    a.now = next;
}

template <>
void alter_members(altering<catalog::foreign_server>& a) {
    const auto text = [](const auto& x, const auto& y) {
        std::string what;
        if (x.version != y.version) what += " VERSION " + (y.version.empty() ? "NULL" : sql::quote_literal(y.version));
        what += change_foreign_options(x.options, y.options, x.secrets, y.secrets);
        return what.empty() ? list{} : list{fmt::format("ALTER {}{}", sql::reference(y), what)};
    };
    catalog::foreign_server next = a.now;
    next.version = a.to.version;
    next.options = a.to.options;
    next.secrets = a.to.secrets;
    a.say(id_of(a.to), "options", text(a.now, next), text(next, a.now));
    a.now = next;
}

template <>
void alter_members(altering<catalog::user_mapping>& a) {
    const auto text = [](const auto& x, const auto& y) {
        const auto what = change_foreign_options(x.options, y.options, x.secrets, y.secrets);
        return what.empty() ? list{} : list{fmt::format("ALTER {}{}", sql::reference(y), what)};
    };
    a.say(id_of(a.to), "options", text(a.now, a.to), text(a.to, a.now));
    a.now.options = a.to.options;
    a.now.secrets = a.to.secrets;
}

template <>
void alter_members(altering<catalog::event_trigger>& a) {
    a.member(&catalog::event_trigger::enabled, "firing", [](const auto&, const auto& b) {
        return fmt::format("ALTER {} {}", sql::reference(b), sql::firing_words(b.enabled));
    });
}

}  // namespace tenon::diff
