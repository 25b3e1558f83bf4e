// SPDX-License-Identifier: Apache-2.0
#include "requirements/yaml_tree.hpp"

#include "base/codes/requirements.hpp"
#include "requirements/yaml_traps.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <sstream>
#include <unordered_map>

namespace tenon::requirements {

namespace {

constexpr int deepest = 64;
constexpr std::uint64_t most_expanded = 100'000;

/// Ends the reading after a fault that makes the rest meaningless.
struct give_up {};

class tree_builder : public YAML::EventHandler {
public:
    tree_builder(const source& text, const std::set<int>& broken_lines, diagnostics& problems)
        : text_(text), broken_lines_(broken_lines), problems_(problems) {}

    yaml_tree take() { return std::move(tree_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 1) return;
        error(code::several_documents, offset_of(mark), "a second YAML document begins here",
              "keep one document in the file, delete the \"---\" line");
        throw give_up{};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        node& made = make(mark, node_kind::null, {});
        const auto rest = text_.text().substr(made.offset);
        // At the end of a text without a line end, the mark is the beginning of the last line.
        if (rest.find('\n') == std::string_view::npos && rest.find_first_not_of(" -\t") == std::string_view::npos) {
            made.offset = text_.text().size();
            made.where = text_.at(made.offset);
        }
        const bool written =
            rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") || rest.starts_with("NULL");
        if (!written && !open_.empty() && open_.back()->items.size() % 2 == 1 && open_.back()->is(node_kind::map)) {
            const node& key = *open_.back()->items.back();
            made.where = key.where;
            made.offset = key.offset;
            if (broken_lines_.count(key.where.line)) made.kind = node_kind::broken;
        } else if (!written && broken_lines_.count(made.where.line)) {
            made.kind = node_kind::broken;
        }
        if (anchor) anchors_[anchor] = &made;
        attach(made);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        const auto offset = offset_of(mark);
        if (found == anchors_.end() || std::find(open_.begin(), open_.end(), found->second) != open_.end()) {
            error(code::anchor_cycle, offset, "this alias stands inside the value that it names",
                  "a value cannot contain itself; remove the alias");
            attach(make(mark, node_kind::broken, {}));
            return;
        }
        const node& target = *found->second;
        expanded_ += target.weight;
        if (expanded_ > most_expanded) {
            error(code::anchor_expansion, offset,
                  fmt::format("the aliases up to here stand for more than {} values", most_expanded),
                  "write the values out");
            throw give_up{};
        }
        if (static_cast<int>(open_.size()) + target.height > deepest) too_deep(offset);
        attach(target);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        node& made = make(mark, node_kind::scalar, tag);
        const char first = made.offset < text_.text().size() ? text_.text()[made.offset] : '\0';
        if (tag != "?" || first == '\'' || first == '"') {
            made.style = first == '\''                  ? scalar_style::single_quoted
                         : first == '"'                 ? scalar_style::double_quoted
                         : first == '|' || first == '>' ? scalar_style::block
                                                        : scalar_style::plain;
        }
        made.value = value;
        check_closing_quote(made);
        if (anchor) anchors_[anchor] = &made;
        attach(made);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(mark, node_kind::list, tag, anchor, style);
    }
    void OnSequenceEnd() override {
        node& done = *open_.back();
        if (done.flow) check_flow_commas(done, 1);
        close();
    }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(mark, node_kind::map, tag, anchor, style);
    }
    void OnMapEnd() override {
        check_keys(*open_.back());
        close();
    }

private:
    std::size_t offset_of(const YAML::Mark& mark) const {
        if (mark.line < 0 || mark.column < 0) return 0;
        return std::min(text_.line_start(mark.line + 1) + static_cast<std::size_t>(mark.column), text_.text().size());
    }

    void error(diagnostic_code id, std::size_t offset, std::string message, std::string hint) {
        problems_.error(id, text_.position_of(text_.at(offset)), std::move(message), std::move(hint));
    }

    void too_deep(std::size_t offset) {
        error(code::too_deep, offset, fmt::format("values are nested more than {} levels deep here", deepest),
              "nest less");
        throw give_up{};
    }

