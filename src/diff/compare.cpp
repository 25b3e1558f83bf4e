// SPDX-License-Identifier: Apache-2.0
#include "catalog/visit.hpp"
#include "diff/plan.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

namespace tenon::diff {
namespace {

using names = std::vector<std::string>;

template <class T>
concept described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;

/// A list whose elements are told apart by name: columns, domain checks, attributes.
template <class T>
concept named = described<T> && requires(const T& one) {
    { one.name } -> std::convertible_to<std::string>;
};

template <class T>
struct element_of {
    using type = void;
};
template <class T>
struct element_of<std::vector<T>> {
    using type = T;
};

template <class Object>
void collect(const Object& from, const Object& to, const std::string& prefix, names& out);

/// The values of secrets are keyed hashes: those of two runs say nothing, then only the names are compared.
bool same_secrets(const catalog::options& from, const catalog::options& to) {
    return std::equal(from.begin(), from.end(), to.begin(), to.end(), [](const auto& a, const auto& b) {
        return a.first == b.first && (a.second.empty() || b.second.empty() || a.second == b.second);
    });
}

template <class T>
void collect_named(const std::vector<T>& from, const std::vector<T>& to, const std::string& name, names& out) {
    // Lists this small are searched faster than they are sorted; wide tables are sorted.
    std::map<std::string_view, const T*> others;
    for (const auto& one : to) others.emplace(one.name, &one);
    for (const auto& one : from) {
        const auto found = others.find(one.name);
        if (found == others.end()) {
            out.push_back(fmt::format("{}.{}", name, one.name));
            continue;
        }
        if (!(one == *found->second)) collect(one, *found->second, fmt::format("{}.{}.", name, one.name), out);
        others.erase(found);
    }
    for (const auto& [added, one] : others) out.push_back(fmt::format("{}.{}", name, added));
}

template <class Object>
void collect(const Object& from, const Object& to, const std::string& prefix, names& out) {
    boost::mp11::mp_for_each<catalog::members_of<Object>>([&](auto member) {
        const auto& a = from.*member.pointer;
        const auto& b = to.*member.pointer;
        using value = std::remove_cvref_t<decltype(a)>;
        std::string name = prefix + member.name;
        if (name.ends_with('_')) name.pop_back();
        if (std::string_view(member.name) == "secrets") {
            if constexpr (std::is_same_v<value, catalog::options>) {
                if (!same_secrets(a, b)) out.push_back(std::move(name));
            }
        } else if (std::is_same_v<Object, catalog::extension> && std::string_view(member.name) == "version") {
            // It follows the server's packages.
        } else if constexpr (named<typename element_of<value>::type>) {
            if (!(a == b)) collect_named(a, b, name, out);
        } else {
            if (!(a == b)) out.push_back(std::move(name));
        }
    });
}

template <class List>
void compare_lists(const List& from, const List& to, std::vector<difference>& out) {
    using entry = std::pair<catalog::object_id, const typename List::value_type*>;
    const auto entries = [](const List& list) {
        std::vector<entry> all;
        all.reserve(list.size());
        for (const auto& object : list) all.emplace_back(id_of(object), &object);
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto left = entries(from), right = entries(to);
    auto a = left.begin();
    auto b = right.begin();
    while (a != left.end() || b != right.end()) {
        if (b == right.end() || (a != left.end() && a->first < b->first)) {
            out.push_back({(a++)->first, change::drop, {}, false});
        } else if (a == left.end() || b->first < a->first) {
            out.push_back({(b++)->first, change::create, {}, false});
        } else {
            if (!(*a->second == *b->second)) {
                names members;
                collect(*a->second, *b->second, "", members);
                if (!members.empty()) {
                    out.push_back({a->first, change::alter, std::move(members), false});
                } else if constexpr (std::is_same_v<typename List::value_type, catalog::table>) {
                    out.push_back({a->first, change::alter, {"order of columns"}, true});
                }
            }
            ++a;
            ++b;
        }
    }
}

}  // namespace

std::vector<difference> compare(const catalog::contents& from, const catalog::contents& to) {
    std::vector<difference> out;
    boost::mp11::mp_for_each<catalog::members_of<catalog::contents>>([&](auto member) {
        const auto& a = from.*member.pointer;
        const auto& b = to.*member.pointer;
        if constexpr (catalog::object_list<std::remove_cvref_t<decltype(a)>>) compare_lists(a, b, out);
    });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.object < b.object; });
    return out;
}

}  // namespace tenon::diff
