// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/reports.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"

#include <algorithm>
#include <set>

namespace tenon::generate {
namespace {

std::string set_of(const std::vector<std::string>& columns) {
    return codes(columns);
}

std::string implications(const std::vector<design::functional_dependency>& list) {
    std::string out;
    for (const auto& each : list) out += (out.empty() ? "" : "<br>") + set_of(each.from) + " → " + set_of(each.to);
    return out;
}

/// "public.lots.status" → the table's id, when the column is one of a table in the model.
std::map<catalog::object_id, std::pair<std::size_t, const catalog::column*>> columns_by_id(const schema_model& model) {
    std::map<catalog::object_id, std::pair<std::size_t, const catalog::column*>> found;
    for (std::size_t i = 0; i < model.tables.size(); ++i)
        for (const auto& each : model.tables[i].table->columns)
            found.emplace(catalog::column_id(model.tables[i].table->name, each.name), std::pair(i, &each));
    return found;
}

/// Who may read a column: through the table or the column itself.
std::string readers(const table_entry& entry, const catalog::column& column) {
    std::set<std::string> who;
    const auto add = [&](const catalog::privileges& all) {
        if (!all) return;
        for (const auto& each : *all) {
            if (each.grantee == catalog::the_owner) continue;
            for (const auto* list : {&each.privileges, &each.grantable})
                if (std::find(list->begin(), list->end(), "SELECT") != list->end())
                    who.insert(each.grantee.empty() ? "PUBLIC" : each.grantee);
        }
    };
    add(entry.table->privileges);
    add(column.privileges);
    return who.empty() ? "the owner only" : codes({who.begin(), who.end()});
}

}  // namespace

void add_conventions(page& to) {
    markdown_table rows({"Convention", "Value", "Why", "From"});
    for (const auto& each : to.model.notes->conventions)
        rows.add({code(each.rule), code(each.value), prose(each.why), to.place(each.from)});
    if (rows.empty()) return;
    to.heading(2, "Conventions", "conventions");
    to.add(rows.text());
}

void add_access(page& to) {
    // Who may do what, a line for each role: its description and the tables by privilege.
    std::map<std::string, std::map<std::string, std::vector<std::size_t>>> may;
    for (std::size_t i = 0; i < to.model.tables.size(); ++i)
        for (const auto& [who, what] : grant_rows(to.model.tables[i].table->privileges)) may[who][what].push_back(i);
    for (std::size_t i = 0; i < to.model.tables.size(); ++i)
        for (const auto& column : to.model.tables[i].table->columns)
            for (const auto& [who, what] : grant_rows(column.privileges)) {
                auto& list = may[who][what + " of some columns"];
                if (list.empty() || list.back() != i) list.push_back(i);
            }
    const auto& notes = *to.model.notes;
    if (may.empty() && notes.roles.empty() && to.model.catalog->default_privileges.empty()) return;
    to.heading(2, "Roles and access", "access");
    markdown_table roles({"Role", "Purpose", "From"});
    std::set<std::string> described;
    for (const auto& each : notes.roles) {
        roles.add({code(each.name), prose(each.description), to.place(each.from)});
        described.insert(each.name);
    }
    to.add(roles.text());
    markdown_table rows({"Role", "May", "On"});
    for (const auto& [who, list] : may)
        for (const auto& [what, tables] : list) {
            std::string names;
            if (tables.size() == to.model.tables.size() && tables.size() > 3)
                names = "every table";
            else
                for (const auto each : tables) names += (names.empty() ? "" : ", ") + to.table_link(each);
            rows.add({code(who), prose(what), names});
        }
    to.add(rows.text());
    markdown_table defaults({"New", "In schema", "Role", "May"});
    for (const auto& each : to.model.catalog->default_privileges)
        for (const auto& [who, what] : grant_rows(each.grants))
            defaults.add(
                {prose(to_lower(each.on)), each.schema.empty() ? "any" : code(each.schema), code(who), prose(what)});
    to.add(defaults.text());
    std::string secured;
    for (std::size_t i = 0; i < to.model.tables.size(); ++i)
        if (to.model.tables[i].table->row_security) secured += (secured.empty() ? "" : ", ") + to.table_link(i);
    if (!secured.empty()) to.add("Row security decides row by row on " + secured + ".\n\n");
}

void add_owners(page& to) {
    std::map<std::string, std::string> tables;
    for (std::size_t i = 0; i < to.model.tables.size(); ++i) {
        const auto* note = to.model.tables[i].note;
        if (!note || note->owner.empty()) continue;
        auto& list = tables[note->owner];
        list += (list.empty() ? "" : ", ") + to.table_link(i);
    }
    if (tables.empty()) return;
    to.heading(2, "Owners", "owners");
    markdown_table rows({"Owner", "Answers for"});
    for (const auto& [owner, list] : tables) rows.add({prose(owner), list});
    to.add(rows.text());
}

void add_sensitive_data(page& to) {
    markdown_table rows({"Table", "Column", "Class", "Stored", "Readable by"});
    const auto columns = columns_by_id(to.model);
    for (const auto& note : to.model.notes->columns) {
        if (note.sensitive.empty() && note.protection.empty()) continue;
        const auto found = columns.find(note.column);
        if (found == columns.end()) continue;
        const auto& [table, column] = found->second;
        rows.add({to.table_link(table), code(column->name), prose(note.sensitive),
                  note.protection.empty() ? "in clear" : prose(note.protection),
                  readers(to.model.tables[table], *column)});
    }
    if (rows.empty()) return;
    to.heading(2, "Sensitive data", "sensitive-data");
    to.add(rows.text());
    to.add(
        "Readable by: who holds SELECT on the table or the column; row security and views narrow or widen this.\n\n");
}

void add_growth(page& to) {
    const auto& growth = to.model.notes->growth;
    if (growth.empty()) return;
    to.heading(2, "Growth forecast", "growth");
    std::vector<int> years;
    for (const auto& each : growth)
        for (const auto& point : each.points)
            if (std::find(years.begin(), years.end(), point.years) == years.end()) years.push_back(point.years);
    std::sort(years.begin(), years.end());
    std::vector<std::string> heads = {"Table", "Rows per day", "Bytes per row"};
    for (const int year : years)
        heads.push_back(year == 0 ? "Now" : fmt::format("In {} year{}", year, year == 1 ? "" : "s"));
    heads.emplace_back("Advice");
    markdown_table rows(heads);
    std::map<int, std::int64_t> total;
    for (const auto& each : growth) {
        std::vector<std::string> cells = {to.object(each.table), grouped(each.rows_per_day),
                                          grouped(each.row_bytes + each.index_bytes)};
        for (const int year : years) {
            std::string cell;
            for (const auto& point : each.points)
                if (point.years == year) {
                    const auto size = point.table_bytes + point.index_bytes;
                    cell = fmt::format("{} rows, {}", grouped(point.rows), bytes(size));
                    total[year] += size;
                }
            cells.push_back(cell);
        }
        cells.push_back(prose(each.advice));
        rows.add(cells);
    }
    std::vector<std::string> sum = {"**all of these**", "", ""};
    for (const int year : years) sum.push_back("**" + bytes(total[year]) + "**");
    sum.emplace_back();
    rows.add(sum);
    to.add(rows.text());
    to.add("Sizes are estimates from the column types, with all indexes; without bloat and without the log.\n\n");
}

void add_normal_forms(page& to) {
    const auto& all = to.model.notes->normal_forms;
    if (all.empty()) return;
    static constexpr std::array<std::string_view, 4> names = {"first", "second", "third", "Boyce-Codd"};
    to.heading(2, "Normal forms", "normal-forms");
    const auto fine = std::count_if(all.begin(), all.end(),
                                    [](const auto& each) { return each.form == design::normal_form::boyce_codd; });
    to.add(
        fmt::format("{} of {} tables are in Boyce-Codd normal form, as far as their keys and the declared "
                    "dependencies tell.\n\n",
                    fine, all.size()));
    markdown_table rows(
        {"Table", "Normal form", "Keys", "What keeps it from more", "Proposal", "No longer checked in one table"});
    for (const auto& each : all) {
        if (each.form == design::normal_form::boyce_codd && each.dependencies.empty()) continue;
        std::string keys, proposal;
        for (const auto& key : each.keys) keys += (keys.empty() ? "" : "; ") + set_of(key);
        for (const auto& part : each.proposal)
            proposal += (proposal.empty() ? "" : "<br>") + code(part.name) + " (" + codes(part.columns) + "), key " +
                        codes(part.key);
        rows.add({to.object(each.table), std::string(names[static_cast<std::size_t>(each.form)]), keys,
                  implications(each.violations), proposal, implications(each.lost)});
    }
    to.add(rows.text());
}

void add_general_decisions(page& to) {
    std::vector<const design::decision*> list;
    for (const auto& each : to.model.notes->decisions)
        if (each.object.kind == catalog::object_kind::schema || each.object.kind == catalog::object_kind::extension ||
            each.object.kind == catalog::object_kind::enum_type || each.object.kind == catalog::object_kind::function)
            list.push_back(&each);
    if (to.model.notes->decisions.empty()) return;
    to.heading(2, "Decisions", "decisions");
    to.add(
        fmt::format("{} decisions were taken; each table lists its own, and [adr/](adr/README.md) has them by rule. ",
                    to.model.notes->decisions.size()));
    to.add(list.empty() ? "\n\n" : "Those of the schema as a whole:\n\n" + to.decisions(list, true));
}

void add_requirements(page& to) {
    const auto& coverage = to.model.notes->coverage;
    if (coverage.empty()) return;
    to.heading(2, "Requirements and what became of them", "requirements");
    markdown_table rows({"Requirement", "As written", "Objects", "From"});
    for (const auto& each : coverage)
        rows.add({code(each.requirement), code(each.text),
                  each.objects.empty() ? "notes only" : to.objects(each.objects), to.place(each.from)});
    to.folded(fmt::format("{} requirements", rows.size()), rows.text());
}

}  // namespace tenon::generate
