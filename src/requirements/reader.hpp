// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/document.hpp"
#include "requirements/scalar_text.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// What every part of the reading needs: the text, the list of problems, and the small readers that all share.
/// `what` names a value in messages, with its article if it needs one: `the description of entity "Lot"`.
class reader {
public:
    reader(const source& text, diagnostics& problems) : text_(text), problems_(problems) {}

    const source& text() const { return text_; }
    diagnostics& problems() { return problems_; }
    void error(diagnostic_code id, place where, std::string message, std::string hint = {});
    void warning(diagnostic_code id, place where, std::string message, std::string hint = {});

    scalar_text scalar(const node& value) const { return scalar_text(text_, value); }
    phrase name_of(const node& key) const { return scalar(key).whole(); }

    /// Reports a value of another form, unless it is broken; `wanted` completes "must be …".
    void wrong_kind(const node& value, std::string_view what, std::string_view wanted, std::string hint = {});
    /// A scalar with at least one character.
    std::optional<phrase> read_phrase(const node& value, std::string_view what);
    /// true or false; yes, no, on and off are faults of their own.
    flag read_flag(const node& value, std::string_view what);
    /// A word or a list of words.
    std::vector<phrase> read_names(const node& value, std::string_view what);
    /// A scalar that holds an expression in SQL.
    std::optional<phrase> read_expression(const node& value, std::string_view what);
    option_value read_option(const node& value);
    /// False, and reported, when the name is no word.
    bool check_name(const phrase& name, std::string_view what);
    /// As check_name, for what has parts of its own: they are read under the word that is proposed, if there is one.
    bool check_or_mend_name(phrase& name, std::string_view what);
    std::optional<deprecation> read_deprecation(const node& value, std::string_view what);
    std::vector<access_rule> read_access(const node& value, const std::string& what);

private:
    const source& text_;
    diagnostics& problems_;
};

/// The members of a mapping. Each reader takes the keys that it knows; what is left in the end is unknown.
class members {
public:
    members(reader& in, const node& map, std::string what);

    /// The value of a key, or nullptr when it is missing, empty (reported) or broken. A mapping or list under a key
    /// that is nearly this one is taken for it, so that what is wrong in it is told too; the key stays unknown.
    const node* take(std::string_view key);
    /// As `take`, but an empty value is fine and returned.
    const node* take_or_null(std::string_view key);
    bool has(std::string_view key) const;
    std::optional<phrase> take_phrase(std::string_view key);
    flag take_flag(std::string_view key);
    std::optional<phrase> take_expression(std::string_view key);
    /// As take_phrase, but the value must be a name.
    std::optional<phrase> take_name(std::string_view key);

    /// Reports the keys that nobody took, with the nearest one that is known. `hints`: keys that other tools have.
    void finish(const std::map<std::string_view, std::string_view>& hints = {});
    const std::string& what() const { return what_; }

private:
    reader& in_;
    const node& map_;
    std::string what_;
    std::vector<bool> taken_;
    std::vector<std::string> known_;
};

/// Calls `each(key, value)` for every member of a mapping; reports a value that is no mapping.
void for_each_member(reader& in, const node* map, std::string_view what,
                     const std::function<void(const node&, const node&)>& each);

void read_attribute(reader& in, const node& key, const node& value, entity& into);
void read_computed(reader& in, const node& key, const node& value, entity& into);
void read_relations(reader& in, members& from, entity& into);
void read_constraints(reader& in, members& from, entity& into);
void read_behaviours(reader& in, const node& value, entity& into);
void read_volume(reader& in, const node& value, entity& into);
void read_composite(reader& in, const node& key, const node& value, document& into);
void read_entity(reader& in, const node& key, const node& value, document& into);
void read_view(reader& in, const node& key, const node& value, document& into);
conventions read_conventions(reader& in, const node& value, bool of_entity);
document read_document(reader& in, const node& root);

}  // namespace tenon::requirements
