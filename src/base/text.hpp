// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

std::string_view trim(std::string_view);
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> split_lines(std::string_view text);
std::string join(std::span<const std::string> parts, std::string_view separator);
/// ASCII only: identifiers and keywords, never prose.
std::string to_lower(std::string_view);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// True when `text` is well-formed UTF-8 (no overlong forms, no surrogates). `bad`: byte offset of the first fault.
bool is_utf8(std::string_view text, std::size_t* bad = nullptr);
/// Code points in well-formed UTF-8.
std::size_t count_characters(std::string_view);

/// The candidate a person most likely meant by `word`: the one with the smallest edit distance, when that is at most a
/// third of the word's length (and at most 3). Compared without case.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

}  // namespace tenon
