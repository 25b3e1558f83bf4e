// SPDX-License-Identifier: Apache-2.0
#include "sql/parse_tree.hpp"

#include "base/failure.hpp"
#include "sql/lexer.hpp"

#include <boost/json.hpp>
#include <pg_query.h>

namespace tenon::sql {
namespace {

namespace json = boost::json;

// Twice the nesting that libpg_query's own stack check lets through.
constexpr std::size_t deepest_tree = 100'000;

bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// stmt_location is where the statement before it ended: blanks and comments come first.
std::size_t first_token(std::string_view sql, std::size_t offset) {
    lexer source(sql, offset);
    auto item = source.next();
    while (item.is_blank()) item = source.next();
    return item.offset;
}

std::size_t number(const json::object& from, std::string_view name, std::size_t otherwise) {
    const auto* value = from.if_contains(name);
    return value && value->is_int64() ? static_cast<std::size_t>(value->get_int64()) : otherwise;
}

}  // namespace

struct parse_tree::memory {
    json::monotonic_resource resource;
    json::value root = json::value(json::storage_ptr(&resource));
};

parse_tree::parse_tree(parse_tree&&) noexcept = default;
parse_tree& parse_tree::operator=(parse_tree&&) noexcept = default;
parse_tree::~parse_tree() = default;

parse_tree::parse_tree(std::string_view sql) : memory_(std::make_unique<memory>()) {
    const std::string text(sql);
    if (text.find('\0') != std::string::npos) {
        unknown_ = unknown{"a zero byte is no SQL", text.find('\0')};
        return;
    }
    PgQueryParseResult parsed = pg_query_parse(text.c_str());
    const std::unique_ptr<PgQueryParseResult, void (*)(PgQueryParseResult*)> result(
        &parsed, [](PgQueryParseResult* done) { pg_query_free_parse_result(*done); });
    if (result->error) {
        const auto character = static_cast<std::size_t>(std::max(result->error->cursorpos, 1)) - 1;
        unknown_ = unknown{result->error->message, byte_of_character(text, character)};
        return;
    }
    json::parse_options options;
    options.max_depth = deepest_tree;
    json::error_code error;
    memory_->root = json::parse(result->parse_tree, error, &memory_->resource, options);
    require(!error, "libpg_query printed a tree that is no JSON");
    for (const auto& entry : memory_->root.at("stmts").as_array()) {
        const auto& raw = entry.as_object();
        const auto* node = raw.if_contains("stmt");
        if (!node || node->as_object().empty()) continue;
        const auto& [kind, members] = *node->as_object().begin();
        parsed_statement found;
        found.kind = kind;
        found.node = &members.as_object();
        const auto location = number(raw, "stmt_location", 0);
        const auto length = number(raw, "stmt_len", 0);  // 0: to the end of the text
        const auto end = length == 0 ? text.size() : location + length;
        found.offset = first_token(sql, location);
        found.length = end - std::min(end, found.offset);
        statements_.push_back(std::move(found));
    }
}

std::size_t character_of_byte(std::string_view text, std::size_t byte) {
    const auto head = text.substr(0, std::min(byte, text.size()));
    return static_cast<std::size_t>(std::count_if(head.begin(), head.end(), begins_character));
}

std::size_t byte_of_character(std::string_view text, std::size_t character) {
    for (std::size_t byte = 0; byte < text.size(); ++byte)
        if (begins_character(text[byte]) && character-- == 0) return byte;
    return text.size();
}

std::optional<std::string_view> text_member(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    if (!value || !value->is_string()) return std::nullopt;
    return std::string_view(value->get_string());
}

const json::object* object_member(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value ? value->if_object() : nullptr;
}

const json::array* array_member(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value ? value->if_array() : nullptr;
}

std::optional<std::string_view> string_node(const json::value& node) {
    const auto* outer = node.if_object();
    const auto* inner = outer ? object_member(*outer, "String") : nullptr;
    return inner ? text_member(*inner, "sval") : std::nullopt;
}

}  // namespace tenon::sql
