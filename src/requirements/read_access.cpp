// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/shorthand.hpp"

namespace tenon::requirements {

namespace {

constexpr permission_kind every_permission[] = {permission_kind::read, permission_kind::insert, permission_kind::update,
                                                permission_kind::delete_};

/// The permissions that a word stands for: one, or all of them.
std::vector<permission> find_permissions(reader& in, const phrase& word) {
    if (*word == "all") {
        std::vector<permission> out;
        for (auto kind : every_permission) out.push_back({kind, {}, word.where});
        return out;
    }
    for (auto kind : every_permission)
        if (to_string(kind) == *word) return {{kind, {}, word.where}};
    const std::map<std::string_view, std::string_view> sql_words = {
        {"select", "read"}, {"write", "insert"}, {"create", "insert"}, {"remove", "delete"}, {"edit", "update"}};
    std::string hint = "known: read, insert, update, delete, all";
    const std::vector<std::string> known = {"read", "insert", "update", "delete", "all"};
    if (const auto found = sql_words.find(to_lower(*word)); found != sql_words.end()) {
        hint = fmt::format("did you mean \"{}\"?", found->second);
    } else if (const auto near = closest(*word, known)) {
        hint = fmt::format("did you mean \"{}\"?", *near);
    }
    in.error(code::unknown_permission, word.where, fmt::format("unknown permission \"{}\"", *word), hint);
    return {};
}

void add(reader& in, access_rule& into, permission made) {
    for (const auto& there : into.permissions) {
        if (there.kind != made.kind) continue;
        in.warning(code::permission_twice, made.where,
                   fmt::format("role \"{}\" has the permission {} already", *into.role, to_string(made.kind)),
                   "delete one of them");
        return;
    }
    into.permissions.push_back(std::move(made));
}

}  // namespace

std::vector<access_rule> reader::read_access(const node& value, const std::string& what) {
    std::vector<access_rule> out;
    for_each_member(*this, &value, fmt::format("\"access\" of {}", what), [&](const node& key, const node& granted) {
        access_rule made;
        made.role = name_of(key);
        if (!check_name(made.role, "the role") || granted.is(node_kind::broken)) return;
        const auto here = fmt::format("the access of role \"{}\"", *made.role);
        if (granted.is(node_kind::scalar)) {
            for (auto& one : find_permissions(*this, scalar(granted).whole())) add(*this, made, std::move(one));
        } else if (granted.is(node_kind::list)) {
            for (const node* item : granted.items) {
                if (!item->is(node_kind::scalar)) {
                    wrong_kind(*item, fmt::format("an item of {}", here), "a permission",
                               "to limit it to attributes write {update: [status]}");
                    continue;
                }
                for (auto& one : find_permissions(*this, scalar(*item).whole())) add(*this, made, std::move(one));
            }
        } else if (granted.is(node_kind::map)) {
            for (std::size_t i = 0; i + 1 < granted.items.size(); i += 2) {
                auto found = find_permissions(*this, name_of(*granted.items[i]));
                const node& columns = *granted.items[i + 1];
                if (found.empty() || columns.is(node_kind::broken)) continue;
                if (!(columns.is(node_kind::scalar) && columns.value == "all")) {
                    const auto names = read_names(columns, fmt::format("\"{}\" of {}", granted.items[i]->value, here));
                    // What is given of no attribute must not become what is given of all.
                    if (names.empty()) {
                        if (columns.is(node_kind::list) && columns.items.empty())
                            error(code::permission_of_nothing, columns.where,
                                  fmt::format("\"{}\" of {} names no attribute", granted.items[i]->value, here),
                                  "name them, write `all`, or leave the permission out");
                        continue;
                    }
                    for (auto& one : found) one.columns = names;
                }
                for (auto& one : found) add(*this, made, std::move(one));
            }
        } else {
            wrong_kind(granted, here, "a list of read, insert, update, delete");
        }
        out.push_back(std::move(made));
    });
    return out;
}

void read_volume(reader& in, const node& value, entity& into) {
    volume made;
    made.where = value.where;
    const auto read = [&](const node* written, std::string_view what) -> std::optional<located<std::int64_t>> {
        if (!written) return {};
        if (!written->is(node_kind::scalar)) {
            in.wrong_kind(*written, what, "a number of rows, such as 10M");
            return {};
        }
        const auto where = in.scalar(*written).at(0);
        const auto number = parse_number(written->value);
        const auto rows = number ? to_integer(*number) : std::nullopt;
        if (!rows || *rows < 0) {
            in.error(code::volume_malformed, where,
                     fmt::format("{} is \"{}\", which is not a number of rows", what, written->value),
                     "write an integer, with k, M or G for thousands, millions, billions: 50k");
            return {};
        }
        return located<std::int64_t>{*rows, where};
    };
    if (value.is(node_kind::scalar)) {
        made.rows = read(&value, "\"volume\"");
    } else if (value.is(node_kind::map)) {
        members from(in, value, fmt::format("\"volume\" of entity \"{}\"", *into.name));
        made.rows = read(from.take("rows"), "\"rows\"");
        made.per_day = read(from.take("per_day"), "\"per_day\"");
        made.updates_per_day = read(from.take("updates_per_day"), "\"updates_per_day\"");
        made.deletes_per_day = read(from.take("deletes_per_day"), "\"deletes_per_day\"");
        from.finish({{"inserts_per_day", "did you mean \"per_day\"?"}});
    } else {
        in.wrong_kind(value, fmt::format("\"volume\" of entity \"{}\"", *into.name), "a mapping with rows and per_day");
        return;
    }
    into.volume = made;
}

}  // namespace tenon::requirements
