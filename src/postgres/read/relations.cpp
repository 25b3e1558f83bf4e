// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"
#include "postgres/read/secrets.hpp"

// Tables, views, materialized views and sequences: what pg_class says of them. Their columns come later.
namespace tenon::postgres::read {

namespace {

/// Tables in which migration tools keep their history are no part of anybody's schema; but one that something refers to
/// (a view, a foreign key, a column of its row type) is.
constexpr std::string_view is_history_table =
    "c.relkind in ('r', 'p', 'f') and c.relname in ('alembic_version', 'schema_migrations', 'flyway_schema_history', "
    "'_prisma_migrations', '__diesel_schema_migrations', 'goose_db_version') and not exists (select from pg_depend d "
    "where d.deptype = 'n' and (d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid or d.refclassid = "
    "'pg_type'::regclass and d.refobjid in (select t.oid from pg_type t where t.typrelid = c.oid or t.typelem = "
    "c.reltype)))";

void take_table(builder& b, oid id, char kind, const relation& relation, row& r) {
    catalog::table table;
    table.name = relation.name;
    table.kind = kind == 'p'   ? catalog::table_kind::partitioned
                 : kind == 'f' ? catalog::table_kind::foreign
                               : catalog::table_kind::ordinary;
    table.unlogged = r.letter() == 'u';
    if (const oid am = r.oid(); am != 0 && b.access_methods.at(am) != "heap")
        table.access_method = b.access_methods.at(am);
    if (const oid space = r.oid()) table.tablespace = b.tablespaces.at(space);
    table.options = r.options();
    table.row_security = r.flag();
    table.force_row_security = r.flag();
    switch (r.letter()) {
        case 'n':
            // A foreign table has no identity to choose, and says "nothing" without being asked.
            if (kind != 'f') table.replica = catalog::replica_identity::nothing;
            break;
        case 'f':
            table.replica = catalog::replica_identity::full;
            break;
        case 'i':
            table.replica = catalog::replica_identity::index;
            break;
        default:
            break;
    }
    table.of_type = r.text();
    table.partition_bound = r.text();
    table.partition_key = r.text();
    table.owner = b.owner(relation.owner);
    table.privileges = b.privileges(in::class_, id, relation.owner);
    table.comment = b.comment(in::class_, id);
    b.table_numbers.emplace(id, b.out.tables.size());
    b.remember(in::class_, id, catalog::id_of(table));
    b.out.tables.push_back(std::move(table));
}

template <class View>
void take_view(builder& b, std::vector<View>& list, oid id, const relation& relation, row& r) {
    View view;
    view.name = relation.name;
    r.skip();  // persistence
    const oid am = r.oid();
    const oid space = r.oid();
    view.options = r.options();
    if constexpr (requires { view.tablespace; }) {
        if (am != 0 && b.access_methods.at(am) != "heap") view.access_method = b.access_methods.at(am);
        if (space != 0) view.tablespace = b.tablespaces.at(space);
        view.depends_on_extensions = b.depends_on_extensions(in::class_, id);
    }
    view.owner = b.owner(relation.owner);
    view.privileges = b.privileges(in::class_, id, relation.owner);
    view.comment = b.comment(in::class_, id);
    b.remember(in::class_, id, catalog::id_of(view));
    list.push_back(std::move(view));
}

void take_relations(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid row_type = r.oid();
        const oid schema = r.oid();
        relation relation;
        relation.name = b.name(schema, r.text());
        relation.kind = r.letter();
        relation.owner = r.oid();
        if (b.is_member(in::class_, id)) return;
        const bool is_table = relation.kind == 'r' || relation.kind == 'p' || relation.kind == 'f';
        b.relations[id] = relation;
        if (is_table) {
            take_table(b, id, relation.kind, relation, r);
        } else if (relation.kind == 'v') {
            take_view(b, b.out.views, id, relation, r);
        } else {
            take_view(b, b.out.materialized_views, id, relation, r);
        }
        b.remember(in::type, row_type, b.ids.at({in::class_, id, 0}));
    });
}

void take_toast_options(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::options* options = nullptr;
        if (auto* table = b.find_table(id)) options = &table->options;
        const auto of = b.ids.find({in::class_, id, 0});
        if (of != b.ids.end() && of->second.kind == catalog::object_kind::materialized_view)
            for (auto& view : b.out.materialized_views)
                if (catalog::id_of(view) == of->second) options = &view.options;
        if (!options) return;
        for (const auto& [name, value] : r.options()) options->emplace("toast." + name, value);
    });
}

void take_inheritance(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid child = r.oid();
        const oid parent = r.oid();
        if (auto* table = b.find_table(child)) {
            const auto* from = b.find_relation(parent);
            if (!from) return;
            if (table->partition_bound.empty()) {
                table->inherits.push_back(from->name);
            } else {
                table->partition_of = from->name;
            }
        } else {
            b.inherits_index.emplace(child, parent);
        }
    });
}

void take_foreign_tables(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        auto* table = b.find_table(r.oid());
        if (!table) return;
        table->server = b.foreign_servers.at(r.oid());
        table->foreign_options = r.options();
        table->secrets = take_secrets(table->foreign_options);
    });
}

template <class View>
void take_definitions(std::vector<View>& views, const std::map<catalog::qualified_name, std::string>& texts) {
    for (auto& view : views) {
        const std::string& text = texts.at(view.name);
        // pg_get_viewdef begins with a blank and ends with a semicolon.
        const auto first = text.find_first_not_of(" \n");
        const auto last = text.find_last_not_of("; \n");
        view.definition = first == std::string::npos ? "" : text.substr(first, last - first + 1);
    }
}

