// SPDX-License-Identifier: Apache-2.0
#include "requirements/edit.hpp"

#include "base/codes/requirements.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "requirements/span.hpp"

#include <charconv>

namespace tenon::requirements {

namespace {

std::string shown(edit_path path) {
    return join(std::vector<std::string>(path.begin(), path.end()), ".");
}

/// Where a path leads: the container, and the place of the key (map) or item in it.
struct target {
    const node* container = nullptr;
    const node* key = nullptr;    // map only
    const node* value = nullptr;  // nullptr: the last word is not there
    std::size_t index = 0;        // in container->items, of the value
};

class editor {
public:
    editor(std::string_view text, std::string file, diagnostics& problems)
        : text_(text, std::move(file)), problems_(problems) {
        diagnostics found;
        if (check_bytes(text, text_.file(), found)) tree_ = read_yaml(text_, found);
        good_ = tree_.root && !found.has_errors();
        if (!good_) problems_.append(found);
    }

    bool good() const { return good_; }

    std::optional<std::string> set(edit_path path, std::string_view value) {
        const auto at = find(path);
        if (!at) return {};
        if (!at->value) return missing(path);
        const node& old = *at->value;
        const bool block_collection = (old.is(node_kind::map) || old.is(node_kind::list)) && !old.flow;
        if (block_collection)
            return unsuitable(old.where, path, "is written over several lines", "remove it and insert the new value");
        if (old.is(node_kind::null) && !is_written_null(old)) {
            const auto end = end_of(text_, old);
            return replace(end, end, " " + rendered(value, at->container->flow, indent_of_line(end)));
        }
        return replace(old.offset, end_of(text_, old),
                       rendered(value, at->container->flow, indent_of_line(old.offset)));
    }

    std::optional<std::string> insert(edit_path path, std::string_view value) {
        const auto at = find(path);
        if (!at) return {};
        if (at->value) {
            problems_.error(code::edit_exists, text_.position_of(at->key ? at->key->where : at->value->where),
                            fmt::format("\"{}\" is already there", shown(path)), "set it instead");
            return {};
        }
        const node& into = *at->container;
        const bool list = into.is(node_kind::list);
        if (list != (path.back() == "-"))
            return unsuitable(into.where, path, list ? "would go into a list" : "would go into a mapping",
                              list ? "end the path with \"-\"" : "end the path with a key");
        const auto key = list ? std::string() : as_scalar(path.back(), into.flow) + ": ";
        if (into.flow) {
            const auto close = end_of(text_, into) - 1;
            auto before = close;
            while (before > 0 && (text_.text()[before - 1] == ' ' || text_.text()[before - 1] == '\n')) --before;
            const bool comma = !into.items.empty() && text_.text()[before - 1] != ',';
            return replace(before, before,
                           fmt::format("{}{}{}",
                                       comma                ? ", "
                                       : into.items.empty() ? ""
                                                            : " ",
                                       key, rendered(value, true, 0)));
        }
        const int indent = column_of(list ? dash_before(into.items.front()->offset) : into.items.front()->offset);
        const auto end = end_of_line(end_of(text_, into));
        const bool newline = end > 0 && text_.text()[end - 1] == '\n';
        return replace(
            end, end,
            fmt::format("{}{}{}{}{}\n", newline ? "" : "\n", std::string(static_cast<std::size_t>(indent), ' '),
                        list ? "- " : "", key, rendered(value, false, indent)));
    }

    std::optional<std::string> remove(edit_path path) {
        const auto at = find(path);
        if (!at) return {};
        if (!at->value) return missing(path);
        const node& first = at->key ? *at->key : *at->value;
        const std::size_t step = at->key ? 2 : 1;
        const bool only = at->container->items.size() == step;
        if (at->container->flow) {
            auto from = first.offset, to = std::max(end_of(text_, *at->value), end_of(text_, first));
            const auto after = text_.text().find_first_not_of(" \n", to);
            if (after != std::string_view::npos && text_.text()[after] == ',') {
                to = std::min(text_.text().find_first_not_of(" \n", after + 1), text_.text().size());
            } else {
                while (from > 0 && (text_.text()[from - 1] == ' ' || text_.text()[from - 1] == '\n')) --from;
                if (!only && from > 0 && text_.text()[from - 1] == ',') --from;
            }
            return replace(from, to, "");
        }
        if (only)
            return unsuitable(first.where, path, "is the only one of its mapping or list",
                              "remove the whole mapping or list");
        const auto begin = at->key ? first.offset : dash_before(first.offset);
        const auto line = text_.line_start(text_.at(begin).line);
        if (text_.text().substr(line, begin - line).find_first_not_of(' ') != std::string_view::npos)
            return unsuitable(first.where, path, "stands behind a dash", "remove the whole item");
        return replace(line, end_of_line(std::max(end_of(text_, *at->value), end_of(text_, first))), "");
    }

private:
    std::optional<target> find(edit_path path) {
        if (path.empty()) {
            problems_.error(code::edit_path_missing, {text_.file(), 0, 0}, "the path is empty",
                            "name at least one key");
            return {};
        }
        const node* at = tree_.root;
        for (std::size_t i = 0; i < path.size(); ++i) {
            target found = member(*at, path[i]);
            if (i + 1 == path.size()) return found;
            if (!found.value || !(found.value->is(node_kind::map) || found.value->is(node_kind::list))) {
                missing(path.first(i + 1));
                return {};
            }
            at = found.value;
        }
        return {};
    }

