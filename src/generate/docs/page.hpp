// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/markdown.hpp"
#include "generate/model/model.hpp"

#include <optional>
#include <string>

namespace tenon::generate {

/// A page being written: it knows where the pages lie, so that links between them hold.
struct page {
    const schema_model& model;
    bool by_area = false;             ///< every area has a page of its own
    std::optional<std::size_t> area;  ///< the area of this page; nothing: docs/schema.md
    std::string text = {};

    void add(std::string_view more) { text += more; }
    void heading(int level, std::string_view markdown, std::string_view anchor = {});
    /// A closed part that opens at a click; nothing when `body` is empty.
    void folded(std::string_view summary, std::string_view body);

    std::string table_target(std::size_t table) const;
    std::string table_link(std::size_t table) const;
    /// An object's name, linked when it has a place.
    std::string object(const catalog::object_id&) const;
    std::string objects(const std::vector<catalog::object_id>&) const;
    /// "requirements.yaml:14", "queries/lots.sql:3" or "by default": files as seen from the project.
    std::string place(const position&) const;
    /// What, why, rule, from where; "" when there are none.
    std::string decisions(const std::vector<const design::decision*>&, bool with_object) const;
};

/// Words for what a foreign key does.
std::string_view words_of(catalog::foreign_key_action);
/// "12,000,000"
std::string grouped(std::int64_t);
/// "1.2 GB"
std::string bytes(std::int64_t);
/// Grants as rows "who → what"; the owner's own are left out.
std::vector<std::pair<std::string, std::string>> grant_rows(const catalog::privileges&);

}  // namespace tenon::generate
