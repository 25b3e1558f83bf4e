// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

// Options that hold a password are kept apart, in `secrets`: the name of the option with a keyed hash of its value,
// which lets one run notice a change. JSON and digests see the name only; SQL text gets a placeholder.
namespace tenon::catalog {

struct foreign_data_wrapper {
    static constexpr auto object = object_kind::foreign_data_wrapper;

    std::string name;
    std::string handler;    ///< quoted, qualified, or ""
    std::string validator;  ///< likewise
    catalog::options options;
    catalog::options secrets;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const foreign_data_wrapper&, const foreign_data_wrapper&) = default;
};
BOOST_DESCRIBE_STRUCT(foreign_data_wrapper, (),
                      (name, handler, validator, options, secrets, owner, privileges, comment))

struct foreign_server {
    static constexpr auto object = object_kind::foreign_server;

    std::string name;
    std::string wrapper;
    std::string type;
    std::string version;
    catalog::options options;
    catalog::options secrets;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const foreign_server&, const foreign_server&) = default;
};
BOOST_DESCRIBE_STRUCT(foreign_server, (), (name, wrapper, type, version, options, secrets, owner, privileges, comment))

struct user_mapping {
    static constexpr auto object = object_kind::user_mapping;

    std::string server;
    std::string user;  ///< role name; "" is PUBLIC
    catalog::options options;
    catalog::options secrets;

    friend bool operator==(const user_mapping&, const user_mapping&) = default;
};
BOOST_DESCRIBE_STRUCT(user_mapping, (), (server, user, options, secrets))

}  // namespace tenon::catalog
