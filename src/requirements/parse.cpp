// SPDX-License-Identifier: Apache-2.0
#include "requirements/parse.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"
#include "requirements/reader.hpp"
#include "requirements/secrets.hpp"

namespace tenon::requirements {

std::optional<document> parse(std::string_view text, const std::string& file, diagnostics& problems) {
    diagnostics found;
    std::optional<document> out;
    if (check_bytes(text, file, found)) {
        const source lines(text, file);
        const auto tree = read_yaml(lines, found);
        reader in(lines, found);
        if (tree.root && tree.root->is(node_kind::map) && !tree.root->items.empty()) {
            out = read_document(in, *tree.root);
            check_document(*out, lines, found);
        } else if (tree.root && !tree.root->is(node_kind::null) && !tree.root->is(node_kind::map)) {
            in.wrong_kind(*tree.root, "the document", "a mapping", "begin with platform: followed by a name");
        } else if (!found.has_errors()) {
            found.error(code::document_empty, {file, 1, 1}, "the document says nothing",
                        "begin with platform: followed by a name, or with tenon init");
        }
    }
    found.sort();
    if (found.has_errors()) out.reset();
    problems.append(without_secrets_of(text, found));
    return out;
}

}  // namespace tenon::requirements
