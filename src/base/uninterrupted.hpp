// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tenon {

/// While one lives, a signal that ends the process has to wait: for work of which half is worse than all or nothing.
/// What ends the process holds one to its end, so that from then on nobody gets another: who asks waits for ever.
/// Keep it short, and do nothing in it that may block, such as writing to a pipe. A thread may hold several.
class uninterrupted {
public:
    uninterrupted();
    ~uninterrupted();
    uninterrupted(const uninterrupted&) = delete;
    uninterrupted& operator=(const uninterrupted&) = delete;
};

}  // namespace tenon
