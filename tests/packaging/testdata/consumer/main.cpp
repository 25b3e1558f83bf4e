// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"
#include "sql/quote.hpp"

#include <iostream>

int main() { std::cout << tenon::version() << ' ' << tenon::sql::quote_identifier("two words") << '\n'; }
