// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include "base/text.hpp"

#include <utility>
#include <vector>

namespace tenon {

namespace {

using span = std::pair<std::size_t, std::size_t>;  // first byte, one past the last

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

/// The password of the URL whose "://" stands at `mark`. A password with an @ or a / that somebody forgot to encode
/// ends at the last @ of the word.
span password_of_url(std::string_view text, std::size_t mark) {
    const auto begin = mark + 3;
    const auto end = std::min(text.find_first_of(" \t\r\n\"'`<>", begin), text.size());
    const auto word = text.substr(begin, end - begin);
    const auto at = word.rfind('@');
    const auto colon = word.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return {0, 0};
    return {begin + colon + 1, begin + at};
}

/// The value after the = at `equals`, when the name before it is a secret's.
span value_of_keyword(std::string_view text, std::size_t equals) {
    auto name_end = equals;
    while (name_end > 0 && text[name_end - 1] == ' ') --name_end;
    auto name_begin = name_end;
    while (name_begin > 0 && is_name_character(text[name_begin - 1])) --name_begin;
    if (!names_a_secret(text.substr(name_begin, name_end - name_begin))) return {0, 0};
    auto begin = equals + 1;
    while (begin < text.size() && text[begin] == ' ') ++begin;
    if (begin < text.size() && text[begin] == '\'') {
        auto end = ++begin;
        while (end < text.size() && text[end] != '\'') end += text[end] == '\\' ? 2 : 1;
        return {begin, std::min(end, text.size())};
    }
    return {begin, std::min(text.find_first_of(" \t\r\n&\"'`;", begin), text.size())};
}

std::vector<span> passwords_in(std::string_view text) {
    std::vector<span> found;
    const auto add = [&](span one) {
        if (one.second > one.first) found.push_back(one);
    };
    for (auto at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3))
        add(password_of_url(text, at));
    for (auto at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1))
        add(value_of_keyword(text, at));
    return found;
}

}  // namespace

bool names_a_secret(std::string_view name) {
    const auto lower = to_lower(name);
    if (lower == "password_required" || lower == "password_encryption") return false;
    for (const std::string_view word : {"password", "passwd", "passphrase", "pwd", "secret", "token", "credential",
                                        "api_key", "apikey", "private_key", "access_key", "account_key", "sa_key"})
        if (lower.find(word) != std::string::npos) return true;
    return false;
}

bool holds_a_password(std::string_view text) {
    return !passwords_in(text).empty();
}

std::string hide_passwords(std::string_view text) {
    std::string shown(text);
    for (const auto& [begin, end] : passwords_in(text))
        for (auto at = begin; at < end; ++at)
            if (shown[at] != '\n' && shown[at] != '\r') shown[at] = '*';
    return shown;
}

}  // namespace tenon
