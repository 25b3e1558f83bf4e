// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/psql_recorder.hpp"
#include "sql/split.hpp"

#include <string>
#include <string_view>

namespace tenon::support {

/// Both sides in one form: psql sends comments before a statement, the final semicolon, and no empty lines.
inline std::string without_frame(std::string_view text) {
    const auto skip_blanks = [&] {
        while (!text.empty() && std::isspace(static_cast<unsigned char>(text[0]))) text.remove_prefix(1);
    };
    for (;;) {
        skip_blanks();
        if (text.starts_with("--")) {
            text.remove_prefix(std::min(text.find('\n'), text.size()));
        } else if (text.starts_with("/*")) {
            int depth = 0;
            do {
                if (text.starts_with("/*")) {
                    ++depth;
                    text.remove_prefix(2);
                } else if (text.starts_with("*/")) {
                    --depth;
                    text.remove_prefix(2);
                } else {
                    text.remove_prefix(1);
                }
            } while (depth > 0 && !text.empty());
        } else {
            break;
        }
    }
    std::string out;
    // psql leaves out empty lines between the words of a statement.
    for (const char c : text)
        if (c != '\n' || !out.ends_with('\n')) out += c;
    const auto trim_end = [&] { out.erase(out.find_last_not_of(" \t\r\n\f\v") + 1); };
    trim_end();
    if (out.ends_with(';')) out.pop_back();
    trim_end();
    return out;
}

/// psql's statements in the form of `without_frame`; empty ones are left out.
inline std::vector<sent_statement> normalised(std::vector<sent_statement> sent) {
    for (auto& one : sent) one.text = without_frame(one.text);
    std::erase_if(sent, [](const auto& one) { return one.text.empty(); });
    return sent;
}

/// Nothing when the splitter agrees with psql about `script`; else the first difference.
inline std::string first_difference(const std::vector<sent_statement>& psql,
                                    const std::vector<tenon::sql::statement>& ours) {
    for (std::size_t i = 0; i < std::max(psql.size(), ours.size()); ++i) {
        const std::string theirs = i < psql.size() ? psql[i].text : "(nothing)";
        const std::string mine = i < ours.size() ? without_frame(ours[i].text) : "(nothing)";
        if (theirs != mine) return fmt::format("statement {}:\n  psql: {}\n  ours: {}", i + 1, theirs, mine);
        // psql drops the lines after what only looks like a COPY; the listener never asked for them.
        if (!psql[i].copy_data && ours[i].copy_data && !tenon::sql::lexer(mine).next().is_word("copy")) continue;
        const auto data = [](const auto& d) { return d.value_or("(no data)"); };
        if (data(psql[i].copy_data) != data(ours[i].copy_data))
            return fmt::format("data of statement {}:\n  psql: {}\n  ours: {}", i + 1, data(psql[i].copy_data),
                               data(ours[i].copy_data));
    }
    return {};
}

}  // namespace tenon::support
