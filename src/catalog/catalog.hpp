// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/constraint.hpp"
#include "catalog/foreign.hpp"
#include "catalog/index.hpp"
#include "catalog/operator.hpp"
#include "catalog/replication.hpp"
#include "catalog/routine.hpp"
#include "catalog/schema.hpp"
#include "catalog/table.hpp"
#include "catalog/text_search.hpp"
#include "catalog/trigger.hpp"
#include "catalog/type.hpp"
#include "catalog/view.hpp"

namespace tenon::catalog {

/// `dependent` cannot exist without `needed`. Only what the objects' own members do not say: which types, functions,
/// tables and columns stand in types, expressions and bodies. (That an index needs its table goes without saying.)
struct dependency {
    object_id dependent;
    object_id needed;

    friend auto operator<=>(const dependency&, const dependency&) = default;
};
BOOST_DESCRIBE_STRUCT(dependency, (), (dependent, needed))

/// What a PostgreSQL schema is. Each list is sorted by identity (`sort` sees to it). A draft has the same shape, with
/// expressions as somebody wrote them; only reading from a server makes a catalog that may be digested and compared.
struct contents {
    int major = 0;  ///< of the server that printed it: 14 … 18

    std::vector<schema> schemas;
    std::vector<extension> extensions;
    std::vector<language> languages;
    std::vector<access_method> access_methods;
    std::vector<collation> collations;
    std::vector<conversion> conversions;
    std::vector<enum_type> enum_types;
    std::vector<composite_type> composite_types;
    std::vector<range_type> range_types;
    std::vector<base_type> base_types;
    std::vector<domain> domains;
    std::vector<sequence> sequences;
    std::vector<function> functions;
    std::vector<aggregate> aggregates;
    std::vector<cast> casts;
    std::vector<operator_> operators;
    std::vector<operator_family> operator_families;
    std::vector<operator_class> operator_classes;
    std::vector<transform> transforms;
    std::vector<text_search_parser> text_search_parsers;
    std::vector<text_search_template> text_search_templates;
    std::vector<text_search_dictionary> text_search_dictionaries;
    std::vector<text_search_configuration> text_search_configurations;
    std::vector<table> tables;
    std::vector<view> views;
    std::vector<materialized_view> materialized_views;
    std::vector<foreign_data_wrapper> foreign_data_wrappers;
    std::vector<foreign_server> foreign_servers;
    std::vector<user_mapping> user_mappings;
    std::vector<index> indexes;
    std::vector<constraint> constraints;
    std::vector<trigger> triggers;
    std::vector<rule> rules;
    std::vector<policy> policies;
    std::vector<extended_statistics> statistics;
    std::vector<event_trigger> event_triggers;
    std::vector<publication> publications;
    std::vector<subscription> subscriptions;
    std::vector<catalog::changed_privileges> changed_privileges;
    std::vector<default_privilege> default_privileges;
    std::vector<role_membership> role_memberships;

    std::vector<dependency> dependencies;

    friend bool operator==(const contents&, const contents&) = default;
};
BOOST_DESCRIBE_STRUCT(contents, (),
                      (major, schemas, extensions, languages, access_methods, collations, conversions, enum_types,
                       composite_types, range_types, base_types, domains, sequences, functions, aggregates, casts,
                       operators, operator_families, operator_classes, transforms, text_search_parsers,
                       text_search_templates, text_search_dictionaries, text_search_configurations, tables, views,
                       materialized_views, foreign_data_wrappers, foreign_servers, user_mappings, indexes, constraints,
                       triggers, rules, policies, statistics, event_triggers, publications, subscriptions,
                       changed_privileges, default_privileges, role_memberships, dependencies))

/// A draft: the same value as somebody proposes it, not yet printed by a server.
using draft = contents;

/// Sorts every list by identity and the dependencies; makers of a catalog or a draft call it last.
void sort(contents&);

/// What a new database of this major holds: the schema public and the language plpgsql.
contents fresh_database(int major);

}  // namespace tenon::catalog
