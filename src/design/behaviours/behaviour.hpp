// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/columns.hpp"
#include "design/workbench.hpp"

#include <span>

namespace tenon::design {

/// A behaviour at work on one entity: its options, and what it made.
struct behaviour_run {
    workbench& bench;
    entity_model& entity;
    const requirements::behaviour& source;
    std::string name;                                         ///< "soft_delete"
    std::vector<std::pair<std::string, std::string>> values;  ///< options in force → JSON, in order of use
    std::vector<catalog::object_id> objects;

    table_model& table() const { return *entity.table; }
    position where() const { return bench.at(source.where); }
    std::string rule() const { return "behaviour " + name; }

    /// Options; each is noted with its value, the fallback included.
    std::string text(const std::string& option, const std::string& fallback);
    int number(const std::string& option, int fallback);
    bool flag(const std::string& option);
    std::vector<std::string> list(const std::string& option);
    /// A span of time as PostgreSQL reads it ("7 years"), "" when not written.
    std::string span(const std::string& option);

    /// Adds a column, unless the entity has an attribute of that name that `fits`; its name either way.
    std::string column(catalog::column, const std::string& description);
    void decide(const std::string& what, const std::string& why);
};

/// One behaviour: `columns` runs before the constraints of all entities are made, `rules` after.
struct behaviour_maker {
    requirements::behaviour_kind kind;
    void (*columns)(behaviour_run&);
    void (*rules)(behaviour_run&);
};

/// Every behaviour; those that add columns in the order in which the columns stand.
std::span<const behaviour_maker> behaviour_makers();

/// Runs the behaviours of all entities in two steps, and notes them.
class behaviour_stage {
public:
    explicit behaviour_stage(workbench&);
    void add_columns(entity_model&);
    void add_rules(entity_model&);

private:
    behaviour_run& run_of(entity_model&, const behaviour_maker&, const requirements::behaviour&);
    workbench& bench_;
    requirements::behaviour timestamps_;  ///< stands for the default
    std::map<std::pair<std::size_t, int>, behaviour_run> runs_;
};

// One pair of functions for each file of this folder.
void add_timestamp_columns(behaviour_run&);
void add_timestamp_rules(behaviour_run&);
void add_soft_delete_columns(behaviour_run&);
void add_soft_delete_rules(behaviour_run&);
void add_audited_rules(behaviour_run&);
void add_append_only_rules(behaviour_run&);
void add_versioned_rules(behaviour_run&);
void add_optimistic_columns(behaviour_run&);
void add_optimistic_rules(behaviour_run&);
void add_tenant_columns(behaviour_run&);
void add_tenant_rules(behaviour_run&);
void add_hierarchy_rules(behaviour_run&);
void add_workflow_rules(behaviour_run&);
void add_searchable_columns(behaviour_run&);
void add_searchable_rules(behaviour_run&);
void add_time_series_columns(behaviour_run&);
void add_time_series_rules(behaviour_run&);
void add_partition_columns(behaviour_run&);
void add_cached_rules(behaviour_run&);
void add_retained_columns(behaviour_run&);
void add_retained_rules(behaviour_run&);

// ---- what several behaviours share

/// The trigger function that refuses to change or delete rows.
std::string refuse_change_function(workbench&);
/// Refuses UPDATE, DELETE and TRUNCATE of a table; the first two unless a condition on OLD holds ("" is never).
void refuse_changes(workbench&, table_model&, const std::string& unless_update, const std::string& unless_delete);
/// Puts the trigger of the audit log on a table: also on junctions of audited entities.
void audit_table(workbench&, table_model&, const std::vector<std::string>& except, bool needs_reason);
/// The policy of tenant_scoped on a table that has a tenant column.
void add_tenant_policy(workbench&, table_model&, const std::string& column);
/// The tenant that tenon.tenant names, as SQL of the type of the column; null while none is named.
std::string current_tenant(const std::string& type);
/// '{a,b}' as SQL text for TG_ARGV.
std::string array_literal(const std::vector<std::string>&);
/// Trigger that refuses changes of immutable attributes and roles; no behaviour of its own.
void add_immutable_trigger(workbench&, entity_model&);
}  // namespace tenon::design
