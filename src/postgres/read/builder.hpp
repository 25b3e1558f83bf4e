// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/identity.hpp"
#include "postgres/array.hpp"
#include "postgres/read_catalog.hpp"

#include <unordered_map>
#include <unordered_set>

namespace tenon::postgres::read {

using oid = std::uint32_t;

/// The system catalogs as pg_depend names them. Their oids are the same in every version (src/include/catalog/*.h).
enum class in : oid {
    class_ = 1259,
    type = 1247,
    proc = 1255,
    constraint = 2606,
    attrdef = 2604,
    rewrite = 2618,
    trigger = 2620,
    namespace_ = 2615,
    extension = 3079,
    language = 2612,
    am = 2601,
    collation = 3456,
    conversion = 2607,
    cast = 2605,
    operator_ = 2617,
    opfamily = 2753,
    opclass = 2616,
    amop = 2602,
    amproc = 2603,
    transform = 3576,
    ts_parser = 3601,
    ts_template = 3764,
    ts_dict = 3600,
    ts_config = 3602,
    fdw = 2328,
    server = 1417,
    user_mapping = 1418,
    policy = 3256,
    statistic = 3381,
    event_trigger = 3466,
    publication = 6104,
    subscription = 6100,
    default_acl = 826,
};

/// A row of a system catalog, or a column of a relation (`part`: its number).
struct address {
    in catalog;
    oid object;
    int part = 0;

    friend bool operator==(const address&, const address&) = default;
};

struct address_hash {
    std::size_t operator()(const address& a) const {
        const auto mixed = (static_cast<std::uint64_t>(a.object) << 32) ^
                           (static_cast<std::uint64_t>(a.catalog) << 12) ^
                           static_cast<std::uint64_t>(static_cast<std::uint32_t>(a.part));
        return std::hash<std::uint64_t>()(mixed * 0x9E3779B97F4A7C15ULL);
    }
};

template <class T>
using by_address = std::unordered_map<address, T, address_hash>;

/// One row of a result, read field after field.
class row {
public:
    row(const result& from, int number) : from_(from), number_(number) {}

    std::string text() { return std::string(from_.text(number_, column_++)); }
    std::string_view view() { return from_.text(number_, column_++); }
    bool flag() { return view() == "t"; }
    char letter() {
        const auto value = view();
        return value.empty() ? '\0' : value[0];
    }
    read::oid oid() { return static_cast<read::oid>(integer()); }
    /// 0 for NULL.
    std::int64_t integer();
    std::optional<std::string> maybe_text();
    std::optional<int> maybe_integer();
    std::vector<std::string> texts() { return parse_array(view()); }
    std::vector<std::int64_t> integers() { return parse_integers(view()); }
    /// `{a=1,b=2}`
    catalog::options options();
    /// A regproc as text: "-" becomes "".
    std::string function();
    void skip() { ++column_; }

private:
    const result& from_;
    int number_;
    int column_ = 0;
};

/// What indexes need to know of a column they cover.
struct column_traits {
    oid type = 0;
    oid collation = 0;
};

struct relation {
    catalog::qualified_name name;
    char kind = 0;  ///< pg_class.relkind
    oid owner = 0;
};

/// What the sections have read so far: the catalog under way, and the names that later sections need.
class builder {
public:
    explicit builder(int server_version) { out.major = server_version / 10000; }

    catalog::contents out;
    std::vector<unread> not_read;

    // Names, filled by the first sections.
    oid database_owner = 0;
    std::unordered_map<oid, std::string> roles, schemas, access_methods, tablespaces, languages, foreign_servers,
        foreign_data_wrappers, extensions;
    std::unordered_map<oid, catalog::qualified_name> collations, opfamilies, ts_parsers, ts_templates, ts_dictionaries;
    std::unordered_map<oid, relation> relations;                ///< all of ours, indexes too
    std::unordered_map<oid, std::vector<std::string>> columns;  ///< names by attribute number; "" for dropped ones
    std::unordered_map<oid, std::vector<read::column_traits>> column_traits;  ///< by attribute number, as `columns`
    by_address<std::string> comments;
    by_address<oid> extension_members;            ///< to the oid of their extension
    by_address<std::vector<std::string>> marked;  ///< DEPENDS ON EXTENSION: what no object has asked for yet
    std::unordered_map<oid, oid> inherits_index;  ///< index of a partition to the partitioned index

