// SPDX-License-Identifier: Apache-2.0
#include "sql/markdown_schema.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/sql.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "sql/markdown_words.hpp"
#include "sql/quote.hpp"
#include "sql/split.hpp"
#include "sql/statement_kind.hpp"

#include <set>

namespace tenon::sql {
namespace {

using namespace markdown;

// A statement put together from fixed words and from cells, so that each part knows its cell.
class writer {
public:
    writer(const std::string& file, const piece& from) { result_.where = {file, from.line, from.column}; }

    writer& add(std::string_view text) {
        result_.text += text;
        return *this;
    }
    // `text` was made from the cell `from`: what the server says of it points there.
    writer& add(std::string_view text, const piece& from) {
        const auto resume = result_.anchors.empty()
                                ? statement::anchor{0, result_.where.line, result_.where.column, true}
                                : result_.anchors.front();
        if (result_.anchors.empty()) result_.anchors.push_back(resume);
        result_.anchors.push_back({result_.text.size(), from.line, from.column, text != from.text});
        result_.text += text;
        result_.anchors.push_back({result_.text.size(), resume.line, resume.column, true});
        return *this;
    }
    statement take() {
        if (result_.anchors.empty()) result_.anchors.push_back({0, result_.where.line, result_.where.column, true});
        return std::move(result_);
    }

private:
    statement result_;
};

struct column {
    piece name_cell;
    std::string name;
    piece type;
    piece default_;
    piece description;
    bool not_null = false;
    bool null = false;
    bool key = false;
    bool unique = false;
    bool index = false;
    bool identity = false;
    std::vector<piece> checks;
    std::vector<std::pair<reference, piece>> references;
};

class reader {
public:
    reader(const std::string& file, diagnostics& problems) : file_(file), problems_(problems) {}

    script read(std::string_view text) {
        const piece* description = nullptr;
        const auto blocks = parse(text);
        for (const auto& block : blocks) {
            switch (block.kind) {
                case block_kind::heading:
                    heading_ = &block.text;
                    columns_read_ = false;
                    description = nullptr;
                    break;
                case block_kind::paragraph:
                    if (!description) description = &block.text;
                    break;
                case block_kind::table:
                    take_table(block, description);
                    break;
                case block_kind::fence:
                    take_fence(block);
                    break;
            }
        }
        script out;
        out.name = file_;
        for (auto* part : {&types_, &tables_, &keys_, &indexes_, &comments_})
            for (auto& one : *part) out.statements.push_back(std::move(one));
        if (out.statements.empty())
            problems_.error(code::markdown_without_tables, {file_, 0, 0}, "the document describes no table",
                            "put a table with the headers Column and Type below a heading that names the table");
        return out;
    }

private:
    position at(const piece& where) const { return {file_, where.line, where.column}; }

    static std::string quoted(const std::vector<std::string>& parts) {
        return parts.size() == 2 ? quote_qualified(parts[0], parts[1]) : quote_identifier(parts[0]);
    }

    void take_table(const block& table, const piece* description) {
        std::vector<role> roles;
        for (const auto& header : table.header) roles.push_back(role_of(header.text));
        const auto has = [&](role wanted) { return std::find(roles.begin(), roles.end(), wanted) != roles.end(); };
        if (has(role::name) && has(role::type) && !has(role::columns)) {
            take_columns(table, roles, description);
        } else if (has(role::columns) && columns_read_) {
            take_indexes(table, roles);
        }
        // Any other table is prose.
    }

