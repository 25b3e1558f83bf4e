// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/checker.hpp"

namespace tenon::requirements {

/// True when the literal can be an operand of the comparison for the type; otherwise the reason is reported.
bool check_operand(checker& in, const value_type& type, const check& comparison, const literal& operand);
/// True when the literal (not null) can be a default of the attribute; otherwise the reason is reported.
bool check_default_literal(checker& in, const attribute& of, const literal& value);

}  // namespace tenon::requirements
