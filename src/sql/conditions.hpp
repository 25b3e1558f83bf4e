// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "sql/statement.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace tenon::sql {

/// Which branches of \if … \elif … \else … \endif are read: psql's rules (documentation of psql, "\if"), one object per
/// file.
class conditions {
public:
    /// True for the four commands.
    static bool is_condition(std::string_view name);

    /// True when the argument of such a command will be looked at.
    bool needs_value(std::string_view name) const;

    /// Takes one of the four commands in. What is wrong with it goes to `problems`; a condition that is neither true
    /// nor false counts as false.
    void follow(const meta_command&, diagnostics& problems);

    /// True where statements count.
    bool active() const;

    /// To be called at the end of the file: tells of an \if that is still open.
    void finish(diagnostics& problems) const;

private:
    struct branch {
        position where;
        bool outer_active;  ///< the \if itself stands where statements count
        bool taken;         ///< one of its branches was true
        bool active;
        bool in_else = false;
    };
    std::vector<branch> open_;
};

/// true, false, yes, no, on, off, 1, 0 and unambiguous beginnings of them, without case, as psql reads them.
std::optional<bool> parse_boolean(std::string_view);

}  // namespace tenon::sql
