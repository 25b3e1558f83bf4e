// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

namespace tenon::cli {

/// Where a command writes: the result to `out`, what is meant for a person watching to `err`.
struct terminal {
    std::ostream& out;
    std::ostream& err;
    bool out_colours = false;
    bool err_colours = false;
    bool err_is_terminal = false;  ///< progress may be drawn and redrawn
    int width = 80;
};

/// The process's own streams. Colours go to a terminal only, and not when NO_COLOR is set to anything but the empty
/// string (no-color.org) or TERM is "dumb".
terminal process_terminal();

}  // namespace tenon::cli
