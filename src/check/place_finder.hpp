// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/render.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace tenon::check {

/// Finds where SQL texts speak of an object for the first time. By its names alone: good enough to lead a reader's eye,
/// and the message names the object in full.
class place_finder {
public:
    explicit place_finder(const source_texts& texts) : texts_(texts) {}

    /// The first name, and the others after it; the first alone when they do not follow; nothing when it is nowhere.
    std::optional<position> find(const std::vector<std::string>& names);

private:
    struct place {
        std::string file;
        std::size_t offset;
    };
    void read();
    position position_of(const place&) const;

    const source_texts& texts_;
    bool was_read_ = false;
    std::unordered_map<std::string, std::vector<place>> places_;  ///< of every name, in the order of the texts
};

}  // namespace tenon::check
