// SPDX-License-Identifier: Apache-2.0
#include "requirements/null_flow.hpp"

#include "base/text.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

/// Functions that give a value although an argument is null.
bool takes_null(std::string_view function) {
    for (const auto* name :
         {"coalesce", "concat", "concat_ws", "greatest", "least", "num_nulls", "num_nonnulls", "jsonb_build_object",
          "jsonb_build_array", "json_build_object", "json_build_array", "to_jsonb", "row", "format"})
        if (to_lower(function) == name) return true;
    return false;
}

bool decides_about_null(const sql_scan& scan) {
    for (const auto& word : scan.words)
        for (const auto* name : {"case", "is", "isnull", "notnull", "and", "or", "array"})
            if (!word.quoted && to_lower(word.text) == name) return true;
    return false;
}

bool names_a_type(std::string_view sql, const sql_word& word) {
    return sql.substr(0, word.offset).ends_with("::");
}

}  // namespace

// Strings are skipped; their doubled quotes read as two strings side by side.
std::vector<std::string> what_makes_null(std::string_view sql,
                                         const std::function<bool(const std::string&)>& may_be_null) {
    std::vector<std::string> found;
    const auto scan = scan_sql(sql);
    if (decides_about_null(scan)) return found;
    std::vector<bool> sheltered;
    char quote = '\0';
    std::size_t next = 0;
    std::string_view last_word;
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (next < scan.words.size() && scan.words[next].offset == at) {
            const auto& word = scan.words[next++];
            last_word = word.text;
            const bool inside = std::find(sheltered.begin(), sheltered.end(), true) != sheltered.end();
            const auto name = word.quoted ? std::string(word.text) : to_lower(word.text);
            if (!inside && !word.called && !word.qualified && !names_a_type(sql, word) && may_be_null(name) &&
                std::find(found.begin(), found.end(), name) == found.end())
                found.push_back(name);
        }
        if (quote != '\0') {
            if (sql[at] == quote) quote = '\0';
        } else if (sql[at] == '\'' || sql[at] == '"') {
            quote = sql[at];
        } else if (sql[at] == '(') {
            sheltered.push_back(takes_null(last_word));
        } else if (sql[at] == ')' && !sheltered.empty()) {
            sheltered.pop_back();
        }
        if (sql[at] != '(' && sql[at] != ' ' && (next == 0 || at >= scan.words[next - 1].offset + last_word.size()))
            last_word = {};
    }
    return found;
}

}  // namespace tenon::requirements
