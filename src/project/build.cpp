// SPDX-License-Identifier: Apache-2.0
#include "project/build.hpp"

#include "base/codes/project.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "catalog/json.hpp"
#include "diff/script.hpp"
#include "generate/docs/docs.hpp"
#include "migrate/folder.hpp"
#include "migrate/prove.hpp"
#include "postgres/canonicalise.hpp"
#include "postgres/stand_ins.hpp"

#include <future>

namespace tenon::project {

namespace fs = std::filesystem;

namespace {

/// Times the stages of a build, one after the other.
class stopwatch {
public:
    explicit stopwatch(tenon::progress& progress) : progress_(progress) {}

    void begin(std::string stage) {
        end();
        progress_.begin(stage);
        stage_ = std::move(stage);
        since_ = std::chrono::steady_clock::now();
    }
    void end() {
        if (stage_.empty()) return;
        times_.push_back(
            {stage_, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since_)});
        progress_.end();
        stage_.clear();
    }
    std::vector<stage_time> take() {
        end();
        return std::move(times_);
    }

private:
    tenon::progress& progress_;
    std::string stage_;
    std::chrono::steady_clock::time_point since_;
    std::vector<stage_time> times_;
};

catalog::contents read_only_catalog(postgres::connection& server) {
    return postgres::read_catalog(server).catalog;
}

/// The plan of a design: its catalog, then the rows that belong to it.
diff::plan plan_of(const proven_design& design) {
    const auto fresh = catalog::fresh_database(design.catalog.major);
    auto plan = diff::with_digests(diff::make_plan(fresh, design.catalog), fresh, design.catalog);
    for (const auto& statement : design.from.data())
        plan.data.push_back(
            {statement.sql, statement.why.empty() ? "written in the section sql of the requirements" : statement.why});
    if (!plan.data.empty())
        plan.data_settings = {
            {"search_path", postgres::search_path_of(design.from.draft), "names without a schema are the platform's"}};
    return plan;
}

/// What the server says of a statement about rows that it took at loading, at the statement's place.
void tell(const proven_design& design, const migrate::data_refused& refused, diagnostics& problems) {
    problems.error(code::server_refuses_statement, design.from.data()[refused.number].from,
                   fmt::format("PostgreSQL refuses this statement once the whole schema is there: {}",
                               refused.error.message().message),
                   "statements about rows run after all others, in one transaction");
}

/// Proves the design. What PostgreSQL prints differently after a reload is brought to the form that prints itself, and
/// proven anew. The queries are checked in a database that holds the schema because the plan made it.
void prove_design(proven_design& design, postgres::connection filled, postgres::scratch& place, diagnostics& problems) {
    const auto fresh = catalog::fresh_database(design.catalog.major);
    const auto empty_database = [&] {
        auto server = place.fresh_database();
        postgres::make_stand_ins(server, place, postgres::needed_of_server(design.catalog, design.plan));
        return server;
    };
    design.plan = plan_of(design);
    std::optional<postgres::connection> server;
    diagnostics refused_queries;
    auto proof = migrate::prove_side_by_side(
        design.plan, fresh, design.catalog, [&]() -> postgres::connection& { return server.emplace(empty_database()); },
        filled, read_only_catalog,
        [&](postgres::connection& there) { check_queries(design.from, there, refused_queries); });
    if (!proof.holds()) {
        place.drop(std::move(filled));
        place.drop(std::move(*server));
        refused_queries = {};
        design.catalog = postgres::canonicalise(design.catalog, place);
        design.plan = plan_of(design);
        server = empty_database();
        proof = migrate::prove(design.plan, fresh, design.catalog, *server, read_only_catalog);
        migrate::require_proof(proof);
        check_queries(design.from, *server, refused_queries);
    }
    design.proof = migrate::to_string(proof);
    problems.append(refused_queries);
}

/// The catalog in which the project's migrations end, on the same server.
catalog::contents end_of_migrations(const migrate::folder& folder, const fs::path& directory,
                                    const proven_design& design, postgres::scratch& place) {
    auto server = place.fresh_database();
    auto needed = postgres::needed_of_server(design.catalog, design.plan);
    for (const auto& migration : folder.migrations) postgres::add_collations(migration.up, needed);
    postgres::make_stand_ins(server, place, std::move(needed));
    for (const auto& migration : folder.migrations) {
        try {
            server.run(migration.up);
        } catch (const postgres::database_error& error) {
            throw failure(
                code::migrations_end_elsewhere,
                fmt::format("{} does not run: {}", (directory / migration.file_name()).string(), error.what()),
                "nothing was written", "mend the migration, or remove it when it was never applied");
        }
    }
    auto read = read_only_catalog(server);
    place.drop(std::move(server));
    return postgres::canonicalise(read, place);
}

/// What nobody's migration makes. Other collations than those that got a stand-in are on every server.
void add_remarks_on_servers(const proven_design& design, std::vector<std::string>& remarks) {
    const auto remark = [&](std::string_view things, const std::vector<std::string>& names) {
        if (!names.empty())
            remarks.push_back(
                fmt::format("{} that must exist where the migration runs: {}", things, fmt::join(names, ", ")));
    };
    remark("roles", postgres::roles_named_in(design.catalog));
    std::vector<std::string> collations;
    for (const auto& thing : design.stand_ins)
        if (thing.kind == "collation") collations.push_back(thing.name);
    remark("collations", collations);
}

/// Tells which rows of the requirements no migration makes. A migration that is written is never changed, and whether
/// rows of a database in use are still those that it made, nobody knows here.
void tell_data_in_no_migration(const proven_design& design, const migrate::folder& folder, diagnostics& problems) {
    for (const auto& statement : design.from.data()) {
        const bool held = std::any_of(folder.migrations.begin(), folder.migrations.end(), [&](const auto& migration) {
            return migration.up.find(statement.sql) != std::string::npos;
        });
        if (held) continue;
        problems.warning(code::data_in_no_migration, statement.from,
                         fmt::format("no migration runs this statement about rows{}{}; those that are written stay as "
                                     "they are",
                                     statement.why.empty() ? "" : ": ", statement.why),
                         "run what schema/schema.sql ends with where the schema is in use, or put it into a migration "
                         "of your own");
    }
}

std::string schema_sql(const proven_design& design) {
    return fmt::format(
        "-- {}: the whole schema, made by Tenon from {}. Do not edit: change the requirements.\n-- {}\n\n{}",
        design.from.notes.platform, design.from.file.filename().string(), digest(design.catalog),
        diff::to_sql(design.plan));
}

std::vector<new_file> schema_files(const proven_design& design) {
    const fs::path folder = design.from.folder / "schema";
    return {{folder / "schema.sql", schema_sql(design)},
            {folder / "catalog.json", catalog::to_json(design.catalog)},
            {folder / "notes.json", design::to_json(design::relative_to(design.from.notes, design.from.folder))}};
}

/// All of them or, when one cannot be written, none.
std::vector<output> write_outputs(const fs::path& project, const std::vector<new_file>& files) {
    const auto written = write_files(files);
    std::vector<output> outputs;
    for (std::size_t i = 0; i < files.size(); ++i)
        outputs.push_back({files[i].path.lexically_relative(project), written[i]});
    return outputs;
}

}  // namespace

