// SPDX-License-Identifier: Apache-2.0
#include "design/json_value.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>

namespace tenon::design {

using requirements::option_kind;

namespace {

/// A number as JSON has it: no leading zeros or plus sign, digits on both sides of the point.
bool is_json_number(std::string_view text) {
    std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
    const auto digits = [&] {
        const auto first = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
        return i - first;
    };
    const auto start = i;
    const auto whole = digits();
    if (whole == 0 || (whole > 1 && text[start] == '0')) return false;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (digits() == 0) return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        if (digits() == 0) return false;
    }
    return i == text.size();
}

}  // namespace

std::string json_string(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string to_json(const requirements::option_value& value) {
    switch (value.kind) {
        case option_kind::null:
            return "null";
        case option_kind::scalar: {
            const auto& text = value.scalar;
            if (!value.quoted && (text == "true" || text == "false" || text == "null")) return text;
            // Numbers in one form, so that they come back as they are: 0.50 is 0.5.
            if (!value.quoted && is_json_number(text))
                return text.find_first_of(".eE") == std::string::npos
                           ? text
                           : fmt::format("{}", std::strtod(text.c_str(), nullptr));
            return json_string(text);
        }
        case option_kind::list: {
            std::string out = "[";
            for (const auto& item : value.list) {
                if (out.size() > 1) out += ',';
                out += to_json(item);
            }
            return out += ']';
        }
        case option_kind::map: {
            std::string out = "{";
            for (const auto& [name, member] : value.map) {
                if (out.size() > 1) out += ',';
                out += json_string(*name) + ":" + to_json(member);
            }
            return out += '}';
        }
    }
    return "null";
}

deprecation_note note_of(const requirements::deprecation& source) {
    deprecation_note note;
    if (source.since) note.since = **source.since;
    if (source.remove_after) note.remove_after = **source.remove_after;
    if (source.reason) note.reason = **source.reason;
    if (source.use) note.use = **source.use;
    return note;
}

}  // namespace tenon::design
