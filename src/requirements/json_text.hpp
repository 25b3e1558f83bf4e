// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>

#include <string>

namespace tenon::requirements {

/// JSON as people read it: two blanks for each level, short lists of words on one line, members in their order.
std::string json_text(const boost::json::object& value);

}  // namespace tenon::requirements
