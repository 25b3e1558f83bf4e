// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include "base/failure.hpp"

namespace tenon::cli {

const std::vector<std::string>& arguments::values(std::string_view name) const {
    const auto found = given_.find(name);
    require(found != given_.end(), "a verb asks for an option that it does not declare");
    return found->second;
}

std::optional<std::string> arguments::value(std::string_view name) const {
    const auto& all = values(name);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

std::string arguments::value_or(std::string_view name, std::string_view otherwise) const {
    return value(name).value_or(std::string(otherwise));
}

}  // namespace tenon::cli