std::optional<proven_design> design_project(const fs::path& requirements, const reading_options& options,
                                            const reading_context& context, bool prove,
                                            const std::function<void(const proven_design&)>& before_proof) {
    stopwatch watch(context.progress);
    const auto errors = context.problems.error_count();
    watch.begin("reading and designing");
    auto draft = read_requirements(requirements, context.problems, context.texts);
    if (!draft) return std::nullopt;
    proven_design out;
    out.from = std::move(*draft);

    watch.begin("starting PostgreSQL");
    postgres::scratch_options place_options;
    place_options.url = options.scratch;
    place_options.major = options.postgres  ? options.postgres
                          : options.scratch ? std::nullopt
                                            : out.from.configuration.postgres;
    place_options.extensions = out.from.extensions();
    postgres::scratch place(place_options);
    out.server = place.description();

    watch.begin("loading");
    const auto errors_before_loading = context.problems.error_count();
    auto loaded = load_requirements(out.from, place, context.problems);
    if (!loaded || context.problems.error_count() > errors_before_loading) return std::nullopt;
    if (errors_before_loading > errors) {
        // Some queries cannot be read; what is wrong with the others is told in the same run.
        check_queries(out.from, loaded->filled, context.problems);
        return std::nullopt;
    }
    out.catalog = std::move(loaded->catalog);
    out.stand_ins = std::move(loaded->stand_ins);

    if (prove) {
        watch.begin("proving");
        if (before_proof) before_proof(out);
        try {
            prove_design(out, std::move(loaded->filled), place, context.problems);
        } catch (const migrate::data_refused& refused) {
            tell(out, refused, context.problems);
        }
    } else {
        out.catalog = postgres::canonicalise(out.catalog, place);
        out.plan = plan_of(out);
    }
    // Whoever goes on need not wait for the end of the server; this value does, before it is gone.
    out.stopping = std::async(std::launch::async, [ending = std::move(place)]() mutable {
                       const auto ended = std::move(ending);
                   }).share();
    out.times = watch.take();
    if (context.problems.error_count() > errors) return std::nullopt;
    return out;
}

