// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::project {

/// A file of a new project, by its path inside the project's folder.
struct scaffold_file {
    std::string path;
    std::string text;
};

/// The files of a new project: settings, the starter requirements, and queries over them. They build as they are.
/// `platform` is a name as platform_name() makes them; without `postgres` the settings name no major.
std::vector<scaffold_file> scaffold(std::string_view platform, std::optional<int> postgres);

/// A platform's name out of any text, the name of a folder say: lower case, `_` for what is no letter or digit, and
/// beginning with a letter. "My Shop 2" gives my_shop_2; where nothing is left, "platform".
std::string platform_name(std::string_view text);

}  // namespace tenon::project
