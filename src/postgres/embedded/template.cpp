// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/template.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "postgres/embedded/cache.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "postgres/embedded/run_folder.hpp"
#include "postgres/embedded/settings.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstring>

namespace tenon::postgres {

namespace fs = std::filesystem;

namespace {

/// Changes whenever the way a template is made does.
constexpr std::string_view recipe = "1";

constexpr auto patience = std::chrono::minutes(3);

/// template0 and template1 are 600 of the 970 files that would be copied at each start. "postgres" takes their place:
/// CREATE DATABASE … TEMPLATE postgres.
constexpr std::string_view trimming =
    "UPDATE pg_database SET datistemplate = false\n"
    "DROP DATABASE template0\n"
    "DROP DATABASE template1\n"
    "CHECKPOINT\n";

constexpr std::uint32_t segment_size = 1 << 20;

std::string tail_of(const fs::path& log) {
    std::string text;
    try {
        text = trim(read_file(log));
    } catch (const failure&) {
        return "(no output)";
    }
    const auto lines = split_lines(text);
    std::vector<std::string> last;
    for (std::size_t i = lines.size() > 5 ? lines.size() - 5 : 0; i < lines.size(); ++i) {
        if (const auto line = trim(lines[i]); !line.empty()) last.emplace_back(line);
    }
    return last.empty() ? "(no output)" : join(last, "; ");
}

void run(run_folder& work, const command& program, const std::string& what) {
    work.start(program);
    const std::optional<int> status = work.wait(patience);
    if (status && WIFEXITED(*status) && WEXITSTATUS(*status) == 0) return;
    throw failure(
        code::template_not_made,
        fmt::format("{} failed ({}): {}", what, status ? describe_status(*status) : "it did not end in 3 minutes",
                    tail_of(program.output)),
        "no server was started", "check the free space of the disk, then run the command again");
}

void initialise(run_folder& work, const installation& programs, const std::optional<system_user>& user) {
    const fs::path data = work.path() / "data";
    const fs::path log = work.path() / "log";
    std::vector<std::string> arguments{
        "-D",         data.string(),     "--no-sync",           "--no-instructions", "--wal-segsize=1",
        "--locale=C", "--encoding=UTF8", "--username=postgres", "--auth=trust"};
    if (programs.major >= 18) arguments.emplace_back("--no-data-checksums");
    write_file(work.path() / "trimming", trimming);
    fs::permissions(work.path() / "trimming", fs::perms(0644));
    run(work,
        {.program = programs.bin / "initdb",
         .arguments = arguments,
         .directory = work.path(),
         .output = log,
         .run_as = user,
         .death_signal = SIGKILL},
        "initdb");
    run(work,
        {.program = programs.bin / "postgres",
         .arguments = {"--single", "-F", "-D", data.string(), "postgres"},
         .directory = work.path(),
         .input = work.path() / "trimming",
         .output = work.path() / "log.trimming",
         .run_as = user,
         .death_signal = SIGKILL},
        "trimming the new data folder");
}

/// Only the segment with the last checkpoint is read at a start; the others are spare ones for later writing. Where it
/// is stands in pg_control: the record's address at byte 32, the redo point at 40, the timeline at 48 (ControlFileData
/// in pg_control.h, the same in PostgreSQL 14 to 18).
void remove_spare_wal(const fs::path& data) {
    const std::string control = read_file(data / "global" / "pg_control");
    require(control.size() >= 52, "pg_control is too short");
    std::uint64_t redo = 0;
    std::uint32_t timeline = 0;
    std::memcpy(&redo, control.data() + 40, sizeof redo);
    std::memcpy(&timeline, control.data() + 48, sizeof timeline);
    const std::uint64_t number = redo / segment_size;
    constexpr std::uint64_t per_file_id = 0x100000000ULL / segment_size;
    const std::string needed = fmt::format("{:08X}{:08X}{:08X}", timeline, number / per_file_id, number % per_file_id);
    if (!fs::exists(data / "pg_wal" / needed)) return;  // not understood: then keep them all
    for (const auto& entry : fs::directory_iterator(data / "pg_wal")) {
        if (entry.is_regular_file() && entry.path().filename() != needed) fs::remove(entry.path());
    }
}

/// Makes `finished` out of what `fill` puts into a folder beside it; both appear at once or not at all.
template <class Fill>
void make_atomically(const fs::path& finished, Fill fill) {
    const fs::path parent = finished.parent_path();
    std::error_code ec;
    fs::create_directories(parent, ec);
    const file_lock only_one(finished.string() + ".lock");
    if (fs::exists(finished)) return;  // another process made it while this one waited
    const fs::path unfinished = finished.string() + ".new";
    fs::remove_all(unfinished);  // of one that was killed: the lock is ours now
    fill(unfinished);
    fs::rename(unfinished, finished);
}

/// The lock file of a template tells when it was used last.
void mark_as_used(const fs::path& finished) {
    utimensat(AT_FDCWD, (finished.string() + ".lock").c_str(), nullptr, 0);
}

/// Each new minor version and each change of the settings brings a template of its own.
void remove_unused(const fs::path& folder) {
    constexpr auto long_ago = std::chrono::hours(30 * 24);
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const fs::path lock = entry.path().string() + ".lock";
        if (entry.path().extension() == ".lock" || !fs::exists(lock, ec)) continue;
        const auto used = fs::last_write_time(lock, ec);
        if (ec || fs::file_time_type::clock::now() - used < long_ago) continue;
        // Its name goes first, so that nobody copies half of it.
        const fs::path doomed = entry.path().string() + fmt::format(".old-{}", getpid());
        fs::rename(entry.path(), doomed, ec);
        if (!ec) fs::remove_all(doomed, ec);
    }
}

}  // namespace

