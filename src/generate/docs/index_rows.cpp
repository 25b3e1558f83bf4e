// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/index_rows.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"

namespace tenon::generate {
namespace {

std::string reasons(const design::index_note* note) {
    if (!note) return "";
    std::string out;
    for (const auto& each : note->reasons) {
        // The queries have a column of their own.
        if (each.starts_with("query ")) continue;
        out += (out.empty() ? "" : "; ") + prose(each);
    }
    return out;
}

}  // namespace

std::string index_keys(const catalog::index& index) {
    std::string out;
    for (const auto& key : index.keys) {
        out += (out.empty() ? "" : ", ") + (key.column.empty() ? key.expression : key.column);
        if (key.descending) out += " desc";
        if (key.nulls_first != key.descending) out += key.nulls_first ? " nulls first" : " nulls last";
    }
    return out;
}

std::string indexes_of(const page& to, const table_entry& entry) {
    markdown_table rows({"Index", "Keys", "Kind", "Where", "Serves", "Why"});
    for (const auto* each : entry.constraints) {
        const auto* note = to.model.look.index(catalog::id_of(*each));
        if (!note) continue;
        const auto kind = each->kind == catalog::constraint_kind::primary_key ? "primary key"
                          : each->kind == catalog::constraint_kind::unique    ? "unique constraint"
                                                                              : "exclusion constraint";
        rows.add({code(each->name), code(join(note->keys, ", ")), kind, code(note->predicate), codes(note->queries),
                  reasons(note)});
    }
    for (const auto* each : entry.indexes) {
        const auto* note = to.model.look.index(catalog::id_of(*each));
        std::string kind = each->method;
        if (each->unique) kind += ", unique";
        if (each->invalid) kind += ", **invalid**";
        auto keys = code(index_keys(*each));
        if (!each->include.empty()) keys += " includes " + codes(each->include);
        auto why = reasons(note);
        if (why.empty()) why = prose(each->comment);
        rows.add({code(each->name.name), keys, kind, code(each->predicate), note ? codes(note->queries) : "", why});
    }
    return rows.text();
}

std::string redundant_indexes_of(const page& to, const table_entry& entry) {
    markdown_table rows({"Keys", "Asked for by", "Served by", "Why", "From"});
    for (const auto& each : to.model.notes->redundant_indexes)
        if (each.table == entry.id)
            rows.add({code(join(each.keys, ", ") + (each.predicate.empty() ? "" : " where " + each.predicate)),
                      prose(each.asked_by), code(each.covered_by.identity), prose(each.why), to.place(each.from)});
    return rows.text();
}

}  // namespace tenon::generate
