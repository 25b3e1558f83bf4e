// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/option.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

enum class behaviour_kind {
    timestamps,
    soft_delete,
    audited,
    append_only,
    versioned,
    optimistic,
    tenant_scoped,
    hierarchical,
    workflow,
    searchable,
    time_series,
    partitioned,
    cached,
    retained,
};

/// A behaviour that an entity asks for, with its options as written.
struct behaviour {
    behaviour_kind kind = behaviour_kind::timestamps;
    std::vector<option> options;
    place where;  ///< of the behaviour's name

    /// The value of an option, or nullptr when it was not written.
    const option_value* find(std::string_view option) const;

    friend bool operator==(const behaviour& a, const behaviour& b);
};

/// What an option of a behaviour takes.
enum class option_form {
    name,      ///< any name that the database can have
    column,    ///< an attribute, computed column or role of the entity
    columns,   ///< a list of those
    roles,     ///< a list of roles of the document
    interval,  ///< "7 years", see time_span.hpp
    number,    ///< an integer above 0
    boolean,   ///< true or false
    word,      ///< one of `words`
    text,      ///< anything scalar
};

struct option_entry {
    std::string name;
    option_form form;
    bool required;
    std::string about;               ///< a sentence for documentation and editors
    std::vector<std::string> words;  ///< of form `word`
};

/// What the language knows of a behaviour.
struct behaviour_entry {
    behaviour_kind kind;
    std::string name;
    std::string about;
    std::vector<option_entry> options;
    /// workflow: every other option is a state with the list of states that may follow it;
    /// searchable: every other option is an attribute with its weight A to D; otherwise there is no other option.
    bool open = false;
};

/// Every behaviour, in the order of the enumeration. The one table: parser, JSON Schema and documentation read it.
std::span<const behaviour_entry> behaviour_table();
const behaviour_entry& find_behaviour(behaviour_kind);
std::optional<behaviour_kind> find_behaviour(std::string_view name);
/// "soft_delete".
std::string_view to_string(behaviour_kind);

}  // namespace tenon::requirements
