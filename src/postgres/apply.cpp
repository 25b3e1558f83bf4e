// SPDX-License-Identifier: Apache-2.0
#include "postgres/apply.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "postgres/refusals.hpp"
#include "sql/quote.hpp"

#include <span>

namespace tenon::postgres {

namespace {

void run_settings(connection& server, const diff::plan& plan) {
    for (const auto& setting : plan.settings)
        server.run(fmt::format("SET LOCAL {} = {}", setting.name, setting.value));
}

using steps = std::span<const diff::step>;

/// True when the fast way worked; false when a step was refused, and everything is rolled back.
bool apply_at_once(connection& server, const diff::plan& plan, steps some) {
    std::vector<std::string_view> statements;
    statements.reserve(some.size());
    for (const auto& step : some) statements.push_back(step.sql);
    server.run("begin");
    try {
        run_settings(server, plan);
        server.run_all(statements);
        server.run("commit");
        return true;
    } catch (const database_error&) {
        if (!server.is_usable()) throw;
        server.run("rollback");
        return false;
    }
}

/// `first`: the place of the first of them in the plan.
void apply_one_by_one(connection& server, const diff::plan& plan, steps some, std::size_t first,
                      std::vector<refused_step>& refused) {
    server.run("begin");
    run_settings(server, plan);
    for (std::size_t i = 0; i < some.size(); ++i) {
        server.run("savepoint step");
        try {
            server.execute(some[i].sql);
            server.run("release savepoint step");
        } catch (const database_error& error) {
            if (!server.is_usable()) throw;
            server.run("rollback to savepoint step");
            for (auto& reason : refusals_of(server, plan, first + i, error)) refused.push_back(std::move(reason));
        }
    }
    server.run("commit");
}

bool runs_alone(const diff::step& step) {
    return step.transaction == diff::transaction::none;
}

}  // namespace

// PostgreSQL documentation, appendix A.
bool is_missing_object(const std::string& sqlstate) {
    static const std::set<std::string, std::less<>> states = {
        "42P01",  // undefined_table
        "42703",  // undefined_column
        "42704",  // undefined_object
        "42883",  // undefined_function
        "3F000",  // invalid_schema_name
        "42830",  // invalid_foreign_key: the key that it needs was refused
    };
    return states.contains(sqlstate);
}

std::vector<refused_step> apply_all(connection& server, const diff::plan& plan) {
    // At the end of each statement the server looks through all locks of the transaction (LockReassignCurrentOwner in
    // PostgreSQL's lmgr/lock.c), so one transaction for thousands of tables takes quadratic time.
    constexpr std::size_t most_at_once = 256;
    const steps all = plan.steps;
    const bool together = std::none_of(all.begin(), all.end(), runs_alone);
    std::vector<refused_step> refused;
    for (std::size_t first = 0; first < all.size(); first += most_at_once) {
        const auto some = all.subspan(first, std::min(most_at_once, all.size() - first));
        if (together && apply_at_once(server, plan, some)) continue;
        apply_one_by_one(server, plan, some, first, refused);
    }
    return refused;
}

void missing_names::add(const catalog::object_id& object) {
    using enum catalog::object_kind;
    names_.insert(object.identity);
    if (object.kind == table || object.kind == view || object.kind == materialized_view)
        names_.insert("relation \"" + object.identity.substr(object.identity.rfind('.') + 1) + "\"");
}

bool missing_names::explain(const database_error& error) const {
    const auto& message = error.message().message;
    return is_missing_object(error.sqlstate()) && std::any_of(names_.begin(), names_.end(), [&](const auto& name) {
               return message.find(name) != std::string::npos;
           });
}

std::vector<refused_step> first_causes(const diff::plan& plan, std::vector<refused_step> all) {
    missing_names not_made;
    std::erase_if(all, [&](const refused_step& refused) {
        const bool follows = not_made.explain(refused.error);
        not_made.add(plan.steps[refused.step].object);
        return follows;
    });
    return all;
}

catalog::object_id refused_object(const diff::plan& plan, const refused_step& refused) {
    if (refused.inside) return *refused.inside;
    const auto& step = plan.steps[refused.step];
    const auto is_relation = step.object.kind == catalog::object_kind::table;
    if (!is_relation || refused.error.position() == 0) return step.object;
    // A table's statement has one column or constraint a line; the error's position counts characters.
    std::size_t characters = 0;
    std::size_t line_start = 0;
    for (std::size_t at = 0; at < step.sql.size(); ++at) {
        if ((static_cast<unsigned char>(step.sql[at]) & 0xC0) != 0x80 &&
            ++characters > static_cast<std::size_t>(refused.error.position()))
            break;
        if (step.sql[at] == '\n') line_start = at + 1;
    }
    auto line = trim(std::string_view(step.sql).substr(line_start, step.sql.find('\n', line_start) - line_start));
    constexpr std::string_view constraint = "CONSTRAINT ";
    const auto kind = line.starts_with(constraint) ? catalog::object_kind::constraint : catalog::object_kind::column;
    if (kind == catalog::object_kind::constraint) line.remove_prefix(constraint.size());
    if (line.empty() || line.starts_with("CREATE ") || line.starts_with(")")) return step.object;
    std::size_t end = 0;
    if (line.front() == '"') {
        for (end = 1; end < line.size() && !(line[end] == '"' && (end + 1 >= line.size() || line[end + 1] != '"'));
             ++end)
            if (line[end] == '"') ++end;
        end = std::min(end + 1, line.size());
    } else {
        end = std::min(line.find(' '), line.size());
    }
    const auto name = sql::unquote_identifier(line.substr(0, end));
    return {kind, step.object.identity + "." + catalog::identity_part(name)};
}

}  // namespace tenon::postgres
