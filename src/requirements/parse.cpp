// SPDX-License-Identifier: Apache-2.0
#include "requirements/parse.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"
#include "requirements/reader.hpp"
#include "requirements/secrets.hpp"

namespace tenon::requirements {

namespace {

/// No excerpt of a line shows the default that somebody gave a secret: terminals, logs and tickets keep it.
diagnostics without_secrets(const document& of, const source& lines, const diagnostics& found) {
    std::map<int, int> column_of_line;
    for (const auto& entity : of.entities)
        for (const auto& attribute : entity.attributes)
            if (attribute.default_ && keeps_secret(attribute)) {
                const auto at = lines.position_of(attribute.default_->where);
                column_of_line.emplace(at.line, at.column);
            }
    if (column_of_line.empty()) return found;
    diagnostics out;
    for (auto item : found.items()) {
        const auto secret = column_of_line.find(item.where.line);
        if (secret != column_of_line.end()) item.secret_from = secret->second;
        out.add(std::move(item));
    }
    return out;
}

}  // namespace

std::optional<document> parse(std::string_view text, std::string file, diagnostics& problems) {
    diagnostics found;
    std::optional<document> out;
    if (check_bytes(text, file, found)) {
        const source lines(text, file);
        const auto tree = read_yaml(lines, found);
        reader in(lines, found);
        if (tree.root && tree.root->is(node_kind::map) && !tree.root->items.empty()) {
            out = read_document(in, *tree.root);
            check_document(*out, lines, found);
            found = without_secrets(*out, lines, found);
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
