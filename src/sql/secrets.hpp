// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql {

/// The string literals of statements that are secrets: after a name that says so (PASSWORD 'x', OPTIONS (secret_key
/// 'x'), SET app.token = 'x'), and those that hold a connection string with a password. As they stand in the text,
/// without their quotes. The bodies of routines are schema, whatever stands in them.
std::vector<std::string_view> secrets_in(std::string_view sql);

/// The text with a * for each byte of a secret; everything else keeps its place.
std::string hide_secrets(std::string_view sql);

/// What a server says of a statement, without the secrets of the statement that it quotes.
std::string without_secrets_of(std::string_view statement, std::string said);

}  // namespace tenon::sql
