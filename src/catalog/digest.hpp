// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

namespace tenon::catalog {

/// BLAKE2b-256 of everything an object is, but the physical order of a table's columns, the version of an extension
/// and the values of secrets. Hexadecimal.
template <class Object>
std::string object_digest(const Object&);

struct identified_digest {
    object_id id;
    std::string digest;

    friend auto operator<=>(const identified_digest&, const identified_digest&) = default;
};

/// Every object with its digest, sorted by id.
std::vector<identified_digest> object_digests(const contents&);

/// The digest of a whole catalog: a Merkle sum of the objects' digests that carries the major, for example
/// "pg15:3f0c…" (64 hexadecimal digits).
std::string digest(const contents&);

}  // namespace tenon::catalog
