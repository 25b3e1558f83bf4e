// SPDX-License-Identifier: Apache-2.0
#include "base/uninterrupted.hpp"

#include <mutex>

namespace tenon {
namespace {

std::recursive_mutex& one_at_a_time() {
    static std::recursive_mutex* const only = new std::recursive_mutex;  // outlives every static object
    return *only;
}

}  // namespace

uninterrupted::uninterrupted() {
    one_at_a_time().lock();
}

uninterrupted::~uninterrupted() {
    one_at_a_time().unlock();
}

}  // namespace tenon
