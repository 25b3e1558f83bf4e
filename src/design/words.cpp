// SPDX-License-Identifier: Apache-2.0
#include "design/words.hpp"

#include <array>
#include <unordered_map>
#include <unordered_set>

namespace tenon::design {

namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// Words whose plural no rule gives.
const std::unordered_map<std::string_view, std::string_view>& irregular() {
    static const std::unordered_map<std::string_view, std::string_view> words = {
        {"person", "people"},
        {"child", "children"},
        {"man", "men"},
        {"woman", "women"},
        {"foot", "feet"},
        {"tooth", "teeth"},
        {"goose", "geese"},
        {"mouse", "mice"},
        {"louse", "lice"},
        {"ox", "oxen"},
        {"die", "dies"},
        {"quiz", "quizzes"},
        {"axis", "axes"},
        {"matrix", "matrices"},
        {"vertex", "vertices"},
        {"vortex", "vortices"},
        {"appendix", "appendices"},
        {"codex", "codices"},
        {"datum", "data"},
        {"medium", "media"},
        {"stratum", "strata"},
        {"bacterium", "bacteria"},
        {"curriculum", "curricula"},
        {"addendum", "addenda"},
        {"erratum", "errata"},
        {"criterion", "criteria"},
        {"phenomenon", "phenomena"},
        {"alumnus", "alumni"},
        {"stimulus", "stimuli"},
        {"nucleus", "nuclei"},
        {"locus", "loci"},
        {"syllabus", "syllabi"},
        {"radius", "radii"},
        {"fungus", "fungi"},
        {"cactus", "cacti"},
        {"genus", "genera"},
        {"leaf", "leaves"},
        {"knife", "knives"},
        {"life", "lives"},
        {"wife", "wives"},
        {"shelf", "shelves"},
        {"wolf", "wolves"},
        {"half", "halves"},
        {"self", "selves"},
        {"calf", "calves"},
        {"loaf", "loaves"},
        {"thief", "thieves"},
        {"elf", "elves"},
        {"scarf", "scarves"},
        {"hero", "heroes"},
        {"potato", "potatoes"},
        {"tomato", "tomatoes"},
        {"echo", "echoes"},
        {"veto", "vetoes"},
        {"torpedo", "torpedoes"},
        {"cargo", "cargoes"},
        {"embargo", "embargoes"},
        {"schema", "schemas"},
        {"gas", "gases"},
        {"bus", "buses"},
        {"lens", "lenses"},
        {"alias", "aliases"},
        {"bias", "biases"},
        {"canvas", "canvases"},
        {"atlas", "atlases"},
        {"plus", "pluses"},
        {"yes", "yeses"},
        {"corps", "corps"},
        {"forum", "forums"},
        {"virus", "viruses"},
        {"status", "statuses"},
        {"campus", "campuses"},
        {"movie", "movies"},
        {"cookie", "cookies"},
        {"cache", "caches"},
        {"tie", "ties"},
        {"lie", "lies"},
        {"pie", "pies"},
        {"zombie", "zombies"},
        {"rookie", "rookies"},
        {"selfie", "selfies"},
        {"shoe", "shoes"},
        {"toe", "toes"},
        {"horse", "horses"},
        {"course", "courses"},
        {"house", "houses"},
        {"warehouse", "warehouses"},
        {"purchase", "purchases"},
        {"release", "releases"},
        {"case", "cases"},
        {"lease", "leases"},
        {"database", "databases"},
        {"base", "bases"},
        {"phase", "phases"},
        {"response", "responses"},
        {"expense", "expenses"},
        {"license", "licenses"},
        {"licence", "licences"},
        {"invoice", "invoices"},
    };
    return words;
}

/// Words that have no plural of their own.
const std::unordered_set<std::string_view>& uncountable() {
    static const std::unordered_set<std::string_view> words = {
        "equipment", "information", "series",     "species",     "metadata",  "data",     "news",    "feedback",
        "software",  "hardware",    "firmware",   "progress",    "staff",     "money",    "sheep",   "fish",
        "deer",      "aircraft",    "spacecraft", "offspring",   "furniture", "luggage",  "baggage", "traffic",
        "weather",   "advice",      "evidence",   "knowledge",   "research",  "homework", "music",   "mail",
        "media",     "payroll",     "gear",       "merchandise", "access",    "usage",
    };
    return words;
}

bool is_uncountable(std::string_view word) {
    return uncountable().count(word) > 0 || word.ends_with("ics") || word.ends_with("ware");
}

/// Plural → singular, from the table above.
const std::unordered_map<std::string_view, std::string_view>& irregular_back() {
    static const auto words = [] {
        std::unordered_map<std::string_view, std::string_view> out;
        for (const auto& [one, many] : irregular()) out.emplace(many, one);
        return out;
    }();
    return words;
}

std::string plural_word(std::string_view word) {
    if (word.empty()) return {};
    if (const auto found = irregular().find(word); found != irregular().end()) return std::string(found->second);
    const std::string text(word);
    const auto without = [&](std::size_t letters) { return text.substr(0, text.size() - letters); };
    if (word.ends_with("sis")) return without(2) + "es";
    if (word.ends_with("man") && word != "human" && word != "german" && word != "talisman") return without(2) + "en";
    if (word.size() > 1 && word.back() == 'y' && !is_vowel(word[word.size() - 2])) return without(1) + "ies";
    for (const std::string_view ending : {"s", "x", "z", "ch", "sh"})
        if (word.ends_with(ending)) return text + (word.ends_with("arch") ? "s" : "es");
    return text + "s";
}

/// Nothing when the word does not look like a plural.
std::string singular_word(std::string_view word) {
    if (const auto found = irregular_back().find(word); found != irregular_back().end())
        return std::string(found->second);
    if (irregular().count(word) > 0) return {};
    const std::string text(word);
    const auto without = [&](std::size_t letters) { return text.substr(0, text.size() - letters); };
    if (word.size() < 3 || word.back() != 's') return {};
    // "ss", "us", "is" end singular words: class, status, basis; "as" and "os" only those above and a few more.
    if (std::string_view("sui").find(word[word.size() - 2]) != std::string_view::npos) return {};
    for (const std::string_view single : {"chaos", "cosmos", "ethos", "pathos", "thermos", "asbestos"})
        if (word == single) return {};
    // Words in -sis; other words in -ses come from -se (roses, exercises).
    for (const std::string_view plural : {"analyses", "paralyses", "theses", "hypotheses", "syntheses", "parentheses",
                                          "diagnoses", "prognoses", "crises", "oases", "neuroses", "emphases"})
        if (word == plural) return without(2) + "is";
    if (word.ends_with("bases") && word != "bases") return without(1);
    if (word.ends_with("ies") && word.size() > 4) return without(3) + "y";
    for (const std::string_view ending : {"sses", "shes", "ches", "xes", "zzes"})
        if (word.ends_with(ending)) return without(2);
    // bonuses, consensuses; not clauses, houses
    if (word.ends_with("uses") && word.size() > 6 && !is_vowel(word[word.size() - 5])) return without(2);
    return without(1);
}

/// Splits off the last word: the prefix keeps its underscore.
std::pair<std::string_view, std::string_view> last_word(std::string_view name) {
    const auto bar = name.rfind('_');
    if (bar == std::string_view::npos || bar + 1 == name.size()) return {"", name};
    return {name.substr(0, bar + 1), name.substr(bar + 1)};
}

}  // namespace