    /// The mark of a node with a tag or an anchor is that of the tag or the anchor: the value comes after.
    std::size_t skip_properties(std::size_t offset) const {
        const auto text = text_.text();
        while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {
            offset = std::min(text.find_first_of(" \t\r\n", offset), text.size());
            offset = std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
        }
        return offset;
    }

    /// yaml-cpp takes the end of the document for a closing quote.
    void check_closing_quote(node& scalar) {
        const auto text = text_.text();
        const bool single = scalar.style == scalar_style::single_quoted;
        if (!single && scalar.style != scalar_style::double_quoted) return;
        for (std::size_t i = scalar.offset + 1; i < text.size(); ++i) {
            if (!single && text[i] == '\\') {
                ++i;
            } else if (text[i] == (single ? '\'' : '"')) {
                if (!single || i + 1 >= text.size() || text[i + 1] != '\'') return;
                ++i;
            }
        }
        error(code::quote_not_closed, scalar.offset, "this quote is never closed",
              "close it; a single quote inside single quotes is written twice");
        scalar.kind = node_kind::broken;
    }

    node& make(const YAML::Mark& mark, node_kind kind, const std::string& tag) {
        node& made = tree_.nodes.emplace_back();
        made.kind = kind;
        made.offset = offset_of(mark);
        if (!tag.empty() && tag != "?" && tag != "!")
            error(code::yaml_tag, made.offset, "YAML tags have no meaning in a requirements document",
                  "delete the tag");
        made.offset = skip_properties(made.offset);
        made.where = text_.at(made.offset);
        return made;
    }

    void open(const YAML::Mark& mark, node_kind kind, const std::string& tag, YAML::anchor_t anchor,
              YAML::EmitterStyle::value style) {
        node& made = make(mark, kind, tag);
        made.flow = style == YAML::EmitterStyle::Flow;
        if (static_cast<int>(open_.size()) >= deepest) too_deep(made.offset);
        if (anchor) anchors_[anchor] = &made;
        open_.push_back(&made);
    }

    void close() {
        node& done = *open_.back();
        open_.pop_back();
        attach(done);
    }

    void attach(const node& value) {
        if (open_.empty()) {
            tree_.root = &value;
            return;
        }
        node& parent = *open_.back();
        parent.items.push_back(&value);
        parent.weight += value.weight;
        parent.height = std::max(parent.height, value.height + 1);
    }

    static int open_parentheses(std::string_view value) {
        int depth = 0;
        bool quoted = false;
        for (const char c : value) {
            if (c == '\'') quoted = !quoted;
            if (quoted) continue;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return depth;
    }

    /// `{type: decimal(5,2)}` is read as two entries, "type: decimal(5" and "2)"; the same happens in lists.
    void check_flow_commas(node& container, std::size_t step) {
        std::vector<const node*> kept;
        for (std::size_t i = 0; i + step <= container.items.size(); i += step) {
            const node& value = *container.items[i + step - 1];
            if (value.plain() && open_parentheses(value.value) > 0) {
                std::size_t last = i + step;
                int depth = open_parentheses(value.value);
                while (last < container.items.size() && depth > 0) {
                    const node& part = *container.items[last];
                    if (!part.is(node_kind::scalar)) break;
                    depth += open_parentheses(part.value);
                    last += step;
                }
                if (depth <= 0) {
                    const node& end = *container.items[last - step];
                    const auto whole = text_.text().substr(value.offset, end.offset + end.value.size() - value.offset);
                    error(code::flow_comma, value.offset + value.value.size(),
                          fmt::format("the comma ends the value here, inside {}",
                                      container.is(node_kind::map) ? "{ }" : "[ ]"),
                          fmt::format("put the value in quotes: {}", in_quotes(whole)));
                    for (std::size_t k = 0; k + 1 < step; ++k) kept.push_back(container.items[i + k]);
                    node& broken = tree_.nodes.emplace_back();
                    broken.kind = node_kind::broken;
                    broken.where = value.where;
                    kept.push_back(&broken);
                    i = last - step;
                    continue;
                }
            }
            for (std::size_t k = 0; k < step; ++k) kept.push_back(container.items[i + k]);
        }
        container.items = std::move(kept);
    }

    void check_keys(node& map) {
        if (map.flow) check_flow_commas(map, 2);
        std::unordered_map<std::string_view, place> seen;
        std::vector<const node*> kept;
        for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) {
            const node& key = *map.items[i];
            if (!key.is(node_kind::scalar)) {
                if (!key.is(node_kind::broken)) {
                    error(code::key_not_a_word, key.offset,
                          key.is(node_kind::null) ? std::string("the key null is not a word for YAML")
                                                  : fmt::format("a key is {}, not a word", describe(key.kind)),
                          key.is(node_kind::null) ? "put it in quotes, or choose another name"
                                                  : "use a single word as the key");
                }
                continue;
            }
            if (key.plain() && key.value == "<<") {
                error(code::merge_key, key.offset, "the merge key << is not part of the language",
                      "write the entries out, or use an alias for a whole value");
                continue;
            }
            const auto [first, fresh] = seen.emplace(key.value, key.where);
            if (!fresh) {
                error(code::duplicate_key, key.offset,
                      fmt::format("the key \"{}\" is already on line {}", key.value, first->second.line),
                      "delete or rename one of them; other YAML readers would silently drop one");
                continue;
            }
            kept.push_back(&key);
            kept.push_back(map.items[i + 1]);
        }
        map.items = std::move(kept);
    }

