// SPDX-License-Identifier: Apache-2.0
#include "requirements/reader.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/bounds.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

bool is_word(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string as_word(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (is_word(std::string_view(&c, 1)) || (c >= '0' && c <= '9')) {
            out += c;
        } else if (!out.empty() && out.back() != '_') {
            out += '_';
        }
    }
    while (out.ends_with('_')) out.pop_back();
    if (!out.empty() && out[0] >= '0' && out[0] <= '9') out.insert(0, "_");
    return out;
}

bool is_norway_word(const node& value) {
    if (!value.plain()) return false;
    const auto lower = to_lower(value.value);
    return lower == "yes" || lower == "no" || lower == "on" || lower == "off";
}

}  // namespace

void reader::error(diagnostic_code id, place where, std::string message, std::string hint) {
    problems_.error(id, text_.position_of(where), std::move(message), std::move(hint));
}

void reader::warning(diagnostic_code id, place where, std::string message, std::string hint) {
    problems_.warning(id, text_.position_of(where), std::move(message), std::move(hint));
}

void reader::wrong_kind(const node& value, std::string_view what, std::string_view wanted, std::string hint) {
    if (value.is(node_kind::broken)) return;
    if (value.is(node_kind::null)) {
        error(code::value_missing, value.where, fmt::format("{} is empty; it must be {}", what, wanted),
              std::move(hint));
        return;
    }
    error(code::wrong_kind, value.where, fmt::format("{} is {}; it must be {}", what, describe(value.kind), wanted),
          std::move(hint));
}

std::optional<phrase> reader::read_phrase(const node& value, std::string_view what) {
    if (!value.is(node_kind::scalar)) {
        wrong_kind(value, what, "text");
        return {};
    }
    if (trim(value.value).empty()) {
        error(code::value_missing, value.where, fmt::format("{} is empty; it must be text", what));
        return {};
    }
    return scalar(value).whole();
}

flag reader::read_flag(const node& value, std::string_view what) {
    if (value.is(node_kind::scalar) && (value.value == "true" || value.value == "false"))
        return {value.value == "true", value.where};
    if (is_norway_word(value)) {
        const auto lower = to_lower(value.value);
        error(code::boolean_word, value.where,
              fmt::format("{} is \"{}\", which is not a boolean here", what, value.value),
              fmt::format("write {}", lower == "yes" || lower == "on" ? "true" : "false"));
        return {};
    }
    wrong_kind(value, what, "true or false");
    return {};
}

std::vector<phrase> reader::read_names(const node& value, std::string_view what) {
    std::vector<phrase> names;
    const auto add = [&](const node& item) {
        if (!item.is(node_kind::scalar)) return wrong_kind(item, fmt::format("an item of {}", what), "a name");
        auto name = scalar(item).whole();
        if (check_name(name, "the name")) names.push_back(std::move(name));
    };
    if (value.is(node_kind::list)) {
        for (const node* item : value.items) add(*item);
    } else if (value.is(node_kind::scalar)) {
        add(value);
    } else {
        wrong_kind(value, what, "a name or a list of names");
    }
    return names;
}

std::optional<phrase> reader::read_expression(const node& value, std::string_view what) {
    auto out = read_phrase(value, what);
    if (!out) return {};
    const auto whole = scalar(value);
    check_expression(whole, what, problems_);
    const auto text = whole.text();
    const auto first = std::min(text.find_first_not_of(" \t\n"), text.size());
    return phrase{std::string(trim(text)), whole.at(first)};
}

option_value reader::read_option(const node& value) {
    option_value out;
    out.where = value.where;
    switch (value.kind) {
        case node_kind::scalar:
            out.kind = option_kind::scalar;
            out.scalar = value.value;
            out.quoted = !value.plain();
            out.where = scalar(value).at(0);
            if (is_norway_word(value))
                warning(
                    code::norway_word, value.where,
                    fmt::format("\"{}\" is text here, and a boolean for many other YAML readers", value.value),
                    fmt::format("put it in quotes, or write {}",
                                to_lower(value.value) == "yes" || to_lower(value.value) == "on" ? "true" : "false"));
            break;
        case node_kind::list:
            out.kind = option_kind::list;
            for (const node* item : value.items) out.list.push_back(read_option(*item));
            break;
        case node_kind::map:
            out.kind = option_kind::map;
            for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
                out.map.push_back({name_of(*value.items[i]), read_option(*value.items[i + 1])});
            break;
        case node_kind::null:
        case node_kind::broken:
            break;
    }
    return out;
}

