// SPDX-License-Identifier: Apache-2.0
#include "project/scaffold.hpp"

#include "base/text.hpp"

namespace tenon::project {
namespace {

constexpr std::string_view settings = R"(# Settings of this project. Each has a default; this file may be empty.
{}                 # the major version that the schema is for
requirements: requirements.yaml
queries: queries
migrations: migrations
)";

constexpr std::string_view requirements =
    R"(# What is stored. `tenon build` makes the schema of it, `tenon fmt` keeps this file tidy.
platform: {}
description: What this platform is for, in a sentence.
conventions: uuid                      # uuid, identity or serial keys

entities:
  Customer:
    description: Somebody who gets invoices.
    attributes:
      name: text(200)
      email: email unique
      phone: text(40)?                 # `?` makes it optional

  Invoice:
    description: What a customer has to pay.
    attributes:
      number: text(20) unique
      status: one of [open, paid, cancelled] = open
      total: money >= 0
      issued_at: timestamp = now
      paid_at: timestamp?
    belongs_to:
      customer: Customer
    rules:
      paid_after_issue: paid_at is null or paid_at >= issued_at
)";

constexpr std::string_view queries =
    R"(-- How it is asked for. The schema gets the indexes that these need, and no others.

-- name: invoices_of_customer :many rate=10/s target=10ms
-- about: The newest invoices of a customer.
-- param customer_id: uuid
-- param most: integer = 20
SELECT id, number, status, total, issued_at
FROM invoices
WHERE customer_id = :customer_id
ORDER BY issued_at DESC
LIMIT :most;

-- name: customer_of_email :maybe rate=1/s target=5ms
-- about: Who writes to us.
-- param email: text = 'ada@example.org'
SELECT id, name FROM customers WHERE email = :email;
)";

}  // namespace

std::vector<scaffold_file> scaffold(std::string_view platform, std::optional<int> postgres) {
    return {{"tenon.yaml", fmt::format(settings, postgres ? fmt::format("postgres: {}", *postgres) : "# postgres: 15")},
            {"requirements.yaml", fmt::format(requirements, platform)},
            {"queries/invoices.sql", std::string(queries)}};
}

std::string platform_name(std::string_view text) {
    std::string name;
    for (const char each : to_lower(text)) {
        const bool letter = each >= 'a' && each <= 'z';
        const bool digit = each >= '0' && each <= '9';
        if (letter || (digit && !name.empty()))
            name += each;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    return name.empty() ? "platform" : name;
}

}  // namespace tenon::project
