// SPDX-License-Identifier: Apache-2.0
#include "requirements/scaffold.hpp"

namespace tenon::requirements {

namespace {

constexpr std::string_view document =
    R"yaml(# What the platform stores. `tenon build` makes the schema, the migration and the documentation from it,
# and proves them on a PostgreSQL of its own. `tenon fmt` formats this file and keeps your comments.
platform: )yaml";

constexpr std::string_view document_rest = R"yaml(
description: A small shop, to be replaced by what you really store.

# How keys are made: uuid | identity | serial. Single rules can be overridden, each with its reason.
conventions: uuid

# Who uses it. `access:` says what each role may do.
roles:
  clerk: Takes orders.
  auditor: Reads everything and changes nothing.

entities:
  Customer:
    description: Somebody who orders.
    area: sales
    attributes:
      # An attribute is a type, then what holds for it, then = and its default.
      # Required is the default; a ? behind the type makes it optional.
      email: email unique
      full_name: text(200)
      phone: text(40)?
      is_active: boolean = true
    behaviours: [soft_delete]
    access:
      clerk: [read, insert, update]
      auditor: read
    volume: {rows: 10k, per_day: 20}

  Product:
    description: Something that can be ordered.
    area: sales
    attributes:
      code: text(32) unique matches '^[A-Z0-9-]+$'
      title: text
      price: money >= 0
    behaviours:
      searchable: {title: A}
    access:
      clerk: read
      auditor: read

  Order:
    description: What a customer ordered on one occasion.
    area: sales
    attributes:
      status: one of [draft, placed, shipped, cancelled] = draft
      placed_at: timestamp?
      note: text?
    belongs_to:
      # The column is customer_id. Inside braces, a ? needs quotes: {to: "Customer?"}.
      customer: {to: Customer, on_delete: restrict}
    rules:
      placed_orders_have_a_time: status = 'draft' or status = 'cancelled' or placed_at is not null
    behaviours:
      audited: {}
      workflow: {of: status, draft: [placed, cancelled], placed: [shipped, cancelled], shipped: [], cancelled: []}
    access:
      clerk: [read, insert, update]
      auditor: read
    volume: {rows: 100k, per_day: 300}

  OrderLine:
    description: One product of an order.
    area: sales
    attributes:
      quantity: integer in 1..1000 = 1
      unit_price: money >= 0
    computed:
      amount: money = quantity * unit_price
    belongs_to:
      order: {to: Order, on_delete: cascade}
      product: {to: Product, on_delete: restrict}
    unique: [[order, product]]
    access:
      clerk: [read, insert, update, delete]
      auditor: read
    volume: {rows: 300k, per_day: 1k}
)yaml";

constexpr std::string_view queries =
    R"sql(-- How the platform asks. Each query has a name and says how many rows it gives:
-- one, maybe (none or one), many, exec, rows, batch or copy. Rates and targets help to choose indexes.

-- name: customer_by_email :maybe rate=20/s target=2ms
-- about: The customer with this address.
-- param email: email = 'someone@example.com'
SELECT id, email, full_name FROM customers WHERE email = :email;

-- name: orders_of_customer :many rate=10/s target=5ms
-- about: Newest orders of a customer.
-- param customer_id: uuid = '00000000-0000-0000-0000-000000000000'
-- param most: integer = 20
SELECT id, status, placed_at FROM orders WHERE customer_id = :customer_id ORDER BY placed_at DESC LIMIT :most;

-- name: place_order :rows rate=1/s
-- about: Turns a draft into an order.
-- param order_id: uuid = '00000000-0000-0000-0000-000000000000'
UPDATE orders SET status = 'placed', placed_at = now() WHERE id = :order_id AND status = 'draft';
)sql";

}  // namespace

std::string starter_requirements(std::string_view platform) {
    std::string out(document);
    out += platform;
    out += document_rest;
    return out;
}

std::string_view starter_queries() {
    return queries;
}

}  // namespace tenon::requirements
