// SPDX-License-Identifier: Apache-2.0
#include "catalog/json_write.hpp"

#include "catalog/digest.hpp"
#include "catalog/json.hpp"

namespace tenon::catalog {

namespace detail {

void write_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<int>(c));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

}  // namespace detail

namespace {

using detail::writing;

constexpr std::size_t line_width = 118;

/// One value on one line where it fits, else its members or items on lines of their own.
template <class T>
void write_pretty(std::string& out, const T& value, std::size_t indent) {
    const std::size_t start = out.size();
    detail::write_compact(out, value, writing::everything);
    if (out.size() - start + indent <= line_width) return;
    const std::string pad(indent + 2, ' ');
    const auto close = [&](char bracket) {
        out.back() = '\n';  // the last comma
        out.append(indent, ' ');
        out += bracket;
    };
    if constexpr (detail::is_optional<T>::value) {
        out.resize(start);
        write_pretty(out, *value, indent);
    } else if constexpr (detail::is_vector<T>::value) {
        out.resize(start);
        out += '[';
        for (const auto& item : value) {
            out += '\n' + pad;
            write_pretty(out, item, indent + 2);
            out += ',';
        }
        close(']');
    } else if constexpr (boost::describe::has_describe_members<T>::value) {
        out.resize(start);
        out += '{';
        detail::for_each_written(value, writing::everything, [&](std::string_view name, const auto& member) {
            out += '\n' + pad;
            detail::write_string(out, name);
            out += ": ";
            write_pretty(out, member, indent + 2);
            out += ',';
        });
        close('}');
    }
}

}  // namespace

std::string to_json(const contents& catalog) {
    std::string out = "{\n  \"format\": \"tenon.catalog/1\",\n  \"digest\": ";
    detail::write_string(out, digest(catalog));
    detail::for_each_written(catalog, writing::everything, [&](std::string_view name, const auto& member) {
        out += ",\n  ";
        detail::write_string(out, name);
        out += ": ";
        if constexpr (detail::is_vector<std::remove_cvref_t<decltype(member)>>::value) {
            // Never all on one line: a change of one object is then a change of its lines.
            out += '[';
            for (const auto& item : member) {
                out += "\n    ";
                write_pretty(out, item, 4);
                out += ',';
            }
            out.back() = '\n';
            out += "  ]";
        } else {
            write_pretty(out, member, 2);
        }
    });
    return out += "\n}\n";
}

}  // namespace tenon::catalog
