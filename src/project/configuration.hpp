// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::project {

/// What `tenon.yaml` says of a project. Everything has a default: an empty file is a good one.
struct configuration {
    std::optional<int> postgres;    ///< the major that the schema is for: 14 … 18
    std::string engine = "native";  ///< of time series: native or timescaledb
    std::string requirements = "requirements.yaml";
    std::string queries = "queries";             ///< folder
    position queries_where;                      ///< where it is named; no file when it is not
    std::string migrations = "migrations";       ///< folder
    std::vector<std::string> maintenance_roles;  ///< may write audited tables without naming an actor

    friend bool operator==(const configuration&, const configuration&) = default;
};

/// Reads the text of a tenon.yaml. Everything wrong with it is told, with positions; then nothing is returned.
std::optional<configuration> parse_configuration(std::string_view text, const std::string& file, diagnostics&);

}  // namespace tenon::project
