// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::cli {

/// What shells offer to complete a value with.
enum class completion { nothing, files, folders };

/// One option or positional argument of a verb: data, from which parsing, help, manual and completions are made.
struct option {
    std::string_view name;                       ///< "--format", or "SOURCE" (upper case) for a positional argument
    std::string_view value = {};                 ///< what stands for its value in the help, "N"; empty for a flag
    std::string_view help;                       ///< one line, no final stop
    std::vector<std::string_view> choices = {};  ///< the values it takes; empty: any
    bool required = false;
    bool many = false;  ///< may be given several times
    completion completes = completion::nothing;

    bool positional() const { return !name.starts_with("-"); }
    bool flag() const { return !positional() && value.empty(); }
};

/// What stood on the command line, checked against the verb's options. Asking for a name that the verb does not
/// declare is an error of Tenon (internal_error).
class arguments {
public:
    /// Every declared name with the values given for it; flags that were given hold one empty value.
    explicit arguments(std::map<std::string, std::vector<std::string>, std::less<>> given) : given_(std::move(given)) {}

    bool has(std::string_view name) const { return !values(name).empty(); }
    std::optional<std::string> value(std::string_view name) const;
    std::string value_or(std::string_view name, std::string_view otherwise) const;
    const std::vector<std::string>& values(std::string_view name) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> given_;
};

}  // namespace tenon::cli
