// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/action.hpp"

namespace tenon::postgres::loading {
namespace {

TEST(RoleSetBy, TellsAsWhomTheSessionGoesOn) {
    const std::vector<std::pair<std::string, std::optional<std::string>>> cases = {
        {"SET SESSION AUTHORIZATION dave", "dave"},
        {"set session authorization 'o''brien'", "o'brien"},
        {"SET SESSION AUTHORIZATION \"Dave\"", "Dave"},
        {"SET LOCAL SESSION AUTHORIZATION dave", "dave"},
        {"SET ROLE dave", "dave"},
        {"SET LOCAL ROLE dave", "dave"},
        {"SET SESSION ROLE dave", "dave"},
        {"SET ROLE NONE", ""},
        {"SET SESSION AUTHORIZATION DEFAULT", ""},
        {"RESET SESSION AUTHORIZATION", ""},
        {"RESET ROLE", ""},
        {"SET SESSION AUTHORIZATION", ""},
        {"SET search_path = role", std::nullopt},
        {"SET LOCAL", std::nullopt},
        {"SET SESSION", std::nullopt},
        {"SET LOCAL SESSION", std::nullopt},
        {"SET", std::nullopt},
        {"GRANT role TO dave", std::nullopt},
    };
    for (const auto& [statement, role] : cases) EXPECT_EQ(role_set_by(statement), role) << statement;
}

}  // namespace
}  // namespace tenon::postgres::loading
