// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tenon::sql {

/// An expression as PostgreSQL's parser prints it: blanks, comments, the case of names and parentheses that change
/// nothing are gone, so that `ST='a'` and `(st = 'a'::text)` are one text. Only good for comparing two expressions over
/// one table: a cast of a text constant is left out, as the other side of a comparison gives it its type. What the
/// grammar does not know stays as it is, without blanks around it.
std::string normal_form(std::string_view expression);

}  // namespace tenon::sql
