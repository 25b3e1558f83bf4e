// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/load/executor.hpp"
#include "postgres/load/settings.hpp"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tenon::postgres::loading {

/// Statements that wait for something that comes later in the source.
class deferred_statements {
public:
    /// `place`: the settings that were in force where the statement stands.
    void add(task, std::shared_ptr<const settings> place, server_message why);

    bool empty() const { return waiting_.empty(); }
    std::size_t size() const { return waiting_.size(); }

    /// Tries them again until nothing moves, and tells of those that remain. `now`: the settings of the session, which
    /// is left with those of the last statement. Each statement is tried when something that it misses by name was
    /// made, so a long chain in the wrong order costs no more than one in the right order does.
    void run(executor&, connection&, const settings& now);

private:
    struct waiting_statement {
        task what;
        std::shared_ptr<const settings> place;
        server_message why;
        bool done = false;
        bool queued = false;
    };

    bool try_again(std::size_t index, executor&, connection&);
    void wait_for_names(std::size_t index);
    void wake(const std::vector<std::string>& names);

    std::vector<waiting_statement> waiting_;
    std::deque<std::size_t> queue_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
    std::shared_ptr<const settings> in_force_;
};

}  // namespace tenon::postgres::loading
