// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/page.hpp"

#include "base/text.hpp"

namespace tenon::generate {

void page::heading(int level, std::string_view markdown, std::string_view anchor) {
    if (!anchor.empty()) text += fmt::format("<a id=\"{}\"></a>\n\n", anchor);
    text += fmt::format("{} {}\n\n", std::string(static_cast<std::size_t>(level), '#'), markdown);
}

void page::folded(std::string_view summary, std::string_view body) {
    if (body.empty()) return;
    text += fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n\n", summary, trim(body));
}

std::string page::table_target(std::size_t table) const {
    const auto& entry = model.tables[table];
    if (!by_area || area == entry.area) return "#" + entry.anchor;
    const auto file = model.areas[entry.area].anchor + ".md#" + entry.anchor;
    return area ? file : "schema/" + file;
}

std::string page::table_link(std::size_t table) const {
    return link(code(model.tables[table].title), table_target(table));
}

std::string page::object(const catalog::object_id& id) const {
    const auto found = model.table_of.find(id);
    if (found != model.table_of.end()) return table_link(found->second);
    return fmt::format("{} {}", catalog::to_string(id.kind), code(id.identity));
}

std::string page::objects(const std::vector<catalog::object_id>& list) const {
    std::string out;
    for (const auto& each : list) out += (out.empty() ? "" : ", ") + object(each);
    return out;
}

std::string page::place(const position& from) const {
    if (from.line == 0) return "by default";
    const auto& source = model.notes->source;
    const auto project = source.substr(0, source.find_last_of('/') + 1);
    const std::string& file = from.file;
    const auto shown = file.starts_with(project) ? file.substr(project.size()) : file;
    return code(fmt::format("{}:{}", shown, from.line));
}

std::string page::decisions(const std::vector<const design::decision*>& list, bool with_object) const {
    markdown_table rows({"Object", "Decision", "Why", "Rule", "From"});
    for (const auto* each : list)
        rows.add({with_object ? object(each->object) : "", prose(each->what), prose(each->why), prose(each->rule),
                  place(each->from)});
    return rows.text();
}

std::string_view words_of(catalog::foreign_key_action action) {
    using enum catalog::foreign_key_action;
    switch (action) {
        case no_action:
            return "no action";
        case restrict_:
            return "restrict";
        case cascade:
            return "cascade";
        case set_null:
            return "set null";
        case set_default:
            return "set default";
    }
    return "";
}

std::string grouped(std::int64_t number) {
    auto text = std::to_string(number);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > static_cast<std::ptrdiff_t>(first); at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string bytes(std::int64_t number) {
    static constexpr std::array<std::string_view, 6> units = {"B", "kB", "MB", "GB", "TB", "PB"};
    auto value = static_cast<double>(number);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return unit == 0 || value >= 100 ? fmt::format("{:.0f} {}", value, units[unit])
                                     : fmt::format("{:.1f} {}", value, units[unit]);
}

std::vector<std::pair<std::string, std::string>> grant_rows(const catalog::privileges& all) {
    std::vector<std::pair<std::string, std::string>> rows;
    if (!all) return rows;
    for (const auto& each : *all) {
        if (each.grantee == catalog::the_owner) continue;
        auto what = join(each.privileges, ", ");
        if (!each.grantable.empty()) what += (what.empty() ? "" : ", ") + join(each.grantable, ", ") + " (may pass on)";
        rows.emplace_back(each.grantee.empty() ? "PUBLIC" : each.grantee, what);
    }
    return rows;
}

}  // namespace tenon::generate