fs::path data_template(const installation& programs, const std::optional<system_user>& user) {
    const std::string settings = private_settings(programs.major);
    const std::string key =
        hash_hex(fmt::format("{}\n{}\n{}\n{}\n{}", recipe, programs.identity, settings, private_access(), trimming));
    fs::path finished = cache_folder() / "templates" / fmt::format("{}-{}", programs.major, key.substr(0, 24));
    if (fs::exists(finished)) {
        mark_as_used(finished);
        return finished;
    }
    try {
        make_atomically(finished, [&](const fs::path& unfinished) {
            run_folder work(user);
            initialise(work, programs, user);
            copy_tree(work.path() / "data", unfinished);
            write_file(unfinished / "postgresql.conf", settings);
            write_file(unfinished / "pg_hba.conf", private_access());
            remove_spare_wal(unfinished);
        });
        mark_as_used(finished);
        remove_unused(finished.parent_path());
    } catch (const std::system_error& error) {
        throw failure(code::template_not_made,
                      fmt::format("cannot make the template {}: {}", finished.string(), error.what()),
                      "no server was started", "check the free space and the permissions of that folder");
    }
    return finished;
}

installation readable_installation(const installation& programs, const std::optional<system_user>& user) {
    const fs::path root = programs.bin.parent_path();
    if (!user) return programs;
    std::error_code ec;
    bool readable = can_read(*user, programs.bin / "postgres") && can_read(*user, programs.bin / "initdb") &&
                    can_read(*user, programs.extensions / "plpgsql.control");
    if (fs::is_directory(root / "lib", ec)) readable = readable && can_read(*user, root / "lib");
    if (readable) return programs;

    const fs::path inside = programs.extensions.lexically_relative(root);
    if (inside.empty() || inside.string().starts_with("..")) {
        throw failure(code::server_user_unknown,
                      fmt::format("the user {} cannot read {} or {}", user->name, programs.bin.string(),
                                  programs.extensions.string()),
                      "no server was started",
                      "make them readable for everybody, or set TENON_PG_USER to a user who can read them");
    }
    for (const fs::path& cache : {cache_folder(), fs::path("/var/cache/tenon")}) {
        fs::create_directories(cache / "programs", ec);
        if (ec || !can_read(*user, cache / "programs")) continue;
        const fs::path copy =
            cache / "programs" / fmt::format("{}-{}", programs.major, programs.identity.substr(0, 24));
        if (!fs::exists(copy)) {
            make_atomically(copy, [&](const fs::path& unfinished) { copy_tree(root, unfinished, {}, true); });
        }
        installation copied = programs;
        copied.bin = copy / programs.bin.filename();
        copied.extensions = copy / inside;
        return copied;
    }
    throw failure(
        code::server_user_unknown,
        fmt::format("the user {} cannot read {}, nor any folder to copy it to", user->name, programs.bin.string()),
        "no server was started", "set XDG_CACHE_HOME to a folder that everybody can enter");
}

}  // namespace tenon::postgres
