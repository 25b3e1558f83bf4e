// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tenon {

/// BLAKE2b-256 of `bytes` as 64 hexadecimal digits. With a key (at most 64 bytes) it is a keyed hash (RFC 7693).
std::string hash_hex(std::string_view bytes, std::string_view key = {});

/// SHA-256 as 64 hexadecimal digits: for what other tools recompute, such as checksums of files.
std::string sha256_hex(std::string_view bytes);

}  // namespace tenon
