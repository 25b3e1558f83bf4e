// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

// Values shared by all object kinds. Every struct of the catalog is a plain aggregate, described once below its
// definition; JSON, digests and comparison are made from that description, so a new member needs no other place.
//
// Conventions: a member that equals its default ("", false, empty, nullopt) is what a plain CREATE statement gives.
// Names are unquoted, as the server stores them; only expressions, types and definitions are SQL text, exactly as the
// server prints them with `search_path = pg_catalog`, hence fully qualified.
namespace tenon::catalog {

/// The name of an object that lives in a schema. Cluster-wide or schema-less objects leave `schema` empty.
struct qualified_name {
    std::string schema;
    std::string name;

    friend auto operator<=>(const qualified_name&, const qualified_name&) = default;
};
BOOST_DESCRIBE_STRUCT(qualified_name, (), (schema, name))

/// Names to texts, sorted: storage parameters, foreign-data options.
using options = std::map<std::string, std::string>;

/// Stands for the owner of an object as a grantee, so that two databases of different owners compare equal.
inline constexpr std::string_view the_owner = "<owner>";

/// What one grantor gave one grantee on one object.
struct grant {
    std::string grantee;                  ///< role name; "" is PUBLIC; `the_owner` is the owner of the object
    std::string grantor;                  ///< role name; "" is the object's owner
    std::vector<std::string> privileges;  ///< SELECT, INSERT, …: sorted, those without grant option
    std::vector<std::string> grantable;   ///< sorted, those WITH GRANT OPTION

    friend auto operator<=>(const grant&, const grant&) = default;
};
BOOST_DESCRIBE_STRUCT(grant, (), (grantee, grantor, privileges, grantable))

/// All grants on an object, sorted. nullopt: the built-in default of its kind (owner everything; PUBLIC EXECUTE on
/// routines, USAGE on types and languages). An empty list: everything was revoked, from the owner too.
using privileges = std::optional<std::vector<grant>>;

/// Options of a sequence, also of the one behind an identity column. nullopt: the default of its type and direction.
struct sequence_options {
    std::string type = "bigint";  ///< smallint, integer or bigint
    std::optional<std::string> start;
    std::optional<std::string> increment;
    std::optional<std::string> minimum;
    std::optional<std::string> maximum;
    std::optional<std::string> cache;
    bool cycle = false;

    friend auto operator<=>(const sequence_options&, const sequence_options&) = default;
};
BOOST_DESCRIBE_STRUCT(sequence_options, (), (type, start, increment, minimum, maximum, cache, cycle))

/// Whether a trigger or a rule fires: pg_trigger.tgenabled, pg_rewrite.ev_enabled, pg_event_trigger.evtenabled.
enum class firing { origin, disabled, replica, always };
BOOST_DESCRIBE_ENUM(firing, origin, disabled, replica, always)

}  // namespace tenon::catalog
