// SPDX-License-Identifier: Apache-2.0
#include "sql/text_search.hpp"

#include "catalog/identity.hpp"

namespace tenon::sql {
namespace {

using definitions = std::vector<std::pair<std::string_view, std::string>>;

std::string definition_list(const definitions& list) {
    std::string out;
    for (const auto& [name, value] : list) {
        if (!value.empty()) out += fmt::format("{}\n    {} = {}", out.empty() ? "" : ",", name, value);
    }
    return fmt::format("({}\n)", out);
}

}  // namespace

std::string reference(const catalog::text_search_parser& o) {
    return "TEXT SEARCH PARSER " + quote(o.name);
}
std::string reference(const catalog::text_search_template& o) {
    return "TEXT SEARCH TEMPLATE " + quote(o.name);
}
std::string reference(const catalog::text_search_dictionary& o) {
    return "TEXT SEARCH DICTIONARY " + quote(o.name);
}
std::string reference(const catalog::text_search_configuration& o) {
    return "TEXT SEARCH CONFIGURATION " + quote(o.name);
}

std::string create(const catalog::text_search_parser& o, int) {
    const definitions list = {{"START", o.start},
                              {"GETTOKEN", o.gettoken},
                              {"END", o.end},
                              {"LEXTYPES", o.lextypes},
                              {"HEADLINE", o.headline}};
    return fmt::format("CREATE {} {}", reference(o), definition_list(list));
}

std::string create(const catalog::text_search_template& o, int) {
    return fmt::format("CREATE {} {}", reference(o), definition_list({{"INIT", o.init}, {"LEXIZE", o.lexize}}));
}

std::string create(const catalog::text_search_dictionary& o, int) {
    return fmt::format("CREATE {} (TEMPLATE = {}{}{})", reference(o), quote(o.template_), o.options.empty() ? "" : ", ",
                       o.options);
}

std::string create(const catalog::text_search_configuration& o, int) {
    return fmt::format("CREATE {} (PARSER = {})", reference(o), quote(o.parser));
}

details details_after(const catalog::text_search_configuration& o, int) {
    details out;
    // Token types that go to the same dictionaries share a statement.
    std::vector<std::pair<std::string, std::string>> groups;
    for (const auto& mapping : o.mappings) {
        const std::string dictionaries = quote_list(mapping.dictionaries);
        const auto found =
            std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.second == dictionaries; });
        if (found == groups.end()) {
            groups.emplace_back(quote_identifier(mapping.token), dictionaries);
        } else {
            found->first += ", " + quote_identifier(mapping.token);
        }
    }
    for (const auto& [tokens, dictionaries] : groups) {
        out.push_back({id_of(o), "mapping",
                       fmt::format("ALTER {} ADD MAPPING FOR {} WITH {}", reference(o), tokens, dictionaries)});
    }
    if (!o.owner.empty()) out.push_back({id_of(o), "owner", change_owner(reference(o), o.owner)});
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    return out;
}

}  // namespace tenon::sql