    const source& text_;
    const std::set<int>& broken_lines_;
    diagnostics& problems_;
    yaml_tree tree_;
    std::vector<node*> open_;
    std::unordered_map<YAML::anchor_t, node*> anchors_;
    std::uint64_t expanded_ = 0;
    int documents_ = 0;
};

}  // namespace

std::string_view describe(node_kind kind) {
    switch (kind) {
        case node_kind::null:
            return "nothing";
        case node_kind::scalar:
            return "text";
        case node_kind::list:
            return "a list";
        case node_kind::map:
            return "a mapping";
        case node_kind::broken:
            break;
    }
    return "broken";
}

yaml_tree read_yaml(const source& text, diagnostics& problems) {
    // After a fault, the value at fault is blanked out and the text read again, so that one run finds them all.
    std::string attempt(text.text());
    std::set<int> broken_lines;
    std::map<int, blank_out> partly;  ///< lines of which single values were blanked out
    const int tries = text.text().size() > (1u << 20) ? 5 : text.text().size() > (64u << 10) ? 20 : 50;
    for (int i = 0; i < tries; ++i) {
        diagnostics found;
        tree_builder builder(text, broken_lines, found);
        std::istringstream stream(attempt);
        std::size_t offset = 0;
        std::string message;
        try {
            YAML::Parser parser(stream);
            while (parser.HandleNextDocument(builder)) {
            }
            problems.append(found);
            return builder.take();
        } catch (const give_up&) {
            problems.append(found);
            return {};
        } catch (const YAML::Exception& fault) {
            const bool known = fault.mark.line >= 0 && fault.mark.column >= 0;
            offset = known
                         ? std::min(text.line_start(fault.mark.line + 1) + static_cast<std::size_t>(fault.mark.column),
                                    attempt.size())
                         : attempt.size();
            message = fault.msg;
        }
        const int line = text.at(offset).line;
        const auto blank_between = [&](std::size_t from, std::size_t to) {
            std::fill(attempt.begin() + static_cast<std::ptrdiff_t>(from),
                      attempt.begin() + static_cast<std::ptrdiff_t>(to), ' ');
        };
        if (broken_lines.count(line) > 0) {
            const auto rest = partly.extract(line);
            if (rest.empty()) return {};
            blank_between(rest.mapped().from, rest.mapped().to);
            continue;
        }
        const auto blank = explain_yaml_fault(text, offset, message, problems);
        if (!blank.possible) return {};
        if (blank.values.empty()) blank_between(blank.from, blank.to);
        for (const auto& [from, to] : blank.values) blank_between(from, to);
        const int broken = text.at(blank.from).line;
        broken_lines.insert(broken);
        if (!blank.values.empty()) partly.emplace(broken, blank);
    }
    return {};
}

}  // namespace tenon::requirements
