// SPDX-License-Identifier: Apache-2.0
#include "migrate/header.hpp"

#include "base/text.hpp"

namespace tenon::migrate {
namespace {

constexpr std::string_view first_words = "-- tenon migration ";

/// What stands after "-- NAME: ", or nothing.
std::optional<std::string> field(std::string_view line, std::string_view name) {
    const std::string begin = fmt::format("-- {}: ", name);
    if (!line.starts_with(begin)) return std::nullopt;
    return std::string(trim(line.substr(begin.size())));
}

}  // namespace

std::string header_text(const header& o, std::string_view name) {
    std::string out = fmt::format("{}{} {}\n", first_words, o.revision, name);
    out += fmt::format("-- parent: {}\n", o.parent.empty() ? "none" : o.parent);
    out += fmt::format("-- schema version: {} ({})\n", o.schema_version, o.version_reason);
    out += fmt::format("-- from: {}\n-- to: {}\n-- proof: {}\n", o.from, o.to, o.proof);
    return out;
}

std::optional<header> read_header(std::string_view text) {
    const auto lines = split_lines(text);
    if (lines.size() < 6 || !lines[0].starts_with(first_words)) return std::nullopt;
    header out;
    const auto title = lines[0].substr(first_words.size());
    out.revision = std::string(title.substr(0, title.find(' ')));
    const auto parent = field(lines[1], "parent");
    const auto version = field(lines[2], "schema version");
    const auto from = field(lines[3], "from");
    const auto to = field(lines[4], "to");
    const auto proof = field(lines[5], "proof");
    if (!parent || !version || !from || !to || !proof) return std::nullopt;
    if (*parent != "none") out.parent = *parent;
    const auto reason = version->find(" (");
    if (reason == std::string::npos || !version->ends_with(')')) return std::nullopt;
    out.schema_version = version->substr(0, reason);
    out.version_reason = version->substr(reason + 2, version->size() - reason - 3);
    out.from = *from;
    out.to = *to;
    out.proof = *proof;
    return out;
}

}  // namespace tenon::migrate