namespace {

/// The documentation, made in a thread of its own while the server proves the design.
class documents_ahead {
public:
    void begin(const proven_design& design) {
        catalog_ = std::make_shared<const catalog::contents>(design.catalog);
        made_ = std::async(std::launch::async, [catalog = catalog_, notes = design.from.notes] {
            return generate::documentation(*catalog, notes);
        });
    }
    /// Made anew when the proof has changed the catalog's form.
    generate::output_files take(const proven_design& design) {
        auto made = made_.get();
        return *catalog_ == design.catalog ? std::move(made)
                                           : generate::documentation(design.catalog, design.from.notes);
    }

private:
    std::shared_ptr<const catalog::contents> catalog_;
    std::future<generate::output_files> made_;
};

/// One file of each folder that a build writes, to find out before the work whether it could.
std::vector<fs::path> outputs_of(const fs::path& requirements) {
    diagnostics ignored;
    source_texts none;
    const auto folder = requirements.has_parent_path() ? requirements.parent_path() : fs::path(".");
    const auto configuration = read_configuration(folder, ignored, none).value_or(project::configuration());
    std::vector<fs::path> out = {folder / configuration.migrations / migrate::integrity_file};
    for (const auto* file : {"schema/schema.sql", "schema/catalog.json", "schema/notes.json", "docs/schema.md",
                             "docs/erd.svg", "docs/erd.md", "docs/adr/README.md", "docs/runbooks/README.md"})
        out.push_back((folder / file).lexically_normal());
    return out;
}

std::string hash_inputs_of(const fs::path& requirements, const reading_options& options) {
    diagnostics ignored;
    source_texts none;
    const auto folder = requirements.has_parent_path() ? requirements.parent_path() : fs::path(".");
    const auto configuration = read_configuration(folder, ignored, none);
    if (!configuration) return {};
    const auto settings = fmt::format("{} {}", options.postgres.value_or(0), options.scratch.value_or(""));
    return hash_inputs(requirements, {folder / configuration->queries, folder / configuration->migrations}, settings);
}

}  // namespace

std::optional<last_build> unchanged_build(const fs::path& requirements, const reading_options& options) {
    auto last = recall(requirements);
    if (!last) return std::nullopt;
    const auto folder = requirements.has_parent_path() ? requirements.parent_path() : fs::path(".");
    const auto inputs = hash_inputs_of(requirements, options);
    if (inputs.empty() || last->inputs != inputs || last->outputs != hash_files(folder, last->files))
        return std::nullopt;
    return last;
}

void remember_build(const fs::path& requirements, const reading_options& options, const build_result& built,
                    std::string holdings, const diagnostics& findings) {
    last_build last;
    last.inputs = hash_inputs_of(requirements, options);
    for (const auto& output : built.outputs) last.files.push_back(output.path.string());
    last.outputs = hash_files(built.design.from.folder, last.files);
    last.platform = built.design.from.notes.platform;
    last.major = built.design.catalog.major;
    last.digest = built.design.plan.to;
    last.holdings = std::move(holdings);
    last.proof = built.design.proof;
    last.remarks = built.remarks;
    last.findings = findings.items();
    remember(requirements, last);
}

std::vector<output> write_schema(const proven_design& design) {
    return write_outputs(design.from.folder, schema_files(design));
}

std::optional<build_result> build_project(const fs::path& requirements, const reading_options& options,
                                          const reading_context& context) {
    require_writable(outputs_of(requirements));
    documents_ahead documents;
    auto designed = design_project(requirements, options, context, true,
                                   [&](const proven_design& design) { documents.begin(design); });
    if (!designed) return std::nullopt;
    build_result result;
    result.design = std::move(*designed);
    auto& design = result.design;
    stopwatch watch(context.progress);

    watch.begin("comparing migrations");
    const auto errors = context.problems.error_count();
    const fs::path migrations = design.from.folder / design.from.configuration.migrations;
    migrate::finish_interrupted(migrations);
    const auto before = migrate::read_folder(migrations, context.problems);
    if (context.problems.error_count() > errors) return std::nullopt;
    const bool initial = before.migrations.empty();
    if (!initial && before.digest() != design.plan.to) {
        postgres::scratch_options place_options;
        place_options.url = options.scratch;
        place_options.major = design.catalog.major;
        place_options.extensions = design.from.extensions();
        postgres::scratch place(place_options);
        result.differing = diff::compare(end_of_migrations(before, migrations, design, place), design.catalog);
        std::erase_if(result.differing, [](const auto& difference) { return difference.information; });
        if (!result.differing.empty()) {
            result.last_migration = before.migrations.back().file_name();
            return result;
        }
    }

    if (!initial) tell_data_in_no_migration(design, before, context.problems);

    watch.begin("documenting");
    const auto pages = documents.take(design);

    watch.begin("writing");
    auto files = schema_files(design);
    if (initial && !design.plan.steps.empty()) {
        const auto first =
            migrate::make_migration(design.plan, "initial_schema", before, migrate::stamp(), design.proof);
        for (auto& file : migrate::files_with(migrations, before, first)) files.push_back(std::move(file));
    }
    for (const auto& document : pages) files.push_back({design.from.folder / document.path, document.text});
    result.outputs = write_outputs(design.from.folder, files);
    add_remarks_on_servers(design, result.remarks);
    watch.begin("stopping PostgreSQL");
    design.stopping.wait();
    for (auto& time : watch.take()) design.times.push_back(std::move(time));
    return result;
}

}  // namespace tenon::project
