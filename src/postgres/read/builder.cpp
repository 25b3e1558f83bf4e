// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

#include "base/failure.hpp"

#include <charconv>

namespace tenon::postgres::read {

namespace {

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

template <class Map>
const auto& at(const Map& map, oid key, const char* what) {
    const auto found = map.find(key);
    require(found != map.end(), what);
    return found->second;
}

}  // namespace

std::string storage_word(char letter) {
    switch (letter) {
        case 'p':
            return "plain";
        case 'e':
            return "external";
        case 'x':
            return "extended";
        case 'm':
            return "main";
        default:
            return "";
    }
}

std::int64_t row::integer() {
    return number_of(view());
}

std::optional<std::string> row::maybe_text() {
    if (from_.is_null(number_, column_)) {
        ++column_;
        return std::nullopt;
    }
    return text();
}

std::optional<int> row::maybe_integer() {
    const auto value = maybe_text();
    if (!value) return std::nullopt;
    return static_cast<int>(number_of(*value));
}

catalog::options row::options() {
    catalog::options out;
    for (const auto& item : texts()) {
        const auto equals = item.find('=');
        out.emplace(item.substr(0, equals), equals == std::string::npos ? "" : item.substr(equals + 1));
    }
    return out;
}

std::string row::function() {
    auto name = text();
    return name == "-" || name == "0" ? "" : name;
}

std::string builder::owner(oid role_oid) const {
    return role_oid == database_owner ? std::string() : role(role_oid);
}

const std::string& builder::role(oid role_oid) const {
    return at(roles, role_oid, "an object has an unknown owner");
}

const std::string& builder::schema(oid schema_oid) const {
    return at(schemas, schema_oid, "an object lies in an unknown schema");
}

std::string builder::comment(in catalog_, oid object, int part) const {
    const auto found = comments.find({catalog_, object, part});
    return found == comments.end() ? std::string() : found->second;
}

std::vector<std::string> builder::depends_on_extensions(in catalog_, oid object) {
    auto found = marked.extract({catalog_, object});
    if (found.empty()) return {};
    std::sort(found.mapped().begin(), found.mapped().end());
    return std::move(found.mapped());
}

std::vector<catalog::grant> builder::grants(const std::vector<given>& all, oid owner_oid) const {
    std::map<std::pair<std::string, std::string>, catalog::grant> by_pair;
    for (const auto& item : all) {
        std::string grantee = item.grantee == 0           ? ""
                              : item.grantee == owner_oid ? std::string(catalog::the_owner)
                                                          : role(item.grantee);
        std::string grantor = item.grantor == owner_oid ? "" : role(item.grantor);
        auto& grant = by_pair[{grantee, grantor}];
        grant.grantee = grantee;
        grant.grantor = grantor;
        (item.grantable ? grant.grantable : grant.privileges).push_back(item.privilege);
    }
    std::vector<catalog::grant> list;
    for (auto& [pair, grant] : by_pair) {
        std::sort(grant.privileges.begin(), grant.privileges.end());
        std::sort(grant.grantable.begin(), grant.grantable.end());
        list.push_back(std::move(grant));
    }
    return list;
}

catalog::privileges builder::privileges(in catalog_, oid object, oid owner_oid) const {
    const auto found = acls.find({catalog_, object});
    if (found == acls.end()) return std::nullopt;
    auto now = grants(found->second.now, owner_oid);
    if (now == grants(found->second.built_in, owner_oid)) return std::nullopt;
    return now;
}

const std::string& builder::column_name(oid relation_oid, std::int64_t number) const {
    static const std::string system_column = "ctid";
    if (number < 0) return system_column;
    const auto& names = at(columns, relation_oid, "a column belongs to an unknown relation");
    require(number >= 1 && static_cast<std::size_t>(number) < names.size(), "a column number is out of range");
    return names[static_cast<std::size_t>(number)];
}

std::vector<std::string> builder::column_names(oid relation_oid, const std::vector<std::int64_t>& numbers) const {
    std::vector<std::string> names;
    names.reserve(numbers.size());
    for (const auto number : numbers) names.push_back(column_name(relation_oid, number));
    return names;
}

const relation* builder::find_relation(oid relation_oid) const {
    const auto found = relations.find(relation_oid);
    return found == relations.end() ? nullptr : &found->second;
}

catalog::table* builder::find_table(oid table) {
    const auto found = table_numbers.find(table);
    return found == table_numbers.end() ? nullptr : &out.tables[found->second];
}

catalog::constraint* builder::find_constraint(oid constraint) {
    const auto found = places.find({in::constraint, constraint, 0});
    return found == places.end() ? nullptr : &out.constraints[found->second.number];
}

std::optional<catalog::object_id> builder::find_id(address where) const {
    if (where.catalog == in::class_ && where.part > 0) {
        const auto names = columns.find(where.object);
        const auto number = static_cast<std::size_t>(where.part);
        if (names != columns.end() && number < names->second.size() && !names->second[number].empty())
            return column_id(relations.at(where.object).name, names->second[number]);
    }
    where.part = 0;
    if (const auto found = ids.find(where); found != ids.end()) return found->second;
    if (const auto found = places.find(where); found != places.end())
        return found->second.id(out, found->second.number);
    if (where.catalog == in::attrdef)
        if (const auto found = column_defaults.find(where.object); found != column_defaults.end())
            return column_default_id(relations.at(found->second.first).name,
                                     column_name(found->second.first, found->second.second));
    return std::nullopt;
}

}  // namespace tenon::postgres::read
