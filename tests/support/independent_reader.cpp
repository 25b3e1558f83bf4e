// SPDX-License-Identifier: Apache-2.0
#include "support/independent_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace tenon::tests {

namespace {

using postgres::connection;

/// Catalogs of schema objects, and the column that tells whose row it is.
const std::map<std::string, std::string> owners = {{"pg_aggregate", "aggfnoid"},    {"pg_am", "oid"},
                                                   {"pg_amop", "amopfamily"},       {"pg_amproc", "amprocfamily"},
                                                   {"pg_attrdef", "adrelid"},       {"pg_attribute", "attrelid"},
                                                   {"pg_cast", "oid"},              {"pg_class", "oid"},
                                                   {"pg_collation", "oid"},         {"pg_constraint", "oid"},
                                                   {"pg_conversion", "oid"},        {"pg_default_acl", "oid"},
                                                   {"pg_event_trigger", "oid"},     {"pg_extension", "oid"},
                                                   {"pg_foreign_data_wrapper", "oid"}, {"pg_foreign_server", "oid"},
                                                   {"pg_foreign_table", "ftrelid"}, {"pg_index", "indexrelid"},
                                                   {"pg_inherits", "inhrelid"},     {"pg_language", "oid"},
                                                   {"pg_namespace", "oid"},         {"pg_opclass", "oid"},
                                                   {"pg_operator", "oid"},          {"pg_opfamily", "oid"},
                                                   {"pg_partitioned_table", "partrelid"}, {"pg_policy", "oid"},
                                                   {"pg_proc", "oid"},              {"pg_publication", "oid"},
                                                   {"pg_publication_namespace", "oid"}, {"pg_publication_rel", "oid"},
                                                   {"pg_range", "rngtypid"},        {"pg_rewrite", "oid"},
                                                   {"pg_sequence", "seqrelid"},     {"pg_statistic_ext", "oid"},
                                                   {"pg_transform", "oid"},         {"pg_trigger", "oid"},
                                                   {"pg_ts_config", "oid"},         {"pg_ts_config_map", "mapcfg"},
                                                   {"pg_ts_dict", "oid"},           {"pg_ts_parser", "oid"},
                                                   {"pg_ts_template", "oid"},       {"pg_type", "oid"},
                                                   {"pg_user_mapping", "oid"}};

/// Where things lie on disk, how many they are, and what the order of changes leaves behind.
const std::set<std::string> physical = {
    "oid",           "attnum",       "attcacheoff",  "attmissingval", "atthasmissing", "relfilenode",
    "reltoastrelid", "relpages",     "reltuples",    "relallvisible", "relallfrozen",  "relfrozenxid",
    "relminmxid",    "relhassubclass", "relhastriggers", "relhasindex", "relhasrules",  "relrewrite",
    "relnatts",      "relispopulated", "indcheckxmin", "enumsortorder", "typdefaultbin", "stxkeys"};

/// Stored trees, and instead of them what the server prints; "" where another column says the same.
const std::map<std::string, std::string> printed = {
    {"adbin", "pg_get_expr(t.adbin, t.adrelid)"},
    {"conbin", "pg_get_constraintdef(t.oid)"},
    // Of keys it means nothing, and depends on how a partition got its own.
    {"connoinherit", "t.contype IN ('c', 'n') AND t.connoinherit"},
    {"indexprs", "pg_get_expr(t.indexprs, t.indrelid)"},
    {"indpred", "pg_get_expr(t.indpred, t.indrelid)"},
    {"partexprs", "pg_get_partkeydef(t.partrelid)"},
    {"relpartbound", "pg_get_expr(t.relpartbound, t.oid)"},
    {"polqual", "pg_get_expr(t.polqual, t.polrelid)"},
    {"polwithcheck", "pg_get_expr(t.polwithcheck, t.polrelid)"},
    {"proargdefaults", "pg_get_function_arguments(t.oid)"},
    {"prosqlbody", "pg_get_function_sqlbody(t.oid)"},
    {"prqual", "pg_get_expr(t.prqual, t.prrelid)"},
    {"ev_action", "pg_get_ruledef(t.oid)"},
    {"ev_qual", "''"},
    {"stxexprs", "pg_get_statisticsobjdef(t.oid)"},
    {"tgqual", "pg_get_triggerdef(t.oid)"}};

/// The letter of acldefault(), or "" for entries that stand for themselves. One that was never written means the default.
const std::map<std::string, std::pair<std::string, std::string>> privileges = {
    {"relacl", {"case t.relkind when 'S' then 's' else 'r' end::\"char\"", "t.relowner"}},
    {"proacl", {"'f'", "t.proowner"}},
    {"typacl", {"'T'", "t.typowner"}},
    {"lanacl", {"'l'", "t.lanowner"}},
    {"nspacl", {"'n'", "t.nspowner"}},
    {"fdwacl", {"'F'", "t.fdwowner"}},
    {"srvacl", {"'S'", "t.srvowner"}},
    {"attacl", {"", ""}},
    {"defaclacl", {"", ""}}};

/// Of options without an order; the values of secrets are not written.
constexpr const char* shown_option = "regexp_replace(o::text, '^(password)=.*', '\\1=')";

struct reference {
    std::string target;    ///< catalog
    std::string relation;  ///< for numbers of columns: the column that says of which relation
    bool is_array = false;
};

using references = std::map<std::pair<std::string, std::string>, reference>;

references read_references(connection& session) {
    const auto rows = session.execute(
        "SELECT fktable::text, fkcols[1], coalesce(fkcols[2], ''), pktable::text, is_array FROM "
        "pg_catalog.pg_get_catalog_foreign_keys()");
    references all;
    for (int i = 0; i < rows.row_count(); ++i) {
        const bool of_column = !rows.text(i, 2).empty();
        const auto column = std::string(rows.text(i, of_column ? 2 : 1));
        if (of_column && rows.text(i, 3) != "pg_attribute") continue;
        all[{std::string(rows.text(i, 0)), column}] = {std::string(rows.text(i, 3)),
                                                      of_column ? std::string(rows.text(i, 1)) : std::string(),
                                                      rows.boolean(i, 4)};
    }
    return all;
}

std::string shown_reference(const std::string& column, const reference& to) {
    const auto each = to.relation.empty()
                          ? fmt::format("CASE WHEN u.k <> 0 THEN pg_describe_object('{}'::regclass, u.k, 0) END", to.target)
                          : fmt::format("(SELECT attname FROM pg_attribute WHERE attrelid = t.{} AND attnum = u.k)", to.relation);
    if (!to.is_array) return fmt::format("(SELECT {} FROM (VALUES (t.{})) u (k))", each, column);
    const char* type = to.relation.empty() ? "oid" : "int2";
    return fmt::format("(SELECT array_agg({} ORDER BY n) FROM unnest(t.{}::{}[]) WITH ORDINALITY u (k, n))", each, column,
                       type);
}

std::string shown_privileges(const std::string& column, const std::string& letter, const std::string& owner) {
    const auto all = letter.empty() ? "t." + column : fmt::format("coalesce(t.{}, acldefault({}, {}))", column, letter, owner);
    return fmt::format("(SELECT array_agg(a::text ORDER BY a::text) FROM unnest({}) a)", all);
}

std::string query_of(const std::string& catalog, const std::vector<std::string>& columns, const references& all) {
    std::vector<std::string> members;
    for (const auto& column : columns) {
        if (physical.contains(column)) continue;
        std::string shown = "t." + column;
        const auto to = all.find({catalog, column});
        if (const auto found = printed.find(column); found != printed.end()) shown = found->second;
        else if (const auto acl = privileges.find(column); acl != privileges.end())
            shown = shown_privileges(column, acl->second.first, acl->second.second);
        else if (column.ends_with("options"))
            shown = fmt::format("(SELECT array_agg({} ORDER BY o) FROM unnest(t.{}) o)", shown_option, column);
        else if (to != all.end()) shown = shown_reference(column, to->second);
        members.push_back(fmt::format("'{}', {}", column, shown));
    }
    if (catalog == "pg_type")
        members.push_back("'labels', (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)");
    // jsonb_build_object() takes 100 arguments at most.
    std::string object;
    for (std::size_t from = 0; from < members.size(); from += 40) {
        const std::vector<std::string> some(members.begin() + static_cast<std::ptrdiff_t>(from),
                                            members.begin() + static_cast<std::ptrdiff_t>(std::min(from + 40, members.size())));
        object += fmt::format("{}jsonb_build_object({})", object.empty() ? "" : " || ", join(some, ", "));
    }
    const auto& owner = owners.at(catalog);
    std::string which = fmt::format("t.{}::oid >= 16384", owner);
    if (catalog == "pg_namespace") which = "(t.oid >= 16384 OR t.nspname = 'public')";
    if (catalog == "pg_default_acl") which = "true";
    if (catalog == "pg_class") which += " AND t.relnamespace <> 99";
    if (catalog == "pg_attribute") which += " AND t.attnum > 0 AND NOT t.attisdropped";
    // Functions that come with a type, whose privileges pg_dump does not keep either.
    if (catalog == "pg_proc")
        which += " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = t.oid AND "
                 "d.deptype = 'i')";
    if (catalog == "pg_trigger") which += " AND NOT t.tgisinternal";
    if (catalog == "pg_attribute" || catalog == "pg_index")
        which += fmt::format(" AND (SELECT relnamespace FROM pg_class c WHERE c.oid = t.{}) <> 99", owner);
    return fmt::format("SELECT '{}', ({})::text FROM {} t WHERE {}", catalog, object, catalog, which);
}

}  // namespace

