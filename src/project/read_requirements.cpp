// SPDX-License-Identifier: Apache-2.0
#include "project/read_requirements.hpp"

#include "base/codes/project.hpp"
#include "base/codes/queries.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "design/design.hpp"
#include "postgres/canonicalise.hpp"
#include "queries/access_path.hpp"
#include "queries/check.hpp"
#include "queries/read_folder.hpp"
#include "requirements/parse.hpp"
#include "requirements/secrets.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/statement_kind.hpp"

#include <cstdlib>

namespace tenon::project {

namespace fs = std::filesystem;

namespace {

/// The month that a text begins with, year first: "2026-01", "2026_01_15_…".
std::optional<std::chrono::year_month> month_of(const std::string& text) {
    int year = 0;
    unsigned month = 0;
    if (std::sscanf(text.c_str(), "%4d%*[-_]%2u", &year, &month) != 2) return {};
    const auto found = std::chrono::year(year) / std::chrono::month(month);
    return found.ok() ? std::optional(found) : std::nullopt;
}

/// The month that time partitions begin with: the one of the project's last design, so that a design made again gives
/// the same bytes; else the one in which the first migration was made, else SOURCE_DATE_EPOCH's, else the present one.
std::chrono::year_month first_partition_month(const configuration& configuration, const fs::path& folder) {
    using namespace std::chrono;
    const auto notes = folder / "schema" / "notes.json";
    std::error_code ec;
    if (fs::is_regular_file(notes, ec))
        if (const auto kept = month_of(design::notes_from_json(read_file(notes), notes.string()).partitions_from))
            return *kept;
    std::optional<year_month> first;
    for (const auto& entry : entries_of(folder / configuration.migrations))
        if (const auto made = month_of(entry.filename().string()); made && (!first || *made < *first)) first = made;
    if (first) return *first;
    auto now = floor<days>(system_clock::now());
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"))
        now = floor<days>(sys_seconds(seconds(std::atoll(epoch))));
    const year_month_day today(now);
    return today.year() / today.month();
}

design::options options_of(const configuration& configuration, const fs::path& folder) {
    design::options options;
    options.postgres = configuration.postgres.value_or(options.postgres);
    options.engine = configuration.engine == "timescaledb" ? design::engine::timescaledb : design::engine::native;
    options.maintenance_roles = configuration.maintenance_roles;
    options.partitions_from = first_partition_month(configuration, folder);
    return options;
}

/// What a server says of an object, as a diagnostic at the place it comes from.
void tell(const requirements_draft& of, const catalog::object_id& object, const postgres::database_error& error,
          diagnostics& problems) {
    auto where = of.notes.where(object);
    if (where.file.empty()) where.file = of.file.string();
    auto text = fmt::format("PostgreSQL refuses {}: {}", to_string(object), error.message().message);
    if (!error.detail().empty()) text += fmt::format(" ({})", error.detail());
    problems.error(code::server_refuses_object, where, std::move(text), error.hint());
}

/// The literal of a check that is `column ~ 'pattern'`; empty for all others.
std::string pattern_of(const catalog::constraint& check) {
    std::vector<sql::token> tokens;
    sql::lexer lexer(check.expression);
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next())
        if (!token.is_blank()) tokens.push_back(token);
    const bool is_pattern = tokens.size() == 3 && tokens[1].is("~") && tokens[2].kind == sql::token_kind::string;
    return is_pattern ? std::string(tokens[2].text) : "";
}

/// The server takes a check with a pattern that it cannot read, and then refuses every row.
void try_patterns(const requirements_draft& of, postgres::connection& server, diagnostics& problems) {
    for (const auto& each : of.draft.constraints) {
        if (each.kind != catalog::constraint_kind::check) continue;
        const auto pattern = pattern_of(each);
        if (pattern.empty()) continue;
        try {
            server.execute("SELECT '' ~ " + pattern);
        } catch (const postgres::database_error& error) {
            if (!server.is_usable()) throw;
            tell(of, catalog::id_of(each), error, problems);
        }
    }
}

}  // namespace

std::vector<std::string> requirements_draft::extensions() const {
    std::vector<std::string> names;
    for (const auto& extension : draft.extensions)
        if (extension.name != "plpgsql") names.push_back(extension.name);
    return names;
}

std::vector<design::raw_statement> requirements_draft::data() const {
    std::vector<design::raw_statement> out;
    for (const auto& statement : notes.statements)
        if (!statement.why.empty() || sql::effect_of(statement.sql) == sql::statement_effect::data)
            out.push_back(statement);
    return out;
}

