// SPDX-License-Identifier: Apache-2.0
#include "queries/access_path.hpp"

namespace tenon::queries {
namespace {

catalog::table table_of(std::string name, std::vector<std::pair<std::string, std::string>> columns) {
    catalog::table table;
    table.name = {"shop", std::move(name)};
    for (auto& [column, type] : columns) table.columns.push_back({.name = column, .type = type});
    return table;
}

const catalog::contents& shop() {
    static const catalog::contents schema = [] {
        catalog::contents out;
        out.tables = {table_of("orders", {{"id", "bigint"},
                                          {"customer_id", "bigint"},
                                          {"state", "text"},
                                          {"total", "numeric"},
                                          {"placed_at", "timestamp with time zone"},
                                          {"deleted_at", "timestamp with time zone"},
                                          {"paid", "boolean"},
                                          {"data", "jsonb"},
                                          {"period", "tstzrange"},
                                          {"search", "tsvector"},
                                          {"tags", "text[]"}}),
                      table_of("customers", {{"id", "bigint"}, {"email", "text"}, {"name", "text"}}),
                      table_of("lines", {{"order_id", "bigint"}, {"article_id", "bigint"}, {"state", "text"}}),
                      table_of("articles", {{"id", "bigint"}, {"code", "text"}})};
        return out;
    }();
    return schema;
}

std::string keys_text(const std::vector<candidate_key>& keys) {
    std::string out;
    for (const auto& key : keys) {
        out += (out.empty() ? "" : ", ") + (key.column.empty() ? key.expression : key.column) +
               (key.descending ? " desc" : "");
        if (key.nulls_first) out += *key.nulls_first ? " nulls first" : " nulls last";
    }
    return out;
}

/// "orders btree = customer_id > placed_at order id desc where deleted_at IS NULL"
std::string text_of(const index_candidate& c) {
    std::string out = c.table + " " + c.method;
    if (!c.operator_class.empty()) out += " " + c.operator_class;
    if (!c.equality.empty()) out += " = " + keys_text(c.equality);
    if (!c.range.empty()) out += " > " + keys_text(c.range);
    if (!c.order.empty()) out += " order " + keys_text(c.order);
    if (!c.predicate.empty()) out += " where " + c.predicate;
    return out;
}

std::vector<std::string> found(const std::string& sql) {
    query q;
    q.name = "q";
    q.sql = sql;
    std::vector<std::string> out;
    for (const auto& candidate : index_candidates(q, table_lookup(shop()))) out.push_back(text_of(candidate));
    return out;
}

using texts = std::vector<std::string>;

TEST(AccessPath, EqualityRangeOrderAndConstants) {
    EXPECT_EQ(found("SELECT * FROM orders WHERE customer_id = $1 AND placed_at >= $2 AND deleted_at IS NULL"),
              texts{"orders btree = customer_id > placed_at where deleted_at IS NULL"});
    EXPECT_EQ(found("SELECT * FROM orders o WHERE o.state = 'open' AND $1 < o.total"),
              texts{"orders btree > total where state = 'open'"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE id = ANY ($1) AND state IN ('a', 'b')"),
              texts{"orders btree = id, state"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC NULLS LAST, id LIMIT 10"),
              texts{"orders btree = customer_id order placed_at desc nulls last, id"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE placed_at BETWEEN $1 AND $2"), texts{"orders btree > placed_at"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE paid AND customer_id = $1"),
              texts{"orders btree = customer_id where paid"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE NOT paid AND customer_id = $1"),
              texts{"orders btree = customer_id where NOT paid"});
}

TEST(AccessPath, OrderCountsOnlyUnderALimitAndWithinOneTable) {
    EXPECT_EQ(found("SELECT * FROM orders ORDER BY placed_at"), texts{});
    EXPECT_EQ(found("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY c.name, o.id LIMIT 5"),
              (texts{"orders btree = customer_id", "customers btree = id"}));
}

TEST(AccessPath, JoinsLookUpBothSides) {
    EXPECT_EQ(found("SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = $1"),
              (texts{"customers btree = email", "orders btree = customer_id"}))
        << "the loop begins at the customer, whose id it does not know before";
    EXPECT_EQ(found("SELECT * FROM orders, customers WHERE customer_id = customers.id"),
              (texts{"orders btree = customer_id", "customers btree = id"}));
    EXPECT_EQ(found("SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = $1 AND o.state = "
                    "$2 AND o.placed_at > $3"),
              (texts{"customers btree = email", "customers btree = id, email", "orders btree = state > placed_at",
                     "orders btree = customer_id, state > placed_at"}))
        << "both can be where the loop begins";
}

TEST(AccessPath, LoopsBeginWhereTheQueryRestricts) {
    EXPECT_EQ(found("SELECT o.id, a.code FROM orders o JOIN lines l ON l.order_id = o.id JOIN articles a ON a.id = "
                    "l.article_id WHERE o.state = $1 ORDER BY o.placed_at DESC LIMIT 50"),
              (texts{"orders btree = state order placed_at desc", "lines btree = order_id", "articles btree = id"}))
        << "a line's article is no key of the lookup by its order";
    EXPECT_EQ(found("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = $1 ORDER BY "
                    "o.placed_at LIMIT 5"),
              (texts{"orders btree = customer_id", "customers btree = name"}))
        << "a customer has fewer orders than there are";
    EXPECT_EQ(found("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.placed_at LIMIT 5"),
              (texts{"orders btree order placed_at", "customers btree = id"}));
    EXPECT_EQ(found("SELECT * FROM orders o, articles a WHERE o.state = $1 AND a.code > $2"),
              (texts{"orders btree = state", "articles btree > code"}))
        << "no join leads from one to the other";
    EXPECT_EQ(found("WITH best AS (SELECT 1 AS id) SELECT * FROM best b JOIN orders o ON o.customer_id = b.id WHERE "
                    "o.paid"),
              (texts{"orders btree where paid", "orders btree = customer_id where paid"}));
    EXPECT_EQ(found("SELECT * FROM (SELECT 1 AS id) b JOIN orders o ON o.customer_id = b.id WHERE o.state = $1"),
              (texts{"orders btree = state", "orders btree = customer_id, state"}));
}

TEST(AccessPath, OuterJoinsRestrictOnlyWhatTheyLookUp) {
    EXPECT_EQ(
        found("SELECT * FROM orders o LEFT JOIN lines l ON l.order_id = o.id AND l.state = $2 WHERE o.placed_at > "
              "$1"),
        (texts{"orders btree > placed_at", "lines btree = order_id, state"}));
}

TEST(AccessPath, TheOrderOfTheRowsThatAConstantLeaves) {
    EXPECT_EQ(
        found("SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = 'new' "
              "AND o.deleted_at IS NULL ORDER BY o.placed_at"),
        (texts{"orders btree order placed_at where state = 'new' AND deleted_at IS NULL", "customers btree = id"}));
    EXPECT_EQ(found("SELECT * FROM orders WHERE deleted_at IS NULL ORDER BY placed_at"),
              texts{"orders btree where deleted_at IS NULL"})
        << "that is nearly all of them";
}

TEST(AccessPath, ExpressionsCountLikeColumns) {
    EXPECT_EQ(found("SELECT * FROM customers WHERE lower(email) = lower($1)"), texts{"customers btree = lower(email)"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE data ->> 'source' = $1"), texts{"orders btree = (data ->> 'source')"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE (data ->> 'team')::int = $1"),
              texts{"orders btree = (data ->> 'team')::integer"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE CAST(data ->> 'size' AS numeric) > $1 AND customer_id = $2"),
              texts{"orders btree = customer_id > (data ->> 'size')::numeric"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE (data ->> 'day')::date = $1"), texts{})
        << "what it says is a setting's";
    EXPECT_EQ(found("SELECT * FROM orders WHERE (data ->> 'size')::numeric(4,1) = $1"), texts{});
    EXPECT_EQ(found("SELECT * FROM customers WHERE name::int = $1"), texts{}) << "no name may be another text then";
    EXPECT_EQ(found("SELECT * FROM orders WHERE placed_at > now() - interval '1 day'"),
              texts{"orders btree > placed_at"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE placed_at::date = $1"), texts{})
        << "a cast column is another expression";
}

TEST(AccessPath, OperatorsOfOtherMethods) {
    EXPECT_EQ(found("SELECT * FROM orders WHERE data @> $1"), texts{"orders gin jsonb_path_ops = data"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE period && $1"), texts{"orders gist = period"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE search @@ websearch_to_tsquery($1)"), texts{"orders gin = search"});
    EXPECT_EQ(found("SELECT * FROM orders WHERE tags @> $1 AND customer_id = $2"),
              (texts{"orders btree = customer_id", "orders gin = tags"}));
}

TEST(AccessPath, EveryLevelOfAStatement) {
    EXPECT_EQ(found("UPDATE orders SET state = 'x' WHERE id = (SELECT id FROM orders WHERE state = 'queued' ORDER BY "
                    "placed_at LIMIT 1)"),
              (texts{"orders btree = id", "orders btree order placed_at where state = 'queued'"}));
    EXPECT_EQ(found("DELETE FROM orders USING customers c WHERE c.id = customer_id AND c.email = $1"),
              (texts{"orders btree = customer_id", "customers btree = email"}));
    EXPECT_EQ(found("SELECT 1 FROM customers WHERE email = $1 UNION SELECT 2 FROM customers WHERE name = $1"),
              (texts{"customers btree = email", "customers btree = name"}));
    EXPECT_EQ(found("SELECT EXISTS (SELECT FROM orders o WHERE o.customer_id = $1)"),
              texts{"orders btree = customer_id"});
}

TEST(AccessPath, WhatIsNotKnownGivesNothing) {
    EXPECT_EQ(found("SELECT * FROM elsewhere WHERE id = $1"), texts{});
    EXPECT_EQ(found("WITH orders AS (SELECT 1 AS id) SELECT * FROM orders WHERE id = $1"), texts{});
    EXPECT_EQ(found("SELECT * FROM orders WHERE customer_id = $1 OR state = $2"), texts{});
    EXPECT_EQ(found("this is no SQL"), texts{});
}

TEST(AccessPath, SaysWhatNoIndexServes) {
    const auto unserved = [](const std::string& condition) {
        query q;
        q.sql = "SELECT * FROM orders WHERE " + condition;
        return unserved_conditions(q, table_lookup(shop()));
    };
    EXPECT_EQ(unserved("customer_id = $1 OR state = $2"), texts{"OR"});
    EXPECT_EQ(unserved("placed_at::date = $1 AND state ILIKE $2 AND total <> 5 AND placed_at::date = $3"),
              (texts{"this use of =", "ILIKE", "this use of <>"}));
    EXPECT_EQ(unserved("starts_with(state, $1)"), texts{"the function starts_with"});
    EXPECT_EQ(unserved("customer_id = $1 AND total > 5 AND NOT paid AND tags @> $2 AND deleted_at IS NULL"), texts{});
}

}  // namespace
}  // namespace tenon::queries
