// SPDX-License-Identifier: Apache-2.0
#include "requirements/format_lines.hpp"

#include "base/text.hpp"
#include "requirements/span.hpp"

#include <unordered_set>

namespace tenon::requirements {

namespace {

enum class line_kind { unknown, item, inside, block };

struct line_plan {
    line_kind kind = line_kind::unknown;
    int old_indent = 0;
    int new_indent = 0;  // item: of the line; inside, block: how far the line moves
};

int indent_of(std::string_view line) {
    return static_cast<int>(std::min(line.find_first_not_of(' '), line.size()));
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

class line_formatter {
public:
    explicit line_formatter(const source& text)
        : text_(text), plans_(static_cast<std::size_t>(text.line_count()) + 2) {}

    std::string run(const node& root) {
        visit(root, 0);
        return write();
    }

private:
    line_plan& plan(int number) { return plans_[static_cast<std::size_t>(number)]; }

    /// A key or a list item begins at `offset`: if nothing stands before it in its line, the line is indented there.
    void item(std::size_t offset, int indent) {
        const int number = text_.at(offset).line;
        const auto before = text_.text().substr(text_.line_start(number), offset - text_.line_start(number));
        if (before.find_first_not_of(' ') != std::string_view::npos) return;
        plan(number) = {line_kind::item, static_cast<int>(before.size()), indent};
    }

    /// The lines after the first one of a value that spans several.
    void inside(const node& value) {
        const int first = text_.at(value.offset).line;
        const int last = text_.at(end_of(text_, value)).line;
        const int shift = value.style == scalar_style::block && value.is(node_kind::scalar)
                              ? block_shift(value, first, last)
                              : item_shift(first);
        for (int number = first + 1; number <= last; ++number) {
            plan(number).kind = value.is(node_kind::scalar) && value.style == scalar_style::block ? line_kind::block
                                                                                                  : line_kind::inside;
            plan(number).new_indent = shift;
        }
    }

    int item_shift(int number) {
        while (number > 0 && plan(number).kind != line_kind::item) --number;
        return number > 0 ? plan(number).new_indent - plan(number).old_indent : 0;
    }

    /// Block scalars stand two blanks deeper than their key, unless their header says how deep.
    int block_shift(const node& value, int first, int last) {
        if (states_indentation(text_, value)) return item_shift(first);
        const int key = key_column(first);
        for (int number = first + 1; number <= last; ++number)
            if (!is_blank(text_.line(number))) return key + 2 - indent_of(text_.line(number));
        return 0;
    }

    /// The new column of the key, or of the dash, whose value the line belongs to.
    int key_column(int number) {
        while (number > 0 && plan(number).kind != line_kind::item) --number;
        return number > 0 ? plan(number).new_indent + compact_depth(text_.line(number)) : 0;
    }

    /// How much deeper than its line a key stands after "- ".
    static int compact_depth(std::string_view line) {
        int depth = 0;
        auto at = line.find_first_not_of(' ');
        while (at != std::string_view::npos && line.substr(at).starts_with("- ")) {
            const auto next = line.find_first_not_of(' ', at + 1);
            if (next == std::string_view::npos) break;
            // "- |": the scalar belongs to the dash itself.
            if (line[next] == '|' || line[next] == '>') break;
            depth += 2;
            at = next;
        }
        return depth;
    }

    void visit(const node& value, int indent) {
        if (!visited_.insert(&value).second) return;
        if (value.is(node_kind::scalar) || value.flow) return inside(value);
        if (value.is(node_kind::map)) {
            for (std::size_t i = 0; i + 1 < value.items.size(); i += 2) {
                item(value.items[i]->offset, indent);
                visit(*value.items[i + 1], indent + 2);
            }
        } else if (value.is(node_kind::list)) {
            for (const node* entry : value.items) {
                const auto dash = dash_of(*entry);
                if (dash == std::string_view::npos) continue;
                item(dash, indent);
                visit(*entry, indent + 2);
            }
        }
    }

    /// The dash that an item of a block list stands behind: the nearest one before it that begins its line, or follows
    /// another dash.
    std::size_t dash_of(const node& entry) const {
        auto at = entry.offset;
        const auto text = text_.text();
        while (at > 0) {
            --at;
            if (text[at] == '-' && (at + 1 >= text.size() || text[at + 1] == ' ' || text[at + 1] == '\n')) return at;
            if (text[at] != ' ' && text[at] != '\n') {
                // Anchors and comments may stand between the dash and its item.
                const auto line = text.rfind('\n', at);
                const auto start = line == std::string_view::npos ? 0 : line + 1;
                const auto first = text.find_first_not_of(' ', start);
                if (first < text.size() && text[first] == '-' && first < at) return first;
                if (first < text.size() && text[first] == '#') {
                    at = start;
                    continue;
                }
                return std::string_view::npos;
            }
        }
        return std::string_view::npos;
    }

    /// A comment goes with the item below it that stood at the same column, else with one above, else with the one
    /// below.
    int comment_indent(int number, int old_indent) {
        int below = number + 1;
        while (below <= text_.line_count() && plan(below).kind != line_kind::item) ++below;
        const bool has_below = below <= text_.line_count();
        if (has_below && plan(below).old_indent == old_indent) return plan(below).new_indent;
        int limit = 1 << 20;
        for (int above = number - 1; above > 0; --above) {
            const auto& candidate = plan(above);
            if (candidate.kind != line_kind::item || candidate.old_indent >= limit) continue;
            if (candidate.old_indent == old_indent) return candidate.new_indent;
            if (candidate.old_indent < old_indent) break;
            limit = candidate.old_indent;
        }
        if (has_below) return plan(below).new_indent;
        return old_indent == 0 ? 0 : std::max(0, old_indent + item_shift(number));
    }

    std::string write() {
        std::string out;
        int blanks = 0;
        int block_key = -1;  // the column of the key whose block scalar was the last text
        for (int number = 1; number <= text_.line_count(); ++number) {
            const auto line = text_.line(number);
            const auto& how = plan(number);
            if (how.kind == line_kind::block) {
                out += is_blank(line)
                           ? std::string()
                           : std::string(static_cast<std::size_t>(std::max(0, indent_of(line) + how.new_indent)), ' ');
                out += is_blank(line) && indent_of(line) == static_cast<int>(line.size())
                           ? shifted_blanks(line, how.new_indent)
                           : std::string(line.substr(static_cast<std::size_t>(indent_of(line))));
                out += '\n';
                blanks = 0;
                if (block_key < 0) block_key = key_column(number);
                continue;
            }
            if (is_blank(line)) {
                if (how.kind == line_kind::inside || (++blanks == 1 && !out.empty())) out += '\n';
                continue;
            }
            blanks = 0;
            const int old_indent = indent_of(line);
            int indent = old_indent;
            if (how.kind == line_kind::item) indent = how.new_indent;
            if (how.kind == line_kind::inside) indent = std::max(1, old_indent + how.new_indent);
            if (how.kind == line_kind::unknown && trim(line).starts_with('#')) {
                indent = comment_indent(number, old_indent);
                // Deeper than its key it would be a line of the scalar.
                if (block_key >= 0) indent = std::min(indent, block_key);
            } else {
                block_key = -1;
            }
            out.append(static_cast<std::size_t>(indent), ' ');
            auto rest = trim(line.substr(static_cast<std::size_t>(old_indent)));
            if (how.kind == line_kind::inside) rest = line.substr(static_cast<std::size_t>(old_indent));
            out += how.kind == line_kind::item ? one_blank_after_dashes(rest) : std::string(rest);
            while (how.kind == line_kind::inside && (out.ends_with(' ') || out.ends_with('\t'))) out.pop_back();
            out += '\n';
        }
        while (out.ends_with("\n\n")) out.pop_back();
        return out;
    }

    /// An empty line of a block scalar may hold blanks that belong to the text: those beyond its indentation.
    static std::string shifted_blanks(std::string_view line, int shift) {
        return std::string(static_cast<std::size_t>(std::max(0, static_cast<int>(line.size()) + shift)), ' ');
    }

    static std::string one_blank_after_dashes(std::string_view line) {
        std::string out;
        while (line.starts_with("- ")) {
            out += "- ";
            line = trim(line.substr(2));
        }
        return out + std::string(line);
    }

    const source& text_;
    std::vector<line_plan> plans_;
    std::unordered_set<const node*> visited_;
};

}  // namespace

std::string format_lines(const source& text, const node& root) {
    return line_formatter(text).run(root);
}

}  // namespace tenon::requirements
