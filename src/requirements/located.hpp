// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <utility>

namespace tenon::requirements {

/// A place in the requirements document; `document::at` adds the file. Counted as in tenon::position: from 1, columns
/// in characters. 0:0 is "nowhere": a value that nobody wrote.
struct place {
    int line = 0;
    int column = 0;

    explicit operator bool() const { return line > 0; }
    friend auto operator<=>(const place&, const place&) = default;
};

/// A value and where it was written. Two are equal when their values are: where something stands is not what it means.
template <class T>
struct located {
    T value{};
    place where;

    const T& operator*() const { return value; }
    T& operator*() { return value; }
    const T* operator->() const { return &value; }
    T* operator->() { return &value; }

    friend bool operator==(const located& a, const located& b) { return a.value == b.value; }
};

/// A name, a sentence, a piece of SQL. The place is that of its first character, inside the quotes if there are any.
using phrase = located<std::string>;
/// A word that is there or not; `where` is the word's place when it is.
using flag = located<bool>;

}  // namespace tenon::requirements
