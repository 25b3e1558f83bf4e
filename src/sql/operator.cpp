// SPDX-License-Identifier: Apache-2.0
#include "sql/operator.hpp"

namespace tenon::sql {
namespace {

/// The symbol after its schema: no quotes, as operators have none.
std::string symbol(const catalog::qualified_name& name) {
    return name.schema.empty() ? name.name : quote_identifier(name.schema) + "." + name.name;
}

std::string using_method(const catalog::qualified_name& name, const std::string& method) {
    return fmt::format("{} USING {}", quote(name), quote_identifier(method));
}

class item_list {
public:
    void add(std::string item) { text_ += fmt::format("{}\n    {}", text_.empty() ? "" : ",", item); }
    bool empty() const { return text_.empty(); }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void add_members_to(item_list& list, const std::vector<catalog::operator_member>& operators,
                    const std::vector<catalog::function_member>& functions) {
    for (const auto& member : operators) {
        list.add(fmt::format("OPERATOR {} {}{}", member.strategy, member.operator_,
                             member.sort_family.empty() ? "" : " FOR ORDER BY " + member.sort_family));
    }
    for (const auto& member : functions) {
        list.add(fmt::format("FUNCTION {} ({}, {}) {}", member.number, member.left, member.right, member.function));
    }
}

/// "(public.cube, public.cube)" of "public.<(public.cube, public.cube)"
std::string_view operand_types(std::string_view operator_with_types) {
    // The symbol itself holds no parenthesis, a quoted schema may.
    const auto close = operator_with_types.rfind(')');
    int depth = 0;
    for (std::size_t i = close + 1; i-- > 0;) {
        if (operator_with_types[i] == ')') ++depth;
        if (operator_with_types[i] == '(' && --depth == 0) return operator_with_types.substr(i);
    }
    return {};
}

}  // namespace

std::string reference(const catalog::operator_& o) {
    return fmt::format("OPERATOR {} ({}, {})", symbol(o.name), o.left.empty() ? "NONE" : o.left, o.right);
}
std::string reference(const catalog::operator_family& o) {
    return "OPERATOR FAMILY " + using_method(o.name, o.method);
}
std::string reference(const catalog::operator_class& o) {
    return "OPERATOR CLASS " + using_method(o.name, o.method);
}
std::string reference(const catalog::cast& o) {
    return fmt::format("CAST ({} AS {})", o.source, o.target);
}

std::string create(const catalog::operator_& o, int) {
    item_list list;
    list.add("FUNCTION = " + o.function);
    if (!o.left.empty()) list.add("LEFTARG = " + o.left);
    list.add("RIGHTARG = " + o.right);
    if (!o.commutator.empty()) list.add("COMMUTATOR = " + o.commutator);
    if (!o.negator.empty()) list.add("NEGATOR = " + o.negator);
    if (!o.restriction.empty()) list.add("RESTRICT = " + o.restriction);
    if (!o.join.empty()) list.add("JOIN = " + o.join);
    if (o.hashes) list.add("HASHES");
    if (o.merges) list.add("MERGES");
    return fmt::format("CREATE OPERATOR {} ({}\n)", symbol(o.name), list.text());
}

std::string create(const catalog::operator_family& o, int) {
    return "CREATE " + reference(o);
}

std::string add_members(const catalog::operator_family& o) {
    item_list list;
    add_members_to(list, o.operators, o.functions);
    return list.empty() ? std::string() : fmt::format("ALTER {} ADD{}", reference(o), list.text());
}

std::string drop_members(const catalog::operator_family& o) {
    item_list list;
    for (const auto& member : o.operators) {
        list.add(fmt::format("OPERATOR {} {}", member.strategy, operand_types(member.operator_)));
    }
    for (const auto& member : o.functions) {
        list.add(fmt::format("FUNCTION {} ({}, {})", member.number, member.left, member.right));
    }
    return list.empty() ? std::string() : fmt::format("ALTER {} DROP{}", reference(o), list.text());
}

std::string create(const catalog::operator_class& o, int) {
    item_list list;
    add_members_to(list, o.operators, o.functions);
    // The list may not be empty; the type's own storage says nothing new.
    if (!o.storage.empty() || list.empty()) list.add("STORAGE " + (o.storage.empty() ? o.type : o.storage));
    return fmt::format("CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {} FAMILY {} AS{}", quote(o.name),
                       o.default_ ? " DEFAULT" : "", o.type, quote_identifier(o.method), quote(o.family), list.text());
}

std::string create(const catalog::cast& o, int) {
    std::string out = "CREATE " + reference(o);
    if (!o.function.empty()) {
        out += " WITH FUNCTION " + o.function;
    } else {
        out += o.in_out ? " WITH INOUT" : " WITHOUT FUNCTION";
    }
    if (o.context == catalog::cast_context::assignment) out += " AS ASSIGNMENT";
    if (o.context == catalog::cast_context::implicit) out += " AS IMPLICIT";
    return out;
}

}  // namespace tenon::sql
