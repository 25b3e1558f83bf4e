// SPDX-License-Identifier: Apache-2.0
#include "requirements/format.hpp"

#include "base/codes/requirements.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "requirements/format_lines.hpp"
#include "requirements/format_shorthand.hpp"
#include "requirements/reader.hpp"
#include "requirements/span.hpp"

#include <unordered_set>

namespace tenon::requirements {

namespace {

/// A replacement in the text; they never overlap.
struct replacement {
    std::size_t from;
    std::size_t to;
    std::string with;
};

/// Finds the scalars that can be written better, knowing which mean shorthand and which are options.
class scalar_formatter {
public:
    explicit scalar_formatter(const source& text) : text_(text) {}

    std::string run(const node& root) {
        each_member(root, [&](const node& key, const node& value) {
            if (key.value == "entities") {
                each_member(value, [&](const node&, const node& entity) { visit_entity(entity); });
            } else if (key.value == "types") {
                each_member(value, [&](const node&, const node& type) {
                    each_member(type, [&](const node&, const node& field) { shorthand(field, type.flow); });
                });
            } else if (key.value == "views") {
                each_member(value, [&](const node&, const node& view) { unquote_members(view); });
            } else if (key.value != "conventions") {
                unquote(value, root.flow);
                unquote_members(value);
            }
        });
        std::sort(replacements_.begin(), replacements_.end(),
                  [](const auto& a, const auto& b) { return a.from < b.from; });
        std::string out;
        std::size_t at = 0;
        for (const auto& change : replacements_) {
            out += text_.text().substr(at, change.from - at);
            out += change.with;
            at = change.to;
        }
        return out += text_.text().substr(at);
    }

private:
    template <class Each>
    void each_member(const node& map, Each each) {
        if (!map.is(node_kind::map) || !visited_.insert(&map).second) return;
        for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) each(*map.items[i], *map.items[i + 1]);
    }

    void visit_entity(const node& entity) {
        each_member(entity, [&](const node& key, const node& value) {
            if (key.value == "attributes") {
                each_member(value, [&](const node&, const node& attribute) {
                    shorthand(attribute, value.flow);
                    each_member(attribute, [&](const node& word, const node& said) {
                        if (word.value == "type") shorthand(said, attribute.flow);
                        if (word.value == "description" || word.value == "owner" || word.value == "was")
                            unquote(said, attribute.flow);
                    });
                });
            } else if (key.value == "belongs_to" || key.value == "has_one" || key.value == "many_to_many") {
                each_member(value, [&](const node&, const node& relation) {
                    unquote(relation, value.flow);
                    unquote_members(relation);
                });
            } else if (key.value == "rules" || key.value == "computed") {
                unquote_members(value);
            } else if (key.value == "description" || key.value == "owner" || key.value == "area" ||
                       key.value == "was" || key.value == "table") {
                unquote(value, entity.flow);
            }
        });
    }

    void unquote_members(const node& map) {
        each_member(map, [&](const node&, const node& value) { unquote(value, map.flow); });
    }

    /// The one line that the scalar takes in the document, with its quotes; npos for anything longer.
    std::size_t end_on_line(const node& scalar) const {
        const auto end = end_of(text_, scalar);
        const auto written = text_.text().substr(scalar.offset, end - scalar.offset);
        return written.find('\n') == std::string_view::npos ? end : std::string_view::npos;
    }

    void unquote(const node& scalar, bool flow) {
        const bool quoted = scalar.style == scalar_style::single_quoted || scalar.style == scalar_style::double_quoted;
        if (!scalar.is(node_kind::scalar) || !quoted || !can_be_plain(scalar.value, flow)) return;
        replace(scalar, scalar.value);
    }

    void shorthand(const node& scalar, bool flow) {
        if (!scalar.is(node_kind::scalar) || scalar.style == scalar_style::block) return;
        const auto better = format_shorthand(scalar.value);
        const auto& value = better ? *better : scalar.value;
        const bool plain = scalar.style == scalar_style::plain || can_be_plain(value, flow);
        if (plain && !can_be_plain(value, flow)) return;
        if (plain) return replace(scalar, value);
        replace(scalar, as_scalar(value, flow));
    }

    void replace(const node& scalar, std::string_view with) {
        const auto end = end_on_line(scalar);
        if (end == std::string_view::npos || !visited_.insert(&scalar).second) return;
        if (text_.text().substr(scalar.offset, end - scalar.offset) != with)
            replacements_.push_back({scalar.offset, end, std::string(with)});
    }

    const source& text_;
    std::unordered_set<const node*> visited_;
    std::vector<replacement> replacements_;
};

/// True when both are the same YAML: kinds, values and order; quotes and brackets do not count.
bool same_values(const node& a, const node& b) {
    return a.kind == b.kind && a.value == b.value &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const node* x, const node* y) { return same_values(*x, *y); });
}

/// What the text says, whether or not it makes sense; nothing when it is no YAML.
std::optional<document> meaning_of(std::string_view text, const std::string& file, diagnostics& problems) {
    if (!check_bytes(text, file, problems)) return {};
    const source lines(text, file);
    const auto tree = read_yaml(lines, problems);
    if (problems.has_errors() || !tree.root || !tree.root->is(node_kind::map)) return {};
    diagnostics ignored;
    reader in(lines, ignored);
    return read_document(in, *tree.root);
}

}  // namespace

std::optional<std::string> format(std::string_view text, std::string file, diagnostics& problems) {
    diagnostics found;
    const std::string unix_text = replace_all(std::string(text), "\r\n", "\n");
    const auto before = meaning_of(unix_text, file, found);
    if (!before) {
        if (!found.has_errors())
            found.error(code::document_empty, {file, 1, 1}, "the document says nothing",
                        "begin with platform: followed by a name, or with tenon init");
        found.sort();
        problems.append(found);
        return {};
    }
    std::string out = unix_text;
    // Each pass reads what the one before wrote, so that no offset is ever stale. A layout that a pass does not
    // understand is left as it is, never changed in meaning.
    const auto improve = [&](auto pass, auto is_same) {
        const source lines(out, file);
        diagnostics none, again;
        const auto tree = read_yaml(lines, none);
        require(tree.root && none.empty(), "formatting made text that is no YAML");
        std::string better = pass(lines, *tree.root);
        const source better_lines(better, file);
        const auto better_tree = read_yaml(better_lines, again);
        if (!again.empty() || !better_tree.root || !is_same(*tree.root, *better_tree.root)) return;
        diagnostics ignored;
        const auto after = meaning_of(better, file, ignored);
        if (after && *after == *before) out = std::move(better);
    };
    improve([](const source& lines, const node& root) { return scalar_formatter(lines).run(root); },
            [](const node&, const node&) { return true; });
    improve([](const source& lines, const node& root) { return format_lines(lines, root); }, same_values);
    return out;
}

}  // namespace tenon::requirements
