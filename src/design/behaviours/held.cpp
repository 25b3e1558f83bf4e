// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/held.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::foreign_key_action;
using requirements::behaviour_kind;

namespace {

/// True when rows of the table go one day without anybody deleting them.
bool goes_by_itself(const workbench& bench, const table_model& table) {
    if (table.note.role != table_role::entity) return false;
    const auto& entity = bench.entities[bench.entity_by_name.at(table.note.entity)];
    if (const auto* series = entity.find(behaviour_kind::time_series); series && series->find("keep")) return true;
    const auto* retained = entity.find(behaviour_kind::retained);
    if (!retained) return false;
    const auto* then = retained->find("then");
    return !then || then->scalar != "anonymise";
}

class holders {
public:
    holders(behaviour_run& run, row_end end) : run_(run), end_(end) {}

    /// `row` names a row of the table in SQL.
    std::string of(const table_model& table, const std::string& row) {
        path_.push_back(&table);
        std::string out;
        for (const auto& other : run_.bench.tables)
            for (const auto& key : other.constraints)
                if (key.kind == catalog::constraint_kind::foreign_key &&
                    key.references.name == table.table.name.name)
                    out += by(other, key, row);
        path_.pop_back();
        return out;
    }

private:
    std::string by(const table_model& other, const catalog::constraint& key, const std::string& row) {
        const bool cascades = key.on_delete == foreign_key_action::cascade;
        if (!cascades && key.on_delete != foreign_key_action::restrict_ &&
            key.on_delete != foreign_key_action::no_action)
            return {};
        const bool direct = path_.size() == 1;
        if (!cascades) report_held(other, key);
        if (cascades && direct && end_ == row_end::archives && &other != path_.front()) report_lost(other, key);
        const std::string name = fmt::format("tenon_{}", ++number_);
        std::vector<std::string> pairs;
        for (std::size_t i = 0; i < key.columns.size(); ++i)
            pairs.push_back(fmt::format("{}.{} = {}.{}", name, sql::quote_identifier(key.columns[i]), row,
                                        sql::quote_identifier(key.referenced_columns[i])));
        std::string condition = join(pairs, " AND ");
        if (cascades) {
            // A tree has no end, and many ways through many tables none that anybody would read: what holds rows further
            // down is met when they are deleted one by one.
            constexpr std::size_t deepest = 4;
            constexpr int most = 100;
            if (path_.size() > deepest || number_ > most ||
                std::find(path_.begin(), path_.end(), &other) != path_.end())
                return {};
            const std::string further = of(other, name);
            if (further.empty()) return {};
            condition += fmt::format(" AND NOT ({})", further.substr(std::string_view(" AND ").size()));
        }
        return fmt::format(" AND NOT EXISTS (SELECT FROM {} AS {} WHERE {})",
                           run_.bench.quoted(other.table.name.name), name, condition);
    }

    void report_held(const table_model& other, const catalog::constraint& key) {
        if (&other == path_.front() || goes_by_itself(run_.bench, other)) return;
        const bool direct = path_.size() == 1;
        const std::string who = direct ? "them" : fmt::format("rows of {}, which go with them", path_.back()->table.name.name);
        run_.bench.problems.warning(
            code::retention_held, run_.where(),
            fmt::format("{} of {} stay beyond their time while {}.{} refers to {}, and nothing removes those rows in "
                        "turn",
                        end_ == row_end::drops ? "pieces of time" : "rows", run_.entity.name, other.table.name.name,
                        key.columns.front(), who),
            end_ == row_end::archives ? "archive those rows too, sooner; or use then: anonymise"
            : end_ == row_end::drops  ? "state on_delete: cascade there, or retain those rows too"
                                      : "state on_delete: cascade there, or retain those rows too; or use then: anonymise");
    }

    /// Rows of another entity that would go with an archived one, and are kept nowhere.
    void report_lost(const table_model& other, const catalog::constraint& key) {
        if (other.note.role != table_role::entity) return;
        const auto* retained =
            run_.bench.entities[run_.bench.entity_by_name.at(other.note.entity)].find(behaviour_kind::retained);
        const auto* then = retained ? retained->find("then") : nullptr;
        if (then && then->scalar == "archive") return;
        run_.bench.problems.warning(
            code::archive_incomplete, run_.where(),
            fmt::format("rows of {} go to the archive, those that refer to them by {}.{} are deleted with them",
                        run_.entity.name, other.table.name.name, key.columns.front()),
            "archive those rows too, sooner; or state on_delete: restrict there");
    }

    behaviour_run& run_;
    row_end end_;
    std::vector<const table_model*> path_;  ///< from the entity's table down the cascades
    int number_ = 0;
};

}  // namespace

std::string is_free(behaviour_run& run, row_end end) {
    return holders(run, end).of(run.table(), sql::quote_identifier(run.table().table.name.name));
}

}  // namespace tenon::design
