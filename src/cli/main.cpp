// SPDX-License-Identifier: Apache-2.0
#include "base/uninterrupted.hpp"
#include "cli/run.hpp"
#include "postgres/embedded/interrupt.hpp"

#include <cstdlib>
#include <new>
#include <vector>

#ifdef TENON_MIMALLOC
// mimalloc's operator new ends the process when memory is out; these throw, and the command says so (TN1013).
void* operator new(std::size_t size) {
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
#endif

int main(int count, char** words) {
    // Before there is any other thread: all of them must leave the signals to the one that cleans up.
    tenon::postgres::clean_up_on_signals();
    auto where = tenon::cli::process_terminal();
    const auto end = tenon::cli::run(std::vector<std::string>(words + 1, words + count), where);
    // exit() cleans up what a signal would clean up: only one of them may.
    const tenon::uninterrupted to_the_end;
    std::exit(static_cast<int>(end));
}
