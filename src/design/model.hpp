// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "design/convention_set.hpp"
#include "design/notes.hpp"
#include "requirements/document.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

// What the stages of the designer hand on: tables under construction.
namespace tenon::design {

/// An index that something asks for; whether it is made is decided when all are known.
struct wanted_index {
    std::string method = "btree";
    std::vector<catalog::index_key> keys;
    std::vector<std::string> include;
    std::string predicate;
    std::size_t any_order = 0;  ///< this many leading keys may come in any order
    bool unique = false;        ///< holds a rule: never left out, unless the same rule is held twice
    bool nulls_not_distinct = false;
    std::string name;                  ///< as written; "" is made from the keys
    std::string reason;                ///< "foreign key to parts"
    std::string asked_by;              ///< "foreign key part", "attribute status: indexed"
    std::vector<std::string> queries;  ///< by name
    position from;
    std::size_t coverage = 0;        ///< the row of the requirement that asks
    std::vector<std::string> given;  ///< columns whose value is the same in every row that is looked at
};

/// CREATE TRIGGER in parts. Row triggers of a partitioned table reach its partitions by themselves, those on TRUNCATE
/// are repeated on each.
struct trigger_spec {
    std::string name;
    std::string timing = "BEFORE";
    std::vector<std::string> events;   ///< INSERT, UPDATE, DELETE, TRUNCATE
    std::vector<std::string> columns;  ///< UPDATE OF these
    std::string referencing;           ///< "OLD TABLE AS tenon_old"
    bool row = true;
    bool deferred = false;  ///< a constraint trigger, at commit
    std::string when;
    std::string function;  ///< its plain name, in the platform's schema
    std::vector<std::string> arguments;
    std::string comment;
};

/// How a table is cut into partitions.
struct partitioning {
    enum class method { range, list, hash } how = method::range;
    std::string column;
    std::string type;                 ///< of the column
    std::string every;                ///< range: "1 month"
    int ahead = 3;                    ///< range
    int into = 0;                     ///< hash
    std::vector<std::string> values;  ///< list
    std::string compress_after, keep;
    bool hypertable = false;  ///< timescaledb does it
    position where;
};

struct table_model {
    catalog::table table;
    table_note note;
    std::size_t order = 0;             ///< of the entity that it serves, for notes
    std::vector<column_note> columns;  ///< of table.columns, in the same order
    std::vector<std::string> key;      ///< columns of the primary key
    std::vector<catalog::constraint> constraints;
    std::vector<wanted_index> wanted;
    std::vector<trigger_spec> triggers;
    std::vector<catalog::policy> policies;
    std::string alive;  ///< the condition that nearly all rows satisfy: those that are not marked as deleted
    std::optional<partitioning> partitions;
    std::unordered_map<std::string, std::size_t> by_column;

    const catalog::column* find(const std::string& column) const {
        const auto found = by_column.find(column);
        return found == by_column.end() ? nullptr : &table.columns[found->second];
    }
    catalog::column* find(const std::string& column) {
        const auto found = by_column.find(column);
        return found == by_column.end() ? nullptr : &table.columns[found->second];
    }
    catalog::object_id id() const { return {catalog::object_kind::table, catalog::identity_of(table.name)}; }
};

/// A foreign key to be: a role of belongs_to, or the other side of a has_one.
struct role_model {
    std::string name;
    std::size_t to = 0;  ///< entity
    bool optional = false, unique = false, key = false, deferred = false, immutable = false;
    std::optional<requirements::referential_action> on_delete, on_update;
    const requirements::belongs_to* source = nullptr;
    const requirements::has_one* has_one = nullptr;  ///< what the other side says of it
    std::vector<std::string> columns;                ///< here, in the order of the other side's key
    std::vector<std::string> referenced;             ///< the other side's key columns
    std::string inverse, description;
    position where;
    std::size_t coverage = 0;
};

struct key_part {
    std::string column;
    std::string type;
};

/// An entity of the document with everything that was derived for it.
struct entity_model {
    const requirements::entity* source = nullptr;
    std::size_t number = 0;
    std::string name;      ///< as written: "Lot"
    std::string singular;  ///< "lot"
    convention_set conventions;
    std::vector<role_model> roles;
    std::vector<key_part> key;
    bool key_made = false;  ///< by the convention: nobody wrote it
    table_model* table = nullptr;
    std::unordered_map<std::string, std::vector<std::string>> columns_of;  ///< attribute, computed, role → columns

    // What behaviours tell each other.
    std::string deleted_at;     ///< soft_delete: the column
    std::string tenant;         ///< tenant_scoped: the column
    bool tenant_unique = true;  ///< what is unique is so for each tenant
    std::string created_at, updated_at;
    std::string retained_until;       ///< retained: the SQL condition that protects a row OLD, "" is none
    std::vector<std::string> erased;  ///< retained, anonymise: columns whose former values go with them
    bool goes_with_parent = false;  ///< append_only: rows go when a foreign key cascades, though nobody may delete them
    std::size_t coverage = 0;

    const requirements::behaviour* find(requirements::behaviour_kind kind) const { return source->find(kind); }
    const role_model* find_role(const std::string& role) const {
        for (const auto& candidate : roles)
            if (candidate.name == role) return &candidate;
        return nullptr;
    }
};

}  // namespace tenon::design
