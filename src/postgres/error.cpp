// SPDX-License-Identifier: Apache-2.0
#include "postgres/error.hpp"

namespace tenon::postgres {

database_error::database_error(diagnostic_code id, const std::string& what, server_message message, std::string statement,
                               std::optional<std::size_t> index, std::string state, std::string next)
    : failure(id, what, std::move(state), std::move(next)),
      details_(std::make_shared<const details>(details{std::move(message), std::move(statement), index})) {}

}  // namespace tenon::postgres
