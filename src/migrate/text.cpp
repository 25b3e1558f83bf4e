// SPDX-License-Identifier: Apache-2.0
#include "base/codes/plan.hpp"
#include "base/text.hpp"

#include "base/failure.hpp"
#include "diff/script.hpp"
#include "migrate/folder.hpp"
#include "migrate/header.hpp"

#include <charconv>

namespace tenon::migrate {
namespace {

std::string revision_of(std::chrono::sys_seconds when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(when - day);
    return fmt::format("{:04}_{:02}_{:02}_{:02}{:02}{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

/// A name as files have it: lower case, words joined by underscores.
std::string file_word(std::string_view words) {
    std::string out;
    for (const char c : to_lower(words)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) {
            out += c;
        } else if (!out.empty() && out.back() != '_') {
            out += '_';
        }
    }
    while (out.ends_with('_')) out.pop_back();
    return out.empty() ? "migration" : out;
}

struct version {
    std::string number;
    std::string reason;
};

/// SemVer of a schema as those see it who use it: what breaks them is major, what is new minor, the rest a patch.
version next_version(const std::string& before, const diff::plan& plan) {
    if (before.empty()) return {"1.0.0", "the first migration"};
    std::array<int, 3> number{};
    const auto parts = split(before, '.');
    for (std::size_t i = 0; i < number.size() && i < parts.size(); ++i) {
        std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), number[i]);
    }
    for (const auto& step : plan.steps) {
        if (step.hazard < diff::hazard::breaks_clients) continue;
        return {fmt::format("{}.0.0", number[0] + 1),
                fmt::format("major: {} {}", step.change == diff::change::drop ? "drops" : "changes",
                            to_string(step.object))};
    }
    for (const auto& step : plan.steps) {
        if (step.change != diff::change::create || step.part_of) continue;
        return {fmt::format("{}.{}.0", number[0], number[1] + 1),
                fmt::format("minor: creates {}", to_string(step.object))};
    }
    return {fmt::format("{}.{}.{}", number[0], number[1], number[2] + 1), "patch: nothing that clients see"};
}

/// Writes steps as a script: in transactions where they can be, each step named.
class script {
public:
    explicit script(std::vector<diff::setting> settings) : settings_(std::move(settings)) {}

    void add(const diff::step& step) {
        // What goes with an object stands under its name.
        const bool named = !step.part_of || step.aspect.empty();
        if (named || step.transaction != diff::transaction::shared) {
            if (step.transaction == diff::transaction::shared)
                begin();
            else
                close();
            text_ += fmt::format("\n-- tenon:step {} {}{}\n", verb(step.change), to_string(step.object),
                                 step.aspect.empty() ? "" : ": " + step.aspect);
        }
        if (step.transaction == diff::transaction::own) begin();
        if (step.transaction == diff::transaction::none) set("SET ");
        if (step.lock_timeout) timeout(step, "lock_timeout", *step.lock_timeout);
        if (step.statement_timeout) timeout(step, "statement_timeout", *step.statement_timeout);
        text_ += step.sql + ";\n";
        if (step.transaction == diff::transaction::none) reset(step);
        if (step.transaction == diff::transaction::own) close();
    }

    /// The rows at the end, in the transaction of the last steps.
    void add(const std::vector<diff::data_statement>& data, const std::vector<diff::setting>& under) {
        if (data.empty()) return;
        begin();
        text_ += '\n';
        for (const auto& one : under) text_ += fmt::format("SET LOCAL {} = {};\n", one.name, one.value);
        for (const auto& one : data) text_ += fmt::format("\n-- data: {}\n{}", one.reason, diff::ended(one.sql));
    }

    std::string text() {
        close();
        return std::move(text_);
    }

private:
    static std::string_view verb(diff::change what) {
        return what == diff::change::create ? "create" : what == diff::change::drop ? "drop" : "alter";
    }
    void set(std::string_view how) {
        for (const auto& one : settings_) text_ += fmt::format("{}{} = {};\n", how, one.name, one.value);
    }
    void timeout(const diff::step& step, std::string_view name, std::chrono::milliseconds limit) {
        text_ += fmt::format("SET {}{} = {};\n", step.transaction == diff::transaction::none ? "" : "LOCAL ", name,
                             limit.count());
    }
    void reset(const diff::step& step) {
        for (const auto& one : settings_) text_ += fmt::format("RESET {};\n", one.name);
        if (step.lock_timeout) text_ += "RESET lock_timeout;\n";
        if (step.statement_timeout) text_ += "RESET statement_timeout;\n";
    }
    void begin() {
        if (open_) return;
        text_ += "\nBEGIN;\n";
        set("SET LOCAL ");
        open_ = true;
    }
    void close() {
        if (open_) text_ += "\nCOMMIT;\n";
        open_ = false;
    }

    std::vector<diff::setting> settings_;
    std::string text_;
    bool open_ = false;
};

std::string script_of(const diff::plan& plan) {
    auto settings = plan.settings;
    // The file is UTF-8, whatever the client that runs it takes for granted.
    if (!diff::is_ascii(plan)) settings.insert(settings.begin(), {"client_encoding", "'UTF8'", "the file is UTF-8"});
    script out(std::move(settings));
    for (const auto& step : plan.steps) out.add(step);
    out.add(plan.data, plan.data_settings);
    return out.text();
}

/// What a reader of the header has to know before anything else: ": it drops 3 tables with all their rows".
std::string loss(const diff::plan& plan) {
    const auto tables = std::count_if(plan.steps.begin(), plan.steps.end(), [](const diff::step& step) {
        return step.change == diff::change::drop && step.object.kind == catalog::object_kind::table &&
               step.aspect.empty();
    });
    if (tables == 0) return {};
    return fmt::format(": it drops {} table{} with all {} rows", tables, tables == 1 ? "" : "s",
                       tables == 1 ? "its" : "their");
}

}  // namespace

migration make_migration(const diff::plan& plan, std::string_view descriptive_name, const folder& after,
                         std::chrono::sys_seconds when, std::string_view proof) {
    require(!plan.from.empty() && !plan.to.empty(), "a migration needs the digests of both schemas");
    require(plan.unplanned.empty(), "a migration of a plan that does not lead all the way");
    migration out;
    out.name = file_word(descriptive_name);
    auto& head = out.header;
    head.revision = revision_of(when);
    if (!after.migrations.empty()) {
        head.parent = after.migrations.back().header.revision;
        if (head.revision <= head.parent) {
            throw failure(
                code::migration_not_newer,
                fmt::format("the new migration would be {}, but {} is there already", head.revision, head.parent),
                "nothing was written", "check the clock and SOURCE_DATE_EPOCH, then run the command again");
        }
    }
    const auto next = next_version(after.schema_version(), plan);
    head.schema_version = next.number;
    head.version_reason = next.reason;
    head.from = plan.from;
    head.to = plan.to;
    head.proof = std::string(proof);
    const auto back = diff::backwards(plan);
    out.up =
        fmt::format("{}-- The way back is {}.\n{}", header_text(head, out.name), out.down_file_name(), script_of(plan));
    out.down = fmt::format("-- The way back of {}{}.\n{}", out.file_name(), loss(back), script_of(back));
    return out;
}

}  // namespace tenon::migrate