bool reader::check_name(const phrase& name, std::string_view what) {
    if (is_word(*name)) return true;
    const auto word = as_word(*name);
    const bool ascii =
        std::all_of(name->begin(), name->end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    error(
        code::name_malformed, name.where,
        fmt::format("{} \"{}\" is not a word of letters, digits and underscores", what, *name),
        word.empty() || !ascii ? "use the letters a to z, digits and underscores" : fmt::format("write \"{}\"", word));
    return false;
}

bool reader::check_or_mend_name(phrase& name, std::string_view what) {
    if (check_name(name, what)) return true;
    name.value = as_word(*name);
    return !name->empty();
}

std::optional<deprecation> reader::read_deprecation(const node& value, std::string_view what) {
    deprecation out;
    out.where = value.where;
    if (value.is(node_kind::scalar)) {
        out.since = read_phrase(value, what);
        return out;
    }
    if (!value.is(node_kind::map)) {
        wrong_kind(value, what, "a mapping with since and remove_after");
        return {};
    }
    members from(*this, value, std::string(what));
    out.since = from.take_phrase("since");
    out.remove_after = from.take_phrase("remove_after");
    out.reason = from.take_phrase("reason");
    out.use = from.take_phrase("use");
    from.finish();
    if (out.since && out.remove_after && is_iso_date(**out.since) && is_iso_date(**out.remove_after) &&
        **out.remove_after < **out.since)
        error(code::deprecation_reversed, out.remove_after->where,
              fmt::format("the removal on {} comes before the deprecation on {}", **out.remove_after, **out.since),
              "correct the dates");
    return out;
}

members::members(reader& in, const node& map, std::string what)
    : in_(in), map_(map), what_(std::move(what)), taken_(map.items.size() / 2, false) {}

const node* members::take_or_null(std::string_view key) {
    known_.emplace_back(key);
    for (std::size_t i = 0; i + 1 < map_.items.size(); i += 2) {
        if (map_.items[i]->value != key) continue;
        taken_[i / 2] = true;
        return map_.items[i + 1]->is(node_kind::broken) ? nullptr : map_.items[i + 1];
    }
    const std::string wanted[] = {std::string(key)};
    for (std::size_t i = 0; i + 1 < map_.items.size(); i += 2) {
        const auto& value = *map_.items[i + 1];
        const auto& written = map_.items[i]->value;
        if (!taken_[i / 2] && written.size() >= 5 && (value.is(node_kind::map) || value.is(node_kind::list)) &&
            closest(written, wanted))
            return &value;
    }
    return nullptr;
}

const node* members::take(std::string_view key) {
    const node* value = take_or_null(key);
    if (!value || !value->is(node_kind::null)) return value;
    in_.error(code::value_missing, value->where, fmt::format("\"{}\" of {} has no value", key, what_),
              "write a value, or delete the key");
    return nullptr;
}

bool members::has(std::string_view key) const {
    for (std::size_t i = 0; i + 1 < map_.items.size(); i += 2)
        if (map_.items[i]->value == key) return true;
    return false;
}

std::optional<phrase> members::take_phrase(std::string_view key) {
    const node* value = take(key);
    if (!value) return {};
    return in_.read_phrase(*value, fmt::format("\"{}\" of {}", key, what_));
}

flag members::take_flag(std::string_view key) {
    const node* value = take(key);
    if (!value) return {};
    return in_.read_flag(*value, fmt::format("\"{}\" of {}", key, what_));
}

std::optional<phrase> members::take_expression(std::string_view key) {
    const node* value = take(key);
    if (!value) return {};
    return in_.read_expression(*value, fmt::format("\"{}\" of {}", key, what_));
}

std::optional<phrase> members::take_name(std::string_view key) {
    auto name = take_phrase(key);
    if (!name || !in_.check_name(*name, key == "was" ? std::string("the former name") : fmt::format("the {}", key)))
        return {};
    return name;
}

void members::finish(const std::map<std::string_view, std::string_view>& hints) {
    for (std::size_t i = 0; i < taken_.size(); ++i) {
        if (taken_[i]) continue;
        const auto name = in_.name_of(*map_.items[2 * i]);
        std::string hint;
        if (const auto known = hints.find(*name); known != hints.end()) {
            hint = std::string(known->second);
        } else if (const auto near = closest(*name, known_)) {
            hint = fmt::format("did you mean \"{}\"?", *near);
        } else {
            auto sorted = known_;
            std::sort(sorted.begin(), sorted.end());
            hint = fmt::format("known keys: {}", join(sorted, ", "));
        }
        in_.error(code::unknown_key, name.where, fmt::format("{} has no key \"{}\"", what_, *name), hint);
    }
}

void for_each_member(reader& in, const node* map, std::string_view what,
                     const std::function<void(const node&, const node&)>& each) {
    if (!map) return;
    if (!map->is(node_kind::map)) return in.wrong_kind(*map, what, "a mapping");
    for (std::size_t i = 0; i + 1 < map->items.size(); i += 2) each(*map->items[i], *map->items[i + 1]);
}

}  // namespace tenon::requirements
