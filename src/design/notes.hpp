// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "catalog/object.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The notes of a design: its decisions, and what PostgreSQL cannot hold. They name objects of the catalog by
// catalog::object_id, so that they can be read together with any catalog of the same schema; for every source but a
// requirements document they are empty. Saved as schema/notes.json. Every list has a fixed order (said beside it), and
// nothing here depends on when or where the design was made: the same document gives the same bytes.
namespace tenon::design {

/// A JSON value as text, written without blanks; "" when there is none. In the JSON form it stands as the value itself.
struct json_text {
    std::string text;

    explicit operator bool() const { return !text.empty(); }
    friend bool operator==(const json_text&, const json_text&) = default;
};

/// Something that was decided, by Tenon or by the document.
struct decision {
    catalog::object_id object;  ///< what it is about; the schema for what holds everywhere
    std::string what;           ///< "the key is a uuid, made by gen_random_uuid()"
    std::string why;            ///< "preset uuid"; the document's own words where it gives a reason
    std::string rule;  ///< the stable name of the rule: "convention key", "behaviour soft_delete", "index redundant"
    position from;     ///< what was read; line 0: nothing was written, a default decided

    friend bool operator==(const decision&, const decision&) = default;
};
BOOST_DESCRIBE_STRUCT(decision, (), (object, what, why, rule, from))

/// A convention in force for the whole document (an entity's own stand among the decisions).
struct convention_note {
    std::string rule;   ///< "key", "tables", …: the words of the language
    std::string value;  ///< "uuid", "plural", …
    std::string why;    ///< "preset uuid", or the reason that the document gives
    position from;

    friend bool operator==(const convention_note&, const convention_note&) = default;
};
BOOST_DESCRIBE_STRUCT(convention_note, (), (rule, value, why, from))

/// Which requirement became which objects.
struct coverage_row {
    std::string requirement;  ///< its path in the document: "Lot", "Lot.status", "Lot.belongs_to.part", "Lot.audited"
    std::string text;         ///< as written, shortened to one line
    position from;
    std::vector<catalog::object_id> objects;  ///< sorted; empty: it became notes only

    friend bool operator==(const coverage_row&, const coverage_row&) = default;
};
BOOST_DESCRIBE_STRUCT(coverage_row, (), (requirement, text, from, objects))

struct deprecation_note {
    std::string since, remove_after, reason, use;

    friend bool operator==(const deprecation_note&, const deprecation_note&) = default;
};
BOOST_DESCRIBE_STRUCT(deprecation_note, (), (since, remove_after, reason, use))

struct behaviour_note {
    std::string name;                         ///< "soft_delete"
    json_text options;                        ///< all of them, defaults filled in, as one JSON object
    std::vector<catalog::object_id> objects;  ///< what it made or changed, sorted
    position from;                            ///< line 0: a default of the conventions

    friend bool operator==(const behaviour_note&, const behaviour_note&) = default;
};
BOOST_DESCRIBE_STRUCT(behaviour_note, (), (name, options, objects, from))

/// Why a table exists.
enum class table_role {
    entity,     ///< it is an entity of the document
    junction,   ///< made for a many_to_many
    history,    ///< made for `versioned`
    audit,      ///< the audit log and its partitions
    outbox,     ///< made for `cached`
    partition,  ///< a partition of another table
    lookup,     ///< the values of an enumeration (enums: table)
};
BOOST_DESCRIBE_ENUM(table_role, entity, junction, history, audit, outbox, partition, lookup)

/// A table of the draft: which entity it stands for, and what is said of it.
struct table_note {
    catalog::object_id table;
    table_role role = table_role::entity;
    std::string entity;                    ///< the entity it is, or serves; "" for what serves the whole platform
    std::optional<catalog::object_id> of;  ///< partition, history: the table it belongs to
    std::string area;                      ///< groups tables in diagrams and documents; "" is none
    std::string owner;                     ///< who answers for it
    std::string description;
    std::optional<deprecation_note> deprecated;
    std::vector<behaviour_note> behaviours;  ///< in the order of the language
    position from;

