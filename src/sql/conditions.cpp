// SPDX-License-Identifier: Apache-2.0
#include "sql/conditions.hpp"

#include "base/codes/sql.hpp"
#include "base/text.hpp"

namespace tenon::sql {

std::optional<bool> parse_boolean(std::string_view text) {
    const auto value = to_lower(text);
    if (value.empty()) return std::nullopt;
    const auto begins = [&](std::string_view word) { return word.starts_with(value); };
    if (begins("true") || begins("yes") || value == "on" || value == "1") return true;
    if (begins("false") || begins("no") || value == "of" || value == "off" || value == "0") return false;
    return std::nullopt;
}

bool conditions::is_condition(std::string_view name) {
    return name == "if" || name == "elif" || name == "else" || name == "endif";
}

bool conditions::active() const {
    return open_.empty() || open_.back().active;
}

bool conditions::needs_value(std::string_view name) const {
    if (name == "if") return active();
    return name == "elif" && !open_.empty() && open_.back().outer_active && !open_.back().taken;
}

void conditions::follow(const meta_command& command, diagnostics& problems) {
    const auto unbalanced = [&](std::string message, std::string hint) {
        problems.error(code::condition_unbalanced, command.where, std::move(message), std::move(hint));
    };
    bool value = false;
    if (needs_value(command.name) && command.unset.empty()) {
        const auto text = join(command.arguments, " ");
        const auto parsed = parse_boolean(text);
        if (!parsed) {
            problems.error(code::condition_not_boolean, command.where,
                           fmt::format("the condition \"{}\" is neither true nor false", text),
                           "write true, false, on, off, yes, no, 1 or 0, or test a variable with :{?name}");
        }
        value = parsed.value_or(false);
    }
    if (command.name == "if") {
        open_.push_back({command.where, active(), value, active() && value});
        return;
    }
    if (open_.empty()) {
        unbalanced(fmt::format("\\{} without an \\if before it", command.name), "an \\if must stand in the same file");
        return;
    }
    auto& top = open_.back();
    if (command.name == "endif") {
        open_.pop_back();
    } else if (top.in_else) {
        unbalanced(fmt::format("\\{} after \\else", command.name), "only \\endif may follow \\else");
        top.active = false;
    } else if (command.name == "elif") {
        top.active = top.outer_active && !top.taken && value;
        top.taken = top.taken || value;
    } else {
        top.active = top.outer_active && !top.taken;
        top.in_else = true;
    }
}

void conditions::finish(diagnostics& problems) const {
    for (const auto& still_open : open_) {
        problems.error(code::condition_unbalanced, still_open.where, "this \\if has no \\endif",
                       "every \\if needs its own \\endif in the same file");
    }
}

}  // namespace tenon::sql
