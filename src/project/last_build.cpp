// SPDX-License-Identifier: Apache-2.0
#include "project/last_build.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "postgres/embedded/cache.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace tenon::project {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

fs::path memory_of(const fs::path& requirements) {
    return postgres::cache_folder() / "builds" /
           (hash_hex(fs::absolute(requirements).lexically_normal().string()) + ".json");
}

void add_file(std::string& sum, const fs::path& file) {
    std::error_code ec;
    sum += file.string() + '\n';
    sum += fs::is_regular_file(file, ec) ? hash_hex(read_file(file)) : "missing";
    sum += '\n';
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(std::string_view(value->get_string())) : std::string();
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
    std::vector<std::string> out;
    const auto* value = object.if_contains(name);
    if (value && value->is_array())
        for (const auto& item : value->get_array())
            if (item.is_string()) out.emplace_back(std::string_view(item.get_string()));
    return out;
}

std::int64_t number_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

json::array array_of(const std::vector<diagnostic>& findings) {
    json::array out;
    for (const auto& item : findings) {
        out.push_back(json::object{{"code", static_cast<int>(item.code)},
                                   {"severity", static_cast<int>(item.severity)},
                                   {"file", item.where.file.text()},
                                   {"line", item.where.line},
                                   {"column", item.where.column},
                                   {"message", item.message},
                                   {"hint", item.hint}});
    }
    return out;
}

std::vector<diagnostic> findings_of(const json::object& object) {
    std::vector<diagnostic> out;
    const auto* value = object.if_contains("findings");
    if (!value || !value->is_array()) return out;
    for (const auto& item : value->get_array()) {
        if (!item.is_object()) continue;
        const auto& each = item.get_object();
        out.push_back({static_cast<diagnostic_code>(number_of(each, "code")),
                       static_cast<severity>(number_of(each, "severity")),
                       {text_of(each, "file"), static_cast<int>(number_of(each, "line")),
                        static_cast<int>(number_of(each, "column"))},
                       text_of(each, "message"),
                       text_of(each, "hint")});
    }
    return out;
}

json::array array_of(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

}  // namespace

std::string hash_inputs(const fs::path& requirements, const std::vector<fs::path>& folders,
                        const std::string& settings) {
    std::string sum = fmt::format("{}\n{}\n{}\n", version(), postgres::file_identity("/proc/self/exe"), settings);
    const auto folder = requirements.has_parent_path() ? requirements.parent_path() : fs::path(".");
    add_file(sum, requirements);
    add_file(sum, folder / "tenon.yaml");
    for (const auto& each : folders) {
        for (const auto& file : files_below(each)) add_file(sum, file);
    }
    return hash_hex(sum);
}

std::string hash_files(const fs::path& folder, const std::vector<std::string>& files) {
    std::string sum;
    for (const auto& file : files) add_file(sum, folder / file);
    return hash_hex(sum);
}

std::optional<last_build> recall(const fs::path& requirements) {
    try {
        const auto file = memory_of(requirements);
        std::error_code exists;
        if (!fs::is_regular_file(file, exists)) return std::nullopt;
        json::error_code ec;
        const auto document = json::parse(read_file(file), ec);
        if (ec || !document.is_object()) return std::nullopt;
        const auto& object = document.get_object();
        last_build out;
        out.inputs = text_of(object, "inputs");
        out.outputs = text_of(object, "outputs");
        out.files = texts_of(object, "files");
        out.platform = text_of(object, "platform");
        out.major = std::atoi(text_of(object, "major").c_str());
        out.digest = text_of(object, "digest");
        out.holdings = text_of(object, "holdings");
        out.proof = text_of(object, "proof");
        out.remarks = texts_of(object, "remarks");
        out.findings = findings_of(object);
        return out;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

void remember(const fs::path& requirements, const last_build& build) {
    try {
        const json::object object = {{"inputs", build.inputs},
                                     {"outputs", build.outputs},
                                     {"files", array_of(build.files)},
                                     {"platform", build.platform},
                                     {"major", std::to_string(build.major)},
                                     {"digest", build.digest},
                                     {"holdings", build.holdings},
                                     {"proof", build.proof},
                                     {"remarks", array_of(build.remarks)},
                                     {"findings", array_of(build.findings)}};
        write_file(memory_of(requirements), json::serialize(object));
    } catch (const std::exception&) {
        // The next build does all the work again.
    }
}

}  // namespace tenon::project
