// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tenon::sql {

/// A name as SQL text: bare when every supported server reads it back unchanged, else in double quotes. Same result as
/// the server's quote_ident, with the key words of PostgreSQL 14 to 18 together, so that one text fits them all.
/// The name must not hold a zero byte (internal_error): no server can store one.
std::string quote_identifier(std::string_view name);

/// `schema.name`, each part quoted on its own. An empty schema gives the bare name.
std::string quote_qualified(std::string_view schema, std::string_view name);

/// Any number of parts joined by dots; empty ones are left out.
std::string quote_qualified(std::initializer_list<std::string_view> parts);

/// A string literal, read alike with standard_conforming_strings on and off: the E'' form when the value has a
/// backslash. Same result as libpq's PQescapeLiteral without its leading blank. Zero bytes: internal_error.
std::string quote_literal(std::string_view value);

/// A dollar-quoted string, for routine bodies. The tag is `hint`, made longer until it does not occur in the text:
/// $$…$$, $body$…$body$, $body1$…$body1$.
std::string quote_dollar(std::string_view text, std::string_view hint = {});

/// The name that a piece of SQL denotes: `"A""b"` gives A"b, `Abc` gives abc (ASCII letters are folded, as the server
/// does in UTF-8 databases).
std::string unquote_identifier(std::string_view text);

}  // namespace tenon::sql
