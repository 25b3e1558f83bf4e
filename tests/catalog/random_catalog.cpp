// SPDX-License-Identifier: Apache-2.0
#include "catalog/random_catalog.hpp"

#include "catalog/visit.hpp"

#include <boost/describe/enumerators.hpp>

#include <random>

namespace tenon::tests {

namespace {

class maker {
public:
    explicit maker(unsigned seed) : random_(seed) {}

    template <class T>
    void fill(T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            value = words[below(std::size(words))];
            value += std::to_string(below(1000));
        } else if constexpr (std::is_same_v<T, bool>) {
            value = below(2) == 1;
        } else if constexpr (std::is_enum_v<T>) {
            std::vector<T> all;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto e) { all.push_back(e.value); });
            value = all[below(all.size())];
        } else if constexpr (std::is_integral_v<T>) {
            value = static_cast<T>(below(2000)) - 1000;
        } else if constexpr (std::is_same_v<T, catalog::options>) {
            for (std::size_t n = below(3); n > 0; --n) fill(value["key" + std::to_string(n)]);
        } else if constexpr (requires { value.has_value(); }) {
            if (below(3) > 0) fill(value.emplace());
        } else if constexpr (requires { value.resize(1); }) {
            value.resize(below(4));
            for (auto& item : value) fill(item);
        } else {
            boost::mp11::mp_for_each<catalog::members_of<T>>([&](auto member) {
                // Secrets leave a process only without their values, so only without them can they come back equal.
                if (std::string_view(member.name) == "secrets") return;
                fill(value.*member.pointer);
            });
        }
    }

private:
    static constexpr const char* words[] = {"plain", "Größe \"x\"", "a.b", "line\nbreak", "tab\t\x01 bell",
                                            "",      "back\\slash", "日本"};

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }

    std::mt19937 random_;
};

}  // namespace

catalog::contents random_catalog(unsigned seed) {
    catalog::contents out;
    maker(seed).fill(out);
    out.major = 14 + static_cast<int>(seed % 5);
    sort(out);
    return out;
}

catalog::contents one_table() {
    catalog::contents out;
    out.major = 15;
    catalog::table orders;
    orders.name = {"public", "orders"};
    orders.columns = {{.name = "id", .type = "bigint"}, {.name = "total", .type = "numeric(10,2)"}};
    out.tables.push_back(orders);
    return out;
}

}  // namespace tenon::tests
