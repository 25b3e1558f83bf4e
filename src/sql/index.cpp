// SPDX-License-Identifier: Apache-2.0
#include "sql/index.hpp"

#include "base/failure.hpp"
#include "catalog/identity.hpp"

namespace tenon::sql {
namespace {

std::string key_text(const catalog::index_key& key) {
    std::string out = key.column.empty() ? key.expression : quote_identifier(key.column);
    if (!key.collation.empty()) out += " COLLATE " + key.collation;
    if (!key.opclass.empty()) out += " " + key.opclass;
    if (!key.opclass_options.empty()) out += fmt::format(" ({})", storage_parameters(key.opclass_options));
    if (key.descending) out += " DESC";
    // NULLS FIRST goes without saying after DESC, NULLS LAST without it.
    if (key.nulls_first != key.descending) out += key.nulls_first ? " NULLS FIRST" : " NULLS LAST";
    return out;
}

}  // namespace

std::string reference(const catalog::index& o) {
    return "INDEX " + quote(o.name);
}

std::string create(const catalog::index& o, int major, bool only) {
    std::string keys;
    for (const auto& key : o.keys) {
        // Options need an operator class to stand behind.
        require(key.opclass_options.empty() || !key.opclass.empty(), "operator class options without operator class");
        keys += (keys.empty() ? "" : ", ") + key_text(key);
    }
    std::string out = fmt::format("CREATE {}INDEX {} ON {}{}{} ({})", o.unique ? "UNIQUE " : "",
                                  quote_identifier(o.name.name), only ? "ONLY " : "", quote(o.table),
                                  o.method == "btree" ? std::string() : " USING " + quote_identifier(o.method), keys);
    if (!o.include.empty()) out += fmt::format(" INCLUDE ({})", quote_list(o.include));
    if (o.nulls_not_distinct && major >= 15) out += " NULLS NOT DISTINCT";
    if (!o.options.empty()) out += fmt::format(" WITH ({})", storage_parameters(o.options));
    if (!o.tablespace.empty()) out += " TABLESPACE " + quote_identifier(o.tablespace);
    if (!o.predicate.empty()) out += fmt::format(" WHERE {}", without_parentheses(o.predicate));
    return out;
}

details details_after(const catalog::index& o, int) {
    details out;
    for (std::size_t i = 0; i < o.keys.size(); ++i) {
        if (!o.keys[i].statistics_target) continue;
        out.push_back({id_of(o), "statistics",
                       fmt::format("ALTER {} ALTER COLUMN {} SET STATISTICS {}", reference(o), i + 1,
                                   *o.keys[i].statistics_target)});
    }
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    add_extensions_depended_on(out, id_of(o), reference(o), o.depends_on_extensions);
    return out;
}

std::string attach_index(std::string_view parent, const catalog::qualified_name& child) {
    return fmt::format("ALTER INDEX {} ATTACH PARTITION {}", parent, quote(child));
}

}  // namespace tenon::sql
