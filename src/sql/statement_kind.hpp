// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql {

/// The first `count` words and names of a statement in lower case, blanks and comments left out. Anything else, such as
/// a parenthesis, counts as a word of its own.
std::vector<std::string> leading_words(std::string_view statement, std::size_t count);

/// What a statement does to the transaction it runs in.
enum class transaction_control {
    none,
    begin,      ///< BEGIN, START TRANSACTION
    commit,     ///< COMMIT, END
    rollback,   ///< ROLLBACK, ABORT, ROLLBACK TO SAVEPOINT
    savepoint,  ///< SAVEPOINT, RELEASE
    prepared,   ///< PREPARE TRANSACTION, COMMIT PREPARED, ROLLBACK PREPARED
    settings,   ///< SET TRANSACTION, SET CONSTRAINTS
};
transaction_control transaction_control_of(std::string_view statement);

/// True for statements that PostgreSQL refuses inside a transaction block, and so in a batch: CREATE DATABASE, VACUUM,
/// CREATE INDEX CONCURRENTLY, ALTER SYSTEM and their like. Decided by the words, so for every grammar version; what it
/// misses the server tells by SQLSTATE 25001.
bool runs_outside_transaction(std::string_view statement);

/// What a statement leaves behind in the database that it runs in.
enum class statement_effect {
    schema,   ///< objects, which a catalog holds
    data,     ///< rows, or what a function does that is called
    either,   ///< both are possible: DO, CREATE TABLE … AS
    session,  ///< nothing that outlives the session: SET, BEGIN, LOCK, SHOW
    server,   ///< something outside the database: ALTER SYSTEM, CREATE ROLE, CREATE DATABASE
    upkeep,   ///< what is there is only tended or moved: VACUUM, ANALYZE, COPY
};

/// Decided by the words, so for every grammar version. Words that no version knows count as schema: the server decides.
statement_effect effect_of(std::string_view statement);

}  // namespace tenon::sql