    friend bool operator==(const table_note&, const table_note&) = default;
};
BOOST_DESCRIBE_STRUCT(table_note, (), (table, role, entity, of, area, owner, description, deprecated, behaviours, from))

/// What a column of the draft comes from.
enum class column_source {
    attribute,
    role,  ///< the foreign key of a relation
    computed,
    convention,  ///< a key that nobody wrote
    behaviour,   ///< `made_by` names it
    field,       ///< a companion of an attribute: its blind index, its key id, its expiry
};
BOOST_DESCRIBE_ENUM(column_source, attribute, role, computed, convention, behaviour, field)

struct column_note {
    catalog::object_id column;
    column_source source = column_source::attribute;
    std::string name;     ///< the attribute, role or computed column of the document; "" when nobody wrote it
    std::string made_by;  ///< source behaviour: its name; source field: what it is ("blind index", "expires at")
    std::string type;     ///< the type as written: "one of [draft, done]", "encrypted(text)", "email"
    std::vector<std::string> values;  ///< of an enumeration, in order, however it is kept
    std::vector<std::string> checks;  ///< conditions as written: ">= 0", "matches '^[A-Z]'"
    std::string default_;             ///< as written
    std::string expression;           ///< computed: as written
    std::vector<std::string> depends_on;
    std::string description;
    std::string owner;
    std::string sensitive;  ///< the class of personal data; "" is none
    std::string
        protection;  ///< how it is stored when not in clear: "encrypted", "blind index", "one-way hash", "digest"
    bool immutable = false;
    std::optional<deprecation_note> deprecated;
    json_text example;
    json_text json_schema;  ///< a JSON string is the path of a file
    position from;

    friend bool operator==(const column_note&, const column_note&) = default;
};
BOOST_DESCRIBE_STRUCT(column_note, (),
                      (column, source, name, made_by, type, values, checks, default_, expression, depends_on,
                       description, owner, sensitive, protection, immutable, deprecated, example, json_schema, from))

enum class relation_kind { belongs_to, has_one, many_to_many };
BOOST_DESCRIBE_ENUM(relation_kind, belongs_to, has_one, many_to_many)

/// How many rows of one side go with one row of the other.
enum class cardinality { one, zero_or_one, many };  ///< `many` is zero or more
BOOST_DESCRIBE_ENUM(cardinality, one, zero_or_one, many)

/// A relation of the document. belongs_to: `from` holds the foreign key. has_one: `to` holds it. many_to_many:
/// `through` holds two, and it is one relation, not two.
struct relation_note {
    relation_kind kind = relation_kind::belongs_to;
    catalog::object_id from;  ///< table of the entity that states it
    catalog::object_id to;
    std::optional<catalog::object_id> through;     ///< many_to_many: the junction
    std::vector<catalog::object_id> foreign_keys;  ///< the constraints; many_to_many: to `from`, then to `to`
    std::vector<std::string> columns;              ///< of the first foreign key
    std::string role;                              ///< as written: "part", "created_by", "tags"
    std::string inverse;                           ///< the way back: as written, else proposed, unique in its entity
    cardinality from_count = cardinality::many;    ///< how many `from` rows go with one `to` row
    cardinality to_count = cardinality::one;       ///< how many `to` rows go with one `from` row
    std::string on_delete;                         ///< "restrict", "cascade", "set null", …: what a deleted row does
    std::string on_update;
    std::string description;
    position at;

    friend bool operator==(const relation_note&, const relation_note&) = default;
};
BOOST_DESCRIBE_STRUCT(relation_note, (),
                      (kind, from, to, through, foreign_keys, columns, role, inverse, from_count, to_count, on_delete,
                       on_update, description, at))

/// A rule as written, and the object that holds it.
struct rule_note {
    std::string entity;
    std::string name;  ///< as written, or made
    std::string kind;  ///< "rule", "check", "unique", "exclude", "exactly_one_of", "enumeration", "transition"
    std::string text;  ///< as written
    std::string description;
    std::optional<catalog::object_id> object;  ///< nothing: no object holds it
    position from;

    friend bool operator==(const rule_note&, const rule_note&) = default;
};
BOOST_DESCRIBE_STRUCT(rule_note, (), (entity, name, kind, text, description, object, from))

/// An index of the draft, also one behind a constraint: what it is for.
struct index_note {
    catalog::object_id index;  ///< kind index or constraint
    catalog::object_id table;
    std::vector<std::string> keys;  ///< columns and expressions in order, with "desc" where it is
    std::string predicate;
    std::vector<std::string> reasons;  ///< "foreign key to parts", "declared: dashboard", "query lots_of_part"
    std::vector<std::string> queries;  ///< names of the queries that it serves, sorted
    position from;

