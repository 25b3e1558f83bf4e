// SPDX-License-Identifier: Apache-2.0
#include "support/catalog_counts.hpp"

#include "base/text.hpp"

#include <set>

namespace tenon::tests {
namespace {

using catalog::constraint_kind;
using catalog::table_kind;

class counter {
public:
    std::map<std::string, std::string> counts;

    void add(const std::string& key, std::size_t number) {
        if (number > 0) numbers_[key] += number;
    }
    void add_if(const std::string& key, bool condition) { add(key, condition ? 1 : 0); }
    void names(const std::string& key, const std::set<std::string>& all) {
        if (!all.empty()) counts[key] = join(std::vector<std::string>(all.begin(), all.end()), ",");
    }
    std::map<std::string, std::string> take() {
        for (const auto& [key, number] : numbers_) counts[key] = std::to_string(number);
        return std::move(counts);
    }

private:
    std::map<std::string, std::size_t> numbers_;
};

void count_columns(counter& c, const catalog::table& table) {
    for (const auto& column : table.columns) {
        c.add("columns", 1);
        c.add_if("array_columns", column.type.ends_with("[]"));
        c.add_if("jsonb_columns", column.type == "json" || column.type == "jsonb");
        c.add_if("range_columns", column.type.ends_with("range"));
        c.add_if("generated", column.generated != catalog::generation::none);
        c.add_if("identity", column.identity != catalog::identity_kind::none);
        c.add_if("comments", !column.comment.empty());
        c.add_if("comments", !column.identity_comment.empty());
        // The sequence of an identity column is one, too.
        c.add_if("sequences", column.identity_sequence.has_value());
    }
}

void count_tables(counter& c, const catalog::contents& all) {
    for (const auto& table : all.tables) {
        c.add_if("comments", !table.comment.empty());
        if (table.kind == table_kind::foreign) {
            c.add("foreign_tables", 1);
            continue;
        }
        count_columns(c, table);
        c.add("tables", 1);
        c.add_if("partitioned", table.kind == table_kind::partitioned);
        c.add_if("partitions", table.partition_of.has_value());
        c.add("inherits", table.inherits.size());
        c.add_if("unlogged", table.unlogged);
        c.add_if("rls_tables", table.row_security);
        c.add_if("reloptions", !table.options.empty());
        c.add_if("replica_identity", table.replica != catalog::replica_identity::default_);
    }
}

void count_constraints(counter& c, const catalog::contents& all) {
    for (const auto& one : all.constraints) {
        const bool index = one.kind != constraint_kind::foreign_key && one.kind != constraint_kind::check;
        c.add_if("indexes", index);
        c.add_if("pks", one.kind == constraint_kind::primary_key);
        c.add_if("uniques", one.kind == constraint_kind::unique);
        c.add_if("exclusion", one.kind == constraint_kind::exclusion);
        c.add_if("non_btree_idx", one.kind == constraint_kind::exclusion);
        c.add_if("checks", one.kind == constraint_kind::check);
        c.add_if("fks", one.kind == constraint_kind::foreign_key && !one.cloned);
        c.add_if("not_valid", one.not_valid);
        c.add_if(one.kind == constraint_kind::foreign_key ? "deferrable_fk" : "deferrable_other", one.deferrable);
        c.add_if("comments", !one.comment.empty());
        c.add_if("comments", !one.index_comment.empty());
    }
}

void count_indexes(counter& c, const catalog::contents& all) {
    for (const auto& index : all.indexes) {
        c.add("indexes", 1);
        c.add_if("comments", !index.comment.empty());
        c.add_if("non_btree_idx", index.method != "btree");
        c.add_if("partial_idx", !index.predicate.empty());
        c.add_if("include_idx", !index.include.empty());
        c.add_if("expr_idx", std::any_of(index.keys.begin(), index.keys.end(),
                                         [](const auto& key) { return key.column.empty(); }));
    }
}

void count_routines(counter& c, const catalog::contents& all) {
    std::set<std::string> languages;
    for (const auto& one : all.functions) {
        c.add_if("functions", !one.procedure && !one.window);
        c.add_if("procedures", one.procedure);
        c.add_if("sec_definer", one.security_definer);
        c.add_if("comments", !one.comment.empty());
        languages.insert(one.language);
    }
    for (const auto& one : all.aggregates) {
        c.add("aggregates", 1);
        c.add_if("comments", !one.comment.empty());
        languages.insert("internal");
    }
    c.names("languages", languages);
}

template <class List>
void count_types(counter& c, const std::string& key, const List& list) {
    c.add(key, list.size());
    for (const auto& one : list) c.add_if("comments", !one.comment.empty());
}

}  // namespace

std::map<std::string, std::string> catalog_counts(const catalog::contents& all) {
    counter c;
    count_tables(c, all);
    count_constraints(c, all);
    count_indexes(c, all);
    count_routines(c, all);
    count_types(c, "enums", all.enum_types);
    count_types(c, "domains", all.domains);
    count_types(c, "composites", all.composite_types);
    for (const auto& type : all.composite_types)
        for (const auto& attribute : type.attributes) c.add_if("comments", !attribute.comment.empty());
    const auto count_views = [&](const std::string& key, const auto& list) {
        c.add(key, list.size());
        for (const auto& view : list) {
            c.add_if("comments", !view.comment.empty());
            for (const auto& column : view.columns) c.add_if("comments", !column.comment.empty());
        }
    };
    count_views("views", all.views);
    count_views("matviews", all.materialized_views);
    count_types(c, "sequences", all.sequences);
    for (const auto& trigger : all.triggers) {
        c.add_if("triggers", !trigger.cloned);
        c.add_if("constraint_triggers", trigger.constraint);
        c.add_if("comments", !trigger.comment.empty());
    }
    c.add("rules", all.rules.size());
    c.add("policies", all.policies.size());
    c.add("casts", all.casts.size());
    c.add("schemas", all.schemas.size());
    std::set<std::string> extensions;
    for (const auto& extension : all.extensions)
        if (extension.name != "plpgsql") extensions.insert(extension.name);
    c.names("extensions", extensions);
    return c.take();
}

}  // namespace tenon::tests
