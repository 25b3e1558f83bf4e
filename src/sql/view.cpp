// SPDX-License-Identifier: Apache-2.0
#include "sql/view.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "sql/trigger.hpp"

namespace tenon::sql {
namespace {

std::string with_options(const catalog::options& options) {
    return options.empty() ? std::string() : fmt::format(" WITH ({})", storage_parameters(options));
}

std::string view_text(const catalog::view& o, std::string_view verb, int major) {
    catalog::options options = o.options;
    if (major < 15) options.erase("security_invoker");
    return fmt::format("{} VIEW {}{} AS\n{}", verb, quote(o.name), with_options(options), o.definition);
}

std::string placeholder_text(const catalog::view& o, std::string_view verb) {
    catalog::options options = o.options;
    options.erase("check_option");  // only a view that can be updated may have it
    std::string columns;
    for (const auto& column : o.columns) {
        columns += fmt::format("{}\n    NULL::{} AS {}", columns.empty() ? "" : ",", column.type,
                               quote_identifier(column.name));
    }
    return fmt::format("{} VIEW {}{} AS\nSELECT{}", verb, quote(o.name), with_options(options), columns);
}

template <class View>
details column_details(const View& o) {
    details out;
    for (const auto& column : o.columns) {
        const auto id = column_id(o.name, column.name);
        const auto alter = [&](std::string_view aspect, const std::string& action) {
            out.push_back(
                {id, std::string(aspect),
                 fmt::format("ALTER {} ALTER COLUMN {} {}", reference(o), quote_identifier(column.name), action)});
        };
        if (!column.default_.empty()) alter("default", "SET DEFAULT " + column.default_);
        if (!column.storage.empty()) alter("storage", "SET STORAGE " + column.storage);
        if (!column.compression.empty()) alter("compression", "SET COMPRESSION " + column.compression);
        if (column.statistics_target) alter("statistics", fmt::format("SET STATISTICS {}", *column.statistics_target));
        if (!column.options.empty()) alter("options", fmt::format("SET ({})", storage_parameters(column.options)));
    }
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    for (const auto& column : o.columns) {
        if (column.comment.empty()) continue;
        const auto name = fmt::format("COLUMN {}.{}", quote(o.name), quote_identifier(column.name));
        out.push_back({column_id(o.name, column.name), "comment", comment_on(name, column.comment)});
    }
    return out;
}

}  // namespace

std::string reference(const catalog::view& o) {
    return "VIEW " + quote(o.name);
}
std::string reference(const catalog::materialized_view& o) {
    return "MATERIALIZED VIEW " + quote(o.name);
}
std::string reference(const catalog::rule& o) {
    return fmt::format("RULE {} ON {}", quote_identifier(o.name), quote(o.table));
}

std::string create(const catalog::view& o, int major) {
    return view_text(o, "CREATE", major);
}
std::string replace(const catalog::view& o, int major) {
    return view_text(o, "CREATE OR REPLACE", major);
}
std::string create_placeholder(const catalog::view& o) {
    return placeholder_text(o, "CREATE");
}
std::string replace_by_placeholder(const catalog::view& o) {
    return placeholder_text(o, "CREATE OR REPLACE");
}

std::string create(const catalog::materialized_view& o, int) {
    std::string out = "CREATE " + reference(o);
    if (!o.access_method.empty()) out += " USING " + quote_identifier(o.access_method);
    out += with_options(o.options);
    if (!o.tablespace.empty()) out += " TABLESPACE " + quote_identifier(o.tablespace);
    return fmt::format("{} AS\n{}\n WITH NO DATA", out, o.definition);
}

std::string create(const catalog::rule& o, int) {
    return o.definition;
}

details details_after(const catalog::view& o, int) {
    return column_details(o);
}
details details_after(const catalog::materialized_view& o, int) {
    auto out = column_details(o);
    add_extensions_depended_on(out, id_of(o), reference(o), o.depends_on_extensions);
    return out;
}

details details_after(const catalog::rule& o, int) {
    details out;
    if (o.enabled != catalog::firing::origin) {
        out.push_back({id_of(o), "firing",
                       fmt::format("ALTER TABLE {} {} RULE {}", quote(o.table), firing_words(o.enabled),
                                   quote_identifier(o.name))});
    }
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    return out;
}

grant_target target_of(const catalog::view& o, int) {
    return {grantable::table, "TABLE " + quote(o.name), o.owner, {}, false};
}
grant_target target_of(const catalog::materialized_view& o, int) {
    return {grantable::table, "TABLE " + quote(o.name), o.owner, {}, false};
}
grant_target target_of_column(const catalog::view& o, const catalog::view_column& column) {
    return {grantable::column, "TABLE " + quote(o.name), o.owner, {column.name}, false};
}
grant_target target_of_column(const catalog::materialized_view& o, const catalog::view_column& column) {
    return {grantable::column, "TABLE " + quote(o.name), o.owner, {column.name}, false};
}

}  // namespace tenon::sql
