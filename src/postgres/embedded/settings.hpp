// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenon::postgres {

/// postgresql.conf of a private server of this major: nothing durable, nothing in the background, nothing that depends
/// on the machine's language or time zone.
std::string private_settings(int major);

/// pg_hba.conf: whoever can open the socket may come in; the folder around it lets nobody else.
std::string private_access();

}  // namespace tenon::postgres
