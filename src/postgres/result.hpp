// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

struct pg_result;

namespace tenon::postgres {

/// What a statement returned: rows of texts as the server prints them. Views into it live as long as it does. Moving
/// is cheap, copying impossible; its memory is freed with it.
class result {
public:
    result() = default;
    /// Takes over what libpq returned.
    explicit result(pg_result* owned) : owned_(owned) {}
    result(result&& other) noexcept : owned_(other.owned_) { other.owned_ = nullptr; }
    result& operator=(result&&) noexcept;
    ~result();

    int row_count() const;
    int column_count() const;
    bool empty() const { return row_count() == 0; }

    /// The text of a field, counted from 0; "" for NULL. Throws internal_error outside the table.
    std::string_view text(int row, int column) const;
    bool is_null(int row, int column) const;
    /// The usual forms of a field: "t" is true; a decimal integer. Throws internal_error for NULL and other texts.
    bool boolean(int row, int column) const;
    std::int64_t integer(int row, int column) const;

    std::string_view column_name(int column) const;
    /// The oid of the column's type.
    std::uint32_t column_type(int column) const;
    /// The type modifier, -1 when there is none.
    int column_modifier(int column) const;
    /// The table a column comes from and its number there; 0 for an expression.
    std::uint32_t column_table(int column) const;
    int column_number(int column) const;

    /// "INSERT 0 3", "CREATE TABLE".
    std::string_view command() const;
    /// Rows inserted, changed, removed, copied or returned; 0 for what counts no rows.
    std::int64_t affected() const;

private:
    void check(int row, int column) const;

    pg_result* owned_ = nullptr;
};

}  // namespace tenon::postgres
