// SPDX-License-Identifier: Apache-2.0
#include "sql/markdown_tables.hpp"

#include "base/codes/sql.hpp"
#include "sql/quote.hpp"

#include <algorithm>
#include <set>

namespace tenon::sql::markdown {
namespace {

class reader {
public:
    reader(const std::string& file, diagnostics& problems) : file_(file), problems_(problems) {}

    std::vector<std::variant<described_table, block>> read(std::string_view text) {
        for (auto& block : parse(text)) {
            switch (block.kind) {
                case block_kind::heading:
                    heading_ = block.text;
                    described_.reset();
                    description_.reset();
                    break;
                case block_kind::paragraph:
                    if (!description_) description_ = block.text;
                    break;
                case block_kind::table:
                    take_table(block);
                    break;
                case block_kind::fence:
                    if (block.language == "sql" || block.language == "postgresql" || block.language == "pgsql")
                        found_.emplace_back(std::move(block));
                    break;
            }
        }
        return std::move(found_);
    }

private:
    position at(const piece& where) const { return {file_, where.line, where.column}; }

    void take_table(const block& table) {
        std::vector<role> roles;
        roles.reserve(table.header.size());
        for (const auto& header : table.header) roles.push_back(role_of(header.text));
        const auto has = [&](role wanted) { return std::find(roles.begin(), roles.end(), wanted) != roles.end(); };
        if (has(role::name) && has(role::type) && !has(role::columns)) {
            take_columns(table, roles);
        } else if (has(role::columns) && described_) {
            take_indexes(table, roles, std::get<described_table>(found_[*described_]));
        }
        // Any other table is prose.
    }

    void take_columns(const block& table, const std::vector<role>& roles) {
        described_table out;
        if (heading_) out.name = name_parts(heading_->text);
        if (out.name.empty()) {
            problems_.error(code::markdown_table_unnamed, at(table.text),
                            heading_ ? fmt::format("the heading \"{}\" is no name for this table", heading_->text)
                                     : "no heading names this table",
                            "write the table's name as the heading above it, for example \"## lots\"");
            return;
        }
        if (!names_.insert(quoted(out.name)).second) {
            problems_.error(code::markdown_duplicate, at(*heading_),
                            fmt::format("the table {} is described twice", quoted(out.name)), "keep one of the two");
            return;
        }
        out.heading = *heading_;
        out.description = description_;
        tell_unknown_headers(table.header, roles);
        std::set<std::string> seen;
        for (const auto& row : table.rows) {
            auto one = read_column(row, table.header, roles);
            if (!one) continue;
            if (!seen.insert(one->name).second) {
                problems_.error(code::markdown_duplicate, at(one->name_cell),
                                fmt::format("the column {} of {} is described twice", quote_identifier(one->name),
                                            quoted(out.name)),
                                "keep one of the two");
                continue;
            }
            out.columns.push_back(std::move(*one));
        }
        described_ = found_.size();
        found_.emplace_back(std::move(out));
    }

    void tell_unknown_headers(const std::vector<piece>& header, const std::vector<role>& roles) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (roles[i] != role::other || is_nothing(header[i].text)) continue;
            problems_.information(code::markdown_header_unknown, at(header[i]),
                                  fmt::format("the column \"{}\" of this table was read over", header[i].text));
        }
    }

    std::optional<column> read_column(const std::vector<piece>& row, const std::vector<piece>& header,
                                      const std::vector<role>& roles) {
        if (row.empty()) return std::nullopt;
        if (row.size() > header.size()) {
            problems_.error(code::markdown_row_too_long, at(row[header.size()]),
                            fmt::format("this row has {} cells, the table has {} columns", row.size(), header.size()),
                            "write a bar inside a cell as \\|");
            return std::nullopt;
        }
        column out;
        for (std::size_t i = 0; i < row.size(); ++i) read_cell(row[i], roles[i], out);
        if (out.name.empty() || is_nothing(out.type.text)) {
            const auto& cell = row.front();
            problems_.error(code::markdown_column_incomplete, at(cell),
                            out.name.empty() ? fmt::format("\"{}\" is no name for a column", out.name_cell.text)
                                             : fmt::format("the column {} has no type", quote_identifier(out.name)),
                            "every row needs a name and a type");
            return std::nullopt;
        }
        return out;
    }

