// SPDX-License-Identifier: Apache-2.0
#include "postgres/result.hpp"

#include "base/failure.hpp"

#include <libpq-fe.h>

#include <charconv>

namespace tenon::postgres {
namespace {

std::int64_t parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    require(error == std::errc() && end == text.data() + text.size(), "a field is not an integer");
    return value;
}

}  // namespace

result& result::operator=(result&& other) noexcept {
    std::swap(owned_, other.owned_);
    return *this;
}

result::~result() {
    PQclear(owned_);
}

int result::row_count() const {
    return PQntuples(owned_);
}

int result::column_count() const {
    return PQnfields(owned_);
}

void result::check(int row, int column) const {
    require(row >= 0 && row < PQntuples(owned_), "a row outside the result");
    require(column >= 0 && column < PQnfields(owned_), "a column outside the result");
}

std::string_view result::text(int row, int column) const {
    check(row, column);
    return {PQgetvalue(owned_, row, column), static_cast<std::size_t>(PQgetlength(owned_, row, column))};
}

bool result::is_null(int row, int column) const {
    check(row, column);
    return PQgetisnull(owned_, row, column) != 0;
}

bool result::boolean(int row, int column) const {
    const std::string_view field = text(row, column);
    require(field == "t" || field == "f", "a field is not a boolean");
    return field == "t";
}

std::int64_t result::integer(int row, int column) const {
    return parse_integer(text(row, column));
}

std::string_view result::column_name(int column) const {
    require(column >= 0 && column < PQnfields(owned_), "a column outside the result");
    return PQfname(owned_, column);
}

std::uint32_t result::column_type(int column) const {
    return PQftype(owned_, column);
}

int result::column_modifier(int column) const {
    return PQfmod(owned_, column);
}

std::uint32_t result::column_table(int column) const {
    return PQftable(owned_, column);
}

int result::column_number(int column) const {
    return PQftablecol(owned_, column);
}

std::string_view result::command() const {
    return owned_ ? PQcmdStatus(owned_) : "";
}

std::int64_t result::affected() const {
    const std::string_view count = owned_ ? PQcmdTuples(owned_) : "";
    return count.empty() ? 0 : parse_integer(count);
}

}  // namespace tenon::postgres
