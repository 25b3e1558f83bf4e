// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

namespace tenon {

std::string_view to_string(severity value) {
    switch (value) {
        case severity::error: return "error";
        case severity::warning: return "warning";
        case severity::information: return "info";
    }
    return "error";
}

void diagnostics::add(diagnostic item) {
    if (item.severity == severity::error) ++errors_;
    items_.push_back(std::move(item));
}

void diagnostics::error(diagnostic_code id, position where, std::string message, std::string hint) {
    add({id, severity::error, std::move(where), std::move(message), std::move(hint)});
}

void diagnostics::warning(diagnostic_code id, position where, std::string message, std::string hint) {
    add({id, severity::warning, std::move(where), std::move(message), std::move(hint)});
}

void diagnostics::information(diagnostic_code id, position where, std::string message, std::string hint) {
    add({id, severity::information, std::move(where), std::move(message), std::move(hint)});
}

void diagnostics::append(const diagnostics& other) {
    for (const auto& item : other.items_) add(item);
}

void diagnostics::sort() {
    std::stable_sort(items_.begin(), items_.end(), [](const diagnostic& a, const diagnostic& b) {
        return std::tie(a.where, a.code) < std::tie(b.where, b.code);
    });
    items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
    errors_ = static_cast<std::size_t>(
        std::count_if(items_.begin(), items_.end(), [](const auto& i) { return i.severity == severity::error; }));
}

}  // namespace tenon