    /// The ids under which dependencies know objects. Of the many that nothing depends on, constraints and indexes
    /// above all, only the place is kept: find_id() makes the id when it is asked for.
    by_address<catalog::object_id> ids;
    struct place {
        catalog::object_id (*id)(const catalog::contents&, std::size_t);
        std::size_t number;
    };
    by_address<place> places;
    std::unordered_map<oid, std::pair<oid, int>> column_defaults;  ///< pg_attrdef to relation and attribute number
    std::unordered_map<oid, std::size_t> table_numbers;            ///< in `out.tables`

    /// "" for the owner of the database.
    std::string owner(oid role) const;
    const std::string& role(oid) const;
    const std::string& schema(oid) const;
    catalog::qualified_name name(oid schema_oid, std::string name) const {
        return {schema(schema_oid), std::move(name)};
    }
    std::string comment(in catalog, oid object, int part = 0) const;
    /// The extensions that an object is marked to go with, sorted. To be asked for once: the rest is told as not read.
    std::vector<std::string> depends_on_extensions(in catalog, oid object);
    /// Grants on a whole object, read by the section of privileges; `owner` is the oid of the object's owner.
    catalog::privileges privileges(in catalog, oid object, oid owner) const;
    /// Names of columns of a relation, by attribute numbers.
    std::vector<std::string> column_names(oid relation, const std::vector<std::int64_t>& numbers) const;
    const std::string& column_name(oid relation, std::int64_t number) const;

    bool is_member(in catalog, oid object) const { return extension_members.contains({catalog, object}); }
    /// A relation of ours: listed in `relations`.
    const relation* find_relation(oid) const;
    /// nullptr for what is no table of ours.
    catalog::table* find_table(oid);
    /// nullptr for what is no constraint of ours.
    catalog::constraint* find_constraint(oid);
    /// Of an object or a column of ours; of the whole object where a part of it has no id of its own.
    std::optional<catalog::object_id> find_id(address) const;

    void remember(in catalog, oid object, catalog::object_id id) {
        ids.insert_or_assign({catalog, object, 0}, std::move(id));
    }
    /// As remember(), for the object that is added to this list of the catalog next.
    template <auto List>
    void remember_next(in catalog, oid object) {
        constexpr auto id = [](const catalog::contents& c, std::size_t i) { return catalog::id_of((c.*List)[i]); };
        places.insert_or_assign({catalog, object, 0}, place{id, (out.*List).size()});
    }

    struct given {
        oid grantor = 0, grantee = 0;
        std::string privilege;
        bool grantable = false;

        friend auto operator<=>(const given&, const given&) = default;
    };
    struct acl {
        std::vector<given> now, built_in;
    };
    by_address<acl> acls;  ///< of whole objects whose privileges were ever changed

    /// Grants as the catalog holds them, from rows of aclexplode.
    std::vector<catalog::grant> grants(const std::vector<given>&, oid owner) const;
};

/// A statement and what to do with its rows.
struct section {
    std::string sql;
    std::function<void(builder&, const result&)> take;
};

/// Calls f(row) for each row.
template <class F>
void each(const result& rows, F&& f) {
    for (int i = 0; i < rows.row_count(); ++i) {
        row r(rows, i);
        f(r);
    }
}

/// pg_type.typstorage as CREATE TYPE spells it; "" for none.
std::string storage_word(char letter);

/// The sections of each family of kinds, in the order in which they must be taken.
void add_names(std::vector<section>&, int major);
void add_types(std::vector<section>&, int major);
void add_relations(std::vector<section>&, int major);
void add_columns(std::vector<section>&, int major);
void add_constraints(std::vector<section>&, int major);
void add_indexes(std::vector<section>&, int major);
void add_rules_and_triggers(std::vector<section>&, int major);
void add_routines(std::vector<section>&, int major);
void add_operators(std::vector<section>&, int major);
void add_text_search(std::vector<section>&, int major);
void add_foreign(std::vector<section>&, int major, bool superuser);
void add_replication(std::vector<section>&, int major, bool superuser);
void add_privileges(std::vector<section>&);
void add_others(std::vector<section>&, int major, const read_options&);
void add_dependencies(std::vector<section>&, int major);
void add_not_read(std::vector<section>&, int major);

/// Objects of users: SQL over a column that holds an oid of a namespace.
inline constexpr std::string_view our_schemas =
    "(select oid from pg_namespace where nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'tenon') "
    "and nspname !~ '^pg_(toast_)?temp_')";

/// From here on oids are given to what users make: FirstNormalObjectId in PostgreSQL's access/transam.h.
inline constexpr oid first_user_oid = 16384;

}  // namespace tenon::postgres::read