std::multiset<std::string> independent_reading(connection& session) {
    session.run("SET search_path = pg_catalog");
    const auto all = read_references(session);
    const auto columns = session.execute(
        "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attrelid IN (SELECT oid FROM pg_class WHERE "
        "relnamespace = 11 AND relkind = 'r') AND attnum > 0 ORDER BY attrelid, attnum");
    std::map<std::string, std::vector<std::string>> of_catalog;
    for (int i = 0; i < columns.row_count(); ++i)
        of_catalog[std::string(columns.text(i, 0))].emplace_back(columns.text(i, 1));

    std::vector<std::string> queries = {
        // What somebody made, and schema public, which they may have changed.
        "SELECT 'comment', concat_ws(' ', pg_describe_object(classoid, objoid, objsubid), description) FROM pg_description "
        "WHERE objoid >= 16384",
        "SELECT 'goes with', concat_ws(' ', pg_describe_object(classid, objid, objsubid), deptype, "
        "pg_describe_object(refclassid, refobjid, refobjsubid)) FROM pg_depend WHERE deptype = 'x' OR (deptype = 'a' AND "
        "classid = 'pg_class'::regclass AND (SELECT relkind FROM pg_class WHERE oid = objid) = 'S')",
        "SELECT 'subscription', concat_ws(' ', subname, subowner::regrole, subenabled, subbinary, (SELECT array_agg(p ORDER BY p) FROM "
        "unnest(subpublications) p), subslotname, subsynccommit) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = "
        "current_database())"};
    for (const auto& [catalog, owner] : owners)
        if (const auto found = of_catalog.find(catalog); found != of_catalog.end())
            queries.push_back(query_of(catalog, found->second, all));

    std::multiset<std::string> lines;
    for (const auto& query : queries) {
        const auto rows = session.execute(query);
        for (int i = 0; i < rows.row_count(); ++i)
            lines.insert(fmt::format("{} {}", rows.text(i, 0), rows.text(i, 1)));
    }
    session.run("RESET search_path");
    return lines;
}

std::string reading_differences(const std::multiset<std::string>& from, const std::multiset<std::string>& to) {
    std::vector<std::string> gone, added;
    std::set_difference(from.begin(), from.end(), to.begin(), to.end(), std::back_inserter(gone));
    std::set_difference(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(added));
    std::string out;
    for (const auto& line : gone) out += "- " + line + "\n";
    for (const auto& line : added) out += "+ " + line + "\n";
    return out;
}

}  // namespace tenon::tests
