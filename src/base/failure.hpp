// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/code.hpp"

#include <stdexcept>
#include <string>

namespace tenon {

/// What the world did wrong: no server, a full disk, a lock timeout. Ends the command with exit code 3.
/// What a user wrote wrong is a diagnostic instead, and never thrown.
class failure : public std::runtime_error {
public:
    /// `what`: what happened and with which values. `state`: what state is left. `next`: the next command to run.
    failure(diagnostic_code id, const std::string& what, std::string state = {}, std::string next = {})
        : std::runtime_error(what), code_(id), state_(std::move(state)), next_(std::move(next)) {}

    diagnostic_code code() const { return code_; }
    const std::string& state() const { return state_; }
    const std::string& next() const { return next_; }

private:
    diagnostic_code code_;
    std::string state_;
    std::string next_;
};

/// A promise of Tenon's own that does not hold: exit code 70.
class internal_error : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Throws internal_error with `what` unless `holds`.
inline void require(bool holds, const char* what) {
    if (!holds) throw internal_error(what);
}

}  // namespace tenon
