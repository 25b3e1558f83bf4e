// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

// Function names in this file are quoted and qualified, "" where there is none.
namespace tenon::catalog {

struct text_search_parser {
    static constexpr auto object = object_kind::text_search_parser;

    qualified_name name;
    std::string start, gettoken, end, headline, lextypes;
    std::string comment;

    friend bool operator==(const text_search_parser&, const text_search_parser&) = default;
};
BOOST_DESCRIBE_STRUCT(text_search_parser, (), (name, start, gettoken, end, headline, lextypes, comment))

struct text_search_template {
    static constexpr auto object = object_kind::text_search_template;

    qualified_name name;
    std::string init, lexize;
    std::string comment;

    friend bool operator==(const text_search_template&, const text_search_template&) = default;
};
BOOST_DESCRIBE_STRUCT(text_search_template, (), (name, init, lexize, comment))

struct text_search_dictionary {
    static constexpr auto object = object_kind::text_search_dictionary;

    qualified_name name;
    qualified_name template_;
    std::string options;  ///< dictinitoption as stored: "language = 'german', stopwords = 'german'"
    std::string owner;
    std::string comment;

    friend bool operator==(const text_search_dictionary&, const text_search_dictionary&) = default;
};
BOOST_DESCRIBE_STRUCT(text_search_dictionary, (), (name, template_, options, owner, comment))

struct text_search_mapping {
    std::string token;                         ///< token type of the parser, for example asciiword
    std::vector<qualified_name> dictionaries;  ///< in the order they are asked

    friend auto operator<=>(const text_search_mapping&, const text_search_mapping&) = default;
};
BOOST_DESCRIBE_STRUCT(text_search_mapping, (), (token, dictionaries))

struct text_search_configuration {
    static constexpr auto object = object_kind::text_search_configuration;

    qualified_name name;
    qualified_name parser;
    std::vector<text_search_mapping> mappings;  ///< by token
    std::string owner;
    std::string comment;

    friend bool operator==(const text_search_configuration&, const text_search_configuration&) = default;
};
BOOST_DESCRIBE_STRUCT(text_search_configuration, (), (name, parser, mappings, owner, comment))

}  // namespace tenon::catalog
