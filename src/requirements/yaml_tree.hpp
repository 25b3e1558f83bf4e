// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/source.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace tenon::requirements {

enum class node_kind : std::uint8_t { null, scalar, list, map, broken };
enum class scalar_style : std::uint8_t { plain, single_quoted, double_quoted, block };

/// A value of the YAML document. An alias is the node of its anchor, so nodes may be shared; there are no cycles.
struct node {
    node_kind kind = node_kind::null;
    scalar_style style = scalar_style::plain;
    bool flow = false;               ///< list, map: written with brackets
    std::size_t offset = 0;          ///< of the first byte: the quote, the bracket, the | of a block
    place where;                     ///< of that byte; of a null that is not written: of its key
    std::string value;               ///< scalar
    std::vector<const node*> items;  ///< list: its items; map: key, value, key, value … (keys are scalars)
    std::uint64_t weight = 1;        ///< values inside, aliases expanded
    int height = 1;                  ///< levels inside

    bool is(node_kind k) const { return kind == k; }
    bool plain() const { return kind == node_kind::scalar && style == scalar_style::plain; }
};

struct yaml_tree {
    std::deque<node> nodes;
    const node* root = nullptr;  ///< nullptr: nothing usable was read
};

/// Reads the one document of the text. Every fault of the YAML is added to `problems`; a value at fault becomes a node
/// of kind `broken`, about which nothing more needs to be said, so that the rest can be read all the same.
yaml_tree read_yaml(const source& text, diagnostics& problems);

/// "a mapping", "a list", "text", "nothing".
std::string_view describe(node_kind);

}  // namespace tenon::requirements
