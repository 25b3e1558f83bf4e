// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/markdown.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::markdown {

/// What a column of a documentation table is about, by its header.
enum class role {
    name,
    type,
    nullable,
    required,
    default_,
    constraints,
    references,
    unique,
    description,
    columns,
    where,
    other
};

/// By the words people use: "Column", "Data type", "Nullable", "FK" …
role role_of(std::string_view header);

/// The identifier that a heading or cell names: "Lot Reviews" and `lot_reviews` give lot_reviews, "Table: app.lots"
/// gives app.lots, "3.2 Lots" gives lots; a name in double quotes stays as it is. Empty when the text is no name.
std::vector<std::string> name_parts(std::string_view text);

/// yes, no, true, false, ✓, ✗ … ; nothing for other words.
std::optional<bool> yes_or_no(std::string_view);

/// True for what stands for "nothing" in a cell: empty, -, —, n/a, none.
bool is_nothing(std::string_view);

/// A type as PostgreSQL writes it: string, datetime, int and their like are translated, everything else stays.
std::string type_text(std::string_view);

/// The values of enum('a', 'b') or enum(a, b); nothing for other types.
std::optional<std::vector<std::string>> enum_values(std::string_view type);

/// A default as an expression: pending gives 'pending', now gives now(), 0 and gen_random_uuid() stay.
std::string default_text(std::string_view);

/// One word of a constraints cell: "PK", "FK → users.id", "CHECK (a > 0)".
struct constraint {
    enum class kind { primary_key, not_null, null, unique, index, identity, references, check, default_, unknown };
    kind what = kind::unknown;
    piece content;  ///< the table and column referred to, the condition, the default; for `unknown` the words
};

/// The parts of a constraints cell, which are separated by commas or semicolons.
std::vector<constraint> constraints_in(const piece& cell);

/// `users.id`, `users(id)`, `app.users(id)`, `users`, with ON DELETE … behind it.
struct reference {
    std::vector<std::string> table;
    std::string column;   ///< empty: the primary key
    std::string actions;  ///< "ON DELETE CASCADE"
};
std::optional<reference> reference_in(std::string_view);

}  // namespace tenon::sql::markdown
