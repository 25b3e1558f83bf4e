// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/literal.hpp"
#include "requirements/scalar_text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// Steps through the shorthand of an attribute and reads its smallest parts. Faults are reported where they are.
class shorthand_scanner {
public:
    shorthand_scanner(const scalar_text& written, diagnostics& problems) : written_(written), problems_(problems) {}

    std::size_t offset() const { return at_; }
    void go_to(std::size_t offset) { at_ = offset; }
    std::string_view text() const { return written_.text(); }
    place where(std::size_t offset) const { return written_.at(offset); }
    place where() const { return where(at_); }

    void skip_blanks();
    /// True at the end, blanks skipped.
    bool done();
    /// The character after the blanks, or NUL.
    char next();
    /// Takes `symbol` if it comes next (blanks skipped).
    bool take(std::string_view symbol);
    /// The word that comes next, without taking it; empty when none does.
    std::string_view peek_word();
    /// Takes the word that comes next; empty when none does.
    std::string_view take_word();
    bool take_word(std::string_view word);
    /// Everything up to the next blank or one of `,()[]=`: what a message shows of something unknown. At least one
    /// character.
    std::string_view take_unknown();

    /// A number, a quoted text, true, false or null; nothing when none comes next. A malformed one is reported and
    /// returned as well as it can be read.
    std::optional<literal> take_literal();
    /// A quoted text; nothing when none comes next. An open one is reported and goes to the end.
    std::optional<literal> take_quoted();
    /// What stands between parentheses, when one comes next: its content's offset and length.
    struct span_of_text {
        std::size_t from;
        std::size_t length;
        bool closed = true;  ///< false: the fault is reported, the rest of the text is inside
    };
    std::optional<span_of_text> take_parenthesised();

    void error(diagnostic_code id, std::size_t offset, std::string message, std::string hint = {});
    /// Ends the reading: nothing after this makes sense.
    void stop() { at_ = text().size(); }

    const scalar_text& written() const { return written_; }
    diagnostics& problems() { return problems_; }

private:
    bool hash_cuts();
    std::optional<literal> take_number();

    scalar_text written_;
    diagnostics& problems_;
    std::size_t at_ = 0;
};

}  // namespace tenon::requirements