    void take_columns(const block& table, const std::vector<role>& roles, const piece* description) {
        name_ = heading_ ? name_parts(heading_->text) : std::vector<std::string>();
        if (name_.empty()) {
            problems_.error(code::markdown_table_unnamed, at(table.text),
                            heading_ ? fmt::format("the heading \"{}\" is no name for this table", heading_->text)
                                     : "no heading names this table",
                            "write the table's name as the heading above it, for example \"## lots\"");
            columns_read_ = false;
            return;
        }
        if (!names_.insert(quoted(name_)).second || columns_read_) {
            problems_.error(code::markdown_duplicate, at(*heading_),
                            fmt::format("the table {} is described twice", quoted(name_)), "keep one of the two");
            return;
        }
        columns_read_ = true;
        tell_unknown_headers(table.header, roles);
        std::vector<column> columns;
        std::set<std::string> seen;
        for (const auto& row : table.rows) {
            auto one = read_column(row, table.header, roles);
            if (!one) continue;
            if (!seen.insert(one->name).second) {
                problems_.error(
                    code::markdown_duplicate, at(one->name_cell),
                    fmt::format("the column {} of {} is described twice", quote_identifier(one->name), quoted(name_)),
                    "keep one of the two");
                continue;
            }
            columns.push_back(std::move(*one));
        }
        write_table(columns, description);
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

    void write_table(const std::vector<column>& columns, const piece* description) {
        const auto table = quoted(name_);
        writer text(file_, *heading_);
        text.add("CREATE TABLE ").add(table).add(" (");
        std::string keys;
        for (const auto& one : columns) {
            text.add(&one == columns.data() ? "\n    " : ",\n    ")
                .add(quote_identifier(one.name), one.name_cell)
                .add(" ");
            text.add(write_type(one), one.type);
            if (one.identity) text.add(" GENERATED BY DEFAULT AS IDENTITY");
            if (!one.default_.text.empty()) text.add(" DEFAULT ").add(default_text(one.default_.text), one.default_);
            if (one.not_null && !one.null) text.add(" NOT NULL");
            if (one.unique) text.add(" UNIQUE");
            for (const auto& check : one.checks) text.add(" CHECK (").add(check.text, check).add(")");
            if (one.key) keys += (keys.empty() ? "" : ", ") + quote_identifier(one.name);
        }
        if (!keys.empty()) text.add(",\n    PRIMARY KEY (").add(keys).add(")");
        text.add("\n)");
        tables_.push_back(text.take());
        for (const auto& one : columns) write_rest(one, table);
        if (description) comment("TABLE " + table, *description);
    }

    std::string write_type(const column& one) {
        const auto values = enum_values(one.type.text);
        if (!values || values->empty()) return type_text(one.type.text);
        auto name = name_;
        name.back() += "_" + one.name;
        writer text(file_, one.type);
        text.add("CREATE TYPE ").add(quoted(name)).add(" AS ENUM (");
        for (const auto& value : *values) text.add(&value == values->data() ? "" : ", ").add(quote_literal(value));
        text.add(")");
        types_.push_back(text.take());
        return quoted(name);
    }

    void write_rest(const column& one, const std::string& table) {
        const auto name = quote_identifier(one.name);
        for (const auto& [target, cell] : one.references) {
            writer text(file_, cell);
            text.add(fmt::format("ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES ", table, name))
                .add(quoted(target.table));
            if (!target.column.empty()) text.add(fmt::format(" ({})", quote_identifier(target.column)));
            if (!target.actions.empty()) text.add(" " + target.actions);
            keys_.push_back(text.take());
        }
        if (one.index) {
            writer text(file_, one.name_cell);
            indexes_.push_back(text.add(fmt::format("CREATE INDEX ON {} ({})", table, name)).take());
        }
        if (!is_nothing(one.description.text)) comment(fmt::format("COLUMN {}.{}", table, name), one.description);
    }

    void comment(const std::string& object, const piece& from) {
        writer text(file_, from);
        comments_.push_back(text.add(fmt::format("COMMENT ON {} IS {}", object, quote_literal(from.text))).take());
    }

    void take_indexes(const block& table, const std::vector<role>& roles) {
        for (const auto& row : table.rows) {
            piece name;
            piece columns;
            piece type;
            piece where;
            bool unique = false;
            for (std::size_t i = 0; i < std::min(row.size(), roles.size()); ++i) {
                if (roles[i] == role::name) name = row[i];
                if (roles[i] == role::columns) columns = row[i];
                if (roles[i] == role::type) type = row[i];
                if (roles[i] == role::where && !is_nothing(row[i].text)) where = row[i];
                if (roles[i] == role::unique) read_answer(row[i], [&](bool yes) { unique = yes; });
            }
            if (is_nothing(columns.text)) continue;
            auto method = to_lower(type.text);
            if (method.find("unique") != std::string::npos) {
                unique = true;
                method = trim(replace_all(method, "unique", ""));
            }
            const auto parts = is_nothing(name.text) ? std::vector<std::string>() : name_parts(name.text);
            writer text(file_, columns);
            text.add(unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
            if (parts.size() == 1) text.add(quote_identifier(parts[0])).add(" ");
            text.add("ON ").add(quoted(name_));
            if (!is_nothing(method)) text.add(" USING ").add(quote_identifier(method), type);
            auto list = columns;
            list.text = replace_all(list.text, "`", "");
            if (list.text.starts_with('(') && list.text.ends_with(')'))
                list.text = list.text.substr(1, list.text.size() - 2);
            text.add(" (").add(list.text, list).add(")");
            if (!where.text.empty()) text.add(" WHERE ").add(where.text, where);
            indexes_.push_back(text.take());
        }
    }

    // DDL as it is; examples of queries are prose.
    void take_fence(const block& fence) {
        if (fence.language != "sql" && fence.language != "postgresql" && fence.language != "pgsql") return;
        for (auto& found : split_script(fence.text.text, file_).statements) {
            const auto words = leading_words(found.text, 1);
            const bool ddl = !words.empty() && (words[0] == "create" || words[0] == "alter" || words[0] == "comment" ||
                                                words[0] == "grant");
            if (!ddl) continue;
            found.where.line += fence.text.line - 1;
            for (auto& anchor : found.anchors) anchor.line += fence.text.line - 1;
            const bool is_table = words[0] == "create";
            (is_table ? tables_ : indexes_).push_back(std::move(found));
        }
    }

    std::string file_;
    diagnostics& problems_;
    const piece* heading_ = nullptr;
    std::vector<std::string> name_;
    bool columns_read_ = false;
    std::set<std::string> names_;
    std::vector<statement> types_;
    std::vector<statement> tables_;
    std::vector<statement> keys_;
    std::vector<statement> indexes_;
    std::vector<statement> comments_;
};

}  // namespace

script read_markdown_schema(std::string_view text, const std::string& name, diagnostics& problems) {
    std::size_t bad = 0;
    if (!is_utf8(text, &bad)) {
        problems.error(code::not_utf8, splitter(text, name).place(bad),
                       fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])),
                       "convert the file, for example with `iconv -f LATIN1 -t UTF-8`");
        return {.name = name};
    }
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        problems.error(code::script_holds_zero_byte, splitter(text, name).place(zero), "a zero byte is no text",
                       "save the file again as UTF-8 text");
        return {.name = name};
    }
    return reader(name, problems).read(text);
}

script read_markdown_schema_file(const std::filesystem::path& file, diagnostics& problems) {
    return read_markdown_schema(read_file(file), file.generic_string(), problems);
}

}  // namespace tenon::sql
