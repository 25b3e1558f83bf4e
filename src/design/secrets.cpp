// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "design/columns.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::type_kind;

namespace {

column_note companion(const column_note& of, std::string what, std::string description) {
    column_note note;
    note.source = column_source::field;
    note.name = of.name;
    note.made_by = std::move(what);
    note.description = std::move(description);
    note.owner = of.owner;
    note.sensitive = of.sensitive;
    note.from = of.from;
    return note;
}

catalog::column column_of(std::string name, std::string type, bool required, std::string comment) {
    catalog::column column;
    column.name = std::move(name);
    column.type = std::move(type);
    if (required) column.not_null.emplace();
    column.comment = std::move(comment);
    return column;
}

/// The shortest AEAD message: a nonce of 12 bytes and a tag of 16. What is shorter was never encrypted.
constexpr int shortest_message = 28;

void add_encrypted(workbench& bench, entity_model& entity, const requirements::attribute& source, column_note note) {
    auto& table = *entity.table;
    const std::string name = column_name_of(*source.name);
    const std::string quoted = sql::quote_identifier(name);
    const std::string key = fit_name(name + "_key_id"), blind = fit_name(name + "_blind");
    const bool required = !*source.optional;
    note.protection = "encrypted";
    bench.add_column(table, column_of(name, "bytea", required, note.description), note);
    const std::string about_key = fmt::format("Which key {} is encrypted with.", name);
    bench.add_column(table, column_of(key, "integer", required, about_key), companion(note, "key id", about_key));
    bench.add_check(table, fmt::format("octet_length({}) >= {}", quoted, shortest_message), {name, "encrypted"},
                    "What is shorter than nonce and tag was not encrypted.");
    if (!required)
        bench.add_check(table, fmt::format("({} IS NULL) = ({} IS NULL)", quoted, sql::quote_identifier(key)),
                        {name, "has_key"});
    bench.decide(catalog::column_id(table.table.name, name),
                 "it is stored encrypted (AEAD), with the number of its key", "the type is encrypted",
                 "type encrypted");
    if (!*source.findable) return;
    const std::string about = fmt::format("Keyed hash of {}, to find it by its exact value.", name);
    auto blind_note = companion(note, "blind index", about);
    blind_note.protection = "blind index";
    bench.add_column(table, column_of(blind, "bytea", required, about), blind_note);
    bench.add_check(table, fmt::format("octet_length({}) = 32", sql::quote_identifier(blind)), {blind, "size"});
    if (!required)
        bench.add_check(table, fmt::format("({} IS NULL) = ({} IS NULL)", quoted, sql::quote_identifier(blind)),
                        {name, "has_blind"});
    bench.decide(catalog::column_id(table.table.name, blind), "it is found by a blind index: a keyed hash beside it",
                 "the attribute is findable", "type encrypted");
}

void add_token(workbench& bench, entity_model& entity, const requirements::attribute& source, column_note note) {
    auto& table = *entity.table;
    const std::string name = column_name_of(*source.name);
    note.protection = "digest";
    bench.add_column(table, column_of(name, "bytea", !*source.optional, note.description), note);
    bench.add_check(table, fmt::format("octet_length({}) = 32", sql::quote_identifier(name)), {name, "size"},
                    "SHA-256 of the token; the token itself is nowhere.");
    // An entity that says itself when it expires or was used needs no second column for it.
    const auto own = [&](const char* attribute) {
        const auto* found = entity.source->find_attribute(attribute);
        return found && found->type.kind == type_kind::timestamp;
    };
    std::string expires = "expires_at";
    if (!own("expires_at")) {
        expires = fit_name(name + "_expires_at");
        const std::string about = fmt::format("{} is void from here on.", name);
        bench.add_column(table, column_of(expires, "timestamp with time zone", !*source.optional, about),
                         companion(note, "expiry", about));
        if (*source.optional)
            bench.add_check(
                table,
                fmt::format("({} IS NULL) = ({} IS NULL)", sql::quote_identifier(name), sql::quote_identifier(expires)),
                {name, "expires"});
    }
    if (*source.reusable) {
        bench.decide(catalog::column_id(table.table.name, name),
                     fmt::format("only its SHA-256 is stored; it may be used until it expires at {}", expires),
                     "the type is token, and it is reusable", "type token");
        return;
    }
    if (entity.find(requirements::behaviour_kind::append_only))
        bench.problems.error(
            code::token_append_only, bench.at(source.name.where),
            fmt::format("{}.{} is a token for one use, and {} is append_only: nothing could say that it was used",
                        entity.name, *source.name, entity.name),
            "write `token reusable`, or leave out append_only");
    std::string used = "used_at";
    if (!own("used_at")) {
        used = fit_name(name + "_used_at");
        const std::string about = fmt::format("When {} was used; it is void then.", name);
        bench.add_column(table, column_of(used, "timestamp with time zone", false, about),
                         companion(note, "time of use", about));
    }
    const std::string function = bench.add_trigger_function("tenon_refuse_second_use", R"(
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = format('%I of %I.%I was used already', TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME),
    HINT = 'A token is good for one use; make a new one.',
    SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[1];
END
)",
                                                            "Refuses to change the time at which a token was used.");
    const std::string column = sql::quote_identifier(used);
    bench.add_trigger(
        table, {.name = fit_name("tenon_single_use_" + name),
                .events = {"UPDATE"},
                .columns = {used},
                // A new token may take the place of a used one; the same one may not be used again.
                .when = fmt::format("OLD.{0} IS NOT NULL AND NEW.{0} IS DISTINCT FROM OLD.{0} AND NEW.{1} = OLD.{1}",
                                    column, sql::quote_identifier(name)),
                .function = function,
                .arguments = {name, used},
                .comment = "A token is used once."});
    bench.decide(catalog::column_id(table.table.name, name),
                 fmt::format("only its SHA-256 is stored; it expires at {} and is used once, at {}", expires, used),
                 "the type is token", "type token");
}

}  // namespace

std::vector<std::string> password_columns(const table_model& table) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].protection == "one-way hash") out.push_back(table.table.columns[i].name);
    return out;
}

void add_secret(workbench& bench, entity_model& entity, const requirements::attribute& source, column_note note) {
    if (source.type.kind == type_kind::encrypted) return add_encrypted(bench, entity, source, std::move(note));
    if (source.type.kind == type_kind::token) return add_token(bench, entity, source, std::move(note));
    auto& table = *entity.table;
    const std::string name = column_name_of(*source.name);
    note.protection = "one-way hash";
    bench.add_column(table, column_of(name, "text", !*source.optional, note.description), note);
    // The encoded form of the reference implementation (PHC string format).
    bench.add_check(
        table,
        fmt::format(
            "{} ~ {}", sql::quote_identifier(name),
            sql::quote_literal(
                R"(^\$argon2id\$v=[0-9]+\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{22,}$)")),
        {name, "hashed"}, "Only an Argon2id hash may stand here, never a password.");
    bench.decide(catalog::column_id(table.table.name, name),
                 "only an Argon2id hash, made by the application, can be stored", "the type is password",
                 "type password");
}

}  // namespace tenon::design
