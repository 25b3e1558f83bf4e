// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "generate/erd/card.hpp"
#include "generate/erd/erd.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace tenon::generate {
namespace {

using design::cardinality;

// GitHub draws no diagram of more than 50,000 characters or 500 lines (maxTextSize and maxEdges of Mermaid).
constexpr std::size_t most_characters = 45'000, most_relationships = 450;

bool is_word(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// Text inside double quotes, which has no escapes: what ends it or a line is replaced by what looks alike.
std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += "″";
        else if (c == '\n' || c == '\r' || c == '\t')
            out += ' ';
        else if (c == '<' || c == '>')
            out += c == '<' ? "‹" : "›";
        else if (c == '\\')
            out += "∖";
        else if (c == '%')
            out += "％";
        else
            out += c;
    }
    return out + "\"";
}

/// A word for an attribute's type or name: other characters become "_".
std::string word_of(std::string_view text, bool type) {
    std::string out;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool later = (c >= '0' && c <= '9') || (type && (c == '(' || c == ')' || c == '[' || c == ']'));
        if (out.empty() && !letter) out += '_';
        if (letter || later)
            out += c;
        else if (out.back() != '_')
            out += '_';
    }
    return out.empty() ? "_" : out;
}

class writer {
public:
    writer(const schema_model& model, const std::vector<std::size_t>& tables, bool columns,
           std::size_t most = std::numeric_limits<std::size_t>::max())
        : model_(model), inside_(tables.begin(), tables.end()), columns_(columns), most_(most) {}

    std::string write() {
        out_ = "erDiagram\n";
        std::set<std::size_t> named;
        std::string lines;
        for (const auto& each : model_.relationships) {
            if (!inside_.contains(each.child)) continue;
            if (++relationships_ > most_) continue;
            named.insert(each.parent);
            lines += fmt::format("    {} {}--{} {} : {}\n", id(each.parent), left(each.parent_count),
                                 right(each.child_count), id(each.child), in_quotes(join(each.key->columns, ", ")));
        }
        for (const auto each : inside_) entity(each, true);
        for (const auto each : named)
            if (!inside_.contains(each)) entity(each, false);
        return out_ + lines;
    }

    std::size_t left_out() const { return relationships_ > most_ ? relationships_ - most_ : 0; }

private:
    /// Words that Mermaid's grammar gives a meaning of its own could not be told from a name, so every entity has a
    /// made-up id and its name as the label.
    static std::string id(std::size_t table) { return fmt::format("t{}", table + 1); }

    static std::string_view left(cardinality count) {
        return count == cardinality::one ? "||" : count == cardinality::zero_or_one ? "|o" : "}o";
    }
    static std::string_view right(cardinality count) {
        return count == cardinality::one ? "||" : count == cardinality::zero_or_one ? "o|" : "o{";
    }

    void entity(std::size_t number, bool whole) {
        const auto& table = model_.tables[number];
        const auto label = is_word(table.title) ? table.title : in_quotes(table.title);
        out_ += fmt::format("    {}[{}]", id(number), label);
        if (!whole || !columns_ || table.table->columns.empty()) {
            out_ += "\n";
            return;
        }
        out_ += " {\n";
        for (const auto& each : table.table->columns) attribute(table, each);
        out_ += "    }\n";
    }

    void attribute(const table_entry& table, const catalog::column& column) {
        std::vector<std::string> keys;
        if (std::find(table.primary_key.begin(), table.primary_key.end(), column.name) != table.primary_key.end())
            keys.emplace_back("PK");
        if (table.foreign_columns.contains(column.name)) keys.emplace_back("FK");
        for (const auto* each : table.constraints)
            if (each->kind == catalog::constraint_kind::unique && each->columns.size() == 1 &&
                each->columns.front() == column.name) {
                keys.emplace_back("UK");
                break;
            }
        const auto type = word_of(short_type(column.type, table.table->name.schema), true);
        const auto name = word_of(column.name, false);
        out_ += fmt::format("        {} {}", type, name);
        if (!keys.empty()) out_ += " " + join(keys, ", ");
        // Its right name where the word cannot say it, and what is optional.
        std::string remark = name == column.name ? "" : column.name;
        if (!column.not_null) remark += remark.empty() ? "optional" : ", optional";
        if (!remark.empty()) out_ += " " + in_quotes(remark);
        out_ += "\n";
    }

    const schema_model& model_;
    std::set<std::size_t> inside_;
    bool columns_;
    std::size_t most_, relationships_ = 0;
    std::string out_;
};

}  // namespace

std::string mermaid(const schema_model& model) {
    return writer(model, model.all_tables(), true).write();
}

drawable_diagram drawable_mermaid(const schema_model& model, const std::vector<std::size_t>& tables) {
    writer whole(model, tables, true, most_relationships);
    auto text = whole.write();
    if (text.size() > most_characters) text = writer(model, tables, false, most_relationships).write();
    return {std::move(text), whole.left_out()};
}

}  // namespace tenon::generate
