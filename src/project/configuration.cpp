// SPDX-License-Identifier: Apache-2.0
#include "project/configuration.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/project.hpp"
#include "base/text.hpp"

#include <yaml-cpp/yaml.h>

#include <charconv>

namespace tenon::project {

namespace {

constexpr int oldest_major = 14;
constexpr int newest_major = 18;

position at(const std::string& file, const YAML::Mark& mark) {
    return {file, mark.line + 1, mark.column + 1};
}

/// Reads one key after the other and tells what is wrong with each.
class reader {
public:
    reader(const std::string& file, diagnostics& problems) : file_(file), problems_(problems) {}

    configuration read(const YAML::Node& root) {
        std::set<std::string> seen;
        for (const auto& entry : root) {
            const auto key = entry.first.as<std::string>("");
            if (!seen.insert(key).second) {
                problems_.error(code::configuration_duplicate_key, at(file_, entry.first.Mark()),
                                fmt::format("\"{}\" stands here twice", key), "keep one of them");
                continue;
            }
            take(key, entry.first, entry.second);
        }
        return out_;
    }

private:
    void take(const std::string& key, const YAML::Node& key_node, const YAML::Node& value) {
        if (key == "postgres") {
            take_major(value);
        } else if (key == "engine") {
            if (take_text(key, value, out_.engine) && out_.engine != "native" && out_.engine != "timescaledb") {
                problems_.error(code::configuration_bad_value, at(file_, value.Mark()),
                                fmt::format("engine: \"{}\" is none that Tenon knows", out_.engine),
                                "write native or timescaledb");
            }
        } else if (key == "requirements") {
            take_text(key, value, out_.requirements);
        } else if (key == "queries") {
            if (take_text(key, value, out_.queries)) out_.queries_where = at(file_, value.Mark());
        } else if (key == "migrations") {
            take_text(key, value, out_.migrations);
        } else if (key == "maintenance_roles") {
            take_texts(key, value, out_.maintenance_roles);
        } else {
            static const std::vector<std::string> known = {"postgres", "engine",     "requirements",
                                                           "queries",  "migrations", "maintenance_roles"};
            const auto near = closest(key, known);
            problems_.error(code::configuration_unknown_key, at(file_, key_node.Mark()),
                            fmt::format("unknown key \"{}\"", key),
                            near ? fmt::format("did you mean \"{}\"?", *near) : "known keys: " + join(known, ", "));
        }
    }

    void take_major(const YAML::Node& value) {
        const auto text = value.IsScalar() ? value.Scalar() : std::string();
        int major = 0;
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), major);
        if (ec != std::errc() || end != text.data() + text.size() || major < oldest_major || major > newest_major) {
            problems_.error(code::configuration_bad_value, at(file_, value.Mark()),
                            fmt::format("postgres: \"{}\" is no major version that Tenon supports", text),
                            fmt::format("write a number from {} to {}", oldest_major, newest_major));
            return;
        }
        out_.postgres = major;
    }

    bool take_text(const std::string& key, const YAML::Node& value, std::string& to) {
        if (!value.IsScalar() || value.Scalar().empty()) {
            problems_.error(code::configuration_bad_value, at(file_, value.Mark()),
                            fmt::format("{}: must be a text", key));
            return false;
        }
        to = value.Scalar();
        return true;
    }

    void take_texts(const std::string& key, const YAML::Node& value, std::vector<std::string>& to) {
        if (!value.IsSequence()) {
            problems_.error(code::configuration_bad_value, at(file_, value.Mark()),
                            fmt::format("{}: must be a list of texts", key),
                            fmt::format("write `{}: [one, two]`", key));
            return;
        }
        for (const auto& item : value) {
            std::string text;
            if (take_text(key, item, text)) to.push_back(std::move(text));
        }
    }

    const std::string& file_;
    diagnostics& problems_;
    configuration out_;
};

}  // namespace

std::optional<configuration> parse_configuration(std::string_view text, const std::string& file,
                                                 diagnostics& problems) {
    std::size_t bad = 0;
    if (!is_utf8(text, &bad)) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
        problems.error(code::not_utf8, {file, static_cast<int>(line), 0}, "not UTF-8",
                       fmt::format("convert it, for example with `iconv -f LATIN1 -t UTF-8 {}`", file));
        return std::nullopt;
    }
    const auto errors = problems.error_count();
    configuration out;
    try {
        const auto root = YAML::Load(std::string(text));
        if (root.IsMap()) {
            out = reader(file, problems).read(root);
        } else if (!root.IsNull()) {
            problems.error(code::configuration_not_a_mapping, {file, 1, 1}, "must be a mapping of keys to values",
                           "for example `postgres: 15`");
        }
    } catch (const YAML::Exception& error) {
        problems.error(code::configuration_not_yaml, at(file, error.mark), fmt::format("not YAML: {}", error.msg));
    }
    if (problems.error_count() > errors) return std::nullopt;
    return out;
}

}  // namespace tenon::project
