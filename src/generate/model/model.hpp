// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "design/notes.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

// What documents and diagrams tell of a schema: its tables with everything that belongs to them, grouped by area, and
// the relationships between them with both cardinalities. Partitions stand with the table that they are part of.
namespace tenon::generate {

/// A table with all that hangs on it. The pointers reach into the catalog and the notes.
struct table_entry {
    const catalog::table* table = nullptr;
    const design::table_note* note = nullptr;  ///< nullptr for sources without notes
    catalog::object_id id;
    std::string title;     ///< unquoted; with its schema when the catalog has tables in several
    std::string anchor;    ///< unique among the tables, made of [a-z0-9_-]
    std::size_t area = 0;  ///< in schema_model::areas
    std::vector<const catalog::constraint*> constraints;  ///< keys first, then foreign keys, checks, exclusions
    std::vector<const catalog::index*> indexes;
    std::vector<const catalog::trigger*> triggers;
    std::vector<const catalog::rule*> rules;
    std::vector<const catalog::policy*> policies;
    std::vector<const catalog::extended_statistics*> statistics;
    std::vector<const catalog::table*> partitions;  ///< of all levels, by name
    std::vector<std::string> primary_key;
    std::set<std::string> foreign_columns;        ///< of all its relationships
    std::vector<std::size_t> outgoing, incoming;  ///< in schema_model::relationships

    const catalog::column* column(std::string_view name) const;
};

/// A foreign key between two tables of the model, with the cardinality of both ends.
struct relationship {
    const catalog::constraint* key = nullptr;
    std::size_t child = 0;  ///< in schema_model::tables: holds the foreign key
    std::size_t parent = 0;
    design::cardinality child_count = design::cardinality::many;  ///< child rows that go with one parent row
    design::cardinality parent_count = design::cardinality::one;  ///< parent rows that go with one child row
    const design::relation_note* note = nullptr;                  ///< what the document says of it
};

struct area {
    std::string name;    ///< as shown
    std::string anchor;  ///< also the name of its diagram's file
    std::vector<std::size_t> tables;
};

struct schema_model {
    const catalog::contents* catalog = nullptr;
    const design::notes* notes = nullptr;
    design::notes_lookup look;
    std::string title;  ///< the platform's name, or "Database schema"
    std::vector<table_entry> tables;
    std::vector<relationship> relationships;  ///< by child, then name
    std::vector<area> areas;                  ///< at least one, unless there are no tables
    std::map<catalog::object_id, std::size_t> table_of;

    /// A page for each area: one page of everything would be longer than people read and GitHub shows (512 kB).
    bool by_area() const { return tables.size() > 30; }
    /// The numbers of all of them.
    std::vector<std::size_t> all_tables() const;
    /// Where an object is described, as an anchor; "" when it has no place of its own.
    std::string anchor_of(const catalog::object_id&) const;
};

/// Makes the model. Catalog and notes must outlive it. Deterministic.
schema_model describe(const catalog::contents&, const design::notes&);

/// A name as a piece of an anchor or a file name: lower case, everything but [a-z0-9_] becomes "-". Names with other
/// than common characters get a short hash of the whole, so that something is left of them.
std::string slug(std::string_view name);

}  // namespace tenon::generate
