// SPDX-License-Identifier: Apache-2.0
#include "design/finish.hpp"

#include "base/text.hpp"
#include "sql/attributes.hpp"

#include <numeric>

namespace tenon::design {

using catalog::object_kind;

namespace {

std::string quoted_name(const catalog::qualified_name& name) {
    return sql::quote_qualified(name.schema, name.name);
}

/// Sorts by a rank, which is asked for once for each, then by `less`. Keeps the order of equals. The items themselves
/// are moved once only.
template <class T, class Rank, class Less>
void sort_ranked(std::vector<T>& items, const Rank& rank, const Less& less) {
    std::vector<std::pair<std::size_t, std::size_t>> order;  // rank, place
    order.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) order.emplace_back(rank(items[i]), i);
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : less(items[a.second], items[b.second]);
    });
    std::vector<T> sorted;
    sorted.reserve(items.size());
    for (const auto& [ignored, place] : order) sorted.push_back(std::move(items[place]));
    items = std::move(sorted);
}

void sort_unique(std::vector<catalog::object_id>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// Types by their SQL text, for the dependencies of columns.
std::unordered_map<std::string, catalog::object_id> types_of(const workbench& bench) {
    std::unordered_map<std::string, catalog::object_id> out;
    for (const auto& type : bench.draft.enum_types) out.emplace(quoted_name(type.name), catalog::id_of(type));
    for (const auto& type : bench.draft.composite_types) out.emplace(quoted_name(type.name), catalog::id_of(type));
    out.emplace(bench.quoted("citext"), catalog::object_id{object_kind::extension, "citext"});
    return out;
}

/// The functions of the design by their quoted, qualified name.
std::vector<std::pair<std::string, catalog::object_id>> helpers_of(const workbench& bench) {
    std::vector<std::pair<std::string, catalog::object_id>> out;
    for (const auto& function : bench.draft.functions)
        if (function.returns != "trigger") out.emplace_back(quoted_name(function.name) + "(", catalog::id_of(function));
    return out;
}

/// Keys and indexes of a partitioned table have one part on each partition, which is attached to them.
class partition_parts {
public:
    explicit partition_parts(workbench& bench) : bench_(bench) {
        for (const auto& model : bench.tables)
            if (model.table.partition_of) pieces_[model.table.partition_of->name].push_back(&model);
    }

    void add(const catalog::constraint& whole) {
        if (whole.kind != catalog::constraint_kind::primary_key && whole.kind != catalog::constraint_kind::unique)
            return;
        for (const auto* piece : pieces_of(whole.table.name)) {
            catalog::constraint part = whole;
            part.table = piece->table.name;
            part.name = name_of(whole.name, whole.table.name, piece->table.name.name);
            part.parent_index = quoted_name({whole.table.schema, whole.name});
            part.inherited = true;
            part.comment.clear();
            bench_.draft.constraints.push_back(std::move(part));
        }
    }

    void add(const catalog::index& whole, std::vector<catalog::index>& out) {
        for (const auto* piece : pieces_of(whole.table.name)) {
            catalog::index part = whole;
            part.table = piece->table.name;
            part.name.name = name_of(whole.name.name, whole.table.name, piece->table.name.name);
            part.parent_index = quoted_name(whole.name);
            part.partitioned = false;
            part.comment.clear();
            out.push_back(std::move(part));
        }
    }

private:
    const std::vector<const table_model*>& pieces_of(const std::string& table) const {
        static const std::vector<const table_model*> none;
        const auto found = pieces_.find(table);
        return found == pieces_.end() ? none : found->second;
    }

    /// The same name with the partition in the place of the table.
    std::string name_of(const std::string& whole, const std::string& table, const std::string& piece) {
        const auto at = whole.find(table);
        std::string name =
            fit_name(at == std::string::npos ? piece + "_" + whole
                                             : whole.substr(0, at) + piece + whole.substr(at + table.size()));
        for (int number = 2; bench_.names.is_taken("relation", name); ++number)
            name = fit_name(fmt::format("{}_{}_{}", piece, whole, number));
        bench_.names.take("relation", name, {{object_kind::index, name}, "", {}});
        return name;
    }

    workbench& bench_;
    std::unordered_map<std::string, std::vector<const table_model*>> pieces_;
};

void put_into_draft(workbench& bench) {
    partition_parts parts(bench);
    std::vector<catalog::index> index_parts;
    for (const auto& index : bench.draft.indexes)
        if (index.partitioned) parts.add(index, index_parts);
    for (const auto& model : bench.tables)
        if (model.table.kind == catalog::table_kind::partitioned)
            for (const auto& constraint : model.constraints) parts.add(constraint);
    bench.draft.indexes.insert(bench.draft.indexes.end(), index_parts.begin(), index_parts.end());
    const auto types = types_of(bench);
    const auto helpers = helpers_of(bench);
    const auto sum = [&](auto member) {
        return std::accumulate(bench.tables.begin(), bench.tables.end(), std::size_t{0},
                               [&](std::size_t all, const auto& model) { return all + (model.*member).size(); });
    };
    bench.draft.tables.reserve(bench.tables.size());
    bench.draft.constraints.reserve(bench.draft.constraints.size() + sum(&table_model::constraints));
    bench.draft.triggers.reserve(sum(&table_model::triggers));
    for (auto& model : bench.tables) {
        const auto id = model.id();
        for (const auto& column : model.table.columns) {
            std::string type = column.type;
            if (type.ends_with("[]")) type.resize(type.size() - 2);
            if (const auto found = types.find(type); found != types.end()) bench.depend(id, found->second);
        }
        for (auto& constraint : model.constraints) {
            if (!constraint.expression.empty())
                for (const auto& [name, function] : helpers)
                    if (constraint.expression.find(name) != std::string::npos)
                        bench.depend(catalog::id_of(constraint), function);
            bench.draft.constraints.push_back(std::move(constraint));
        }
        for (const auto& spec : model.triggers) {
            catalog::trigger trigger;
            trigger.table = model.table.name;
            trigger.name = spec.name;
            trigger.definition = trigger_definition(bench, model.table.name, spec);
            trigger.function = bench.quoted(spec.function);
            trigger.events = spec.events;
            trigger.columns = spec.columns;
            trigger.constraint = spec.deferred;
            trigger.comment = spec.comment;
            bench.depend(catalog::id_of(trigger),
                         {object_kind::function, catalog::identity_of(bench.qualify(spec.function)) + "()"});
            bench.draft.triggers.push_back(std::move(trigger));
        }
        for (auto& policy : model.policies) bench.draft.policies.push_back(std::move(policy));
        bench.draft.tables.push_back(std::move(model.table));
    }
}

/// Index → its draft's dependency on the extension that has its operator class.
void depend_on_operator_classes(workbench& bench) {
    const std::string trigrams = bench.quoted("gin_trgm_ops");
    for (const auto& index : bench.draft.indexes)
        for (const auto& key : index.keys)
            if (key.opclass == trigrams) bench.depend(catalog::id_of(index), {object_kind::extension, "pg_trgm"});
}

void complete_notes(workbench& bench) {
    auto& notes = bench.notes;
    std::vector<table_model*> order;
    std::size_t columns = 0;
    for (auto& model : bench.tables) {
        order.push_back(&model);
        columns += model.columns.size();
    }
    notes.tables.reserve(order.size());
    notes.columns.reserve(columns);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
    std::unordered_map<std::string, std::size_t> place;
    for (auto* model : order) {
        place.emplace(model->note.table.identity, place.size());
        notes.tables.push_back(std::move(model->note));
        std::move(model->columns.begin(), model->columns.end(), std::back_inserter(notes.columns));
    }
    notes.coverage.erase(notes.coverage.begin());  // the stand-in
    for (auto& row : notes.coverage) sort_unique(row.objects);
    std::stable_sort(notes.coverage.begin(), notes.coverage.end(), [](const auto& a, const auto& b) {
        return std::tie(a.from.line, a.from.column) < std::tie(b.from.line, b.from.column);
    });
    // By table as above: the first two parts of an identity name it.
    const auto rank = [&](const catalog::object_id& id) {
        const auto found = place.find(id.identity);
        if (found != place.end()) return found->second;
        const auto dot = id.identity.rfind('.');
        const auto parent = dot == std::string::npos ? place.end() : place.find(id.identity.substr(0, dot));
        return parent == place.end() ? place.size() : parent->second;
    };
    const auto by_table = [&](const auto& note) { return rank(note.table); };
    sort_ranked(
        notes.decisions, [&](const auto& note) { return rank(note.object); },
        [](const auto& a, const auto& b) { return std::tie(a.object, a.rule) < std::tie(b.object, b.rule); });
    sort_ranked(notes.indexes, by_table, [](const auto& a, const auto& b) { return a.index < b.index; });
    sort_ranked(notes.redundant_indexes, by_table, [](const auto& a, const auto& b) {
        return std::tie(a.keys, a.predicate, a.asked_by) < std::tie(b.keys, b.predicate, b.asked_by);
    });
    std::stable_sort(notes.renames.begin(), notes.renames.end(), [](const auto& a, const auto& b) {
        return (a.to.kind == object_kind::column) < (b.to.kind == object_kind::column);
    });
    sort_ranked(
        notes.origins, [](const auto&) { return std::size_t{0}; },
        [](const auto& a, const auto& b) { return a.object < b.object; });
    notes.origins.erase(std::unique(notes.origins.begin(), notes.origins.end(),
                                    [](const auto& a, const auto& b) { return a.object == b.object; }),
                        notes.origins.end());
}

}  // namespace

