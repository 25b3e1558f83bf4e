// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/columns.hpp"
#include "design/json_value.hpp"
#include "sql/quote.hpp"

#include <set>
#include <unordered_set>

namespace tenon::design {

using requirements::option_kind;
using requirements::option_value;

namespace {

/// JSON Schema (draft 2020-12) keywords that the function below holds.
const std::unordered_set<std::string_view>& held() {
    static const std::unordered_set<std::string_view> words = {"type",
                                                               "enum",
                                                               "const",
                                                               "minimum",
                                                               "maximum",
                                                               "exclusiveMinimum",
                                                               "exclusiveMaximum",
                                                               "multipleOf",
                                                               "minLength",
                                                               "maxLength",
                                                               "pattern",
                                                               "minItems",
                                                               "maxItems",
                                                               "uniqueItems",
                                                               "items",
                                                               "required",
                                                               "properties",
                                                               "additionalProperties",
                                                               "minProperties",
                                                               "maxProperties",
                                                               "allOf",
                                                               "anyOf",
                                                               "oneOf",
                                                               "not"};
    return words;
}

/// Keywords that say nothing about what is valid.
bool is_annotation(std::string_view word) {
    return word == "title" || word == "description" || word == "$schema" || word == "$id" || word == "examples" ||
           word == "default" || word == "$comment" || word == "deprecated" || word == "readOnly" ||
           word == "writeOnly" || word == "format";
}

void collect_unheld(const option_value& schema, std::set<std::string>& out) {
    if (schema.kind != option_kind::map) return;
    for (const auto& [name, member] : schema.map) {
        if (*name == "properties") {
            for (const auto& property : member.map) collect_unheld(property.value, out);
        } else if (*name == "items" || *name == "additionalProperties" || *name == "not") {
            collect_unheld(member, out);
        } else if (*name == "allOf" || *name == "anyOf" || *name == "oneOf") {
            for (const auto& item : member.list) collect_unheld(item, out);
        } else if (held().count(*name) == 0 && !is_annotation(*name)) {
            out.insert(*name);
        }
    }
}

constexpr std::string_view body = R"(
DECLARE
  kind text := jsonb_typeof(value);
  wanted jsonb;
  member record;
  matching integer;
BEGIN
  IF jsonb_typeof(schema) = 'boolean' THEN
    RETURN schema::boolean;
  END IF;

  wanted := schema -> 'type';
  IF wanted IS NOT NULL THEN
    IF jsonb_typeof(wanted) <> 'array' THEN
      wanted := jsonb_build_array(wanted);
    END IF;
    IF NOT wanted ? kind THEN
      IF kind <> 'number' OR NOT wanted ? 'integer' THEN
        RETURN false;
      ELSIF value::numeric <> trunc(value::numeric) THEN
        RETURN false;
      END IF;
    END IF;
  END IF;

  IF schema ? 'enum' AND NOT EXISTS (SELECT FROM jsonb_array_elements(schema -> 'enum') AS one (item)
                                     WHERE one.item = value) THEN
    RETURN false;
  END IF;
  IF schema ? 'const' AND schema -> 'const' <> value THEN
    RETURN false;
  END IF;

