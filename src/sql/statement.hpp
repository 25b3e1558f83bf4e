// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tenon::sql {

/// psql variables by name.
using variables = std::map<std::string, std::string, std::less<>>;

/// A psql variable that is used and has no value.
struct unset_variable {
    std::string name;
    position where;
    std::size_t offset = 0;  ///< in the file
};

/// One SQL statement, as it goes to the server, and the place where somebody wrote it.
struct statement {
    /// Where a stretch of `text` was written, when `text` is not simply one stretch of the file: a variable was put in,
    /// or a meta-command stood in between.
    struct anchor {
        std::size_t at;         ///< from this byte of `text` on
        int line;               ///< of that byte in the file
        int column;             ///< of that byte in the file
        bool inserted = false;  ///< the value of a variable: all of it stands at this place
    };

    std::string text;         ///< Without the final semicolon and without blanks or comments before it.
    position where;           ///< Of the first byte of `text`.
    std::size_t offset = 0;   ///< Of that byte in the file.
    std::size_t end = 0;      ///< One past the last byte in the file, the semicolon included.
    std::string finished_by;  ///< Name of the meta-command that sends it ("gexec"); empty for a semicolon or the end.
    std::optional<std::string> copy_data;  ///< The lines after COPY … FROM stdin, up to the line "\.".
    std::vector<anchor> anchors;           ///< Ascending; usually empty.
    std::vector<unset_variable> unset;
};

/// A psql meta-command such as \i or \set, with its arguments as psql would see them (quotes taken off, variables put
/// in; `backticks` are never run).
struct meta_command {
    std::string name;  ///< without the backslash
    std::vector<std::string> arguments;
    std::string text;  ///< as written, from the backslash to the end
    position where;
    std::optional<std::string> copy_data;  ///< the lines after \copy … from stdin
    std::vector<unset_variable> unset;
};

/// The place in the file of byte `byte` (from 0) of the statement's text.
position position_in(const statement&, std::size_t byte);

/// The place in the file of character `number` (from 1) of the statement's text: what a server's error report calls its
/// position. Numbers out of range give the nearest place.
position position_of_character(const statement&, int number);

}  // namespace tenon::sql
