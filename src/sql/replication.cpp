// SPDX-License-Identifier: Apache-2.0
#include "sql/replication.hpp"

namespace tenon::sql {
namespace {

std::string published(const catalog::published_table& o, int major) {
    // ONLY: without it, tables that inherit from this one would join the publication.
    std::string out = "ONLY " + quote(o.table);
    if (major >= 15 && !o.columns.empty()) out += fmt::format(" ({})", quote_list(o.columns));
    if (major >= 15 && !o.where.empty()) out += fmt::format(" WHERE ({})", without_parentheses(o.where));
    return out;
}

std::string operations(const catalog::publication& o) {
    std::string out;
    const auto add = [&](bool set, std::string_view word) {
        if (set) out += fmt::format("{}{}", out.empty() ? "" : ", ", word);
    };
    add(o.insert, "insert");
    add(o.update, "update");
    add(o.delete_, "delete");
    add(o.truncate, "truncate");
    return "publish = " + quote_literal(out);
}

}  // namespace

std::string reference(const catalog::publication& o) {
    return "PUBLICATION " + quote_identifier(o.name);
}
std::string reference(const catalog::subscription& o) {
    return "SUBSCRIPTION " + quote_identifier(o.name);
}

std::string published_objects(const catalog::publication& o, int major) {
    std::string what;
    for (std::size_t i = 0; i < o.tables.size(); ++i) {
        what += fmt::format("{}{}", i == 0 ? "TABLE " : ", ", published(o.tables[i], major));
    }
    if (major < 15) return what;
    for (std::size_t i = 0; i < o.schemas.size(); ++i) {
        if (!what.empty()) what += ", ";
        what += fmt::format("{}{}", i == 0 ? "TABLES IN SCHEMA " : "", quote_identifier(o.schemas[i]));
    }
    return what;
}

std::string published_names(const catalog::publication& o, int major) {
    catalog::publication plain = o;
    for (auto& table : plain.tables) {
        table.columns.clear();
        table.where.clear();
    }
    return published_objects(plain, major);
}

std::string publication_options(const catalog::publication& o, int major) {
    std::string out = fmt::format("{}, publish_via_partition_root = {}", operations(o), o.via_root);
    if (major >= 18) {
        const bool stored = o.generated_columns == catalog::published_generated::stored;
        out += fmt::format(", publish_generated_columns = {}", stored ? "stored" : "none");
    }
    return out;
}

std::string create(const catalog::publication& o, int major) {
    const auto objects = published_objects(o, major);
    const std::string what = o.all_tables ? " FOR ALL TABLES" : objects.empty() ? "" : " FOR " + objects;
    const bool all = o.insert && o.update && o.delete_ && o.truncate;
    std::string with = all ? std::string() : operations(o);
    const auto add = [&](std::string_view text) { with += fmt::format("{}{}", with.empty() ? "" : ", ", text); };
    if (o.via_root) add("publish_via_partition_root = true");
    if (major >= 18 && o.generated_columns == catalog::published_generated::stored) {
        add("publish_generated_columns = stored");
    }
    return fmt::format("CREATE {}{}{}", reference(o), what, with.empty() ? "" : fmt::format(" WITH ({})", with));
}

std::string connection_text(const catalog::subscription& o) {
    std::string out = o.connection;
    for (const auto& [name, hash] : o.secrets) {
        out += fmt::format("{}{}='{}'", out.empty() ? "" : " ", name, secret_placeholder);
    }
    return out;
}

std::string create(const catalog::subscription& o, int major) {
    std::string with = "connect = false, slot_name = " + (o.slot.empty() ? "NONE" : quote_literal(o.slot));
    if (o.synchronous_commit != "off") with += ", synchronous_commit = " + quote_literal(o.synchronous_commit);
    auto options = o.options;
    // PostgreSQL 18 streams in parallel unless told otherwise; before 16 it could not.
    if (major >= 18) options.try_emplace("streaming", "off");
    if (const auto found = options.find("streaming"); found != options.end() && major < 16) found->second = "on";
    if (!options.empty()) with += ", " + storage_parameters(options);
    return fmt::format("CREATE {} CONNECTION {} PUBLICATION {} WITH ({})", reference(o),
                       quote_literal(connection_text(o)), quote_list(o.publications), with);
}

std::vector<std::string> drop_all(const catalog::subscription& o) {
    std::vector<std::string> out;
    if (!o.slot.empty()) {
        out.push_back(fmt::format("ALTER {} DISABLE", reference(o)));
        out.push_back(fmt::format("ALTER {} SET (slot_name = NONE)", reference(o)));
    }
    out.push_back("DROP " + reference(o));
    return out;
}

}  // namespace tenon::sql
