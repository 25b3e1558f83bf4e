// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/identity.hpp"
#include "design/design.hpp"
#include "design/model.hpp"
#include "design/name_registry.hpp"

#include <deque>
#include <initializer_list>
#include <unordered_map>
#include <unordered_set>

namespace tenon::design {

/// A part of the function tenon_maintain: PL/pgSQL, with a name for the message when it fails.
struct maintenance_job {
    std::string about, statement;
};

/// Everything that the stages work on. What is added while a `requirement` stands is noted as made for it.
class workbench {
public:
    workbench(const requirements::document&, const options&, diagnostics&);

    const requirements::document& document;
    const options& settings;
    diagnostics& problems;

    convention_set conventions;
    catalog::draft draft;
    design::notes notes;
    std::deque<table_model> tables;  ///< references stay valid
    std::vector<entity_model> entities;
    std::unordered_map<std::string, std::size_t> entity_by_name;
    std::unordered_map<std::string, table_model*> table_by_name;
    name_registry names;
    std::vector<maintenance_job> maintenance;

    /// Those of the entity that the table belongs to.
    const convention_set& conventions_of(const table_model&) const;
    const std::string& schema() const { return conventions.schema; }
    position at(requirements::place where) const { return document.at(where); }
    catalog::qualified_name qualify(const std::string& name) const { return {schema(), name}; }
    std::string quoted(const std::string& name) const;  ///< schema.name as SQL
    catalog::object_id schema_id() const { return {catalog::object_kind::schema, catalog::identity_part(schema())}; }

    // ---- what was decided, and for what
    /// While it lives, objects that are added count as made for a requirement. The same path is the same requirement.
    class requirement {
    public:
        requirement(workbench&, std::string path, const std::string& text, position);
        requirement(workbench&, std::size_t row);
        ~requirement();
        requirement(const requirement&) = delete;
        requirement& operator=(const requirement&) = delete;
        std::size_t row() const { return row_; }

    private:
        workbench& bench_;
        std::size_t row_, before_;
    };
    /// While it lives, objects that are added are listed in `objects` too.
    class recording {
    public:
        recording(workbench& bench, std::vector<catalog::object_id>& objects);
        ~recording();
        recording(const recording&) = delete;
        recording& operator=(const recording&) = delete;

    private:
        workbench& bench_;
        std::vector<catalog::object_id>* before_;
    };
    std::size_t current_row() const { return current_; }
    position current_place() const;
    void decide(catalog::object_id, std::string what, std::string why, std::string rule, position);
    void decide(catalog::object_id, std::string what, std::string why, std::string rule);  ///< at the requirement
    void made(const catalog::object_id&);  ///< for the requirement, if one stands

    // ---- making
    /// A name from its parts, as `shorten` leaves it, at the requirement's place.
    std::string make_name(const std::string& prefix, std::initializer_list<std::string> parts);
    std::string make_name(const std::string& prefix, const std::vector<std::string>& parts);
    /// A name as PostgreSQL keeps it; when that is a shorter one, both are noted, at the place that asks for it.
    std::string shorten(const std::string& whole, const position& where);

    table_model& add_table(const std::string& name, table_role, std::size_t order, const std::string& about);
    /// Returns nullptr when the name is taken, which is reported.
    catalog::column* add_column(table_model&, catalog::column, column_note);
    /// `prefix` is a kind of the convention `names`; the name is made from the table's and `parts` unless it is set.
    catalog::constraint& add_constraint(table_model&, catalog::constraint, const std::string& prefix,
                                        const std::vector<std::string>& parts);
    void add_check(table_model&, const std::string& expression, const std::vector<std::string>& parts,
                   std::string comment = {});
    void add_trigger(table_model&, trigger_spec);
    void add_policy(table_model&, catalog::policy);
    /// A trigger function in PL/pgSQL, once however often it is asked for. Returns its plain name.
    std::string add_trigger_function(const std::string& name, const std::string& body, std::string comment,
                                     bool security_definer = false);
    /// Any function, once. Needs name.name, arguments, argument_types, returns, language and body.
    std::string add_function(catalog::function);
    void need_extension(const std::string& name, const std::string& why);
    void add_enum(const std::string& name, std::vector<std::string> labels, std::string comment,
                  const std::string& about);
    void depend(catalog::object_id dependent, catalog::object_id needed);
    void want(table_model&, wanted_index);

    /// Reports a name that PostgreSQL or another object has already, and takes it otherwise.
    bool take_name(const std::string& space, const std::string& name, catalog::object_id, const std::string& about,
                   const position&);

private:
    friend class requirement;
    friend class recording;
    std::size_t current_ = 0;  ///< row of coverage, 0 is none: the first row is a stand-in, removed at the end
    std::unordered_map<std::string, std::size_t> rows_;  ///< path of a requirement → row of coverage
    std::vector<catalog::object_id>* recording_ = nullptr;
    std::unordered_set<std::string> functions_, extensions_, shortened_;
};

/// The first line of a text, at most 100 characters.
std::string one_line(std::string_view);

}  // namespace tenon::design
