// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "diff/plan.hpp"

namespace tenon::diff {

/// IS DISTINCT FROM, NULLIF, CASE x WHEN and JOIN … USING name no operator: the server looks for one along search_path,
/// and prints them without it. Where such a text was about an operator of a schema (citext's =, hstore's), its
/// statement runs with that schema in the path; without, another operator would be found (the one of text), or none.
/// Steps are those from one catalog to the other, with texts as the server prints them.
void see_operators(std::vector<step>& steps, const catalog::contents& from, const catalog::contents& to);

}  // namespace tenon::diff
