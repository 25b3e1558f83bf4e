// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "check/subject.hpp"
#include "requirements/attribute.hpp"
#include "sql/lexer.hpp"

namespace tenon::check {

namespace {

bool has_word(std::string_view name, std::initializer_list<std::string_view> words) {
    for (const auto part : split(name, '_'))
        if (std::find(words.begin(), words.end(), part) != words.end()) return true;
    return false;
}

/// What is about a secret, and none: token_type.
bool is_about_a_secret(std::string_view name) {
    return has_word(name, {"type", "kind", "name", "hint", "label", "prefix", "id", "policy", "status", "url",
                           "algorithm", "method", "mode", "scope", "provider", "version"});
}

/// What a secret is called when nobody can use it any more: password_hash.
bool is_said_to_be_hashed(std::string_view name) {
    return has_word(name, {"hash", "hashed", "digest", "encrypted"});
}

/// 'x'::text, the same for every row; the empty text is no secret.
bool is_constant_text(std::string_view expression) {
    sql::lexer lexer(expression);
    const auto first = lexer.next();
    if (first.kind != sql::token_kind::string || first.text == "''") return false;
    const auto second = lexer.next();
    return second.kind == sql::token_kind::end || second.is("::");
}

/// A check that lets only hashes in: passwords in the PHC string format begin with $.
bool holds_hashes(const table_parts& parts, const std::string& column) {
    return std::any_of(parts.constraints.begin(), parts.constraints.end(), [&](const catalog::constraint* check) {
        return check->kind == catalog::constraint_kind::check && check->expression.find(column) != std::string::npos &&
               check->expression.find("'^\\$") != std::string::npos;
    });
}

bool is_unique(const table_parts& parts, const std::string& column) {
    const auto alone = [&](const std::vector<std::string>& columns) {
        return columns.size() == 1 && columns.front() == column;
    };
    return std::any_of(parts.constraints.begin(), parts.constraints.end(),
                       [&](const catalog::constraint* each) {
                           return (each->kind == catalog::constraint_kind::primary_key ||
                                   each->kind == catalog::constraint_kind::unique) &&
                                  alone(each->columns);
                       }) ||
           std::any_of(parts.indexes.begin(), parts.indexes.end(), [&](const catalog::index* each) {
               return each->unique && each->keys.size() == 1 && each->keys.front().column == column;
           });
}

}  // namespace

/// Secrets that whoever reads the table, or a backup of it, can use; tokens that two rows may share; and secrets that
/// are written into the schema.
void find_readable_secrets(subject& in) {
    for (const catalog::table& table : in.whole_tables()) {
        const auto& parts = in.parts_of(table.name);
        for (const auto& column : table.columns) {
            const auto word = requirements::secret_word(column.name);
            if (word.empty() || !is_text(column) || is_about_a_secret(column.name)) continue;
            const bool password = word.starts_with("pass");
            const auto id = catalog::column_id(table.name, column.name);
            const std::vector<std::string> names = {table.name.name, column.name};
            // The value is in no message: it may be in use.
            if (is_constant_text(column.default_))
                in.tell(code::secret_by_default, id, names,
                        fmt::format("{} has a default: whoever reads the schema knows the secret of each row that "
                                    "leaves it out",
                                    catalog::to_string(id)),
                        "drop the default, and change it where it is in use");
            if (is_said_to_be_hashed(column.name) || holds_hashes(parts, column.name)) continue;
            in.tell(code::secret_readable, id, names,
                    fmt::format("{} is named like a secret and kept as plain text: who reads the table, or a backup of "
                                "it, can use it",
                                catalog::to_string(id)),
                    password ? "keep an Argon2id hash of it" : "keep its SHA-256 in a column of type bytea");
            if (!password && !is_unique(parts, column.name))
                in.tell(code::token_shared, id, names,
                        fmt::format("{} is not unique: two rows may have the same one", catalog::to_string(id)),
                        "add UNIQUE");
        }
    }
}

}  // namespace tenon::check
