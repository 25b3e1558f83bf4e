// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace tenon::support {

/// True when goldens are to be rewritten (`./test --update`, which sets TENON_UPDATE).
bool updating_goldens();

/// Fails the running test unless the file holds exactly `text`; when goldens are updated, writes it instead.
/// The failure shows the first line that differs and how to update.
void expect_golden(const std::filesystem::path& file, std::string_view text);

}  // namespace tenon::support