void take_view_definitions(builder& b, const result& rows) {
    std::map<catalog::qualified_name, std::string> texts;
    each(rows, [&](row& r) {
        const auto* relation = b.find_relation(r.oid());
        if (relation) texts[relation->name] = r.text();
    });
    take_definitions(b.out.views, texts);
    take_definitions(b.out.materialized_views, texts);
}

/// An option of a sequence, unless it is what the server would choose.
std::optional<std::string> unless(const std::string& value, const std::string& chosen) {
    return value == chosen ? std::nullopt : std::optional(value);
}

/// pg_sequence without what CREATE SEQUENCE chooses by itself (PostgreSQL documentation, CREATE SEQUENCE).
catalog::sequence_options sequence_options_of(row& r) {
    catalog::sequence_options options;
    options.type = r.text();
    const std::string start = r.text();
    const std::string increment = r.text();
    const std::string maximum = r.text();
    const std::string minimum = r.text();
    const std::string cache = r.text();
    options.cycle = r.flag();
    const bool down = increment.starts_with('-');
    const std::string most = options.type == "smallint"  ? "32767"
                             : options.type == "integer" ? "2147483647"
                                                         : "9223372036854775807";
    const std::string least = options.type == "smallint"  ? "-32768"
                              : options.type == "integer" ? "-2147483648"
                                                          : "-9223372036854775808";
    options.increment = unless(increment, "1");
    options.maximum = unless(maximum, down ? "-1" : most);
    options.minimum = unless(minimum, down ? least : "1");
    options.start = unless(start, down ? maximum : minimum);
    options.cache = unless(cache, "1");
    return options;
}

/// Sequences; those of identity columns go to their column, which the section of columns has read before.
void take_sequences(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        catalog::sequence sequence;
        sequence.name = b.name(schema, r.text());
        const oid owner = r.oid();
        sequence.unlogged = r.letter() == 'u';
        sequence.options = sequence_options_of(r);
        const char ownership = r.letter();
        const oid table_oid = r.oid();
        const auto number = r.integer();
        if (b.is_member(in::class_, id)) return;
        b.relations[id] = {sequence.name, 'S', owner};
        const auto* of = ownership == '\0' ? nullptr : b.find_relation(table_oid);
        if (ownership != '\0' && !of) return;  // of a relation that is not ours
        const std::string column_name = of ? b.column_name(table_oid, number) : "";
        if (ownership == 'i') {
            auto* table = b.find_table(table_oid);
            if (!table) return;
            const auto column = std::find_if(table->columns.begin(), table->columns.end(),
                                             [&](const auto& c) { return c.name == column_name; });
            if (column == table->columns.end()) return;
            column->identity_sequence = sequence.options;
            const catalog::qualified_name chosen = {table->name.schema,
                                                    catalog::chosen_name(table->name.name, column_name, "seq")};
            if (sequence.name != chosen) column->identity_sequence_name = catalog::identity_of(sequence.name);
            column->identity_privileges = b.privileges(in::class_, id, owner);
            column->identity_comment = b.comment(in::class_, id);
            b.remember(in::class_, id, column_id(table->name, column_name));
            return;
        }
        if (of) {
            sequence.owned_by = of->name;
            sequence.owned_by_column = column_name;
        }
        sequence.owner = b.owner(owner);
        sequence.privileges = b.privileges(in::class_, id, owner);
        sequence.comment = b.comment(in::class_, id);
        b.remember(in::class_, id, catalog::id_of(sequence));
        b.out.sequences.push_back(std::move(sequence));
    });
}

}  // namespace

void add_relations(std::vector<section>& all, int major) {
    const std::string ours =
        fmt::format("c.oid >= 16384 and c.relpersistence <> 't' and c.relnamespace in {}", our_schemas);
    all.push_back(
        {fmt::format(
             "select c.oid, c.reltype, c.relnamespace, c.relname, c.relkind, c.relowner, c.relpersistence, c.relam, "
             "c.reltablespace, c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, case when "
             "c.reloftype <> 0 then c.reloftype::regtype::text end, case when c.relispartition then "
             "pg_get_expr(c.relpartbound, c.oid) end, case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end "
             "from pg_class c where c.relkind in ('r', 'p', 'f', 'v', 'm') and {} and not ({})",
             ours, is_history_table),
         take_relations});
    all.push_back(
        {"select c.oid, t.reloptions from pg_class t join pg_class c on c.reltoastrelid = t.oid where t.relkind = 't' "
         "and t.reloptions is not null",
         take_toast_options});
    all.push_back({"select inhrelid, inhparent from pg_inherits order by inhrelid, inhseqno", take_inheritance});
    all.push_back({"select ftrelid, ftserver, ftoptions from pg_foreign_table", take_foreign_tables});
    all.push_back(
        {fmt::format("select c.oid, pg_get_viewdef(c.oid) from pg_class c where c.relkind in ('v', 'm') and {}", ours),
         take_view_definitions});
    add_columns(all, major);
    all.push_back(
        {fmt::format("select c.oid, c.relnamespace, c.relname, c.relowner, c.relpersistence, "
                     "format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, "
                     "s.seqcycle, d.deptype, d.refobjid, d.refobjsubid from pg_sequence s join pg_class c on c.oid = "
                     "s.seqrelid left join pg_depend d on d.classid = 1259 and d.objid = c.oid and d.refclassid = "
                     "1259 and d.deptype in ('a', 'i') and d.refobjsubid > 0 where {}",
                     ours),
         take_sequences});
}

}  // namespace tenon::postgres::read
