// SPDX-License-Identifier: Apache-2.0
#include "sql/collation.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"

namespace tenon::sql {

std::string reference(const catalog::collation& o) {
    return "COLLATION " + quote(o.name);
}
std::string reference(const catalog::conversion& o) {
    return "CONVERSION " + quote(o.name);
}
std::string reference(const catalog::extended_statistics& o) {
    return "STATISTICS " + quote(o.name);
}

std::string create(const catalog::collation& o, int) {
    std::string out = fmt::format("CREATE {} (provider = {}", reference(o), o.provider);
    const auto add = [&](std::string_view name, const std::string& value) {
        out += fmt::format(", {} = {}", name, quote_literal(value));
    };
    if (o.provider != "libc") {
        add("locale", o.locale);
    } else if (o.collate == o.ctype) {
        add("locale", o.collate);
    } else {
        add("lc_collate", o.collate);
        add("lc_ctype", o.ctype);
    }
    if (!o.rules.empty()) add("rules", o.rules);
    if (!o.deterministic) out += ", deterministic = false";
    return out + ")";
}

std::string create(const catalog::conversion& o, int) {
    return fmt::format("CREATE {}{} FOR {} TO {} FROM {}", o.default_ ? "DEFAULT " : "", reference(o),
                       quote_literal(o.source), quote_literal(o.target), o.function);
}

std::string create(const catalog::extended_statistics& o, int) {
    const std::string kinds = o.kinds.empty() ? "" : fmt::format(" ({})", join(o.kinds, ", "));
    return fmt::format("CREATE {}{} ON {} FROM {}", reference(o), kinds, o.columns, quote(o.table));
}

details details_after(const catalog::extended_statistics& o, int) {
    details out;
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (o.target) {
        out.push_back({id_of(o), "statistics", fmt::format("ALTER {} SET STATISTICS {}", reference(o), *o.target)});
    }
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    return out;
}

}  // namespace tenon::sql
