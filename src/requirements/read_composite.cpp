// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "requirements/reader.hpp"
#include "requirements/shorthand.hpp"

namespace tenon::requirements {

void read_composite(reader& in, const node& key, const node& value, document& into) {
    composite_type made;
    made.name = in.name_of(key);
    if (!in.check_or_mend_name(made.name, "the type") || value.is(node_kind::broken)) return;
    const auto what = fmt::format("type \"{}\"", *made.name);
    if (value.is(node_kind::null) || (value.is(node_kind::map) && value.items.empty())) {
        in.error(code::composite_empty, made.name.where, fmt::format("{} has no fields", what),
                 "add a field, or delete the type");
    } else if (value.is(node_kind::scalar)) {
        in.wrong_kind(value, what, "a mapping of fields to types",
                      "an enumeration is written at the attribute: one of [a, b]");
    }
    if (!value.is(node_kind::scalar) && !value.is(node_kind::null)) {
        for_each_member(in, &value, what, [&](const node& name, const node& type) {
            composite_field field;
            field.name = in.name_of(name);
            if (!in.check_name(field.name, "the field")) return;
            if (!type.is(node_kind::scalar))
                return in.wrong_kind(type, fmt::format("field \"{}\" of {}", *field.name, what), "a type");
            auto found = parse_type(in.scalar(type), field.optional, "a field of a composite type",
                                    code::field_modifier, in.problems());
            if (!found) return;
            field.type = std::move(*found);
            made.fields.push_back(std::move(field));
        });
    }
    into.types.push_back(std::move(made));
}

}  // namespace tenon::requirements
