// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::project {

/// Migrations as another tool lays them out.
struct foreign_layout {
    std::string_view tool;       ///< "golang-migrate or sqlx"
    std::filesystem::path file;  ///< what gave it away, `folder` before it
    std::string mark;            ///< what is special about the file: "NAME.down.sql beside NAME.up.sql"
};

/// Tells by names, then by the first lines of the files, whether `files` (paths relative to `folder`, in path order)
/// are migrations of another tool. The first file that shows it is returned. Only layouts whose files, run one after
/// the other by path, give something else than the tool would: with ways back among them, or in another order.
std::optional<foreign_layout> foreign_layout_of(const std::filesystem::path& folder,
                                                const std::vector<std::string>& files);

}  // namespace tenon::project
