// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <map>
#include <optional>
#include <string>

namespace tenon {

/// Remembers the text of files that diagnostics may point into, so that the line at fault can be shown.
class source_texts {
public:
    void add(std::string file, std::string text);
    /// Line `number` (from 1) without its end, or nothing when the file or the line is not known.
    std::optional<std::string_view> line(const std::string& file, int number) const;

    /// Every text by the name of its file.
    const std::map<std::string, std::string>& all() const { return texts_; }

private:
    std::map<std::string, std::string> texts_;
};

/// The terminal form of one diagnostic, ending in a newline:
///
///     requirements.yaml:14:12: error: unknown type "intger" [TN2010]
///        14 |       age: intger
///           |            ^
///       hint: did you mean "integer"?
///
/// With `colours` it carries ANSI escapes; without, it is plain text.
std::string render(const diagnostic&, const source_texts&, bool colours = false);

}  // namespace tenon
