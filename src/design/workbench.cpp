// SPDX-License-Identifier: Apache-2.0
#include "design/workbench.hpp"

#include "base/codes/design.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "sql/keywords.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::object_kind;

std::string one_line(std::string_view text) {
    const auto trimmed = trim(text);
    const auto end = trimmed.find('\n');
    std::string line(trimmed.substr(0, end));
    const bool cut = end != std::string_view::npos;
    if (line.size() > 100) {
        std::size_t kept = 97;
        while (kept > 0 && (static_cast<unsigned char>(line[kept]) & 0xC0) == 0x80) --kept;
        return line.substr(0, kept) + "…";
    }
    return cut ? line + " …" : line;
}

workbench::workbench(const requirements::document& from, const options& given, diagnostics& found)
    : document(from), settings(given), problems(found) {
    draft = catalog::fresh_database(given.postgres);
    notes.platform = *from.platform;
    if (from.description) notes.description = **from.description;
    notes.source = from.file;
    conventions = resolve_conventions(from, notes.conventions, problems);
    notes.schema = conventions.schema;
    notes.partitions_from = fmt::format("{:04}-{:02}", static_cast<int>(settings.partitions_from.year()),
                                        static_cast<unsigned>(settings.partitions_from.month()));
    notes.coverage.emplace_back();
}

std::string workbench::quoted(const std::string& name) const {
    return sql::quote_qualified(schema(), name);
}

workbench::requirement::requirement(workbench& bench, std::string path, const std::string& text, position where)
    : bench_(bench), before_(bench.current_) {
    const auto [found, is_new] = bench.rows_.try_emplace(path, bench.notes.coverage.size());
    if (is_new) bench.notes.coverage.push_back({std::move(path), one_line(text), std::move(where), {}});
    row_ = found->second;
    bench.current_ = row_;
}
workbench::requirement::requirement(workbench& bench, std::size_t row)
    : bench_(bench), row_(row), before_(bench.current_) {
    bench.current_ = row;
}
workbench::requirement::~requirement() {
    bench_.current_ = before_;
}

workbench::recording::recording(workbench& bench, std::vector<catalog::object_id>& objects)
    : bench_(bench), before_(bench.recording_) {
    bench.recording_ = &objects;
}
workbench::recording::~recording() {
    bench_.recording_ = before_;
}

position workbench::current_place() const {
    return current_ == 0 ? position{document.file, 0, 0} : notes.coverage[current_].from;
}

void workbench::decide(catalog::object_id object, std::string what, std::string why, std::string rule, position from) {
    notes.decisions.push_back({std::move(object), std::move(what), std::move(why), std::move(rule), std::move(from)});
}
void workbench::decide(catalog::object_id object, std::string what, std::string why, std::string rule) {
    decide(std::move(object), std::move(what), std::move(why), std::move(rule), current_place());
}

void workbench::made(const catalog::object_id& object) {
    if (current_ > 0) notes.coverage[current_].objects.push_back(object);
    if (recording_) recording_->push_back(object);
    if (const auto where = current_place(); where.line > 0) notes.origins.push_back({object, where});
}

std::string workbench::make_name(const std::string& prefix, std::initializer_list<std::string> parts) {
    return make_name(prefix, std::vector<std::string>(parts));
}

std::string workbench::make_name(const std::string& prefix, const std::vector<std::string>& parts) {
    return shorten(prefix + join(parts, "_"), current_place());
}

std::string workbench::shorten(const std::string& whole, const position& where) {
    std::string name = fit_name(whole);
    if (name != whole && shortened_.insert(whole).second) {
        problems.information(code::name_shortened, where,
                             fmt::format("the name \"{}\" has {} bytes, PostgreSQL keeps {}: it becomes \"{}\"", whole,
                                         whole.size(), longest_name, name));
        decide(schema_id(), fmt::format("{} is called {}", whole, name), "PostgreSQL keeps 63 bytes of a name",
               "name shortened", where);
    }
    return name;
}

bool workbench::take_name(const std::string& space, const std::string& name, catalog::object_id object,
                          const std::string& about, const position& where) {
    const auto taken = names.take(space, name, {std::move(object), about, where});
    if (!taken) return true;
    problems.error(code::name_collision, where,
                   fmt::format("{} would be called \"{}\", which is the name of {} ({}:{})", about, name, taken->about,
                               taken->where.file, taken->where.line),
                   "rename one of the two, or state its name");
    return false;
}

table_model& workbench::add_table(const std::string& name, table_role role, std::size_t order,
                                  const std::string& about) {
    const std::string fitted = make_name("", {name});
    auto& model = tables.emplace_back();
    model.table.name = qualify(fitted);
    model.order = order;
    model.note.table = model.id();
    model.note.role = role;
    model.note.from = current_place();
    if (take_name("relation", fitted, model.id(), about, current_place())) {
        names.take("type", fitted, {model.id(), about, current_place()});
        table_by_name[fitted] = &model;
    }
    if (sql::is_reserved(fitted))
        problems.warning(
            code::table_name_reserved, current_place(),
            fmt::format("{} becomes the table \"{}\", a reserved word that every query must quote", about, fitted),
            "state another name with `table:`");
    made(model.id());
    return model;
}

