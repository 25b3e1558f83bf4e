// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/secrets.hpp"

#include "base/hash.hpp"
#include "base/secrets.hpp"
#include "sql/attributes.hpp"

#include <libpq-fe.h>

#include <random>

namespace tenon::postgres::read {

namespace {

const std::string& process_key() {
    static const std::string key = [] {
        std::random_device random;
        std::string bytes;
        for (int i = 0; i < 8; ++i) bytes += fmt::format("{:08x}", random());
        return bytes;
    }();
    return key;
}

/// Options of foreign-data wrappers are told by their names; some take a whole connection string.
bool is_secret(std::string_view name, std::string_view value) {
    return names_a_secret(name) || holds_a_password(value);
}

/// What is kept of a secret. The placeholder that SQL text has instead says nothing about it.
std::string hashed(std::string_view secret) {
    return secret == sql::secret_placeholder ? std::string() : hash_hex(secret, process_key());
}

/// A value of a connection string, quoted as libpq wants it.
std::string conninfo_value(std::string_view value) {
    if (!value.empty() && value.find_first_of(" '\\") == std::string_view::npos) return std::string(value);
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out += '\'';
}

}  // namespace

catalog::options take_secrets(catalog::options& all) {
    catalog::options secrets;
    for (auto it = all.begin(); it != all.end();) {
        if (is_secret(it->first, it->second)) {
            secrets.emplace(it->first, hashed(it->second));
            it = all.erase(it);
        } else {
            ++it;
        }
    }
    return secrets;
}

std::string take_conninfo_secrets(const std::string& conninfo, catalog::options& secrets) {
    char* message = nullptr;
    PQconninfoOption* const parsed = PQconninfoParse(conninfo.c_str(), &message);
    if (!parsed) {
        PQfreemem(message);
        secrets.emplace("conninfo", hashed(conninfo));
        return {};
    }
    std::string text;
    for (const auto* option = parsed; option->keyword; ++option) {
        if (!option->val) continue;
        if (is_secret(option->keyword, option->val)) {
            secrets.emplace(option->keyword, hashed(option->val));
        } else {
            text += fmt::format("{}{}={}", text.empty() ? "" : " ", option->keyword, conninfo_value(option->val));
        }
    }
    PQconninfoFree(parsed);
    return text;
}

}  // namespace tenon::postgres::read
