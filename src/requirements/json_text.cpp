// SPDX-License-Identifier: Apache-2.0
#include "requirements/json_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace tenon::requirements {

namespace {

namespace json = boost::json;

bool is_short(const json::value& value) {
    if (value.is_array()) {
        for (const auto& item : value.as_array())
            if (item.is_structured()) return false;
        return true;
    }
    return !value.is_object() || value.as_object().empty();
}

void write(std::string& out, const json::value& value, int depth);

std::string serialized(const json::value& value) {
    if (!value.is_array()) return json::serialize(value);
    std::string out = "[";
    for (const auto& item : value.as_array()) {
        if (out.size() > 1) out += ", ";
        out += json::serialize(item);
    }
    return out + "]";
}

template <class Items, class Each>
void write_lines(std::string& out, const Items& items, int depth, char open, char close, Each each) {
    out += open;
    bool first = true;
    for (const auto& item : items) {
        out += first ? "\n" : ",\n";
        first = false;
        out.append(static_cast<std::size_t>(depth + 1) * 2, ' ');
        each(item);
    }
    out += '\n';
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
    out += close;
}

void write(std::string& out, const json::value& value, int depth) {
    if (is_short(value)) {
        out += serialized(value);
    } else if (value.is_array()) {
        write_lines(out, value.as_array(), depth, '[', ']',
                    [&](const json::value& item) { write(out, item, depth + 1); });
    } else {
        write_lines(out, value.as_object(), depth, '{', '}', [&](const json::key_value_pair& member) {
            out += serialized(json::value(member.key())) + ": ";
            write(out, member.value(), depth + 1);
        });
    }
}

}  // namespace

std::string json_text(const json::object& value) {
    std::string out;
    write(out, value, 0);
    return out + "\n";
}

}  // namespace tenon::requirements
