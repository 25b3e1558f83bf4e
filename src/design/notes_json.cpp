// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/failure.hpp"
#include "design/notes.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <charconv>

// Made from the descriptions of the structs: a new member needs no line here.
namespace tenon::design {

namespace {

namespace json = boost::json;
namespace describe = boost::describe;

template <class T>
using members_of = describe::describe_members<T, describe::mod_public>;
template <class T>
concept described = describe::has_describe_members<T>::value;
template <class T>
concept enumeration = std::is_enum_v<T>;

// ---- writing

json::value write(const std::string& text) {
    return json::value(text);
}
json::value write(bool value) {
    return value;
}
json::value write(int value) {
    return value;
}
json::value write(std::int64_t value) {
    return value;
}
json::value write(const json_text& value) {
    return json::parse(value.text);
}
json::value write(const position& where) {
    return json::value(fmt::format("{}:{}:{}", where.file, where.line, where.column));
}
json::value write(enumeration auto value) {
    return json::value(describe::enum_to_string(value, ""));
}
template <class T>
json::value write(const std::vector<T>& list);
template <class T>
json::value write(const std::optional<T>& value);

json::value write(const described auto& object) {
    using type = std::remove_cvref_t<decltype(object)>;
    [[maybe_unused]] static const type plain{};
    json::object out;
    boost::mp11::mp_for_each<members_of<type>>([&](auto member) {
        if (!(object.*member.pointer == plain.*member.pointer)) out[member.name] = write(object.*member.pointer);
    });
    return out;
}
template <class T>
json::value write(const std::vector<T>& list) {
    json::array out;
    for (const auto& item : list) out.push_back(write(item));
    return out;
}
template <class T>
json::value write(const std::optional<T>& value) {
    return value ? write(*value) : json::value();
}

/// A value without blanks; numbers in their shortest form ("0.5", where the library writes 5E-1).
std::string compact(const json::value& value) {
    if (value.is_double()) return fmt::format("{}", value.get_double());
    if (const auto* object = value.if_object()) {
        std::string out = "{";
        for (const auto& [key, member] : *object) {
            if (out.size() > 1) out += ',';
            out += json::serialize(key) + ":" + compact(member);
        }
        return out + "}";
    }
    if (const auto* array = value.if_array()) {
        std::string out = "[";
        for (const auto& item : *array) {
            if (out.size() > 1) out += ',';
            out += compact(item);
        }
        return out + "]";
    }
    return json::serialize(value);
}

bool is_flat(const json::value& value) {
    return !value.is_object() && !value.is_array();
}

void print(std::string& out, const json::value& value, int depth) {
    const auto break_line = [&](int level) {
        out += '\n';
        out.append(static_cast<std::size_t>(level) * 2, ' ');
    };
    if (const auto* object = value.if_object(); object && !object->empty()) {
        out += '{';
        bool first = true;
        for (const auto& [key, member] : *object) {
            if (!first) out += ',';
            first = false;
            break_line(depth + 1);
            out += json::serialize(key);
            out += ": ";
            print(out, member, depth + 1);
        }
        break_line(depth);
        out += '}';
    } else if (const auto* array = value.if_array(); array && !std::all_of(array->begin(), array->end(), is_flat)) {
        out += '[';
        bool first = true;
        for (const auto& item : *array) {
            if (!first) out += ',';
            first = false;
            break_line(depth + 1);
            print(out, item, depth + 1);
        }
        break_line(depth);
        out += ']';
    } else if (array) {
        out += '[';
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (i > 0) out += ", ";
            out += compact((*array)[i]);
        }
        out += ']';
    } else {
        out += compact(value);
    }
}

// ---- reading

/// Says where in the document a value is wrong; the entry point adds the file.
struct wrong {
    std::string what;
};

[[noreturn]] void refuse(const std::string& path, std::string_view wanted) {
    throw wrong{fmt::format("{}: {} is expected", path.empty() ? "the whole" : path, wanted)};
}

void read(const json::value& from, std::string& to, const std::string& path) {
    if (!from.is_string()) refuse(path, "a string");
    to = std::string(from.get_string());
}
void read(const json::value& from, bool& to, const std::string& path) {
    if (!from.is_bool()) refuse(path, "true or false");
    to = from.get_bool();
}
void read(const json::value& from, std::int64_t& to, const std::string& path) {
    if (!from.is_int64()) refuse(path, "an integer");
    to = from.get_int64();
}
void read(const json::value& from, int& to, const std::string& path) {
    std::int64_t wide = 0;
    read(from, wide, path);
    if (wide < INT32_MIN || wide > INT32_MAX) refuse(path, "an integer of 32 bits");
    to = static_cast<int>(wide);
}
void read(const json::value& from, json_text& to, const std::string&) {
    to.text = compact(from);
}
void read(const json::value& from, position& to, const std::string& path) {
    std::string text;
    read(from, text, path);
    const auto column = text.rfind(':');
    const auto line = column == std::string::npos || column == 0 ? std::string::npos : text.rfind(':', column - 1);
    const auto number = [](const char* first, const char* last, int& value) {
        const auto [end, error] = std::from_chars(first, last, value);
        return error == std::errc() && end == last;
    };
    if (line == std::string::npos || !number(text.data() + line + 1, text.data() + column, to.line) ||
        !number(text.data() + column + 1, text.data() + text.size(), to.column))
        refuse(path, "\"file:line:column\"");
    to.file = text.substr(0, line);
}
void read(const json::value& from, enumeration auto& to, const std::string& path) {
    std::string word;
    read(from, word, path);
    if (!describe::enum_from_string(word.c_str(), to)) refuse(path, "another word than \"" + word + "\"");
}
template <class T>
void read(const json::value& from, std::vector<T>& to, const std::string& path);
template <class T>
void read(const json::value& from, std::optional<T>& to, const std::string& path);

void read(const json::value& from, described auto& to, const std::string& path) {
    if (!from.is_object()) refuse(path, "an object");
    std::size_t used = 0;
    boost::mp11::mp_for_each<members_of<std::remove_cvref_t<decltype(to)>>>([&](auto member) {
        if (const auto* value = from.get_object().if_contains(member.name)) {
            ++used;
            read(*value, to.*member.pointer, path + "/" + member.name);
        }
    });
    if (used != from.get_object().size()) refuse(path, "no member but those of this version");
}
template <class T>
void read(const json::value& from, std::vector<T>& to, const std::string& path) {
    if (!from.is_array()) refuse(path, "a list");
    for (const auto& item : from.get_array()) {
        T& value = to.emplace_back();
        read(item, value, fmt::format("{}/{}", path, to.size() - 1));
    }
}
template <class T>
void read(const json::value& from, std::optional<T>& to, const std::string& path) {
    read(from, to.emplace(), path);
}

}  // namespace

std::string to_json(const notes& all) {
    std::string out;
    print(out, write(all), 0);
    return out += '\n';
}

notes notes_from_json(std::string_view text, const std::string& file) {
    notes all;
    try {
        read(json::parse(json::string_view(text.data(), text.size())), all, "");
    } catch (const wrong& problem) {
        throw failure(code::file_not_readable,
                      fmt::format("{} does not hold the notes of a design: {}", file, problem.what),
                      "Nothing was changed.", "tenon design");
    } catch (const boost::system::system_error& problem) {
        throw failure(code::file_not_readable,
                      fmt::format("{} does not hold the notes of a design: {}", file, problem.code().message()),
                      "Nothing was changed.", "tenon design");
    }
    return all;
}

}  // namespace tenon::design
