// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "design/notes.hpp"

#include <string>

namespace tenon::generate {

/// Names that mean something in Markdown, HTML, XML, SQL and Mermaid.
std::string hostile_name(int number);

/// A catalog of so many tables, each with a few columns and most with foreign keys to earlier ones; some refer to one
/// hub, some to themselves, some to nothing. The same number gives the same catalog.
catalog::contents many_tables(int count);

/// Tables whose names and comments try to break out of every page and picture.
catalog::contents hostile_tables();

/// A table with an integer key `id`, and how to add to it.
catalog::table& add_table(catalog::contents&, const std::string& name);
void add_reference(catalog::contents&, const std::string& child, const std::string& column, const std::string& parent,
                   bool required = true);

/// The shop of testdata/shop, loaded into a server and read back; its notes.
catalog::contents shop();
design::notes shop_notes();

}  // namespace tenon::generate
