// SPDX-License-Identifier: Apache-2.0
#include "postgres/conninfo.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"
#include "postgres/error.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <memory>

namespace tenon::postgres {
namespace {

constexpr const char* remedy =
    "write it as postgres://user@host:port/database, and percent-encode special characters (@ is %40, / is %2F)";

[[noreturn]] void refuse(const std::string& why) {
    throw database_error(code::connection_string_invalid, "the connection string cannot be understood: " + why, {}, {},
                         {}, "nothing was connected", remedy);
}

/// libpq quotes the part of the string that it does not understand, which may be the password.
std::string without_quotes(std::string text) {
    text = trim(text);
    const std::size_t first = text.find('"');
    const std::size_t last = text.rfind('"');
    if (first == std::string::npos) return text;
    return text.substr(0, first) + "\"…\"" + text.substr(last + 1);
}

bool is_url(const std::string& conninfo) {
    return conninfo.starts_with("postgres://") || conninfo.starts_with("postgresql://");
}

/// libpq looks at ports only when it connects: one for each host, each a number or nothing.
void check_ports(const std::string& ports) {
    for (const auto port : split(ports, ',')) {
        constexpr int highest = 65535;
        int number = 0;
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
        const bool whole = error == std::errc() && end == port.data() + port.size();
        if (!port.empty() && (!whole || number < 1 || number > highest))
            refuse("its port is no number from 1 to 65535");
    }
}

}  // namespace

std::map<std::string, std::string> parse_conninfo(const std::string& conninfo) {
    std::map<std::string, std::string> options;
    if (conninfo.empty()) return options;
    if (conninfo.find('\0') != std::string::npos) refuse("it has a zero byte");
    // libpq takes a string without "=" for the name of a database in one place and for an error in another.
    if (!is_url(conninfo) && conninfo.find('=') == std::string::npos)
        refuse("it is neither a URL nor a list of key=value");
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(conninfo.c_str(), &message), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned_message(message, &PQfreemem);
    if (!parsed) refuse(message ? without_quotes(message) : "out of memory");
    for (const PQconninfoOption* option = parsed.get(); option->keyword; ++option) {
        if (option->val) options.emplace(option->keyword, option->val);
    }
    if (const auto port = options.find("port"); port != options.end()) check_ports(port->second);
    // An unencoded @ or / of a password ends up in the host or the database, which are printed.
    const auto has_at = [&](const char* key) {
        const auto found = options.find(key);
        return found != options.end() && found->second.find('@') != std::string::npos;
    };
    if (is_url(conninfo) && (has_at("host") || has_at("dbname") || has_at("port")))
        refuse("it has an @ that is not encoded");
    return options;
}

std::string format_conninfo(const std::map<std::string, std::string>& options) {
    std::string text;
    for (const auto& [key, value] : options) {
        if (!text.empty()) text += ' ';
        text += key + "='";
        for (const char c : value) {
            if (c == '\'' || c == '\\') text += '\\';
            text += c;
        }
        text += '\'';
    }
    return text;
}

std::string with_database(const std::string& conninfo, const std::string& database) {
    auto options = parse_conninfo(conninfo);
    options["dbname"] = database;
    return format_conninfo(options);
}

}  // namespace tenon::postgres