    static target member(const node& in, const std::string& word) {
        target found{&in, nullptr, nullptr, 0};
        if (in.is(node_kind::map)) {
            for (std::size_t i = 0; i + 1 < in.items.size(); i += 2)
                if (in.items[i]->value == word) return {&in, in.items[i], in.items[i + 1], i + 1};
        } else {
            std::size_t index = 0;
            const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), index);
            if (error == std::errc{} && end == word.data() + word.size() && index < in.items.size())
                return {&in, nullptr, in.items[index], index};
        }
        return found;
    }

    std::optional<std::string> missing(edit_path path) {
        problems_.error(code::edit_path_missing, {text_.file(), 0, 0}, fmt::format("there is no \"{}\"", shown(path)),
                        "correct the path");
        return {};
    }

    std::optional<std::string> unsuitable(place where, edit_path path, std::string_view why, std::string hint) {
        problems_.error(code::edit_unsuitable, text_.position_of(where),
                        fmt::format("\"{}\" cannot be edited: it {}", shown(path), why), std::move(hint));
        return {};
    }

    bool is_written_null(const node& value) const {
        const auto rest = text_.text().substr(value.offset);
        return rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") ||
               rest.starts_with("NULL");
    }

    int column_of(std::size_t offset) const {
        return static_cast<int>(offset - text_.line_start(text_.at(offset).line));
    }

    int indent_of_line(std::size_t offset) const {
        const auto line = text_.line(text_.at(offset).line);
        auto at = std::min(line.find_first_not_of(' '), line.size());
        while (line.substr(at).starts_with("- ")) at = std::min(line.find_first_not_of(' ', at + 1), line.size());
        return static_cast<int>(at);
    }

    std::size_t dash_before(std::size_t offset) const {
        const auto dash = text_.text().rfind('-', offset);
        return dash == std::string_view::npos ? offset : dash;
    }

    std::size_t end_of_line(std::size_t offset) const {
        const auto end = text_.text().find('\n', offset);
        return end == std::string_view::npos ? text_.text().size() : end + 1;
    }

    /// One line, or a literal block below a key that is indented by `indent`.
    static std::string rendered(std::string_view value, bool flow, int indent) {
        const bool block = !flow && value.find('\n') != std::string_view::npos &&
                           value.find_first_of("\t\r") == std::string_view::npos && value.front() != ' ' &&
                           value.front() != '\n' && !value.ends_with("\n\n");
        if (!block) return as_scalar(value, flow);
        std::string out = value.ends_with('\n') ? "|" : "|-";
        for (const auto line : split_lines(value)) {
            out += '\n';
            if (!line.empty()) out += std::string(static_cast<std::size_t>(indent) + 2, ' ') + std::string(line);
        }
        return out;
    }

    /// The edited text, which must still be YAML.
    std::string replace(std::size_t from, std::size_t to, std::string_view with) {
        std::string out(text_.text().substr(0, from));
        out += with;
        out += text_.text().substr(to);
        diagnostics found;
        const source edited(out, text_.file());
        const auto tree = read_yaml(edited, found);
        require(tree.root && !found.has_errors(), "an edit made text that is no YAML");
        return out;
    }

    source text_;
    diagnostics& problems_;
    yaml_tree tree_;
    bool good_ = false;
};

}  // namespace

std::optional<std::string> set_value(std::string_view text, std::string file, edit_path path, std::string_view value,
                                     diagnostics& problems) {
    editor at(text, std::move(file), problems);
    if (!at.good()) return {};
    return at.set(path, value);
}

std::optional<std::string> insert_value(std::string_view text, std::string file, edit_path path, std::string_view value,
                                        diagnostics& problems) {
    editor at(text, std::move(file), problems);
    if (!at.good()) return {};
    return at.insert(path, value);
}

std::optional<std::string> remove_value(std::string_view text, std::string file, edit_path path,
                                        diagnostics& problems) {
    editor at(text, std::move(file), problems);
    if (!at.good()) return {};
    return at.remove(path);
}

}  // namespace tenon::requirements
