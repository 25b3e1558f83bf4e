// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/executor.hpp"

#include "base/codes/postgres.hpp"
#include "postgres/embedded/installation.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/statement_kind.hpp"

namespace tenon::postgres::loading {

using sql::quote_identifier;

namespace {

// The server says "en_US.utf8" for the collation of that name and for utf8 in the schema en_US. Only the first one, or
// one in pg_catalog, can be the operating system's; for others the result is empty.
std::string collation_of_server(const std::string& said, std::string_view statement) {
    if (said.starts_with("pg_catalog.")) return said.substr(11);
    if (said.find('.') == std::string::npos) return said;
    for (const auto& item : sql::tokenize(statement)) {
        const bool is_name = item.kind == sql::token_kind::quoted_identifier;
        if (is_name && sql::unquote_identifier(item.text) == said) return said;
    }
    return {};
}

}  // namespace

void executor::create_extension(const std::string& name) {
    try {
        session_.execute(fmt::format("CREATE EXTENSION IF NOT EXISTS {} CASCADE", quote_identifier(name)));
    } catch (const database_error& error) {
        if (is_failure_of_server(error)) throw;
        report_extension(name, {}, error.message());
    }
}

outcome executor::run(const task& what, server_message& why) {
    for (;;) {
        try {
            send(what);
            note_done(*what.from);
            return outcome::done;
        } catch (const database_error& error) {
            if (is_failure_of_server(error)) throw;
            if (repair(error, *what.from)) continue;
            if (is_no_problem(error, *what.from)) return outcome::done;
            if (may_succeed_later(error)) {
                why = error.message();
                return outcome::later;
            }
            report(code::statement_refused, error.message(), *what.from);
            return outcome::refused;
        }
    }
}

void executor::send(const task& what) {
    if (what.from->copy_data) {
        session_.copy_in(what.text, *what.from->copy_data);
        return;
    }
    const auto rows = session_.execute(what.text);
    if (what.from->finished_by != "gexec") return;
    for (int row = 0; row < rows.row_count(); ++row)
        for (int column = 0; column < rows.column_count(); ++column)
            if (!rows.is_null(row, column)) session_.execute(std::string(rows.text(row, column)));
}

void executor::expect_from(const sql::statement& from) {
    if (auto name = role_made_by(from.text); !name.empty()) expected_.emplace("role", std::move(name));
    if (auto name = name_made_by(from.text, "collation"); !name.empty())
        expected_.emplace("collation", std::move(name));
}

void executor::expect_grantors(const sql::script& script) {
    std::set<std::string> granting, acting;
    std::string role;
    for (const auto& from : script.statements) {
        if (auto changed = role_set_by(from.text)) {
            role = std::move(*changed);
        } else if (!role.empty()) {
            const auto words = sql::leading_words(from.text, 1);
            const bool grants = !words.empty() && (words[0] == "grant" || words[0] == "revoke");
            (grants ? granting : acting).insert(role);
        }
    }
    std::vector<server_thing> roles;
    for (const auto& name : granting) {
        if (acting.contains(name)) continue;
        grantors_.insert(name);
        roles.push_back({"role", name, true});
    }
    if (options_.private_server) keep_grantors_plain(session_, roles);
}

void executor::note_done(const sql::statement& from) {
    ++result_.statements;
    if (const auto name = role_made_by(from.text); !name.empty()) {
        expected_.erase({"role", name});
        made_.emplace("role", name);
        at_end("DROP ROLE IF EXISTS " + quote_identifier(name));
    }
}

bool executor::made(const std::string& name) const {
    return made_.contains({"role", name}) || made_.contains({"tablespace", name});
}

bool executor::repair(const database_error& error, const sql::statement& from) {
    const auto missing = missing_from_server(error.message());
    return missing && make_stand_in(*missing, from);
}

bool executor::make_stand_in(const server_thing& missing, const sql::statement& from) {
    if (expected_.contains({missing.kind, missing.name})) return false;
    if (!made_.emplace(missing.kind, missing.name).second) return false;
    auto wanted = missing;
    wanted.grants = wanted.kind == "role" && grantors_.contains(wanted.name);
    if (wanted.kind == "collation") wanted.name = collation_of_server(missing.name, from.text);
    if (wanted.name.empty()) return false;
    try {
        make(wanted);
    } catch (const database_error& refused) {
        if (is_failure_of_server(refused)) throw;
        // The statement's own error says what is missing.
        if (refused.sqlstate() == insufficient_privilege) {
            problems_.warning(code::stand_in_refused, from.where,
                              fmt::format("no stand-in could be made for the {} {}: {}", missing.kind, missing.name,
                                          refused.message().message),
                              "make it on the server that --scratch names, or leave --scratch out");
        }
        return false;
    }
    result_.stand_ins.push_back({missing.kind, missing.name, from.where});
    return true;
}

void executor::make(const server_thing& thing) {
    postgres::make_stand_in(session_, thing, options_.private_server,
                            [this](std::string statement) { at_end(std::move(statement)); });
}

void executor::make_tablespace(const sql::statement& from, const std::string& name) {
    make({"tablespace", name});
    made_.emplace("tablespace", name);
    result_.stand_ins.push_back({"tablespace", name, from.where});
}

bool executor::is_no_problem(const database_error& error, const sql::statement& from) {
    const auto& state = error.sqlstate();
    const auto told = [&](diagnostic_code id, std::string message) {
        problems_.information(id, from.where, std::move(message));
        return true;
    };
    if (state == "42710") {  // duplicate_object
        if (const auto role = role_made_by(from.text); !role.empty()) {
            expected_.erase({"role", role});
            return told(code::exists_already, fmt::format("the role \"{}\" is there already", role));
        }
        const auto name = name_made_by(from.text, "extension");
        const bool asked =
            std::find(options_.extensions.begin(), options_.extensions.end(), name) != options_.extensions.end();
        if (name == "plpgsql" || asked)
            return told(code::exists_already, fmt::format("the extension \"{}\" is there already", name));
    }
    const auto words = sql::leading_words(from.text, 1);
    if (state == "22023" && !words.empty() && words[0] == "security") {
        problems_.warning(code::security_label_skipped, from.where,
                          fmt::format("the security label was skipped: {}", error.message().message),
                          "labels are no part of a catalog; those of a live database are counted");
        return true;
    }
    if (state == "42P06" && name_made_by(from.text, "schema") == "public")
        return told(code::exists_already, "the schema \"public\" is there already");
    return false;
}

void executor::report(diagnostic_code id, const server_message& told, const sql::statement& from) {
    const auto extension = name_made_by(from.text, "extension");
    if (!extension.empty() && (told.sqlstate == "0A000" || told.sqlstate == "58P01")) {
        report_extension(extension, from.where, told);
        return;
    }
    auto message = told;
    // The server counts in the text it got, which is another one then.
    const auto kind = action_for(from.text);
    const bool rewritten = kind == action::subscription || kind == action::settings;
    if (from.finished_by == "gexec" || rewritten) message.position = 0;
    problems_.add(to_diagnostic(id, message, from));
}

void executor::report_extension(const std::string& name, const position& where, const server_message& told) {
    if (told.sqlstate != "0A000" && told.sqlstate != "58P01") {
        problems_.error(code::statement_refused, where,
                        fmt::format("the extension \"{}\" cannot be created: {}", name, told.message), told.hint);
        return;
    }
    const auto package = package_of_extension(name, session_.major());
    problems_.error(code::extension_missing, where,
                    fmt::format("the extension \"{}\" is not installed for PostgreSQL {}", name, session_.major()),
                    package.empty() ? "install it, or name a server that has it: --scratch URL"
                                    : fmt::format("install it with `apt-get install {}`, or name a server that has it: "
                                                  "--scratch URL",
                                                  package));
}

void executor::at_end(std::string statement) {
    if (options_.at_end) options_.at_end(std::move(statement));
}

}  // namespace tenon::postgres::loading
