// SPDX-License-Identifier: Apache-2.0
#include "catalog/digest.hpp"
#include "catalog/json.hpp"
#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "diff/script.hpp"

namespace tenon::cli {
namespace {

outcome run_catalog(const arguments& given, progress& watcher) {
    outcome end;
    const auto read = read_sources({*given.value("SOURCE")}, given, watcher, end, given.has("--memberships"));
    if (!read) return end;
    const auto& schema = read->front().catalog;
    const auto json = catalog::to_json(schema);
    if (given.value_or("--format", "text") == "sql") {
        end.result = diff::to_sql(diff::make_plan(catalog::fresh_database(schema.major), schema));
    } else {
        end.result = json;
    }
    end.members = {{"digest", json_string(catalog::digest(schema))}, {"catalog", json}};
    return end;
}

}  // namespace

verb catalog_verb() {
    return {
        .name = "catalog",
        .summary = "what a schema is, as the server prints it: JSON or SQL",
        .description =
            "Reads any source into a catalog: loads it on a private PostgreSQL where it is not a database already, and "
            "prints "
            "what the server made of it. The text is a JSON document that loses nothing (with --format json it is "
            "wrapped like every result); the SQL form runs in psql and is fit for version "
            "control.\n\nA SOURCE is a postgres:// URL, a file or folder of SQL, requirements.yaml, catalog.json, a "
            "Markdown "
            "document with tables, or a migrations folder.",
        .options =
            with({{.name = "SOURCE", .help = "the schema to read", .required = true, .completes = completion::files},
                  format_option({"text", "json", "sql"}),
                  memberships_option(),
                  set_option()},
                 scratch_options()),
        .examples = {{"tenon catalog dump.sql --format sql", "a dump in canonical form"},
                     {"tenon catalog postgres://db.example/shop > shop.json", "the schema of a live database"}},
        .execute = run_catalog};
}

}  // namespace tenon::cli
