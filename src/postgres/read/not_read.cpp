// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

// What a database can hold and a catalog cannot say. Each is counted, so that nothing is dropped silently.
namespace tenon::postgres::read {

namespace {

/// What somebody made where only the server's own objects belong. Collations are the operating system's there, whoever
/// imported them, and no part of a schema; row types, arrays, multiranges and indexes come with other objects and are
/// not counted beside them.
std::string objects_in_system_schemas() {
    struct place {
        std::string_view catalog, schema_column, which;
    };
    constexpr place places[] = {
        {"pg_class", "relnamespace", "and relkind in ('r', 'p', 'f', 'v', 'm', 'S')"},
        {"pg_proc", "pronamespace", ""},
        {"pg_type", "typnamespace",
         "and typtype <> 'm' and (typrelid = 0 or exists (select from pg_class c where c.oid = o.typrelid and "
         "c.relkind = "
         "'c')) and not exists (select from pg_type e where e.typarray = o.oid)"},
        {"pg_operator", "oprnamespace", ""},
        {"pg_opclass", "opcnamespace", ""},
        {"pg_opfamily", "opfnamespace", ""},
        {"pg_conversion", "connamespace", ""},
        {"pg_statistic_ext", "stxnamespace", ""},
        {"pg_ts_parser", "prsnamespace", ""},
        {"pg_ts_template", "tmplnamespace", ""},
        {"pg_ts_dict", "dictnamespace", ""},
        {"pg_ts_config", "cfgnamespace", ""},
    };
    std::string sum;
    for (const auto& [catalog, schema_column, which] : places) {
        sum += fmt::format(
            "{}(select count(*) from {} o where oid >= 16384 and {} in (select oid from pg_namespace where nspname in "
            "('pg_catalog', 'information_schema')) {} and not exists (select from pg_depend d where d.classid = "
            "'{}'::regclass and d.objid = o.oid and d.deptype = 'e'))",
            sum.empty() ? "select " : " + ", catalog, schema_column, which, catalog);
    }
    return sum;
}

}  // namespace

void add_not_read(std::vector<section>& all, int major) {
    const auto count = [&](std::string what, std::string sql) {
        all.push_back({std::move(sql), [what = std::move(what)](builder& b, const result& rows) {
                           if (const auto n = rows.integer(0, 0); n > 0) b.not_read.push_back({what, n});
                       }});
    };
    count("security labels", "select count(*) from pg_seclabel");
    count("large objects", "select count(*) from pg_largeobject_metadata");
    count("settings of this database or of roles in it",
          "select count(*) from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = "
          "current_database())");
    count("relations of a kind unknown to Tenon",
          "select count(*) from pg_class where oid >= 16384 and relkind not in ('r', 'p', 'f', 'v', 'm', 'S', 'i', "
          "'I', 't', 'c') and "
          "relnamespace in " +
              std::string(our_schemas));
    count(
        "constraints of a kind unknown to Tenon",
        "select count(*) from pg_constraint where oid >= 16384 and contype not in ('p', 'u', 'f', 'c', 'x', 'n', 't')");
    count("objects in system schemas", objects_in_system_schemas());
    if (major >= 15)
        count("sequences of identity columns that are logged where their table is not, or the other way round",
              "select count(*) from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_class t "
              "on "
              "t.oid = d.refobjid and t.relkind = 'r' where d.classid = 'pg_class'::regclass and d.refclassid = "
              "'pg_class'::regclass and d.deptype = 'i' and s.relpersistence <> t.relpersistence");
    count("privileges on system columns", "select count(*) from pg_attribute where attnum < 0 and attacl is not null");
    count("replica identities of materialized views",
          "select count(*) from pg_class where relkind = 'm' and relreplident <> 'd'");
    count("tables whose foreign keys are switched off (DISABLE TRIGGER ALL)",
          "select count(distinct t.tgrelid) from pg_trigger t join pg_constraint k on k.oid = t.tgconstraint and "
          "k.contype = "
          "'f' where t.tgisinternal and t.tgenabled <> 'O'");
    count("statistics targets of indexes of constraints",
          "select count(*) from pg_attribute a join pg_constraint k on k.conindid = a.attrelid and k.contype in ('p', "
          "'u', "
          "'x') where a.attnum > 0 and coalesce(a.attstattarget, -1) >= 0");
    count(
        "constraints that are valid in a part of a table and not in the whole",
        "select (select count(*) from pg_constraint k join pg_constraint w on w.oid = k.conparentid where k.contype = "
        "'f' "
        "and k.conrelid <> w.conrelid and k.convalidated and not w.convalidated) + (select count(*) from pg_constraint "
        "k join pg_inherits i on i.inhrelid = k.conrelid join pg_constraint w on w.conrelid = i.inhparent and "
        "w.conname "
        "= k.conname where k.contype = 'c' and w.contype = 'c' and not k.conislocal and k.convalidated and not "
        "w.convalidated)");
    count(
        "comments on what comes with another object",
        "select count(*) from pg_description c left join pg_constraint k on c.classoid = 'pg_constraint'::regclass and "
        "k.oid = c.objoid left join pg_rewrite w on c.classoid = 'pg_rewrite'::regclass and w.oid = c.objoid where "
        "k.contype = 't' or k.contype = 'n' and k.contypid <> 0 or k.contype = 'c' and k.conrelid <> 0 and not "
        "k.conislocal or k.contype = 'f' and k.conparentid <> 0 or w.oid >= 16384 and w.rulename = '_RETURN'");
    // They come with their type; default privileges give them theirs.
    count("comments and privileges on constructors of range types",
          "select count(*) from pg_proc p join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = p.oid and "
          "d.refclassid = 'pg_type'::regclass and d.deptype = 'i' where p.oid >= 16384 and (exists (select from "
          "pg_description c where c.classoid = d.classid and c.objoid = p.oid) or p.proacl is not null and not exists "
          "(select from pg_default_acl where defaclobjtype = 'f'))");
}

}  // namespace tenon::postgres::read
