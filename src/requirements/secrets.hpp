// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <string>
#include <string_view>

namespace tenon::requirements {

/// A document as it may be shown: with a * for each byte of the default of an attribute that is named like a secret, or
/// is of a type that keeps one (password, token, encrypted). Such a default is an error, and the line at fault is told.
std::string hide_secrets(std::string_view document);

/// What is said about a document, without such defaults.
diagnostics without_secrets_of(std::string_view document, const diagnostics& said);

}  // namespace tenon::requirements
