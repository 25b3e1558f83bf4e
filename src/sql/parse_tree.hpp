// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql {

/// One statement of a parsed text.
struct parsed_statement {
    std::string kind;                           ///< "CreateStmt", "SelectStmt": the name of the node
    const boost::json::object* node = nullptr;  ///< its members; lives as long as the parse_tree
    std::size_t offset = 0;                     ///< byte of its first token
    std::size_t length = 0;                     ///< bytes, without the semicolon
};

/// The parse trees of a text as libpg_query gives them: JSON with the node names of PostgreSQL's parser. Its grammar is
/// that of PostgreSQL 15, so a text it does not know is not wrong: there is no tree then, and the server decides.
/// Places in the tree (`location`, `stmt_location`) are bytes from 0.
class parse_tree {
public:
    /// What kept the grammar from understanding the text.
    struct unknown {
        std::string message;   ///< of the parser, in English
        std::size_t byte = 0;  ///< where, from 0
    };

    /// Parses statements separated by semicolons. Never fails; see `understood`. Thread-safe.
    explicit parse_tree(std::string_view sql);
    parse_tree(parse_tree&&) noexcept;
    parse_tree& operator=(parse_tree&&) noexcept;
    ~parse_tree();

    bool understood() const { return !unknown_; }
    const std::optional<unknown>& why_not() const { return unknown_; }

    /// In order; empty when the text was not understood or holds no statement.
    const std::vector<parsed_statement>& statements() const { return statements_; }

private:
    struct memory;
    std::unique_ptr<memory> memory_;
    std::vector<parsed_statement> statements_;
    std::optional<unknown> unknown_;
};

/// The character (from 0) of byte `byte` of well-formed UTF-8, and back. Out of range gives the end.
std::size_t character_of_byte(std::string_view text, std::size_t byte);
std::size_t byte_of_character(std::string_view text, std::size_t character);

/// A member of a node that is a string, an object or an array; nothing when it is not there or is something else.
std::optional<std::string_view> text_member(const boost::json::object&, std::string_view name);
const boost::json::object* object_member(const boost::json::object&, std::string_view name);
const boost::json::array* array_member(const boost::json::object&, std::string_view name);

/// The text of a String node, `{"String": {"sval": "x"}}`, as names in lists are written.
std::optional<std::string_view> string_node(const boost::json::value&);

}  // namespace tenon::sql
