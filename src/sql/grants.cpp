// SPDX-License-Identifier: Apache-2.0
#include "sql/grants.hpp"

#include "base/text.hpp"

#include <set>

namespace tenon::sql {
namespace {

using catalog::grant;
using names = std::set<std::string>;

/// (grantee, grantor) with the owner's name, where it is known, in its normal form.
using pair = std::pair<std::string, std::string>;

struct held {
    names plain;      ///< without grant option
    names grantable;  ///< with grant option
};
using holdings = std::map<pair, held>;

/// How the owner stands in `pair`, as grantee and as grantor.
const std::string owner_role(catalog::the_owner);

bool is_owner(const grant_target& target, const std::string& role) {
    return role == owner_role || (!target.owner.empty() && role == target.owner);
}

holdings holdings_of(const grant_target& target, const std::vector<grant>& list) {
    holdings out;
    for (const auto& one : list) {
        const std::string grantee = is_owner(target, one.grantee) ? owner_role : one.grantee;
        const std::string grantor = one.grantor.empty() || is_owner(target, one.grantor) ? owner_role : one.grantor;
        auto& entry = out[{grantee, grantor}];
        entry.plain.insert(one.privileges.begin(), one.privileges.end());
        entry.grantable.insert(one.grantable.begin(), one.grantable.end());
    }
    return out;
}

std::string role_text(const grant_target& target, const std::string& grantee) {
    if (grantee.empty()) return "PUBLIC";
    if (grantee == owner_role) return target.owner.empty() ? "CURRENT_USER" : quote_identifier(target.owner);
    return quote_identifier(grantee);
}

std::string list_text(const grant_target& target, const names& privileges, int major) {
    const auto all = all_privileges(target.kind, major);
    const bool is_all =
        privileges.size() > 1 && std::equal(all.begin(), all.end(), privileges.begin(), privileges.end());
    const std::string columns = target.columns.empty() ? "" : fmt::format(" ({})", quote_list(target.columns));
    if (is_all) return "ALL" + columns;
    std::string out;
    for (const auto& privilege : privileges) out += fmt::format("{}{}{}", out.empty() ? "" : ", ", privilege, columns);
    return out;
}

names minus(const names& left, const names& right) {
    names out;
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::inserter(out, out.end()));
    return out;
}

names both(const held& what) {
    names out = what.plain;
    out.insert(what.grantable.begin(), what.grantable.end());
    return out;
}

class writer {
public:
    writer(const grant_target& target, int major) : target_(target), major_(major) {}

    void revoke(const pair& who, const names& privileges, std::string_view what = "") {
        if (!privileges.empty()) add(who.second, "REVOKE", what, privileges, "FROM", who.first, "");
    }
    void give(const pair& who, const names& privileges, bool with_option) {
        if (!privileges.empty()) {
            add(who.second, "GRANT", "", privileges, "TO", who.first, with_option ? " WITH GRANT OPTION" : "");
        }
    }

    std::vector<std::string> statements;

private:
    void add(const std::string& grantor, std::string_view verb, std::string_view what, const names& privileges,
             std::string_view preposition, const std::string& grantee, std::string_view end) {
        const bool other = grantor != owner_role;
        if (other) statements.push_back("SET SESSION AUTHORIZATION " + quote_identifier(grantor));
        statements.push_back(fmt::format("{} {}{} ON {} {} {}{}", verb, what, list_text(target_, privileges, major_),
                                         target_.text, preposition, role_text(target_, grantee), end));
        if (other) statements.push_back("RESET SESSION AUTHORIZATION");
    }

    const grant_target& target_;
    int major_;
};

/// Grants in an order in which each grantor holds the grant option before using it.
std::vector<pair> in_granting_order(const holdings& to) {
    std::vector<pair> order;
    std::set<std::string> able = {owner_role};
    std::set<pair> left;
    for (const auto& [who, what] : to) left.insert(who);
    for (bool moved = true; moved && !left.empty();) {
        moved = false;
        std::set<std::string> next = able;
        for (auto it = left.begin(); it != left.end();) {
            if (!able.contains(it->second)) {
                ++it;
                continue;
            }
            if (!to.at(*it).grantable.empty()) next.insert(it->first);
            order.push_back(*it);
            it = left.erase(it);
            moved = true;
        }
        able = std::move(next);
    }
    order.insert(order.end(), left.begin(), left.end());  // a superuser may grant without holding the option
    return order;
}

}  // namespace

std::vector<std::string> all_privileges(grantable kind, int major) {
    switch (kind) {
        case grantable::table: {
            std::vector<std::string> all = {"DELETE",  "INSERT",   "REFERENCES", "SELECT",
                                            "TRIGGER", "TRUNCATE", "UPDATE"};
            if (major >= 17) all.insert(all.begin() + 2, "MAINTAIN");
            return all;
        }
        case grantable::column:
            return {"INSERT", "REFERENCES", "SELECT", "UPDATE"};
        case grantable::sequence:
            return {"SELECT", "UPDATE", "USAGE"};
        case grantable::routine:
            return {"EXECUTE"};
        case grantable::large_object:
            return {"SELECT", "UPDATE"};
        case grantable::schema:
            return {"CREATE", "USAGE"};
        case grantable::type:
        case grantable::language:
        case grantable::foreign_data_wrapper:
        case grantable::foreign_server:
            return {"USAGE"};
    }
    return {};
}

std::vector<grant> built_in_grants(const grant_target& target, int major) {
    if (target.kind == grantable::column) return {};
    std::vector<grant> out;
    const auto to_public = [&](std::vector<std::string> privileges) {
        out.push_back({"", "", std::move(privileges), {}});
    };
    if (target.kind == grantable::routine) to_public({"EXECUTE"});
    if (target.kind == grantable::type || target.kind == grantable::language) to_public({"USAGE"});
    // initdb's own: PUBLIC may use the schema public; before 15 it may also create in it.
    if (target.is_public_schema)
        to_public(major >= 15 ? std::vector<std::string>{"USAGE"} : std::vector<std::string>{"CREATE", "USAGE"});
    out.push_back({owner_role, "", all_privileges(target.kind, major), {}});
    return out;
}

std::vector<std::string> change_privileges(const grant_target& target, const catalog::privileges& from,
                                           const catalog::privileges& to, int major) {
    if (from == to) return {};
    const auto before = holdings_of(target, from ? *from : built_in_grants(target, major));
    const auto after = holdings_of(target, to ? *to : built_in_grants(target, major));
    writer out(target, major);

    // What hangs on another's grant option goes before that option does.
    auto revoking = in_granting_order(before);
    std::reverse(revoking.begin(), revoking.end());
    for (const auto& who : revoking) {
        const auto found = after.find(who);
        const held now = found == after.end() ? held{} : found->second;
        const auto& was = before.at(who);
        out.revoke(who, minus(both(was), both(now)));
        names option_only;
        for (const auto& privilege : was.grantable) {
            if (now.plain.contains(privilege)) option_only.insert(privilege);
        }
        out.revoke(who, option_only, "GRANT OPTION FOR ");
    }
    for (const auto& who : in_granting_order(after)) {
        const auto found = before.find(who);
        const held was = found == before.end() ? held{} : found->second;
        const auto& now = after.at(who);
        out.give(who, minus(now.plain, both(was)), false);
        out.give(who, minus(now.grantable, was.grantable), true);
    }
    return std::move(out.statements);
}

}  // namespace tenon::sql
