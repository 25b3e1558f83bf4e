// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/document.hpp"
#include "requirements/source.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// What every check needs. The checks look at a document that was read, possibly with faults; they need no server.
class checker {
public:
    checker(const document& of, const source& text, diagnostics& problems);

    const document& doc() const { return doc_; }
    diagnostics& problems() { return problems_; }
    void error(diagnostic_code id, place where, std::string message, std::string hint = {});
    void warning(diagnostic_code id, place where, std::string message, std::string hint = {});
    void information(diagnostic_code id, place where, std::string message, std::string hint = {});

    /// An entity by its name, quickly; nullptr when there is none.
    const entity* find_entity(std::string_view name) const;
    /// The place of the byte `offset` of an expression, when the text there is what it should be; else its beginning.
    place inside(const phrase& expression, std::size_t offset) const;

    /// Everything a list of columns may name: attributes, computed columns, roles, and the columns that conventions and
    /// behaviours make.
    std::vector<std::string> columns_of(const entity& of) const;
    /// Reports a name that is no column of the entity; `where` completes `unknown attribute "x" in …`.
    bool check_column(const entity& of, std::span<const std::string> columns, const phrase& name,
                      std::string_view where);

    /// The hint for an unknown entity: the nearest name. A document with very many of them gets no further hints, since
    /// each compares the word with every entity.
    std::string suggest_entity(std::string_view word);

private:
    const document& doc_;
    const source& text_;
    diagnostics& problems_;
    std::vector<std::string> entity_names_;
    int suggestions_ = 0;
    std::map<std::string_view, const entity*> entities_;
    std::multimap<std::string_view, std::string_view> inverses_;  // entity → columns that has_one of others makes there
};

/// ` did you mean "x"?` or, when nothing is near and there are few, what is known.
std::string suggest(std::string_view word, std::span<const std::string> known, std::string_view what);

void check_attribute(checker& in, const entity& of, const attribute& checked);
void check_type(checker& in, const value_type& type);
void check_names(checker& in);
void check_relations(checker& in);
void check_columns(checker& in, const entity& of);
void check_expressions(checker& in, const entity& of);
void check_missing_values(checker& in, const entity& of);
void check_behaviours(checker& in, const entity& of);
void check_rest(checker& in);

/// All of them.
void check_document(const document& of, const source& text, diagnostics& problems);

}  // namespace tenon::requirements
