// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

/// Remembers the text of files that diagnostics may point into, so that the line at fault can be shown.
class source_texts {
public:
    /// Makes the form of a text that may be shown: secrets hidden, everything else in its place.
    using hide = std::string (*)(std::string_view);

    void add(std::string file, std::string text, hide secrets = nullptr);
    /// Line `number` (from 1) without its end, or nothing when the file or the line is not known.
    std::optional<std::string_view> line(const std::string& file, int number) const;

    /// The files that are known, by name.
    std::vector<std::string> files() const;
    /// The text of one of them: for looking things up, not for showing.
    std::string_view text(const std::string& file) const { return texts_.at(file).text; }

private:
    struct entry {
        std::string text;
        hide secrets = nullptr;  // still to be hidden: most texts are never shown, and dumps are long
    };
    mutable std::map<std::string, entry> texts_;
};

/// The terminal form of one diagnostic, ending in a newline:
///
///     requirements.yaml:14:12: error: unknown type "intger" [TN2010]
///        14 |       age: intger
///           |            ^
///       hint: did you mean "integer"?
///
/// Of a line that is longer than 160 characters, those around the column are shown, with "…" where it is cut.
/// With `colours` it carries ANSI escapes; without, it is plain text.
std::string render(const diagnostic&, const source_texts&, bool colours = false);

}  // namespace tenon
