// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/model/model.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// What is in a picture and where. Everything lies on a lattice of `unit` pixels: rows of cards, ends of lines and lines
// themselves, so that lines keep their distance from each other and meet cards where a row is.
namespace tenon::generate {

inline constexpr int unit = 11;
inline constexpr int header_units = 3;  ///< height of a card's header
inline constexpr int row_units = 2;

/// A rectangle in lattice units.
struct rectangle {
    int x = 0, y = 0, width = 0, height = 0;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool meets(const rectangle& other, int margin = 0) const {
        return x < other.right() + margin && other.x < right() + margin && y < other.bottom() + margin &&
               other.y < bottom() + margin;
    }
};

enum class mark { none, primary_key, foreign_key, unique };

/// A line of a card: a column.
struct card_row {
    std::string name;
    std::string type;
    generate::mark mark = mark::none;
    bool required = true;
    bool sensitive = false;
    bool deprecated = false;
    std::string hint;  ///< shown when the pointer rests on it
};

enum class node_kind {
    card,    ///< a table with columns
    portal,  ///< stands for a table that is drawn elsewhere
    panel,   ///< an area as a whole, with the names of its tables
};

struct node {
    node_kind kind = node_kind::card;
    rectangle box;
    std::size_t table = 0;  ///< of the model; not for panels
    std::size_t area = 0;
    std::string title;
    std::string tag;   ///< beside the title: "junction", "partitioned"
    std::string link;  ///< where a click leads; "" is nowhere
    std::string hint;
    std::vector<card_row> rows;
    std::string footer;                            ///< below the rows: what is not shown
    std::vector<std::string> chips, chip_links;    ///< panel: its tables
    std::vector<rectangle> chip_boxes;             ///< panel: relative to the box
    std::map<std::string, std::size_t> row_named;  ///< column to row
};

/// The coloured ground below the cards of one area.
struct ground {
    rectangle box;
    std::size_t area = 0;
    std::string title;
    std::string link;
};

struct point {
    int x = 0, y = 0;

    friend auto operator<=>(const point&, const point&) = default;
};

enum class end_mark { none, one, zero_or_one, many };

/// A line between two nodes, from the side that holds the foreign key.
struct connection {
    std::size_t from = 0, to = 0;         ///< nodes
    std::optional<std::size_t> from_row;  ///< of the card `from`
    end_mark from_mark = end_mark::none, to_mark = end_mark::none;
    std::size_t area = 0;  ///< gives the colour
    int count = 0;         ///< between areas: the relationships that it stands for
    std::string hint;
    std::vector<point> path;  ///< corners on the lattice, from edge to edge
};

struct scene {
    std::string title, description;
    std::vector<ground> grounds;
    std::vector<node> nodes;
    std::vector<connection> connections;
    int width = 0, height = 0;  ///< lattice units
    bool with_types = true;     ///< cards are shown: the legend explains their marks
};

}  // namespace tenon::generate
