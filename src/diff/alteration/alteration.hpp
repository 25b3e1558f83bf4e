// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/ddl.hpp"

#include <string>
#include <vector>

namespace tenon::diff {

/// One change of an object that stays in place: the statements of one aspect and those that take them back.
struct alteration {
    catalog::object_id object;
    std::string aspect;
    std::vector<std::string> sql;   ///< never empty
    std::vector<std::string> undo;  ///< empty when the server has no way back; then `no_undo` says why
    std::string no_undo;
};
using alterations = std::vector<alteration>;

/// Turns one object into another of the same id, member by member: `now` is what has been reached so far. What is left
/// at the end, no statement can change, and the object is to be made anew.
template <class Object>
class altering {
public:
    altering(const Object& from, const Object& to, int major, alterations& out)
        : now(from), to(to), major(major), out_(out) {}

    Object now;
    const Object& to;
    const int major;

    bool done() const { return now == to; }

    /// Says the statements that lead from one state to another, and back.
    void say(const catalog::object_id& id, std::string aspect, std::vector<std::string> forward,
             std::vector<std::string> back, std::string no_undo = {}) {
        if (!forward.empty())
            out_.push_back({id, std::move(aspect), std::move(forward), std::move(back), std::move(no_undo)});
    }

    /// `statements(a, b)` are those that make of `a` what `b` is, as far as this member goes: a list or one text.
    template <class Member, class Statements>
    void member(Member Object::*which, std::string aspect, Statements statements) {
        if (now.*which == to.*which) return;
        Object next = now;
        next.*which = to.*which;
        say(id_of(to), std::move(aspect), as_list(statements(now, next)), as_list(statements(next, now)));
        now = std::move(next);
    }

private:
    static std::vector<std::string> as_list(std::string one) { return {std::move(one)}; }
    static std::vector<std::string> as_list(std::vector<std::string> all) { return all; }

    alterations& out_;
};

/// ALTER … OWNER TO: "" is whoever runs the plan, who owns the database.
std::string give_to(std::string_view reference, std::string_view owner);

/// "SET (a = 1)" and "RESET (b)" after `alter`: what turns one list of storage parameters into the other.
std::vector<std::string> change_parameters(std::string_view alter, const catalog::options& from,
                                           const catalog::options& to);

/// ALTER … [NO] DEPENDS ON EXTENSION: what turns one list of extensions into the other.
std::vector<std::string> change_extensions(std::string_view reference, const std::vector<std::string>& from,
                                           const std::vector<std::string>& to);

/// " OPTIONS (ADD a '1', SET b '2', DROP c)", "" when nothing changes. Secrets are set to the placeholder where their
/// hashes differ.
std::string change_foreign_options(const catalog::options& from, const catalog::options& to,
                                   const catalog::options& from_secrets = {}, const catalog::options& to_secrets = {});

/// Owner, comment and the extensions that it is to go with. Grants have a node of their own.
template <class Object>
void alter_common(altering<Object>& a) {
    if constexpr (requires { a.to.privileges; }) a.now.privileges = a.to.privileges;
    if constexpr (requires { a.to.owner; }) {
        a.member(&Object::owner, "owner",
                 [](const Object&, const Object& b) { return give_to(sql::reference(b), b.owner); });
    }
    if constexpr (requires { a.to.comment; }) {
        a.member(&Object::comment, "comment",
                 [](const Object&, const Object& b) { return sql::comment_on(sql::reference(b), b.comment); });
    }
    if constexpr (requires { a.to.depends_on_extensions; }) {
        a.member(&Object::depends_on_extensions, "extension", [](const Object& x, const Object& y) {
            return change_extensions(sql::reference(y), x.depends_on_extensions, y.depends_on_extensions);
        });
    }
}

// What each kind can change in place, besides the above. `alter_members` leaves in `now` what it cannot reach.
template <class Object>
void alter_members(altering<Object>&) {}

template <>
void alter_members(altering<catalog::extension>&);
template <>
void alter_members(altering<catalog::composite_type>&);
template <>
void alter_members(altering<catalog::range_type>&);
template <>
void alter_members(altering<catalog::domain>&);
template <>
void alter_members(altering<catalog::sequence>&);
template <>
void alter_members(altering<catalog::function>&);
template <>
void alter_members(altering<catalog::operator_>&);
template <>
void alter_members(altering<catalog::operator_family>&);
template <>
void alter_members(altering<catalog::text_search_dictionary>&);
template <>
void alter_members(altering<catalog::text_search_configuration>&);
template <>
void alter_members(altering<catalog::table>&);
template <>
void alter_members(altering<catalog::view>&);
template <>
void alter_members(altering<catalog::materialized_view>&);
template <>
void alter_members(altering<catalog::foreign_data_wrapper>&);
template <>
void alter_members(altering<catalog::foreign_server>&);
template <>
void alter_members(altering<catalog::user_mapping>&);
template <>
void alter_members(altering<catalog::index>&);
template <>
void alter_members(altering<catalog::constraint>&);
template <>
void alter_members(altering<catalog::trigger>&);
template <>
void alter_members(altering<catalog::rule>&);
template <>
void alter_members(altering<catalog::policy>&);
template <>
void alter_members(altering<catalog::extended_statistics>&);
template <>
void alter_members(altering<catalog::event_trigger>&);
template <>
void alter_members(altering<catalog::publication>&);
template <>
void alter_members(altering<catalog::subscription>&);

/// Writes how `from` becomes `to` in place. False when it cannot; what it wrote is then of no use.
template <class Object>
bool alter(const Object& from, const Object& to, int major, alterations& out) {
    altering<Object> a(from, to, major, out);
    // First what it is, then how it is called for and whose it is: making it anew in place (CREATE OR REPLACE) keeps
    // owner and comment.
    alter_members(a);
    if constexpr (requires { sql::reference(to); }) alter_common(a);
    if constexpr (std::is_same_v<Object, catalog::extension>) a.now.version = to.version;
    return a.done();
}

}  // namespace tenon::diff