    void read_cell(const piece& cell, role what, column& out) {
        switch (what) {
            case role::name: {
                out.name_cell = cell;
                const auto parts = name_parts(cell.text);
                if (parts.size() == 1) out.name = parts[0];
                break;
            }
            case role::type:
                out.type = cell;
                break;
            case role::nullable:
                read_answer(cell, [&](bool yes) { (yes ? out.null : out.not_null) = true; });
                break;
            case role::required:
                read_answer(cell, [&](bool yes) { (yes ? out.not_null : out.null) = true; });
                break;
            case role::unique:
                read_answer(cell, [&](bool yes) { out.unique = out.unique || yes; });
                break;
            case role::default_:
                if (!is_nothing(cell.text)) out.default_ = cell;
                break;
            case role::references:
                if (!is_nothing(cell.text)) read_reference(cell, out);
                break;
            case role::constraints:
                read_constraints(cell, out);
                break;
            case role::description:
                out.description = cell;
                break;
            case role::columns:
            case role::where:
            case role::other:
                break;
        }
    }

    template <class Take>
    void read_answer(const piece& cell, Take take) {
        if (const auto answer = yes_or_no(cell.text)) {
            take(*answer);
        } else {
            problems_.error(code::markdown_word_unknown, at(cell),
                            fmt::format("\"{}\" is neither yes nor no", cell.text), "write yes or no");
        }
    }

    void read_reference(const piece& cell, column& out) {
        if (const auto found = reference_in(cell.text)) {
            out.references.emplace_back(*found, cell);
        } else {
            problems_.error(code::markdown_word_unknown, at(cell),
                            fmt::format("\"{}\" is no reference to a column", cell.text), "write it as table.column");
        }
    }

    void read_constraints(const piece& cell, column& out) {
        for (const auto& one : constraints_in(cell)) {
            switch (one.what) {
                case constraint::kind::primary_key:
                    out.key = true;
                    break;
                case constraint::kind::not_null:
                    out.not_null = true;
                    break;
                case constraint::kind::null:
                    out.null = true;
                    break;
                case constraint::kind::unique:
                    out.unique = true;
                    break;
                case constraint::kind::index:
                    out.index = true;
                    break;
                case constraint::kind::identity:
                    out.identity = true;
                    break;
                case constraint::kind::check:
                    out.checks.push_back(one.content);
                    break;
                case constraint::kind::default_:
                    out.default_ = one.content;
                    break;
                case constraint::kind::references:
                    // A bare "FK" has its target in another cell.
                    if (!one.content.text.empty()) read_reference(one.content, out);
                    break;
                case constraint::kind::unknown:
                    problems_.error(code::markdown_word_unknown, at(one.content),
                                    fmt::format("\"{}\" is no constraint that can be read", one.content.text),
                                    "known are PK, NOT NULL, NULL, UNIQUE, INDEX, IDENTITY, DEFAULT x, CHECK (x) and "
                                    "FK table.column");
                    break;
            }
        }
    }

    void take_indexes(const block& table, const std::vector<role>& roles, described_table& of) {
        for (const auto& row : table.rows) {
            index one;
            for (std::size_t i = 0; i < std::min(row.size(), roles.size()); ++i) {
                if (roles[i] == role::name) one.name = row[i];
                if (roles[i] == role::columns) one.columns = row[i];
                if (roles[i] == role::type) one.type = row[i];
                if (roles[i] == role::where && !is_nothing(row[i].text)) one.where = row[i];
                if (roles[i] == role::unique) read_answer(row[i], [&](bool yes) { one.unique = yes; });
            }
            if (!is_nothing(one.columns.text)) of.indexes.push_back(std::move(one));
        }
    }

    std::string file_;
    diagnostics& problems_;
    std::optional<piece> heading_;
    std::optional<piece> description_;
    std::optional<std::size_t> described_;  // the table of this heading in found_
    std::set<std::string> names_;
    std::vector<std::variant<described_table, block>> found_;
};

}  // namespace

std::string quoted(const std::vector<std::string>& name) {
    return name.size() == 2 ? quote_qualified(name[0], name[1]) : quote_identifier(name[0]);
}

std::vector<std::variant<described_table, block>> read_tables(std::string_view text, const std::string& file,
                                                              diagnostics& problems) {
    return reader(file, problems).read(text);
}

}  // namespace tenon::sql::markdown
