// SPDX-License-Identifier: Apache-2.0
#include "diff/script.hpp"

namespace tenon::diff {
namespace {

/// Steps of one object stand together, and so do short statements of one kind.
bool starts_block(const step& before, const step& now) {
    const bool short_ones = before.sql.find('\n') == std::string::npos && now.sql.find('\n') == std::string::npos;
    if (before.aspect == "grants" && now.aspect == "grants") return false;
    // A partition goes with its table, and is one to read about all the same.
    const bool partition = now.object.kind == catalog::object_kind::table && now.aspect.empty();
    if (now.part_of && !partition &&
        (*now.part_of == before.object || (before.part_of && *now.part_of == *before.part_of))) {
        return !short_ones && now.aspect.empty() && before.sql.find('\n') == std::string::npos;
    }
    return !(short_ones && before.object.kind == now.object.kind && before.aspect == now.aspect);
}

}  // namespace

bool is_ascii(const plan& all) {
    const auto plain = [](const auto& one) {
        return std::all_of(one.sql.begin(), one.sql.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    return std::all_of(all.steps.begin(), all.steps.end(), plain) &&
           std::all_of(all.data.begin(), all.data.end(), plain);
}

std::string ended(std::string_view statement) {
    const auto line = statement.rfind('\n') == std::string_view::npos ? 0 : statement.rfind('\n');
    const bool comment = statement.find("--", line) != std::string_view::npos;
    return fmt::format("{}{};\n", statement, comment ? "\n" : "");
}

std::string to_sql(const plan& all) {
    if (all.steps.empty()) return {};
    std::string out;
    if (!is_ascii(all)) out += "SET client_encoding = 'UTF8';\n";
    for (const auto& one : all.settings) out += fmt::format("SET {} = {};\n", one.name, one.value);
    for (std::size_t i = 0; i < all.steps.size(); ++i) {
        if (i == 0 || starts_block(all.steps[i - 1], all.steps[i])) out += '\n';
        out += all.steps[i].sql;
        out += ";\n";
    }
    if (all.data.empty()) return out;
    out += '\n';
    for (const auto& one : all.data_settings) out += fmt::format("SET {} = {};\n", one.name, one.value);
    for (const auto& one : all.data) out += fmt::format("\n-- data: {}\n{}", one.reason, ended(one.sql));
    return out;
}

std::vector<std::string> statements(const plan& all, bool local) {
    std::vector<std::string> out;
    if (all.steps.empty()) return out;
    out.reserve(all.settings.size() + all.steps.size());
    for (const auto& one : all.settings) {
        out.push_back(fmt::format("SET {}{} = {}", local ? "LOCAL " : "", one.name, one.value));
    }
    for (const auto& one : all.steps) out.push_back(one.sql);
    for (const auto& one : all.data_settings) {
        if (!all.data.empty()) out.push_back(fmt::format("SET {}{} = {}", local ? "LOCAL " : "", one.name, one.value));
    }
    for (const auto& one : all.data) out.push_back(one.sql);
    return out;
}

}  // namespace tenon::diff