catalog::column* workbench::add_column(table_model& model, catalog::column column, column_note note) {
    const std::string name = column.name;
    note.column = catalog::column_id(model.table.name, name);
    if (note.from.line == 0) note.from = current_place();
    const auto [found, is_new] = model.by_column.try_emplace(name, model.table.columns.size());
    if (!is_new) {
        const auto& other = model.columns[found->second];
        const auto about = [](const column_note& of) {
            switch (of.source) {
                case column_source::attribute:
                    return fmt::format("the attribute {}", of.name);
                case column_source::role:
                    return fmt::format("the relation {}", of.name);
                case column_source::computed:
                    return fmt::format("the computed column {}", of.name);
                case column_source::convention:
                    return std::string("the key of the conventions");
                case column_source::behaviour:
                    return fmt::format("the behaviour {}", of.made_by);
                case column_source::field:
                    return fmt::format("the {} of {}", of.made_by, of.name);
            }
            return std::string();
        };
        problems.error(code::column_collision, note.from,
                       fmt::format("the column \"{}\" of {} would be made twice: for {} and for {}", name,
                                   model.note.entity.empty() ? model.table.name.name : model.note.entity, about(other),
                                   about(note)),
                       "rename one of them");
        return nullptr;
    }
    if (name == "tableoid" || name == "ctid" || name == "xmin" || name == "xmax" || name == "cmin" || name == "cmax")
        problems.error(code::column_name_system, note.from,
                       fmt::format("\"{}\" is a column that PostgreSQL gives every table", name),
                       "choose another name");
    made(note.column);
    model.table.columns.push_back(std::move(column));
    model.columns.push_back(std::move(note));
    return &model.table.columns.back();
}

const convention_set& workbench::conventions_of(const table_model& model) const {
    const auto found = entity_by_name.find(model.note.entity);
    return found == entity_by_name.end() ? conventions : entities[found->second].conventions;
}

catalog::constraint& workbench::add_constraint(table_model& model, catalog::constraint made_one,
                                               const std::string& prefix, const std::vector<std::string>& parts) {
    made_one.table = model.table.name;
    if (made_one.name.empty()) {
        std::vector<std::string> all = {model.table.name.name};
        all.insert(all.end(), parts.begin(), parts.end());
        const std::string wished = conventions_of(model).prefix(prefix) + join(all, "_");
        made_one.name = make_name("", {wished});
        for (int number = 2; names.is_taken("constraint of " + model.table.name.name, made_one.name); ++number)
            made_one.name = make_name("", {fmt::format("{}_{}", wished, number)});
    }
    const catalog::object_id id = catalog::id_of(made_one);
    const std::string about = fmt::format("a constraint of {}", model.table.name.name);
    take_name("constraint of " + model.table.name.name, made_one.name, id, about, current_place());
    const bool has_index = made_one.kind == catalog::constraint_kind::primary_key ||
                           made_one.kind == catalog::constraint_kind::unique ||
                           made_one.kind == catalog::constraint_kind::exclusion;
    if (has_index) take_name("relation", made_one.name, id, about, current_place());
    made(id);
    return model.constraints.emplace_back(std::move(made_one));
}

void workbench::add_check(table_model& model, const std::string& expression, const std::vector<std::string>& parts,
                          std::string comment) {
    catalog::constraint check;
    check.kind = catalog::constraint_kind::check;
    check.expression = expression;
    check.comment = std::move(comment);
    add_constraint(model, std::move(check), "check", parts);
}

void workbench::add_trigger(table_model& model, trigger_spec spec) {
    for (const auto& other : model.triggers)
        if (other.name == spec.name) return;
    made({object_kind::trigger, catalog::identity_of({schema(), model.table.name.name, spec.name})});
    model.triggers.push_back(std::move(spec));
}

void workbench::add_policy(table_model& model, catalog::policy policy) {
    policy.table = model.table.name;
    made(catalog::id_of(policy));
    model.policies.push_back(std::move(policy));
}

std::string workbench::add_trigger_function(const std::string& name, const std::string& body, std::string comment,
                                            bool security_definer) {
    catalog::function function;
    function.name.name = name;
    function.returns = "trigger";
    function.language = "plpgsql";
    function.body = body;
    function.security_definer = security_definer;
    function.comment = std::move(comment);
    return add_function(std::move(function));
}

std::string workbench::add_function(catalog::function function) {
    std::string name = fit_name(function.name.name);
    function.name = qualify(name);
    if (function.identity_arguments.empty()) function.identity_arguments = function.arguments;
    // Generated bodies name everything in full; a search path of the caller's must not change what they mean.
    if (function.language == "plpgsql")
        function.configuration.insert(function.configuration.begin(), "search_path=pg_catalog, pg_temp");
    made(catalog::id_of(function));
    if (functions_.insert(catalog::id_of(function).identity).second) draft.functions.push_back(std::move(function));
    return name;
}

void workbench::need_extension(const std::string& name, const std::string& why) {
    const catalog::object_id id{object_kind::extension, catalog::identity_part(name)};
    made(id);
    if (!extensions_.insert(name).second) return;
    draft.extensions.push_back({.name = name, .schema = schema()});
    decide(id, fmt::format("the extension {} is used", name), why, "extension");
}

void workbench::add_enum(const std::string& name, std::vector<std::string> labels, std::string comment,
                         const std::string& about) {
    catalog::enum_type type;
    type.name = qualify(name);
    type.labels = std::move(labels);
    type.comment = std::move(comment);
    take_name("type", name, catalog::id_of(type), about, current_place());
    made(catalog::id_of(type));
    draft.enum_types.push_back(std::move(type));
}

void workbench::depend(catalog::object_id dependent, catalog::object_id needed) {
    draft.dependencies.push_back({std::move(dependent), std::move(needed)});
}

void workbench::want(table_model& model, wanted_index wanted) {
    if (wanted.keys.empty()) return;  // what it names is not there, which was reported
    if (wanted.from.line == 0) wanted.from = current_place();
    wanted.coverage = current_;
    model.wanted.push_back(std::move(wanted));
}

}  // namespace tenon::design
