// SPDX-License-Identifier: Apache-2.0
#include "requirements/behaviour.hpp"

namespace tenon::requirements {

namespace {

using enum option_form;

const std::vector<behaviour_entry>& table() {
    static const std::vector<behaviour_entry> entries = {
        {behaviour_kind::timestamps,
         "timestamps",
         "When a row was made and last changed; every entity has it by default.",
         {{"created", name, false, "The column for the time of making; created_at by default.", {}},
          {"updated", name, false, "The column for the time of the last change; updated_at by default.", {}}}},
        {behaviour_kind::soft_delete,
         "soft_delete",
         "Rows are marked as deleted and stay; what is unique is unique among the rest.",
         {{"column", name, false, "The column for the time of deletion; deleted_at by default.", {}},
          {"purge_after", interval, false, "How long marked rows stay before they may really be deleted.", {}},
          {"view", name, false, "The name of a view of the rows that are alive; none by default.", {}}}},
        {behaviour_kind::audited,
         "audited",
         "Every change is written to the audit log: who, when, what, why.",
         {{"except", columns, false, "Attributes whose values do not go into the log.", {}},
          {"reason", boolean, false, "true: a change without a reason is refused.", {}},
          {"readers", roles, false, "The roles that may read what the log says of its rows; none by default.", {}}}},
        {behaviour_kind::append_only, "append_only", "Rows are inserted and never changed or deleted.", {}},
        {behaviour_kind::versioned,
         "versioned",
         "Former versions of each row are kept in a history table.",
         {{"table", name, false, "The name of the history table; TABLE_history by default.", {}},
          {"keep", interval, false, "How long former versions are kept; for ever by default.", {}}}},
        {behaviour_kind::optimistic,
         "optimistic",
         "A version number grows with each change; a change of an old version is refused.",
         {{"column", name, false, "The column of the version number; lock_version by default.", {}}}},
        {behaviour_kind::tenant_scoped,
         "tenant_scoped",
         "Each tenant sees its own rows only (row-level security).",
         {{"by", column, false, "The role or attribute that names the tenant; tenant by default.", {}},
          {"unique",
           word,
           false,
           "Whether what is unique is so for each tenant or globally; tenant by default.",
           {"tenant", "global"}}}},
        {behaviour_kind::hierarchical,
         "hierarchical",
         "Rows form trees; cycles are refused.",
         {{"by", column, false, "The role that names the parent; parent by default.", {}},
          {"max_depth", number, false, "The deepest level that is allowed; no limit by default.", {}}}},
        {behaviour_kind::workflow,
         "workflow",
         "An enumeration changes along the stated transitions only.",
         {{"of", column, true, "The enumeration that holds the state.", {}}},
         true},
        {behaviour_kind::searchable,
         "searchable",
         "Full-text search over weighted attributes.",
         {{"language", name, false, "The text search configuration; english by default.", {}},
          {"column", name, false, "The column of the search vector; search_vector by default.", {}}},
         true},
        {behaviour_kind::time_series,
         "time_series",
         "Rows come in order of time and are kept in chunks of time.",
         {{"by", column, true, "The timestamp or date that the rows are ordered by.", {}},
          {"every", interval, true, "The span of a chunk.", {}},
          {"compress_after", interval, false, "The age at which chunks are compressed, where the engine can.", {}},
          {"keep", interval, false, "The age at which chunks are dropped; never by default.", {}},
          {"ahead", number, false, "How many chunks are made in advance.", {}}}},
        {behaviour_kind::partitioned,
         "partitioned",
         "The table is kept in partitions.",
         {{"by", column, true, "The attribute or role that decides the partition.", {}},
          {"how",
           word,
           false,
           "range (with every), list (one per value of an enumeration) or hash (with into); range by default.",
           {"range", "list", "hash"}},
          {"every", interval, false, "range: the span of a partition.", {}},
          {"into", number, false, "hash: the number of partitions.", {}},
          {"ahead", number, false, "range: how many partitions are made in advance.", {}}}},
        {behaviour_kind::cached,
         "cached",
         "Changes are announced, so that caches outside the database stay right.",
         {{"for", interval, false, "How long a cache may keep a row at most.", {}},
          {"by", columns, false, "What rows are looked up by, besides the key.", {}}}},
        {behaviour_kind::retained,
         "retained",
         "Rows older than a span are archived, deleted or made anonymous.",
         {{"for", interval, true, "The span.", {}},
          {"then", word, false, "What happens then; delete by default.", {"archive", "delete", "anonymise"}},
          {"from", column, false, "The date or timestamp that the span counts from; created_at by default.", {}}}},
    };
    return entries;
}

}  // namespace

const option_value* behaviour::find(std::string_view name_of_option) const {
    for (const auto& candidate : options)
        if (*candidate.name == name_of_option) return &candidate.value;
    return nullptr;
}

bool operator==(const behaviour& a, const behaviour& b) {
    return a.kind == b.kind && a.options == b.options;
}

std::span<const behaviour_entry> behaviour_table() {
    return table();
}

const behaviour_entry& find_behaviour(behaviour_kind kind) {
    return table()[static_cast<std::size_t>(kind)];
}

std::optional<behaviour_kind> find_behaviour(std::string_view name_of_behaviour) {
    for (const auto& entry : table())
        if (entry.name == name_of_behaviour) return entry.kind;
    return {};
}

std::string_view to_string(behaviour_kind kind) {
    return find_behaviour(kind).name;
}

}  // namespace tenon::requirements
