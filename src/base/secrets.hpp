// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// What may not be printed, told by its form. Everything that is shown passes through here: messages, positions,
// progress, the lines at fault.
namespace tenon {

/// True for the names that options, settings and columns with a secret have: password, sslpassword, secret_key, token,
/// credentials, … Compared without case.
bool names_a_secret(std::string_view name);

/// True when the text is a connection string with a password in it: a URL, or keywords with `password=`.
bool holds_a_password(std::string_view text);

/// The text with a * for each byte of a password: in `scheme://user:PASSWORD@host`, and after `NAME=` where the
/// name is a secret's. Everything else keeps its place.
std::string hide_passwords(std::string_view text);

}  // namespace tenon
