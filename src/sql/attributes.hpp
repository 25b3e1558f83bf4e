// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"
#include "sql/quote.hpp"

// What every kind of object has alike: a way to be named in statements, an owner, a comment, options. All functions of
// this folder's DDL files give statements without the final semicolon; they throw internal_error for names and values
// that no server can hold (zero bytes).
namespace tenon::sql {

/// A statement that belongs to an object, or to a part of it, and follows its creation.
struct detail {
    catalog::object_id object;
    std::string aspect;  ///< owner, comment, grants, or what is set: storage, statistics, replica identity, …
    std::string sql;

    friend bool operator==(const detail&, const detail&) = default;
};
using details = std::vector<detail>;

std::string quote(const catalog::qualified_name&);
/// "a, b": each name quoted.
std::string quote_list(const std::vector<std::string>& names);
std::string quote_list(const std::vector<catalog::qualified_name>& names);

/// COMMENT ON … IS '…'; an empty text removes the comment. `reference` is what the kinds' `reference()` gives.
std::string comment_on(std::string_view reference, std::string_view text);
/// ALTER … OWNER TO …
std::string change_owner(std::string_view reference, std::string_view owner);

/// ALTER … DEPENDS ON EXTENSION for each, with the aspect "extension".
void add_extensions_depended_on(details&, const catalog::object_id&, std::string_view reference,
                                const std::vector<std::string>& extensions);

/// "fillfactor = 70, toast.autovacuum_enabled = false": the inside of WITH (…) and SET (…).
std::string storage_parameters(const catalog::options&);
/// "OPTIONS (host 'a', password '<secret>')" with a blank before it; "" when there are none. Secrets are written as a
/// placeholder, never as anything derived from them.
std::string foreign_options(const catalog::options& options, const catalog::options& secrets = {});

/// What stands for a password in SQL text.
inline constexpr std::string_view secret_placeholder = "<secret>";

/// The parentheses around a whole expression taken away, when there are any: "(a > 0)" gives "a > 0".
std::string_view without_parentheses(std::string_view expression);
/// The expression as DEFAULT takes it: in parentheses when it has something that the grammar wants in them there
/// (b_expr of gram.y: AND, IN, LIKE, IS NULL, AT TIME ZONE, COLLATE, …).
std::string default_expression(std::string_view expression);

}  // namespace tenon::sql
