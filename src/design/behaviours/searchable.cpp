// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "design/json_value.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::type_kind;

void add_searchable_columns(behaviour_run& run) {
    const std::string language = run.text("language", "english");
    std::vector<std::string> parts;
    for (const auto& [option, value] : run.source.options) {
        if (*option == "language" || *option == "column") continue;
        run.values.emplace_back(*option, to_json(value));
        const auto found = run.entity.columns_of.find(*option);
        if (found == run.entity.columns_of.end()) continue;  // reported when the document was read
        const auto* attribute = run.entity.source->find_attribute(*option);
        if (!attribute) {
            run.bench.problems.error(
                code::search_unreadable, run.bench.at(option.where),
                fmt::format("{}.{} cannot be part of the search vector: it is computed, and no generated column may "
                            "look at another",
                            run.entity.name, *option),
                "name the attributes that it is made of");
            continue;
        }
        const std::string name = sql::quote_identifier(found->second.front());
        if (attribute->type.kind == type_kind::encrypted || attribute->type.kind == type_kind::password ||
            attribute->type.kind == type_kind::token || attribute->type.kind == type_kind::enumeration ||
            attribute->type.array) {
            run.bench.problems.error(code::search_unreadable, run.bench.at(option.where),
                                     fmt::format("{}.{} cannot be part of the search vector: its type is {}",
                                                 run.entity.name, *option, requirements::to_shorthand(attribute->type)),
                                     "name attributes of type text, email, url or json");
            continue;
        }
        // to_tsvector of null is null, and null swallows the rest: every part has a value of its own for absence.
        const std::string text = attribute->type.kind == type_kind::json
                                     ? fmt::format("coalesce({}, '{{}}'::jsonb)", name)
                                     : fmt::format("coalesce({}::text, '')", name);
        parts.push_back(fmt::format("setweight(to_tsvector({}::regconfig, {}), {})",
                                    sql::quote_literal("pg_catalog." + language), text,
                                    sql::quote_literal(value.scalar.empty() ? "D" : value.scalar)));
    }
    if (parts.empty()) return;
    catalog::column column;
    column.name = run.text("column", "search_vector");
    column.type = "tsvector";
    column.generated = catalog::generation::stored;
    column.default_ = join(parts, " || ");
    run.column(std::move(column), "What full-text search looks at, by weight.");
}

void add_searchable_rules(behaviour_run& run) {
    const std::string column = run.text("column", "search_vector");
    if (!run.table().find(column)) return;
    run.bench.want(run.table(), {.method = "gin",
                                 .keys = {{.column = column}},
                                 .reason = "full-text search",
                                 .asked_by = "behaviour searchable",
                                 .from = run.where()});
    run.decide(fmt::format("{} holds the words of the row, kept by the server", column),
               "a generated column cannot be forgotten; parts that are absent do not empty it");
}

}  // namespace tenon::design