std::string snake_case(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!is_upper(c)) {
            out += c;
            continue;
        }
        const bool after_lower = i > 0 && is_lower(name[i - 1]);
        const bool ends_acronym =
            i > 0 && is_upper(name[i - 1]) && i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
        if ((after_lower || ends_acronym) && !out.empty() && out.back() != '_') out += '_';
        out += static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool is_plural(std::string_view name, const plural_exceptions& exceptions) {
    const auto [prefix, word] = last_word(name);
    for (const auto& [one, many] : exceptions) {
        if (many == name || many == word) return true;
        if (one == name || one == word) return false;
    }
    if (is_uncountable(word)) return false;
    return !singular_word(word).empty();
}

std::string plural_of(std::string_view name, const plural_exceptions& exceptions) {
    const auto [prefix, word] = last_word(name);
    if (const auto found = exceptions.find(name); found != exceptions.end()) return found->second;
    if (const auto found = exceptions.find(word); found != exceptions.end()) return std::string(prefix) + found->second;
    if (is_uncountable(word) || is_plural(name, exceptions)) return std::string(name);
    return std::string(prefix) + plural_word(word);
}

std::string singular_of(std::string_view name, const plural_exceptions& exceptions) {
    const auto [prefix, word] = last_word(name);
    for (const auto& [one, many] : exceptions) {
        if (many == name) return one;
        if (many == word) return std::string(prefix) + one;
        if (one == name || one == word) return std::string(name);
    }
    if (is_uncountable(word)) return std::string(name);
    const std::string one = singular_word(word);
    return one.empty() ? std::string(name) : std::string(prefix) + one;
}

}  // namespace tenon::design
