// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/yaml_tree.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// The byte after the last one of a value in the document: after the closing quote or bracket, after the last line of a
/// block scalar. Of a null that is not written: the end of its key.
std::size_t end_of(const source& text, const node& value);

/// True when the header of a block scalar says how deep its lines are indented: |2
bool states_indentation(const source& text, const node& block_scalar);

/// True when the text can stand as a plain scalar there and is read as the same text (never as null, a boolean or a
/// number, which other readers would make of it); `flow`: inside { } or [ ].
bool can_be_plain(std::string_view value, bool flow);

/// The value as YAML on one line: plain if it can be, in quotes otherwise.
std::string as_scalar(std::string_view value, bool flow);

}  // namespace tenon::requirements
