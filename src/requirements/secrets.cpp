// SPDX-License-Identifier: Apache-2.0
#include "requirements/secrets.hpp"

#include "base/secrets.hpp"
#include "base/text.hpp"

#include <array>

namespace tenon::requirements {

namespace {

/// What gives an attribute a value of its own.
constexpr std::array<std::string_view, 2> keys_of_values{"default:", "example:"};

bool names_secret_type(std::string_view value) {
    for (const std::string_view type : {"password", "token", "encrypted"})
        if (value.find(type) != std::string_view::npos) return true;
    return false;
}

/// Where a value begins in what stands after an attribute's name: `token = x`, `{type: token, default: x}`.
std::size_t value_in(std::string_view value) {
    auto first = std::string_view::npos;
    for (const auto key : keys_of_values)
        if (const auto at = value.find(key); at != std::string_view::npos) first = std::min(first, at + key.size());
    if (first != std::string_view::npos) return first;
    for (auto at = value.find('='); at != std::string_view::npos; at = value.find('=', at + 1)) {
        const bool compares = at > 0 && std::string_view("<>!").find(value[at - 1]) != std::string_view::npos;
        if (!compares) return at + 1;
    }
    return std::string_view::npos;
}

/// The text that a default stands for: without quotes, and without what follows it on the line.
std::string_view bare(std::string_view value) {
    value = trim(value);
    if (value.empty()) return value;
    if (const char quote = value.front(); quote == '\'' || quote == '"')
        return value.substr(1, std::min(value.find(quote, 1), value.size()) - 1);
    for (const std::string_view end : {" #", ",", "}"}) value = value.substr(0, value.find(end));
    return trim(value);
}

/// The defaults of attributes that are secrets, each to the end of its line.
std::vector<std::string_view> secrets_in(std::string_view document) {
    constexpr auto nowhere = std::string_view::npos;
    std::vector<std::string_view> found;
    std::size_t inside = nowhere;  // the indentation of the attribute whose block this is, when it is a secret
    for (const auto line : split_lines(document)) {
        const auto indent = line.find_first_not_of(" -");
        if (indent == nowhere) continue;
        if (inside != nowhere && indent <= inside) inside = nowhere;
        const auto colon = line.find(':', indent);
        if (colon == nowhere) continue;
        const auto value = line.substr(colon + 1);
        if (inside != nowhere) {
            for (const auto key : keys_of_values)
                if (line.substr(indent).starts_with(key)) found.push_back(value);
            continue;
        }
        if (!names_a_secret(line.substr(indent, colon - indent)) && !names_secret_type(value)) continue;
        if (const auto begin = value_in(value); begin != nowhere) found.push_back(value.substr(begin));
        if (trim(value).empty()) inside = indent;
    }
    return found;
}

}  // namespace

std::string hide_secrets(std::string_view document) {
    std::string shown(document);
    for (const auto secret : secrets_in(document)) {
        const auto begin = static_cast<std::size_t>(secret.data() - document.data());
        for (auto at = begin; at < begin + secret.size(); ++at)
            if (shown[at] != ' ' && shown[at] != '\r') shown[at] = '*';
    }
    return shown;
}

diagnostics without_secrets_of(std::string_view document, const diagnostics& said) {
    std::vector<std::string_view> texts;
    if (!said.empty()) {
        for (const auto secret : secrets_in(document))
            if (const auto text = bare(secret); text.size() >= 3) texts.push_back(text);
    }
    if (texts.empty()) return said;
    diagnostics hidden;
    for (auto item : said.items()) {
        for (auto* words : {&item.message, &item.hint})
            for (const auto text : texts) *words = replace_all(std::move(*words), text, "…");
        hidden.add(std::move(item));
    }
    return hidden;
}

}  // namespace tenon::requirements
