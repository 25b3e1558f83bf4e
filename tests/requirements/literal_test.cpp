// SPDX-License-Identifier: Apache-2.0
#include "requirements/literal.hpp"

#include "requirements/time_span.hpp"

namespace tenon::requirements {
namespace {

TEST(ShiftDecimal, MultipliesExactly) {
    EXPECT_EQ(shift_decimal("10", 6), "10000000");
    EXPECT_EQ(shift_decimal("1.5", 3), "1500");
    EXPECT_EQ(shift_decimal("1.2345", 3), "1234.5");
    EXPECT_EQ(shift_decimal("0.0001", 3), "0.1");
    EXPECT_EQ(shift_decimal("-0.5", 3), "-500");
    EXPECT_EQ(shift_decimal("123456789012345678901234567890", 9), "123456789012345678901234567890000000000");
}

TEST(ShiftDecimal, HasOneFormForEachNumber) {
    EXPECT_EQ(shift_decimal("007", 0), "7");
    EXPECT_EQ(shift_decimal("-0", 0), "0");
    EXPECT_EQ(shift_decimal("0.50", 0), "0.50");
    EXPECT_EQ(shift_decimal("-0.0", 0), "0.0");
    EXPECT_EQ(shift_decimal("", 0), "0");
}

TEST(CompareNumbers, ByValueHoweverLong) {
    EXPECT_EQ(compare_numbers("1.0", "1"), std::strong_ordering::equal);
    EXPECT_EQ(compare_numbers("-0", "0.00"), std::strong_ordering::equal);
    EXPECT_EQ(compare_numbers("9", "10"), std::strong_ordering::less);
    EXPECT_EQ(compare_numbers("-9", "-10"), std::strong_ordering::greater);
    EXPECT_EQ(compare_numbers("-1", "1"), std::strong_ordering::less);
    EXPECT_EQ(compare_numbers("0.09", "0.1"), std::strong_ordering::less);
    EXPECT_EQ(compare_numbers("99999999999999999999999", "99999999999999999999998.9"), std::strong_ordering::greater);
}

TEST(ToInteger, RefusesWhatDoesNotFit) {
    EXPECT_EQ(to_integer("9223372036854775807"), INT64_MAX);
    EXPECT_EQ(to_integer("9223372036854775808"), std::nullopt);
    EXPECT_EQ(to_integer("2.00"), 2);
    EXPECT_EQ(to_integer("2.01"), std::nullopt);
}

TEST(TimeSpan, ReadsNumbersWithUnits) {
    EXPECT_EQ(to_string(*parse_time_span("5 min")), "5 minutes");
    EXPECT_EQ(to_string(*parse_time_span("1 month")), "1 month");
    EXPECT_EQ(to_string(*parse_time_span("7years")), "7 years");
    for (const auto* wrong : {"", "5", "min", "0 days", "-1 day", "1.5 h", "5 fortnights", "1000001 s", "5 min x"})
        EXPECT_FALSE(parse_time_span(wrong)) << wrong;
}

}  // namespace
}  // namespace tenon::requirements