std::string trigger_definition(const workbench& bench, const catalog::qualified_name& table, const trigger_spec& spec) {
    std::vector<std::string> events;
    for (const auto& event : spec.events) {
        std::string text = event;
        if (event == "UPDATE" && !spec.columns.empty()) text += " OF " + sql::quote_list(spec.columns);
        events.push_back(std::move(text));
    }
    std::vector<std::string> arguments;
    arguments.reserve(spec.arguments.size());
    for (const auto& argument : spec.arguments) arguments.push_back(sql::quote_literal(argument));
    std::string out =
        fmt::format("CREATE {}TRIGGER {} {} {} ON {}", spec.deferred ? "CONSTRAINT " : "",
                    sql::quote_identifier(spec.name), spec.timing, join(events, " OR "), quoted_name(table));
    if (spec.deferred) out += " DEFERRABLE INITIALLY DEFERRED";
    if (!spec.referencing.empty()) out += " REFERENCING " + spec.referencing;
    out += spec.row ? " FOR EACH ROW" : " FOR EACH STATEMENT";
    if (!spec.when.empty()) out += fmt::format(" WHEN ({})", spec.when);
    return out + fmt::format(" EXECUTE FUNCTION {}({})", bench.quoted(spec.function), join(arguments, ", "));
}

result finish(workbench& bench) {
    complete_notes(bench);
    depend_on_operator_classes(bench);
    put_into_draft(bench);
    catalog::sort(bench.draft);
    return {std::move(bench.draft), std::move(bench.notes)};
}

}  // namespace tenon::design
