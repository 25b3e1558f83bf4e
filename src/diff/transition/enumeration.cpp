// SPDX-License-Identifier: Apache-2.0
#include "diff/transition/enumeration.hpp"

namespace tenon::diff {
namespace {

std::string without_brackets(std::string type) {
    while (type.ends_with("[]")) type.resize(type.size() - 2);
    return type;
}

}  // namespace

bool add_labels(const catalog::enum_type& from, const catalog::enum_type& to, alterations& out) {
    auto old = from.labels.begin();
    for (const auto& label : to.labels) {
        if (old != from.labels.end() && *old == label) ++old;
    }
    if (old != from.labels.end()) return false;
    std::size_t known = 0;
    std::vector<std::string> statements;
    for (std::size_t i = 0; i < to.labels.size(); ++i) {
        const auto& label = to.labels[i];
        if (known < from.labels.size() && from.labels[known] == label) {
            ++known;
            continue;
        }
        // At the end goes without saying.
        const auto where =
            known == from.labels.size() ? std::string() : " BEFORE " + sql::quote_literal(from.labels[known]);
        statements.push_back(
            fmt::format("ALTER {} ADD VALUE {}{}", sql::reference(to), sql::quote_literal(label), where));
    }
    if (!statements.empty())
        out.push_back({id_of(to), "labels", std::move(statements), {}, "a label of an enum cannot be taken back"});
    return true;
}

alteration exchange_labels(const catalog::enum_type& to, const catalog::contents& before,
                           const catalog::contents& after, int major) {
    alteration out{id_of(to), "exchange", {}, {}, "values are mapped by their texts"};
    const auto name = sql::quote(to.name);
    const catalog::qualified_name old{to.name.schema, catalog::chosen_name(to.name.name, "", "old")};
    out.sql.push_back(fmt::format("ALTER TYPE {} RENAME TO {}", name, sql::quote_identifier(old.name)));
    out.sql.push_back(sql::create(to, major));
    for (const auto& detail : sql::details_after(to, major)) out.sql.push_back(detail.sql);
    for (auto& grant : sql::change_privileges(sql::target_of(to, major), std::nullopt, to.privileges, major))
        out.sql.push_back(std::move(grant));
    std::map<std::string, const catalog::table*> tables;
    for (const auto& table : after.tables) tables.emplace(identity_of(table.name), &table);
    for (const auto& table : before.tables) {
        const auto found = tables.find(identity_of(table.name));
        if (found == tables.end()) continue;
        for (const auto& column : table.columns) {
            const auto& others = found->second->columns;
            const bool stays = std::any_of(others.begin(), others.end(), [&](const auto& other) {
                return other.name == column.name && other.type == column.type;
            });
            if (!stays || column.inherited || without_brackets(column.type) != name) continue;
            const auto array = column.type.substr(name.size());
            const auto text = sql::quote_identifier(column.name);
            out.sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DATA TYPE {} USING {}::text{}::{}",
                                          sql::quote(table.name), text, column.type, text, array, column.type));
        }
    }
    out.sql.push_back("DROP TYPE " + sql::quote(old));
    return out;
}

}  // namespace tenon::diff
