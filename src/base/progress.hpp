// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace tenon {

/// Told by long work what it does and how far it is. This one listens to nothing, for callers that do not care.
/// Stages follow each other; a stage begun before the last one was ended ends it.
class progress {
public:
    virtual ~progress() = default;

    /// A stage begins: "loading", "proving". `total`: how many `advance` steps it will take; 0 when unknown.
    virtual void begin(std::string_view stage, std::size_t total = 0);
    /// So many more of the stage's steps are done. Cheap enough to be called for each object.
    virtual void advance(std::size_t steps = 1);
    virtual void end();
};

}  // namespace tenon
