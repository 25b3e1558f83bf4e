// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/code.hpp"
#include "base/file_name.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tenon {

enum class severity { error, warning, information };

/// "error", "warning", "info": the words of the text and JSON forms.
std::string_view to_string(severity);

/// A place in a file a user wrote. Lines and columns count from 1, columns in characters (code points), not bytes;
/// 0 means "the whole file" (line) or "the whole line" (column).
struct position {
    file_name file;
    int line = 0;
    int column = 0;

    friend auto operator<=>(const position&, const position&) = default;
};

/// One thing a user should know about what they wrote: what, where, why, and what to do.
struct diagnostic {
    diagnostic_code code;
    tenon::severity severity = severity::error;
    position where;
    std::string message;  ///< What happened, with which values; one line, no final stop.
    std::string hint;     ///< What to do; empty when there is nothing useful to say.

    friend bool operator==(const diagnostic&, const diagnostic&) = default;
};

/// Collects every problem of one run, so that a user sees them all at once. Never throws for what a user wrote.
class diagnostics {
public:
    void error(diagnostic_code, position, std::string message, std::string hint = {});
    void warning(diagnostic_code, position, std::string message, std::string hint = {});
    void information(diagnostic_code, position, std::string message, std::string hint = {});
    void add(diagnostic);
    void append(const diagnostics&);

    bool has_errors() const { return errors_ > 0; }
    bool empty() const { return items_.empty(); }
    std::size_t error_count() const { return errors_; }
    const std::vector<diagnostic>& items() const { return items_; }

    /// By file, line, column, code; what is told twice is kept once. Reporters call this before they print.
    void sort();

private:
    std::vector<diagnostic> items_;
    std::size_t errors_ = 0;
};

}  // namespace tenon
