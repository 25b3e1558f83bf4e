// SPDX-License-Identifier: Apache-2.0
#include "project/read_sources.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/json.hpp"
#include "migrate/folder.hpp"
#include "postgres/canonicalise.hpp"
#include "postgres/load.hpp"
#include "postgres/read_catalog.hpp"
#include "project/read_requirements.hpp"
#include "sql/markdown_schema.hpp"
#include "sql/privilege.hpp"
#include "sql/script.hpp"
#include "sql/secrets.hpp"

#include <regex>

namespace tenon::project {

namespace {

/// A source after everything that needs no scratch server was done.
struct prepared {
    source from;
    std::vector<sql::script> scripts;          ///< SQL, Markdown, migrations
    std::optional<catalog::contents> printed;  ///< what some server printed: database, catalog
    std::optional<requirements_draft> draft;   ///< requirements
    std::vector<std::string> remarks;
    std::optional<int> live_major;
    std::string server;  ///< database: as it may be shown

    /// What is at fault when nothing in particular is.
    position where() const { return {server.empty() ? from.path.string() : server, 0, 0}; }
};

std::string plural(std::int64_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

prepared read_database(const source& from, const reading_options& options, tenon::progress& progress) {
    postgres::connection server(from.url);
    progress.begin(fmt::format("reading {}", server.display_name()));
    prepared out;
    auto reading = postgres::read_catalog(server, {.role_memberships = options.role_memberships});
    out.printed = std::move(reading.catalog);
    out.live_major = server.major();
    out.server = server.display_name();
    for (const auto& [what, count] : reading.not_read)
        out.remarks.push_back(fmt::format("not read: {} ({})", what, count));
    return out;
}

std::vector<sql::script> migration_scripts(const source& from, const reading_options& options,
                                           const reading_context& context) {
    std::vector<sql::script> scripts;
    const auto folder = migrate::read_folder(from.path, context.problems);
    for (const auto& migration : folder.migrations) {
        const auto file = (from.path / migration.file_name()).string();
        context.texts.add(file, migration.up, sql::hide_secrets);
        scripts.push_back(sql::read_script_text(migration.up, file, options.variables, context.problems));
    }
    return scripts;
}

/// Remembers the text of every file that the scripts' positions name.
void remember_texts(const std::vector<sql::script>& scripts, source_texts& texts) {
    std::set<std::string> files;
    for (const auto& script : scripts) {
        files.insert(script.name);
        for (const auto& include : script.includes) files.insert(include.string());
    }
    for (const auto& file : files) {
        std::error_code ec;
        if (std::filesystem::is_regular_file(file, ec)) texts.add(file, read_file(file), sql::hide_secrets);
    }
}

prepared prepare(const source& from, const reading_options& options, const reading_context& context) {
    prepared out;
    switch (from.kind) {
        case source_kind::database:
            out = read_database(from, options, context.progress);
            break;
        case source_kind::sql_file:
            out.scripts.push_back(sql::read_script(from.path, options.variables, context.problems));
            break;
        case source_kind::sql_folder:
            out.scripts = sql::read_script_folder(from.path, options.variables, context.problems);
            break;
        case source_kind::markdown: {
            const auto text = read_file(from.path);
            context.texts.add(from.path.string(), text);
            out.scripts.push_back(sql::read_markdown_schema(text, from.path.string(), context.problems));
            break;
        }
        case source_kind::migrations:
            out.scripts = migration_scripts(from, options, context);
            break;
        case source_kind::catalog: {
            const auto text = read_file(from.path);
            out.printed = catalog::from_json(text, from.path.string(), context.problems);
            break;
        }
        case source_kind::requirements:
            out.draft = read_requirements(from.path, context.problems, context.texts);
            break;
    }
    out.from = from;
    remember_texts(out.scripts, context.texts);
    return out;
}

/// Names in CREATE EXTENSION statements, which decide on the server that can load them.
void collect_extensions(const std::vector<sql::script>& scripts, std::vector<std::string>& names) {
    static const std::regex create(
        R"re(^\s*create\s+extension\s+(?:if\s+not\s+exists\s+)?("[^"]+"|[a-z_][a-z0-9_-]*))re", std::regex::icase);
    for (const auto& script : scripts) {
        for (const auto& statement : script.statements) {
            std::cmatch match;
            const auto* begin = statement.text.data();
            const auto* end = begin + std::min<std::size_t>(statement.text.size(), 200);
            if (!std::regex_search(begin, end, match, create)) continue;
            auto name = match[1].str();
            if (name.front() == '"') name = name.substr(1, name.size() - 2);
            names.push_back(to_lower(name));
        }
    }
}

void add_load_remarks(const postgres::loaded& loaded, std::vector<std::string>& remarks) {
    for (const auto& made : loaded.stand_ins)
        remarks.push_back(fmt::format("stand-in made for {} {}, missing at {}:{}", made.kind, made.name,
                                      made.where.file, made.where.line));
    if (!loaded.skipped.empty())
        remarks.push_back(
            fmt::format("skipped: {}", plural(static_cast<std::int64_t>(loaded.skipped.size()), "psql command")));
}

using memberships = std::vector<catalog::role_membership>;

memberships memberships_of(postgres::connection& server) {
    return postgres::read_catalog(server, {.role_memberships = true}).catalog.role_memberships;
}

/// Memberships belong to the whole server: a source's own are those that loading it added. They are taken back, since
/// the next source is loaded on the same server.
memberships take_new_memberships(postgres::connection& server, const memberships& before) {
    auto all = memberships_of(server);
    std::erase_if(all, [&](const auto& one) { return std::find(before.begin(), before.end(), one) != before.end(); });
    for (const auto& one : all) server.execute(sql::drop(one) + " CASCADE");
    return all;
}

std::optional<catalog::contents> load_scripts(prepared& from, postgres::scratch& place, const reading_options& options,
                                              const reading_context& context) {
    auto server = place.fresh_database();
    const auto errors = context.problems.error_count();
    const auto before = options.role_memberships ? memberships_of(server) : memberships();
    const auto loaded = postgres::load(place, server, from.scripts, context.problems);
    add_load_remarks(loaded, from.remarks);
    if (context.problems.error_count() > errors) return std::nullopt;
    auto reading = postgres::read_catalog(server);
    for (const auto& [what, count] : reading.not_read)
        from.remarks.push_back(fmt::format("not read: {} ({})", what, count));
    if (options.role_memberships) reading.catalog.role_memberships = take_new_memberships(server, before);
    place.drop(std::move(server));
    return std::move(reading.catalog);
}

}  // namespace

void workshop::start(std::optional<int> live_major, std::vector<std::string> extensions) {
    if (scratch_) return;
    postgres::scratch_options options;
    options.url = options_.scratch;
    options.major = options_.postgres ? options_.postgres : live_major ? live_major : options_.default_major;
    // A server of the user's is what it is, unless its major was asked for.
    if (options.url && !options_.postgres) options.major.reset();
    std::sort(extensions.begin(), extensions.end());
    extensions.erase(std::unique(extensions.begin(), extensions.end()), extensions.end());
    std::erase(extensions, "plpgsql");
    options.extensions = std::move(extensions);
    scratch_.emplace(options);
}

postgres::scratch& workshop::scratch() {
    start({}, {});
    return *scratch_;
}

std::optional<std::vector<source_catalog>> workshop::read(std::span<const source> sources,
                                                          const reading_context& context) {
    const auto errors = context.problems.error_count();
    std::vector<prepared> all;
    std::vector<std::string> extensions;
    std::optional<int> live_major;
    for (const auto& source : sources) {
        all.push_back(prepare(source, options_, context));
        auto& last = all.back();
        collect_extensions(last.scripts, extensions);
        if (last.printed)
            for (const auto& extension : last.printed->extensions) extensions.push_back(extension.name);
        if (last.draft)
            for (const auto& extension : last.draft->extensions()) extensions.push_back(extension);
        if (!live_major) live_major = last.live_major;
    }
    if (context.problems.error_count() > errors) return std::nullopt;
    start(live_major, std::move(extensions));

    std::vector<source_catalog> out;
    for (auto& from : all) {
        context.progress.begin(fmt::format("loading {}", from.from.given));
        std::optional<catalog::contents> read;
        design::notes notes;
        if (from.printed) {
            read = std::move(from.printed);
        } else if (from.draft) {
            if (auto loaded = load_requirements(*from.draft, *scratch_, context.problems)) {
                scratch_->drop(std::move(loaded->filled));
                read = std::move(loaded->catalog);
            }
            notes = from.draft->notes;
        } else {
            read = load_scripts(from, *scratch_, options_, context);
        }
        if (!read) continue;
        if (!options_.role_memberships) read->role_memberships.clear();
        auto canonical = postgres::canonicalise(*read, *scratch_, from.where(), context.problems);
        if (!canonical) continue;
        for (const auto& each : postgres::lost_by_reloading(*read, *canonical))
            from.remarks.push_back(
                fmt::format("not carried by SQL: {}{}", catalog::to_string(each.object),
                            each.members.empty() ? "" : fmt::format(" ({})", join(each.members, ", "))));
        out.push_back({from.from, std::move(*canonical), std::move(notes), std::move(from.remarks)});
    }
    context.progress.end();
    if (context.problems.error_count() > errors) return std::nullopt;
    return out;
}

}  // namespace tenon::project