/// `role=` of queries names roles of the document.
void check_roles(const std::vector<queries::query>& all, const requirements::document& document,
                 diagnostics& problems) {
    std::vector<std::string> known;
    known.reserve(document.roles.size());
    for (const auto& role : document.roles) known.push_back(*role.name);
    for (const auto& query : all) {
        const auto& role = query.options.role;
        if (!role || document.find_role(*role)) continue;
        const auto near = closest(*role, known);
        problems.error(code::query_role_unknown, query.where,
                       fmt::format("query {}: unknown role \"{}\"", query.name, *role),
                       near            ? fmt::format("did you mean \"{}\"?", *near)
                       : known.empty() ? "the requirements have no roles"
                                       : fmt::format("the roles are {}", join(known, ", ")));
    }
}

std::optional<configuration> read_configuration(const fs::path& folder, diagnostics& problems, source_texts& texts) {
    const auto file = (folder / "tenon.yaml").lexically_normal();
    std::error_code ec;
    if (!fs::is_regular_file(file, ec)) return configuration();
    auto text = read_file(file);
    auto out = parse_configuration(text, file.string(), problems);
    texts.add(file.string(), std::move(text));
    return out;
}

std::optional<requirements_draft> read_requirements(const fs::path& requirements, diagnostics& problems,
                                                    source_texts& texts) {
    requirements_draft out;
    out.file = requirements.lexically_normal();
    out.folder = out.file.has_parent_path() ? out.file.parent_path() : fs::path(".");
    const auto errors = problems.error_count();
    const auto configuration = read_configuration(out.folder, problems, texts);
    if (configuration) out.configuration = *configuration;
    auto text = read_file(out.file);
    const auto document = requirements::parse(text, out.file.string(), problems);
    texts.add(out.file.string(), std::move(text), requirements::hide_secrets);
    bool designable = document && problems.error_count() == errors;
    const auto& named = out.configuration.queries_where;
    std::error_code ec;
    const auto found = fs::status(out.folder / out.configuration.queries, ec).type();
    const bool is_unknown = found == fs::file_type::none || found == fs::file_type::unknown;
    if (!named.file.empty() && found != fs::file_type::directory && !is_unknown) {
        problems.error(code::configuration_folder_missing, named,
                       fmt::format("queries: there is no folder \"{}\"", out.configuration.queries),
                       "paths count from the folder of tenon.yaml; without the line, the folder is queries");
        designable = false;
    } else {
        out.queries = queries::read_folder(out.folder / out.configuration.queries, problems, texts);
        if (document) check_roles(out.queries, *document, problems);
    }
    if (!designable) return std::nullopt;

    const auto candidates = [&](const queries::table_lookup& tables) {
        std::vector<queries::index_candidate> wanted;
        for (const auto& query : out.queries)
            for (auto& candidate : queries::index_candidates(query, tables)) wanted.push_back(std::move(candidate));
        return wanted;
    };
    auto designed = design::make_design(*document, candidates, options_of(out.configuration, out.folder), problems);
    if (!designed) return std::nullopt;
    out.draft = std::move(designed->draft);
    out.notes = std::move(designed->notes);
    out.entities = document->entities.size();
    return out;
}

std::optional<loaded_requirements> load_requirements(const requirements_draft& from, postgres::scratch& place,
                                                     diagnostics& problems) {
    std::vector<std::string> afterwards;
    afterwards.reserve(from.notes.statements.size());
    for (const auto& statement : from.notes.statements) afterwards.push_back(statement.sql);
    auto loaded = postgres::load_draft(from.draft, afterwards, place);
    for (const auto& refused : postgres::first_causes(loaded.plan, loaded.refused))
        tell(from, postgres::refused_object(loaded.plan, refused), refused.error, problems);
    postgres::missing_names not_made;
    for (const auto& refused : loaded.refused) not_made.add(loaded.plan.steps[refused.step].object);
    for (const auto& refused : loaded.refused_afterwards) {
        if (not_made.explain(refused.error)) continue;
        const auto& statement = from.notes.statements[refused.step];
        problems.error(code::server_refuses_statement, statement.from,
                       fmt::format("PostgreSQL refuses this statement: {}", refused.error.message().message),
                       refused.error.hint());
    }
    if (!loaded.reading) return std::nullopt;
    const auto errors = problems.error_count();
    try_patterns(from, *loaded.filled, problems);
    if (problems.error_count() > errors) {
        place.drop(std::move(*loaded.filled));
        return std::nullopt;
    }
    return loaded_requirements{std::move(loaded.reading->catalog), std::move(*loaded.filled),
                               std::move(loaded.stand_ins)};
}

void check_queries(const requirements_draft& of, postgres::connection& server, diagnostics& problems) {
    if (of.queries.empty()) return;
    server.run("SET search_path = " + postgres::search_path_of(of.draft));
    queries::check(of.queries, server, problems);
}

}  // namespace tenon::project
