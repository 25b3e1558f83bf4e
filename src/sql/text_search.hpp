// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/text_search.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::text_search_parser&);
std::string reference(const catalog::text_search_template&);
std::string reference(const catalog::text_search_dictionary&);
std::string reference(const catalog::text_search_configuration&);

std::string create(const catalog::text_search_parser&, int major);
std::string create(const catalog::text_search_template&, int major);
std::string create(const catalog::text_search_dictionary&, int major);
/// The configuration without its mappings, which are among the details.
std::string create(const catalog::text_search_configuration&, int major);

details details_after(const catalog::text_search_configuration&, int major);

}  // namespace tenon::sql
