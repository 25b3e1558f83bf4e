// SPDX-License-Identifier: Apache-2.0
#include "catalog/digest.hpp"

#include "catalog/identity.hpp"
#include "catalog/random_catalog.hpp"
#include "catalog/visit.hpp"

#include <boost/describe/enumerators.hpp>

#include <functional>
#include <set>

namespace tenon::catalog {
namespace {

TEST(Digest, DoesNotSeeColumnOrderOrExtensionVersion) {
    auto a = tests::one_table();
    auto b = a;
    std::swap(b.tables[0].columns[0], b.tables[0].columns[1]);
    EXPECT_EQ(digest(a), digest(b));
    a.extensions.push_back({.name = "hstore", .schema = "public", .version = "1.8"});
    b.extensions.push_back({.name = "hstore", .schema = "public", .version = "1.9"});
    EXPECT_EQ(digest(a), digest(b));
}

/// Changes one leaf after the other of an object, and takes each change back. `changed(path)` is called in between.
class leaf_changer {
public:
    explicit leaf_changer(std::function<void(const std::string&)> changed) : changed_(std::move(changed)) {}

    template <class T>
    void visit(T& value, const std::string& path) {
        if constexpr (std::is_same_v<T, std::string>) {
            change(value, value + "!", path);
        } else if constexpr (std::is_same_v<T, bool>) {
            change(value, !value, path);
        } else if constexpr (std::is_enum_v<T>) {
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto other) {
                if (other.value != value) change(value, other.value, path);
            });
        } else if constexpr (std::is_integral_v<T>) {
            change(value, static_cast<T>(value + 1), path);
        } else if constexpr (std::is_same_v<T, options>) {
            auto more = value;
            more["added"] = "1";
            change(value, more, path);
        } else if constexpr (requires { value.has_value(); }) {
            using inner = typename T::value_type;
            change(value, value ? T() : T(inner()), path);
            if (value) visit(*value, path);
        } else if constexpr (requires { value.resize(1); }) {
            auto more = value;
            more.emplace_back();
            change(value, more, path + "[]");
            for (auto& item : value) visit(item, path + "[]");
        } else {
            boost::mp11::mp_for_each<members_of<T>>(
                [&](auto member) { visit(value.*member.pointer, path + "." + std::string(member.name)); });
        }
    }

private:
    template <class T>
    void change(T& value, T other, const std::string& path) {
        std::swap(value, other);
        changed_(path);
        std::swap(value, other);
    }

    std::function<void(const std::string&)> changed_;
};

/// What a digest must not see, and the values of secrets.
bool is_left_out(const std::string& path) {
    return path == "extension.version" || path.find(".secrets") != std::string::npos;
}

TEST(Digest, SeesEverythingElse) {
    std::set<std::string> kinds;
    std::size_t members = 0;
    for (unsigned seed = 0; seed < 40; ++seed) {
        auto catalog = tests::random_catalog(seed);
        for_each_object(catalog, [&](auto& object) {
            const auto before = object_digest(object);
            const auto id = id_of(object);
            kinds.emplace(to_string(object.object));
            leaf_changer changer([&](const std::string& path) {
                ++members;
                if (!is_left_out(path))
                    EXPECT_TRUE(object_digest(object) != before || id_of(object) != id) << path << ", seed " << seed;
            });
            changer.visit(object, std::string(to_string(object.object)));
        });
    }
    EXPECT_GE(kinds.size(), 40U);
    EXPECT_GT(members, 10000U);
    auto other = tests::one_table();
    other.major += 1;
    EXPECT_NE(digest(other), digest(tests::one_table()));
}

TEST(Digest, DoesNotSeeThePlaceOfAnObjectInItsList) {
    auto base = tests::one_table();
    base.tables.push_back(base.tables[0]);
    base.tables[1].name.name = "a";
    auto sorted = base;
    sort(sorted);
    EXPECT_EQ(digest(base), digest(sorted));
}

}  // namespace
}  // namespace tenon::catalog