    friend bool operator==(const index_note&, const index_note&) = default;
};
BOOST_DESCRIBE_STRUCT(index_note, (), (index, table, keys, predicate, reasons, queries, from))

/// An index that was asked for and not made, because another one serves.
struct redundant_index {
    catalog::object_id table;
    std::vector<std::string> keys;
    std::string predicate;
    std::string asked_by;           ///< "attribute state: indexed", "query open_lots", "foreign key created_by"
    catalog::object_id covered_by;  ///< index or constraint
    std::string why;                ///< "its keys begin with state", "the unique constraint has the same keys"
    position from;

    friend bool operator==(const redundant_index&, const redundant_index&) = default;
};
BOOST_DESCRIBE_STRUCT(redundant_index, (), (table, keys, predicate, asked_by, covered_by, why, from))

/// A point of a forecast.
struct growth_point {
    int years = 0;
    std::int64_t rows = 0;
    std::int64_t table_bytes = 0;
    std::int64_t index_bytes = 0;

    friend bool operator==(const growth_point&, const growth_point&) = default;
};
BOOST_DESCRIBE_STRUCT(growth_point, (), (years, rows, table_bytes, index_bytes))

/// What `volume` leads to: now, in one, three and five years.
struct growth_note {
    catalog::object_id table;
    std::int64_t rows = 0;             ///< as written, or 0
    std::int64_t rows_per_day = 0;     ///< inserted less deleted
    std::int64_t row_bytes = 0;        ///< estimated: header, alignment, columns
    std::int64_t index_bytes = 0;      ///< estimated per row, all indexes
    std::vector<growth_point> points;  ///< years 0, 1, 3, 5
    std::string advice;                ///< "" or a sentence, for example on partitioning
    position from;

    friend bool operator==(const growth_note&, const growth_note&) = default;
};
BOOST_DESCRIBE_STRUCT(growth_note, (), (table, rows, rows_per_day, row_bytes, index_bytes, points, advice, from))

struct functional_dependency {
    std::vector<std::string> from;  ///< columns that determine
    std::vector<std::string> to;    ///< columns that are determined

    friend bool operator==(const functional_dependency&, const functional_dependency&) = default;
};
BOOST_DESCRIBE_STRUCT(functional_dependency, (), (from, to))

/// A part of a proposed decomposition.
struct proposed_table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::string> key;

    friend bool operator==(const proposed_table&, const proposed_table&) = default;
};
BOOST_DESCRIBE_STRUCT(proposed_table, (), (name, columns, key))

enum class normal_form { first, second, third, boyce_codd };
BOOST_DESCRIBE_ENUM(normal_form, first, second, third, boyce_codd)

/// The normal form of a table, as far as its keys and `depends_on` tell.
struct normal_form_note {
    catalog::object_id table;
    normal_form form = normal_form::boyce_codd;
    std::vector<std::vector<std::string>> keys;       ///< candidate keys
    std::vector<functional_dependency> dependencies;  ///< declared, keys aside
    std::vector<functional_dependency> violations;    ///< what keeps it from BCNF
    std::vector<proposed_table> proposal;             ///< a lossless decomposition to BCNF; empty: none needed
    std::vector<functional_dependency> lost;          ///< dependencies that the proposal can only check across tables
    position from;

    friend bool operator==(const normal_form_note&, const normal_form_note&) = default;
};
BOOST_DESCRIBE_STRUCT(normal_form_note, (), (table, form, keys, dependencies, violations, proposal, lost, from))

/// `was:` — the object `to` was called `from`. Acts only while `from` exists and `to` does not.
struct rename {
    catalog::object_id from;
    catalog::object_id to;
    position where;

    friend bool operator==(const rename&, const rename&) = default;
};
BOOST_DESCRIBE_STRUCT(rename, (), (from, to, where))

struct role_note {
    std::string name;
    std::string description;
    position from;

    friend bool operator==(const role_note&, const role_note&) = default;
};
BOOST_DESCRIBE_STRUCT(role_note, (), (name, description, from))

struct view_note {
    catalog::object_id view;  ///< kind view or materialized_view
    std::string name;         ///< as written
    std::string area, owner, description;
    std::string refresh;  ///< an interval as written; "" is never by itself
    std::vector<std::string> key;
    std::string sql;  ///< as written
    position from;

