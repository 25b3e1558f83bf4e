// SPDX-License-Identifier: Apache-2.0
#include "sql/foreign.hpp"

namespace tenon::sql {

std::string reference(const catalog::foreign_data_wrapper& o) {
    return "FOREIGN DATA WRAPPER " + quote_identifier(o.name);
}
std::string reference(const catalog::foreign_server& o) {
    return "SERVER " + quote_identifier(o.name);
}
std::string reference(const catalog::user_mapping& o) {
    return fmt::format("USER MAPPING FOR {} SERVER {}", o.user.empty() ? "PUBLIC" : quote_identifier(o.user),
                       quote_identifier(o.server));
}

std::string create(const catalog::foreign_data_wrapper& o, int) {
    std::string out = "CREATE " + reference(o);
    if (!o.handler.empty()) out += " HANDLER " + o.handler;
    if (!o.validator.empty()) out += " VALIDATOR " + o.validator;
    return out + foreign_options(o.options, o.secrets);
}

std::string create(const catalog::foreign_server& o, int) {
    std::string out = "CREATE " + reference(o);
    if (!o.type.empty()) out += " TYPE " + quote_literal(o.type);
    if (!o.version.empty()) out += " VERSION " + quote_literal(o.version);
    return out + " FOREIGN DATA WRAPPER " + quote_identifier(o.wrapper) + foreign_options(o.options, o.secrets);
}

std::string create(const catalog::user_mapping& o, int) {
    return "CREATE " + reference(o) + foreign_options(o.options, o.secrets);
}

grant_target target_of(const catalog::foreign_data_wrapper& o, int) {
    return {grantable::foreign_data_wrapper, reference(o), o.owner, {}, false};
}

grant_target target_of(const catalog::foreign_server& o, int) {
    return {grantable::foreign_server, "FOREIGN " + reference(o), o.owner, {}, false};
}

}  // namespace tenon::sql
