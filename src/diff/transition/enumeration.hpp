// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/alteration/alteration.hpp"

namespace tenon::diff {

/// ALTER TYPE … ADD VALUE for each label that is new; false when labels went or changed places. The server cannot take
/// a label back.
bool add_labels(const catalog::enum_type& from, const catalog::enum_type& to, alterations& out);

/// The type made anew under its name, and the columns of both catalogs moved to it, by their texts: a value whose label
/// is gone ends the statement. What else needs the type is not there meanwhile.
alteration exchange_labels(const catalog::enum_type& to, const catalog::contents& before,
                           const catalog::contents& after, int major);

}  // namespace tenon::diff
