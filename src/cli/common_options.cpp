// SPDX-License-Identifier: Apache-2.0
#include "cli/common_options.hpp"

namespace tenon::cli {

option format_option(std::vector<std::string_view> choices) {
    return {.name = "--format", .value = "FORMAT", .help = "how the result is printed", .choices = std::move(choices)};
}

std::vector<option> scratch_options() {
    return {
        {.name = "--postgres",
         .value = "N",
         .help = "major version of the private PostgreSQL",
         .choices = {"14", "15", "16", "17", "18"}},
        {.name = "--scratch", .value = "URL", .help = "a server for throw-away databases, in place of a private one"}};
}

option set_option() {
    return {.name = "--set", .value = "NAME=VALUE", .help = "a psql variable of SQL sources", .many = true};
}

option memberships_option() {
    return {.name = "--memberships", .help = "which roles are members of which, too: they belong to the whole server"};
}

option dir_option() {
    return {.name = "--dir",
            .value = "DIR",
            .help = "the migrations folder; migrations/ by default",
            .completes = completion::folders};
}

option url_option() {
    return {.name = "--url", .value = "URL", .help = "the live database; else DATABASE_URL, else PG* as in psql"};
}

scratch_choice scratch_of(const arguments& given) {
    scratch_choice choice;
    if (const auto major = given.value("--postgres")) choice.postgres = std::stoi(*major);
    choice.scratch = given.value("--scratch");
    return choice;
}

std::map<std::string, std::string> variables_of(const arguments& given) {
    std::map<std::string, std::string> variables;
    for (const auto& assignment : given.values("--set")) {
        const auto equals = assignment.find('=');
        variables.insert_or_assign(assignment.substr(0, equals),
                                   equals == std::string::npos ? std::string() : assignment.substr(equals + 1));
    }
    return variables;
}

std::vector<option> with(std::vector<option> own, std::vector<option> shared) {
    own.insert(own.end(), std::make_move_iterator(shared.begin()), std::make_move_iterator(shared.end()));
    return own;
}

}  // namespace tenon::cli
