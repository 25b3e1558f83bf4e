// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "catalog/catalog.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tenon::diff {

/// What happens to the object of a step.
enum class change { create, alter, drop };
BOOST_DESCRIBE_ENUM(change, create, alter, drop)

/// The worst that a step does to those who use the database meanwhile or afterwards; ascending.
enum class hazard { none, blocks_writes, blocks_reads, breaks_clients, loses_data };
BOOST_DESCRIBE_ENUM(hazard, none, blocks_writes, blocks_reads, breaks_clients, loses_data)

/// Which transaction a step runs in: the one of its neighbours, one of its own, or none at all (CREATE INDEX
/// CONCURRENTLY and the like).
enum class transaction { shared, own, none };
BOOST_DESCRIBE_ENUM(transaction, shared, own, none)

/// Table-level locks, weakest first (PostgreSQL documentation, 13.3.1).
enum class lock_mode {
    access_share,
    row_share,
    row_exclusive,
    share_update_exclusive,
    share,
    share_row_exclusive,
    exclusive,
    access_exclusive,
};
BOOST_DESCRIBE_ENUM(lock_mode, access_share, row_share, row_exclusive, share_update_exclusive, share,
                    share_row_exclusive, exclusive, access_exclusive)

/// One statement of a plan and what is known about it.
struct step {
    catalog::object_id object;  ///< what it is about; for a part (a column's default), the part's own id
    diff::change change = diff::change::create;
    std::string aspect;             ///< "" is the object itself; else owner, comment, grants, default, attach, …
    std::string sql;                ///< one statement, without the final semicolon
    std::vector<std::string> undo;  ///< the statements that take it back, in order
    std::string no_undo;            ///< why `undo` is empty: "goes with table public.orders"
    std::optional<catalog::object_id> part_of;  ///< set when undoing the creation of that object undoes this too
    std::map<std::string, lock_mode> locks;     ///< on relations that others can see: identity → mode
    std::vector<std::string> rewrites;          ///< relations that are written anew
    std::vector<std::string> scans;             ///< relations that are read in full
    diff::hazard hazard = diff::hazard::none;
    diff::transaction transaction = diff::transaction::shared;
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> statement_timeout;
    std::string reason;  ///< why it is needed, and why here when that is not plain

    friend bool operator==(const step&, const step&) = default;
};

/// A setting that the whole plan runs under, put back afterwards.
struct setting {
    std::string name;
    std::string value;  ///< SQL text as it stands after `SET name =`
    std::string reason;

    friend bool operator==(const setting&, const setting&) = default;
};

/// A statement about rows that belong to a schema: it runs after all steps, as its writer wrote it.
struct data_statement {
    std::string sql;     ///< without the final semicolon
    std::string reason;  ///< whose rows they are

    friend bool operator==(const data_statement&, const data_statement&) = default;
};

/// A difference that no step removes, and why.
struct unplanned {
    catalog::object_id object;
    std::string reason;

    friend bool operator==(const unplanned&, const unplanned&) = default;
};

/// How one catalog becomes another: an ordered list of steps.
struct plan {
    int major = 0;     ///< of the server it is for
    std::string from;  ///< digest of the catalog it starts from; "" for a draft
    std::string to;    ///< digest of the catalog it ends in; "" for a draft
    std::vector<setting> settings;
    std::vector<step> steps;
    std::vector<data_statement> data;        ///< run after the steps, in their transaction; the way back has none
    std::vector<setting> data_settings;      ///< what they run under, besides `settings`
    std::vector<diff::unplanned> unplanned;  ///< empty when the steps lead all the way

    friend bool operator==(const plan&, const plan&) = default;
};

/// How the texts of a catalog's expressions came to be: as a server prints them while search_path is empty, or by hand.
enum class texts { printed, drafted };

/// The plan from `from` to `to`, both of one major: no steps when they are equal. What no step can reach is listed in
/// `unplanned`. Digests are left empty, see `with_digests`.
/// Throws internal_error when the majors differ or a cycle of needs cannot be broken.
plan make_plan(const catalog::contents& from, const catalog::contents& to, texts = texts::printed);

/// Tells what a plan does not reach as warnings: TN7001, without a place in a file.
void tell_unplanned(const plan&, diagnostics&);

/// The same plan with the digests of both catalogs filled in; not for drafts, which have none.
plan with_digests(plan, const catalog::contents& from, const catalog::contents& to);

/// The plan backwards: its undos in reverse order as steps. `backwards(make_plan(a, b))` leads from b to a when a or b
/// is fresh; between others that is `make_plan(b, a)`, as some changes cannot be taken back by the statements beside
/// them.
plan backwards(const plan&);

/// One object that is not the same on both sides.
struct difference {
    catalog::object_id object;
    diff::change change = diff::change::alter;  ///< from `from` to `to`: create, alter, drop
    std::vector<std::string> members;           ///< alter: which members differ, as in the JSON form ("columns.total")
    bool information = false;                   ///< true for what is no difference of the schema: order of columns

    friend bool operator==(const difference&, const difference&) = default;
};

/// Every object that differs, by kind and identity. The version of an extension is no difference; the order of a
/// table's columns is information.
std::vector<difference> compare(const catalog::contents& from, const catalog::contents& to);

}  // namespace tenon::diff
