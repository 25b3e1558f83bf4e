// SPDX-License-Identifier: Apache-2.0
#include "diff/alteration/alteration.hpp"

// Composite types and domains; enums are changed with all that uses them, see enumeration.cpp.
namespace tenon::diff {

template <>
void alter_members(altering<catalog::composite_type>& a) {
    using catalog::composite_attribute;
    const auto find = [](auto& attributes, const std::string& name) {
        return std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.name == name; });
    };
    const auto text = [](const composite_attribute& one) {
        return fmt::format("{} {}{}", sql::quote_identifier(one.name), one.type,
                           one.collation.empty() ? "" : " COLLATE " + one.collation);
    };
    const auto alter = [&](const std::string& action) {
        return fmt::format("ALTER {} {}", sql::reference(a.to), action);
    };
    // CASCADE reaches typed tables, which follow their type.
    const auto drop = [&](const composite_attribute& one) {
        return alter(fmt::format("DROP ATTRIBUTE {} CASCADE", sql::quote_identifier(one.name)));
    };
    const auto add = [&](const composite_attribute& one) {
        return alter(fmt::format("ADD ATTRIBUTE {} CASCADE", text(one)));
    };
    for (auto it = a.now.attributes.begin(); it != a.now.attributes.end();) {
        if (find(a.to.attributes, it->name) != a.to.attributes.end()) {
            ++it;
            continue;
        }
        a.say(catalog::column_id(a.to.name, it->name), "attribute", {drop(*it)}, {add(*it)});
        it = a.now.attributes.erase(it);
    }
    for (const auto& wanted : a.to.attributes) {
        const auto id = catalog::column_id(a.to.name, wanted.name);
        auto found = find(a.now.attributes, wanted.name);
        if (found == a.now.attributes.end()) {
            a.say(id, "attribute", {add(wanted)}, {drop(wanted)});
            a.now.attributes.push_back(wanted);
            found = a.now.attributes.end() - 1;
            found->comment.clear();
        }
        const auto retype = [&](const composite_attribute& one) {
            return alter(fmt::format("ALTER ATTRIBUTE {} TYPE {}{} CASCADE", sql::quote_identifier(one.name), one.type,
                                     one.collation.empty() ? "" : " COLLATE " + one.collation));
        };
        if (found->type != wanted.type || found->collation != wanted.collation) {
            a.say(id, "type", {retype(wanted)}, {retype(*found)});
            found->type = wanted.type;
            found->collation = wanted.collation;
        }
        if (found->comment != wanted.comment) {
            const auto column = fmt::format("COLUMN {}.{}", sql::quote(a.to.name), sql::quote_identifier(wanted.name));
            a.say(id, "comment", {sql::comment_on(column, wanted.comment)}, {sql::comment_on(column, found->comment)});
            found->comment = wanted.comment;
        }
    }
    // The order of attributes is part of the type; what cannot be reached by adding at the end is made anew.
}

template <>
void alter_members(altering<catalog::range_type>& a) {
    a.member(&catalog::range_type::multirange_comment, "comment",
             [](const auto&, const auto& b) { return sql::comment_on_multirange(b); });
}

template <>
void alter_members(altering<catalog::domain>& a) {
    a.member(&catalog::domain::default_, "default", [](const auto&, const auto& b) {
        return b.default_.empty() ? fmt::format("ALTER {} DROP DEFAULT", sql::reference(b))
                                  : fmt::format("ALTER {} SET DEFAULT {}", sql::reference(b), b.default_);
    });
    if (a.now.not_null != a.to.not_null || a.now.not_null_name != a.to.not_null_name) {
        const auto text = [&](const catalog::domain& from, const catalog::domain& to) {
            std::vector<std::string> out;
            if (from.not_null) out.push_back(fmt::format("ALTER {} DROP NOT NULL", sql::reference(to)));
            if (!to.not_null) return out;
            out.push_back(to.not_null_name.empty()
                              ? fmt::format("ALTER {} SET NOT NULL", sql::reference(to))
                              : fmt::format("ALTER {} ADD CONSTRAINT {} NOT NULL", sql::reference(to),
                                            sql::quote_identifier(to.not_null_name)));
            return out;
        };
        a.say(id_of(a.to), "not null", text(a.now, a.to), text(a.to, a.now));
        a.now.not_null = a.to.not_null;
        a.now.not_null_name = a.to.not_null_name;
    }
    a.now.checks = a.to.checks;  // nodes of their own
}

}  // namespace tenon::diff