    friend bool operator==(const view_note&, const view_note&) = default;
};
BOOST_DESCRIBE_STRUCT(view_note, (), (view, name, area, owner, description, refresh, key, sql, from))

/// A statement that is loaded after the draft, as it is: of the `sql:` section, or made for what no catalog holds.
struct raw_statement {
    std::string sql;  ///< without the final semicolon
    std::string why;  ///< of one that was made: "the values of lots.status"; "" as written in `sql:`
    position from;

    friend bool operator==(const raw_statement&, const raw_statement&) = default;
};
BOOST_DESCRIBE_STRUCT(raw_statement, (), (sql, why, from))

/// Where an object of the draft comes from: what a server says of it is reported there.
struct origin {
    catalog::object_id object;
    position where;

    friend bool operator==(const origin&, const origin&) = default;
};
BOOST_DESCRIBE_STRUCT(origin, (), (object, where))

struct notes {
    std::string platform;
    std::string description;
    std::string source;           ///< the document's file, as given
    std::string schema;           ///< the PostgreSQL schema of the platform
    std::string partitions_from;  ///< the month that time partitions begin with, "2026-11"

    std::vector<convention_note> conventions;        ///< in the order of the language
    std::vector<role_note> roles;                    ///< as written
    std::vector<table_note> tables;                  ///< entities as written, each followed by what it brought
    std::vector<column_note> columns;                ///< by table as above, in the order of the draft
    std::vector<view_note> views;                    ///< as written
    std::vector<relation_note> relations;            ///< as written, by entity
    std::vector<rule_note> rules;                    ///< as written, by entity
    std::vector<index_note> indexes;                 ///< by table, name
    std::vector<redundant_index> redundant_indexes;  ///< by table, keys
    std::vector<growth_note> growth;                 ///< entities with a volume, as written
    std::vector<normal_form_note> normal_forms;      ///< entities as written
    std::vector<decision> decisions;                 ///< by object as in `tables`, then rule
    std::vector<coverage_row> coverage;              ///< as written
    std::vector<rename> renames;                     ///< tables before their parts
    std::vector<raw_statement> statements;           ///< as written
    std::vector<origin> origins;                     ///< by object

    bool empty() const { return platform.empty() && tables.empty() && statements.empty(); }

    /// The nearest place for an object: its own, else that of the object it is a part of; line 0 when there is none.
    position where(const catalog::object_id&) const;

    friend bool operator==(const notes&, const notes&) = default;
};
BOOST_DESCRIBE_STRUCT(notes, (),
                      (platform, description, source, schema, partitions_from, conventions, roles, tables, columns,
                       views, relations, rules, indexes, redundant_indexes, growth, normal_forms, decisions, coverage,
                       renames, statements, origins))

/// Finds notes by object without reading the lists again. Made once for a value of notes, which must outlive it.
class notes_lookup {
public:
    explicit notes_lookup(const notes&);

    /// Each returns nullptr when nothing is noted.
    const table_note* table(const catalog::object_id&) const;
    const column_note* column(const catalog::object_id&) const;
    const index_note* index(const catalog::object_id&) const;
    const view_note* view(const catalog::object_id&) const;
    const growth_note* growth(const catalog::object_id& table) const;
    /// What was decided about an object, in order.
    std::vector<const decision*> decisions(const catalog::object_id&) const;

private:
    std::map<catalog::object_id, const table_note*> tables_;
    std::map<catalog::object_id, const column_note*> columns_;
    std::map<catalog::object_id, const index_note*> indexes_;
    std::map<catalog::object_id, const view_note*> views_;
    std::map<catalog::object_id, const growth_note*> growth_;
    std::multimap<catalog::object_id, const decision*> decisions_;
};

/// The same with the document's file and those of all positions relative to a folder: what is kept in a project does
/// not depend on where it lies and how somebody named it.
notes relative_to(notes, const std::filesystem::path& folder);

/// The JSON form: one object, indented by two blanks, members in the order above, those that equal their
/// default left out, positions as "file:line:column". The same notes give the same bytes.
std::string to_json(const notes&);
/// Reads the JSON form. Throws failure (file_not_readable) with the place when `text` is something else; `file` names
/// it in the message.
notes notes_from_json(std::string_view text, const std::string& file);

}  // namespace tenon::design
