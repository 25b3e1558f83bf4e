// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.hpp"

#include "base/text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace tenon::cli {

outcome bad_input(diagnostics findings, source_texts texts) {
    outcome end;
    end.exit = exit_code::usage;
    end.findings = std::move(findings);
    end.texts = std::move(texts);
    return end;
}

std::string json_string(std::string_view text) {
    // JSON is UTF-8 (RFC 8259, 8.1); a byte that is none, out of a file name say, becomes U+FFFD.
    std::string sound;
    std::size_t bad = 0;
    while (!is_utf8(text, &bad)) {
        sound += text.substr(0, bad);
        sound += "\xEF\xBF\xBD";
        text.remove_prefix(bad + 1);
    }
    sound += text;
    return boost::json::serialize(boost::json::string(sound));
}

}  // namespace tenon::cli
