// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace tenon::tests {

/// Which part of a long suite this run takes. ./test takes it from the commit and prints how to repeat it: TENON_SLICE is
/// up to eight hexadecimal digits, 0 when unset.
unsigned slice();

/// Seeds for a property test: `always` ones that never change, `of_slice` ones that the slice chooses.
std::vector<unsigned> seeds(unsigned always, unsigned of_slice);

/// 14, 16, 17 or 18, as the slice has it: what is tested on 15 is tested on one of these, too.
int rotating_major();

}  // namespace tenon::tests
