// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/deferred.hpp"

#include "base/codes/postgres.hpp"

namespace tenon::postgres::loading {

void deferred_statements::add(task what, std::shared_ptr<const settings> place, server_message why) {
    waiting_.push_back({std::move(what), std::move(place), std::move(why)});
}

void deferred_statements::run(executor& with, connection& session, const settings& now) {
    in_force_ = std::make_shared<const settings>(now);
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            if (waiting_[i].done) continue;
            waiting_[i].queued = true;
            queue_.push_back(i);
        }
        while (!queue_.empty()) {
            const auto index = queue_.front();
            queue_.pop_front();
            waiting_[index].queued = false;
            if (try_again(index, with, session)) moved = true;
        }
    }
    for (const auto& left : waiting_)
        if (!left.done) with.report(code::object_missing, left.why, *left.what.from);
}

// True when the statement need not be tried any more.
bool deferred_statements::try_again(std::size_t index, executor& with, connection& session) {
    auto& entry = waiting_[index];
    if (entry.place != in_force_ && *entry.place != *in_force_) {
        for (const auto& text : statements_for(*entry.place)) session.execute(text);
    }
    in_force_ = entry.place;
    const auto result = with.run(entry.what, entry.why);
    if (touches_session(entry.what.text)) in_force_ = std::make_shared<const settings>(read_settings(session));
    if (result == outcome::later) {
        wait_for_names(index);
        return false;
    }
    entry.done = true;
    if (result == outcome::done) wake(names_in(entry.what.text));
    return true;
}

void deferred_statements::wait_for_names(std::size_t index) {
    for (auto& name : missing_names(waiting_[index].why)) {
        auto& indexes = by_name_[std::move(name)];
        if (indexes.empty() || indexes.back() != index) indexes.push_back(index);
    }
}

void deferred_statements::wake(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) continue;
        const auto indexes = std::move(found->second);
        by_name_.erase(found);
        for (const auto index : indexes) {
            auto& entry = waiting_[index];
            if (entry.done || entry.queued) continue;
            entry.queued = true;
            queue_.push_back(index);
        }
    }
}

}  // namespace tenon::postgres::loading
