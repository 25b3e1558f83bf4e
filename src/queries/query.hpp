// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::queries {

/// What a caller gets: see the language of query files.
enum class query_kind { one, maybe, many, exec, rows, batch, copy };

/// "one", "maybe", …
std::string_view to_string(query_kind);

/// `-- param part_id: uuid? = 'sample'`
struct parameter_clause {
    std::string name;
    std::string type;  ///< as written, in the words of the language
    bool nullable = false;
    std::optional<std::string> sample;  ///< SQL literal
    position where;
    position sample_where;
};

/// `-- column total: decimal!`
struct column_clause {
    std::string name;
    std::string type;
    enum class nullability { inferred, nullable, never } null = nullability::inferred;
    position where;
};

struct query_options {
    std::optional<double> rate_per_second;  ///< rate=200/s
    std::optional<double> target_seconds;   ///< target=5ms
    std::optional<double> rows;             ///< rows=8
    std::optional<std::string> role;        ///< role=inspector
    std::optional<double> weight;           ///< weight=2
};

/// A named query of a project.
struct query {
    std::string name;
    query_kind kind = query_kind::many;
    query_options options;
    std::string about;
    std::vector<parameter_clause> declared;
    std::vector<column_clause> columns;
    std::vector<std::string> embeds;      ///< `-- embed table`
    std::string text;                     ///< the statement as written, without its semicolon
    std::string sql;                      ///< the same with $1, $2, … for the parameters
    std::vector<std::string> parameters;  ///< names in the order of their numbers
    position where;                       ///< of the name
    position statement_where;             ///< of the statement's first character

    /// Where in the file a byte of `sql` was written.
    position place_of(std::size_t byte_of_sql) const;

    /// Stretches of `sql` and of `text` that begin together: (byte of sql, byte of text), ascending.
    std::vector<std::pair<std::size_t, std::size_t>> stretches;

    const parameter_clause* find_declared(std::string_view parameter) const;
};

/// Reads the queries of one file. Everything wrong with it is told; queries that are wrong are left out.
std::vector<query> parse_queries(std::string_view text, const std::string& file, diagnostics&);

}  // namespace tenon::queries
