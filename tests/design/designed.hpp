// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/design.hpp"
#include "postgres/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tenon::design {

/// A document that was read and designed, with everything that was said about it.
struct designed {
    std::optional<requirements::document> document;
    std::optional<result> made;
    diagnostics problems;

    /// The diagnostics of the designer (TN3xxx) as they are printed, without the lines of the source.
    std::vector<std::string> said() const;
    const catalog::table& table(const std::string& name) const;
    const catalog::column& column(const std::string& table, const std::string& name) const;
    const catalog::constraint* constraint(const std::string& name) const;
    const catalog::index* index(const std::string& name) const;
};

/// `text` is a document without its first line, which is made.
designed design_of(const std::string& text, const options& = {}, std::vector<queries::index_candidate> = {});
/// A whole document.
designed design_of_document(const std::string& text, const options& = {}, std::vector<queries::index_candidate> = {});

/// The draft as SQL, with its statements after it: what is loaded.
std::string sql_of(const result&);

/// Loads the design into an empty database. Missing roles are made, and belong to the test server until it goes.
void load(postgres::connection&, const result&);

/// What a server says to a statement: "23514: message", with the hint on a second line; "accepted" when it takes it.
std::string answer(postgres::connection&, const std::string& sql);

/// The value of the first column of the first row; "null" for NULL, "no row" for none.
std::string value(postgres::connection&, const std::string& sql);

}  // namespace tenon::design
