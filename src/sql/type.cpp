// SPDX-License-Identifier: Apache-2.0
#include "sql/type.hpp"

#include "catalog/identity.hpp"

namespace tenon::sql {
namespace {

std::string type_reference(const catalog::qualified_name& name) {
    return "TYPE " + quote(name);
}

/// "(\n    INPUT = a,\n    OUTPUT = b\n)"
class definition_list {
public:
    void add(std::string_view name, std::string_view value) {
        text_ += fmt::format("{}\n    {} = {}", text_.empty() ? "" : ",", name, value);
    }
    void add_unless_empty(std::string_view name, std::string_view value) {
        if (!value.empty()) add(name, value);
    }
    void add(std::string_view word) { text_ += fmt::format("{}\n    {}", text_.empty() ? "" : ",", word); }
    std::string text() const { return fmt::format("({}\n)", text_); }

private:
    std::string text_;
};

std::string check_text(const catalog::domain_check& check) {
    return fmt::format("CONSTRAINT {} CHECK ({})", quote_identifier(check.name), without_parentheses(check.expression));
}

}  // namespace

std::string reference(const catalog::enum_type& o) {
    return type_reference(o.name);
}
std::string reference(const catalog::composite_type& o) {
    return type_reference(o.name);
}
std::string reference(const catalog::range_type& o) {
    return type_reference(o.name);
}
std::string reference(const catalog::base_type& o) {
    return type_reference(o.name);
}
std::string reference(const catalog::domain& o) {
    return "DOMAIN " + quote(o.name);
}

std::string create(const catalog::enum_type& o, int) {
    std::string labels;
    for (const auto& label : o.labels)
        labels += fmt::format("{}\n    {}", labels.empty() ? "" : ",", quote_literal(label));
    return fmt::format("CREATE {} AS ENUM ({}{})", reference(o), labels, labels.empty() ? "" : "\n");
}

std::string create(const catalog::composite_type& o, int) {
    std::string attributes;
    for (const auto& attribute : o.attributes) {
        attributes += fmt::format("{}\n    {} {}", attributes.empty() ? "" : ",", quote_identifier(attribute.name),
                                  attribute.type);
        if (!attribute.collation.empty()) attributes += " COLLATE " + attribute.collation;
    }
    return fmt::format("CREATE {} AS ({}{})", reference(o), attributes, attributes.empty() ? "" : "\n");
}

std::string create(const catalog::range_type& o, int) {
    definition_list list;
    list.add("subtype", o.subtype);
    list.add_unless_empty("subtype_opclass", o.opclass);
    list.add_unless_empty("collation", o.collation);
    list.add_unless_empty("canonical", o.canonical);
    list.add_unless_empty("subtype_diff", o.subtype_diff);
    if (!o.multirange.name.empty()) list.add("multirange_type_name", quote(o.multirange));
    return fmt::format("CREATE {} AS RANGE {}", reference(o), list.text());
}

std::string announce(const catalog::range_type& o) {
    return "CREATE " + reference(o);
}

std::string announce(const catalog::base_type& o) {
    return "CREATE " + reference(o);
}

std::string create(const catalog::base_type& o, int) {
    if (o.shell) return announce(o);
    definition_list list;
    list.add("INPUT", o.input);
    list.add("OUTPUT", o.output);
    list.add_unless_empty("RECEIVE", o.receive);
    list.add_unless_empty("SEND", o.send);
    list.add_unless_empty("TYPMOD_IN", o.typmod_in);
    list.add_unless_empty("TYPMOD_OUT", o.typmod_out);
    list.add_unless_empty("ANALYZE", o.analyze);
    list.add_unless_empty("SUBSCRIPT", o.subscript);
    list.add("INTERNALLENGTH", o.length < 0 ? "VARIABLE" : std::to_string(o.length));
    if (o.by_value) list.add("PASSEDBYVALUE");
    list.add_unless_empty("ALIGNMENT", o.alignment);
    list.add_unless_empty("STORAGE", o.storage);
    if (o.category != "U") list.add("CATEGORY", quote_literal(o.category));
    if (o.preferred) list.add("PREFERRED", "true");
    if (!o.default_.empty()) list.add("DEFAULT", quote_literal(o.default_));
    list.add_unless_empty("ELEMENT", o.element);
    if (o.delimiter != ",") list.add("DELIMITER", quote_literal(o.delimiter));
    if (o.collatable) list.add("COLLATABLE", "true");
    return fmt::format("CREATE {} {}", reference(o), list.text());
}

std::string create(const catalog::domain& o, int major) {
    std::string out = fmt::format("CREATE {} AS {}", reference(o), o.type);
    if (!o.collation.empty()) out += " COLLATE " + o.collation;
    if (!o.default_.empty()) out += " DEFAULT " + default_expression(o.default_);
    if (o.not_null) {
        if (!o.not_null_name.empty() && major >= 17) out += " CONSTRAINT " + quote_identifier(o.not_null_name);
        out += " NOT NULL";
    }
    for (const auto& check : o.checks) {
        if (!check.not_valid) out += "\n    " + check_text(check);
    }
    return out;
}

details details_after(const catalog::composite_type& o, int) {
    details out;
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    for (const auto& attribute : o.attributes) {
        if (attribute.comment.empty()) continue;
        const auto column = fmt::format("COLUMN {}.{}", quote(o.name), quote_identifier(attribute.name));
        out.push_back({column_id(o.name, attribute.name), "comment", comment_on(column, attribute.comment)});
    }
    return out;
}

std::string comment_on_multirange(const catalog::range_type& o) {
    return comment_on("TYPE " + quote(o.multirange), o.multirange_comment);
}

details details_after(const catalog::range_type& o, int) {
    details out;
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    if (!o.multirange_comment.empty()) out.push_back({id_of(o), "comment", comment_on_multirange(o)});
    return out;
}

details details_after(const catalog::domain& o, int) {
    details out;
    for (const auto& check : o.checks) {
        if (!check.not_valid) continue;
        out.push_back({domain_constraint_id(o.name, check.name), "",
                       fmt::format("ALTER {} ADD {} NOT VALID", reference(o), check_text(check))});
    }
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    for (const auto& check : o.checks) {
        if (check.comment.empty()) continue;
        const auto name = fmt::format("CONSTRAINT {} ON {}", quote_identifier(check.name), reference(o));
        out.push_back({domain_constraint_id(o.name, check.name), "comment", comment_on(name, check.comment)});
    }
    return out;
}

grant_target target_of(const catalog::enum_type& o, int) {
    return {grantable::type, type_reference(o.name), o.owner, {}, false};
}
grant_target target_of(const catalog::composite_type& o, int) {
    return {grantable::type, type_reference(o.name), o.owner, {}, false};
}
grant_target target_of(const catalog::range_type& o, int) {
    return {grantable::type, type_reference(o.name), o.owner, {}, false};
}
grant_target target_of(const catalog::base_type& o, int) {
    return {grantable::type, type_reference(o.name), o.owner, {}, false};
}
grant_target target_of(const catalog::domain& o, int) {
    return {grantable::type, type_reference(o.name), o.owner, {}, false};
}

}  // namespace tenon::sql