  IF kind = 'number' THEN
    IF value::numeric < (schema ->> 'minimum')::numeric OR value::numeric > (schema ->> 'maximum')::numeric
       OR value::numeric <= (schema ->> 'exclusiveMinimum')::numeric
       OR value::numeric >= (schema ->> 'exclusiveMaximum')::numeric
       OR mod(value::numeric, (schema ->> 'multipleOf')::numeric) <> 0 THEN
      RETURN false;
    END IF;
  ELSIF kind = 'string' THEN
    IF char_length(value #>> '{}') < (schema ->> 'minLength')::integer
       OR char_length(value #>> '{}') > (schema ->> 'maxLength')::integer
       OR value #>> '{}' !~ (schema ->> 'pattern') THEN
      RETURN false;
    END IF;
  ELSIF kind = 'array' THEN
    IF jsonb_array_length(value) < (schema ->> 'minItems')::integer
       OR jsonb_array_length(value) > (schema ->> 'maxItems')::integer THEN
      RETURN false;
    END IF;
    IF (schema ->> 'uniqueItems')::boolean
       AND (SELECT count(*) <> count(DISTINCT one.item) FROM jsonb_array_elements(value) AS one (item)) THEN
      RETURN false;
    END IF;
    IF schema ? 'items' AND EXISTS (SELECT FROM jsonb_array_elements(value) AS one (item)
                                    WHERE NOT @@(one.item, schema -> 'items')) THEN
      RETURN false;
    END IF;
  ELSIF kind = 'object' THEN
    IF schema ? 'required' AND NOT value ?& ARRAY(SELECT jsonb_array_elements_text(schema -> 'required')) THEN
      RETURN false;
    END IF;
    IF schema ? 'minProperties' OR schema ? 'maxProperties' THEN
      SELECT count(*) INTO matching FROM jsonb_object_keys(value);
      IF matching < (schema ->> 'minProperties')::integer OR matching > (schema ->> 'maxProperties')::integer THEN
        RETURN false;
      END IF;
    END IF;
    FOR member IN SELECT each.key, each.value FROM jsonb_each(value) AS each LOOP
      IF schema -> 'properties' ? member.key THEN
        IF NOT @@(member.value, schema -> 'properties' -> member.key) THEN
          RETURN false;
        END IF;
      ELSIF schema ? 'additionalProperties' THEN
        IF NOT @@(member.value, schema -> 'additionalProperties') THEN
          RETURN false;
        END IF;
      END IF;
    END LOOP;
  END IF;

  IF schema ? 'allOf' AND EXISTS (SELECT FROM jsonb_array_elements(schema -> 'allOf') AS one (item)
                                  WHERE NOT @@(value, one.item)) THEN
    RETURN false;
  END IF;
  IF schema ? 'anyOf' AND NOT EXISTS (SELECT FROM jsonb_array_elements(schema -> 'anyOf') AS one (item)
                                      WHERE @@(value, one.item)) THEN
    RETURN false;
  END IF;
  IF schema ? 'oneOf' THEN
    SELECT count(*) INTO matching FROM jsonb_array_elements(schema -> 'oneOf') AS one (item)
    WHERE @@(value, one.item);
    IF matching <> 1 THEN
      RETURN false;
    END IF;
  END IF;
  IF schema ? 'not' AND @@(value, schema -> 'not') THEN
    RETURN false;
  END IF;
  RETURN true;
END
)";

std::string conforms_function(workbench& bench) {
    std::string name = bench.quoted("tenon_json_conforms");
    catalog::function function;
    function.name.name = "tenon_json_conforms";
    function.arguments = "value jsonb, schema jsonb";
    function.argument_types = "jsonb, jsonb";
    function.returns = "boolean";
    function.language = "plpgsql";
    function.body = replace_all(std::string(body), "@@", name);
    function.volatility = catalog::volatility::immutable;
    function.strict = true;
    function.parallel = catalog::parallel_safety::safe;
    function.comment =
        "True when a JSON value conforms to a JSON Schema (the keywords of a document without references).";
    bench.add_function(std::move(function));
    return name;
}

}  // namespace

void add_json_schema(workbench& bench, entity_model& entity, const requirements::attribute& source,
                     const std::string& column) {
    const auto& schema = *source.json_schema;
    const auto id = catalog::column_id(entity.table->table.name, column);
    const position where = bench.at(schema.where);
    if (schema.kind == option_kind::scalar) {
        bench.decide(id, fmt::format("the JSON Schema {} stands in the notes only", schema.scalar),
                     "a file is no part of the document; write the schema into the document and a check holds it",
                     "type json", where);
        return;
    }
    std::set<std::string> unheld;
    collect_unheld(schema, unheld);
    if (!unheld.empty()) {
        const std::vector<std::string> words(unheld.begin(), unheld.end());
        bench.problems.information(code::json_schema_partly, where,
                                   fmt::format("the check on {}.{} does not hold these keywords of its JSON Schema: {}",
                                               entity.name, *source.name, join(words, ", ")),
                                   "the application has to; models made by Tenon do");
    }
    const std::string name = sql::quote_identifier(column);
    const std::string text = sql::quote_literal(to_json(schema));
    std::string condition;
    if (source.type.array) return;  // an array of jsonb: the check would have to walk it; the notes have the schema
    condition = fmt::format("{}({}, {}::jsonb)", conforms_function(bench), name, text);
    bench.add_check(*entity.table, condition, {column, "schema"});
    bench.decide(id, "its JSON Schema is held by a check", "the document gives a schema", "type json", where);
}

}  // namespace tenon::design
