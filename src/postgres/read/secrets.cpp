// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/secrets.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
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

/// Names that foreign-data wrappers give to options with a secret: password, sslpassword, passwd, secret_key, token, …
bool is_secret(std::string_view name) {
    const auto lower = to_lower(name);
    if (lower == "password_required" || lower == "passfile") return false;
    for (const std::string_view word :
         {"password", "passwd", "secret", "token", "api_key", "apikey", "private_key", "access_key"})
        if (lower.find(word) != std::string::npos) return true;
    return false;
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
        if (is_secret(it->first)) {
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
        if (is_secret(option->keyword)) {
            secrets.emplace(option->keyword, hashed(option->val));
        } else {
            text += fmt::format("{}{}={}", text.empty() ? "" : " ", option->keyword, conninfo_value(option->val));
        }
    }
    PQconninfoFree(parsed);
    return text;
}

}  // namespace tenon::postgres::read
