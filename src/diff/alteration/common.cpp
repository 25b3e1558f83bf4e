// SPDX-License-Identifier: Apache-2.0
#include "diff/alteration/alteration.hpp"

namespace tenon::diff {

std::string give_to(std::string_view reference, std::string_view owner) {
    if (!owner.empty()) return sql::change_owner(reference, owner);
    return fmt::format("ALTER {} OWNER TO CURRENT_USER", reference);
}

std::vector<std::string> change_parameters(std::string_view alter, const catalog::options& from,
                                           const catalog::options& to) {
    catalog::options set;
    std::string reset;
    for (const auto& [name, value] : to) {
        const auto found = from.find(name);
        if (found == from.end() || found->second != value) set.emplace(name, value);
    }
    for (const auto& [name, value] : from) {
        if (to.contains(name)) continue;
        const auto text = sql::storage_parameters({{name, "0"}});
        reset += (reset.empty() ? "" : ", ") + text.substr(0, text.size() - std::string_view(" = 0").size());
    }
    std::vector<std::string> out;
    if (!reset.empty()) out.push_back(fmt::format("{} RESET ({})", alter, reset));
    if (!set.empty()) out.push_back(fmt::format("{} SET ({})", alter, sql::storage_parameters(set)));
    return out;
}

std::vector<std::string> change_extensions(std::string_view reference, const std::vector<std::string>& from,
                                           const std::vector<std::string>& to) {
    std::vector<std::string> out;
    const auto say = [&](const std::vector<std::string>& these, const std::vector<std::string>& but,
                         std::string_view words) {
        for (const auto& name : these) {
            if (std::find(but.begin(), but.end(), name) != but.end()) continue;
            out.push_back(fmt::format("ALTER {} {} ON EXTENSION {}", reference, words, sql::quote_identifier(name)));
        }
    };
    say(from, to, "NO DEPENDS");
    say(to, from, "DEPENDS");
    return out;
}

std::string change_foreign_options(const catalog::options& from, const catalog::options& to,
                                   const catalog::options& from_secrets, const catalog::options& to_secrets) {
    std::string out;
    const auto add = [&](std::string_view verb, const std::string& name, std::string_view value) {
        out += fmt::format("{}{} {} {}", out.empty() ? "" : ", ", verb, sql::quote_identifier(name),
                           sql::quote_literal(value));
    };
    const auto drop = [&](const std::string& name) {
        out += fmt::format("{}DROP {}", out.empty() ? "" : ", ", sql::quote_identifier(name));
    };
    const auto was = [&](const std::string& name) { return from.contains(name) || from_secrets.contains(name); };
    for (const auto& [name, value] : from)
        if (!to.contains(name) && !to_secrets.contains(name)) drop(name);
    for (const auto& [name, hash] : from_secrets)
        if (!to.contains(name) && !to_secrets.contains(name)) drop(name);
    for (const auto& [name, value] : to) {
        const auto found = from.find(name);
        if (found != from.end() && found->second == value) continue;
        add(was(name) ? "SET" : "ADD", name, value);
    }
    for (const auto& [name, hash] : to_secrets) {
        const auto found = from_secrets.find(name);
        // Hashes of different runs, or of a catalog that was kept as a file, say nothing.
        if (found != from_secrets.end() && (found->second == hash || found->second.empty() || hash.empty())) continue;
        add(was(name) ? "SET" : "ADD", name, sql::secret_placeholder);
    }
    return out.empty() ? out : fmt::format(" OPTIONS ({})", out);
}

}  // namespace tenon::diff
