// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <sodium.h>

namespace tenon {

namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_hex(std::span<const unsigned char> bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

}  // namespace

std::string hash_hex(std::string_view bytes, std::string_view key) {
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), bytes_of(bytes), bytes.size(), key.empty() ? nullptr : bytes_of(key),
                       key.size());
    return to_hex(out);
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), bytes_of(bytes), bytes.size());
    return to_hex(out);
}

}  // namespace tenon
