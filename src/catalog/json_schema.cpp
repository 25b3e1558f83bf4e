// SPDX-License-Identifier: Apache-2.0
#include "catalog/json.hpp"
#include "catalog/json_write.hpp"

#include <boost/describe/enumerators.hpp>

namespace tenon::catalog {

namespace {

/// Writes the JSON Schema of described types; each struct becomes one definition, however often it is used.
class schema_writer {
public:
    template <class T>
    std::string of(std::string_view member_name) {
        if constexpr (std::is_same_v<T, std::string>) {
            return R"({"type": "string"})";
        } else if constexpr (std::is_same_v<T, bool>) {
            return R"({"type": "boolean"})";
        } else if constexpr (std::is_enum_v<T>) {
            std::string words;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto item) {
                std::string word = item.name;
                if (word.ends_with('_')) word.pop_back();
                words += fmt::format("{}\"{}\"", words.empty() ? "" : ", ", word);
            });
            return fmt::format(R"({{"enum": [{}]}})", words);
        } else if constexpr (std::is_integral_v<T>) {
            return R"({"type": "integer"})";
        } else if constexpr (detail::is_optional<T>::value) {
            return of<typename T::value_type>(member_name);
        } else if constexpr (std::is_same_v<T, options>) {
            return R"({"type": "object", "additionalProperties": {"type": "string"}})";
        } else if constexpr (detail::is_vector<T>::value) {
            return fmt::format(R"({{"type": "array", "items": {}}})", of<typename T::value_type>(member_name));
        } else {
            return reference<T>();
        }
    }

    template <class T>
    std::string properties(std::string_view indent) {
        std::string out;
        boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
            using type = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
            std::string_view name = member.name;
            if (name.ends_with('_')) name.remove_suffix(1);
            out += fmt::format("{}\n{}\"{}\": {}", out.empty() ? "" : ",", indent, name, of<type>(name));
        });
        return out;
    }

    const std::map<std::string, std::string>& definitions() const { return definitions_; }

private:
    template <class T>
    std::string reference() {
        const std::string name = type_name<T>();
        if (!definitions_.contains(name)) {
            definitions_[name] = "";  // marks it as under way
            definitions_[name] =
                fmt::format("{{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {{{}\n    }}}}",
                            properties<T>("      "));
        }
        return fmt::format("{{\"$ref\": \"#/$defs/{}\"}}", name);
    }

    /// The struct's own name, from the compiler: "… [with T = tenon::catalog::column]".
    template <class T>
    static std::string type_name() {
        std::string_view text = __PRETTY_FUNCTION__;
        const std::string_view mark = "tenon::catalog::";
        text.remove_prefix(text.find("T = ") + 4);
        text.remove_prefix(mark.size());
        text = text.substr(0, text.find_first_of(";]"));
        if (text.ends_with('_')) text.remove_suffix(1);
        return std::string(text);
    }

    std::map<std::string, std::string> definitions_;
};

}  // namespace

std::string json_schema() {
    schema_writer writer;
    const auto members = writer.properties<contents>("    ");
    std::string definitions;
    for (const auto& [name, text] : writer.definitions())
        definitions += fmt::format("{}\n    \"{}\": {}", definitions.empty() ? "" : ",", name, text);
    return fmt::format(R"({{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Tenon catalog",
  "description": "What a PostgreSQL schema is, as the server prints it. A member that is not there has its default.",
  "type": "object",
  "additionalProperties": false,
  "required": ["format", "digest", "major"],
  "properties": {{
    "format": {{"const": "tenon.catalog/1"}},
    "digest": {{"type": "string", "pattern": "^pg[0-9]+:[0-9a-f]{{64}}$"}},{}
  }},
  "$defs": {{{}
  }}
}}
)",
                       members, definitions);
}

}  // namespace tenon::catalog
