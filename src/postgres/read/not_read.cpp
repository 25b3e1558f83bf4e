// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

// What a database can hold and a catalog cannot say. Each is counted, so that nothing is dropped silently.
namespace tenon::postgres::read {

void add_not_read(std::vector<section>& all, int) {
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
    count("objects in system schemas",
          "select (select count(*) from pg_class c where oid >= 16384 and relkind in ('r', 'p', 'f', 'v', 'm', 'S') "
          "and relnamespace in "
          "(select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')) and not exists (select "
          "from pg_depend "
          "d where d.classid = 1259 and d.objid = c.oid and d.deptype = 'e')) + (select count(*) from pg_proc p where "
          "oid >= 16384 and "
          "pronamespace in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')) and "
          "not exists (select "
          "from pg_depend d where d.classid = 1255 and d.objid = p.oid and d.deptype = 'e'))");
}

}  // namespace tenon::postgres::read
