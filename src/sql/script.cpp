// SPDX-License-Identifier: Apache-2.0
#include "sql/script.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/sql.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "sql/conditions.hpp"
#include "sql/split.hpp"

namespace tenon::sql {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_includes = 10'000;

bool is_inside(const fs::path& file, const fs::path& folder) {
    const auto relative = file.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

// Whether `text` can be cut into statements at all.
bool is_readable(std::string_view text, const std::string& name, diagnostics& problems) {
    if (text.starts_with("PGDMP")) {
        problems.error(code::dump_not_text, {name, 0, 0}, "this is a dump in pg_dump's custom format, not SQL",
                       fmt::format("run `pg_restore -f schema.sql {}` and use schema.sql", name));
        return false;
    }
    std::size_t bad = 0;
    if (!is_utf8(text, &bad)) {
        const auto where = splitter(text, name).place(bad);
        problems.error(code::not_utf8, where,
                       fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])),
                       "convert the file, for example with `iconv -f LATIN1 -t UTF-8`");
        return false;
    }
    const auto zero = text.find('\0');
    if (zero != std::string_view::npos) {
        problems.error(code::script_holds_zero_byte, splitter(text, name).place(zero), "a zero byte is no SQL",
                       "save the file again as UTF-8 text");
        return false;
    }
    return true;
}

class reader {
public:
    // `shown_root` is the root as the user named it, for positions.
    reader(script& out, const variables& values, diagnostics& problems, fs::path root, fs::path shown_root)
        : out_(out), values_(values), problems_(problems), root_(std::move(root)), shown_root_(std::move(shown_root)) {}

    // `file` is the canonical path, empty for a text that is no file.
    void read(std::string_view text, const std::string& name, const fs::path& file) {
        if (!is_readable(text, name, problems_)) return;
        if (!file.empty()) open_.push_back(file);
        splitter source(text, name, &values_);
        conditions branches;
        while (auto item = source.next()) {
            if (auto* found = std::get_if<statement>(&*item)) {
                take(std::move(*found));
            } else {
                follow(std::move(std::get<meta_command>(*item)), source, branches);
            }
        }
        branches.finish(problems_);
        if (!file.empty()) open_.pop_back();
    }

    void tell_skipped() {
        std::map<std::pair<std::string, std::string>, std::pair<position, int>> counts;
        for (const auto& command : out_.skipped) {
            if (is_connect(command)) continue;  // told already
            auto [entry, is_new] = counts.try_emplace({command.where.file, command.name}, command.where, 0);
            ++entry->second.second;
        }
        for (const auto& [key, first] : counts) {
            const auto times = first.second > 1 ? fmt::format(" ({} times)", first.second) : "";
            problems_.information(
                code::meta_command_skipped, first.first,
                fmt::format("\\{} was skipped{}: it is a command of psql, not SQL", key.second, times));
        }
    }

private:
    static bool is_connect(const meta_command& command) { return command.name == "c" || command.name == "connect"; }

    void take(statement found) {
        tell_unset(found.unset);
        if (found.finished_by == "gdesc") return;  // psql only describes it
        if (found.finished_by == "gset") {
            problems_.warning(code::meta_command_needs_result, found.where,
                              "\\gset needs the result of this query, so its variables stay without a value",
                              "give them with --set NAME=VALUE");
        }
        out_.statements.push_back(std::move(found));
    }

    void tell_unset(const std::vector<unset_variable>& unset) {
        for (const auto& variable : unset) {
            problems_.error(code::variable_without_value, variable.where,
                            fmt::format("the psql variable \"{}\" has no value", variable.name),
                            fmt::format("give it one: --set {}=VALUE", variable.name));
        }
    }

    void follow(meta_command command, splitter& source, conditions& branches) {
        if (conditions::is_condition(command.name)) {
            if (branches.needs_value(command.name)) tell_unset(command.unset);
            branches.follow(command, problems_);
            source.set_active(branches.active());
            return;
        }
        if (!branches.active()) return;
        if (!restricted_by_.empty() && command.name != "unrestrict") {
            problems_.error(code::meta_command_restricted, command.where,
                            fmt::format("\\{} stands between \\restrict and \\unrestrict", command.name),
                            "psql refuses it too: look who put it into this dump");
            return;
        }
        if (command.name == "restrict" || command.name == "unrestrict") {
            restrict(command);
        } else if (command.name == "set") {
            tell_unset(command.unset);
            if (command.arguments.empty()) return;
            std::string value;
            for (std::size_t i = 1; i < command.arguments.size(); ++i) value += command.arguments[i];
            values_.insert_or_assign(command.arguments[0], std::move(value));
        } else if (command.name == "unset") {
            if (!command.arguments.empty()) values_.erase(command.arguments[0]);
        } else if (command.name == "i" || command.name == "include") {
            include(command, {});
        } else if (command.name == "ir" || command.name == "include_relative") {
            include(command, open_.empty() ? fs::path() : open_.back().parent_path());
        } else if (command.name == "copy" && command.copy_data) {
            statement copy;
            copy.text = "COPY " + command.arguments[0];
            while (copy.text.ends_with(';')) copy.text.pop_back();
            copy.where = command.where;
            copy.anchors.push_back({0, command.where.line, command.where.column, true});
            copy.copy_data = std::move(command.copy_data);
            out_.statements.push_back(std::move(copy));
        } else if (command.name == "q" || command.name == "quit") {
            source.stop();
        } else {
            if (is_connect(command)) {
                problems_.warning(code::connect_ignored, command.where,
                                  fmt::format("{} was not followed: all statements go to one database", command.text),
                                  "split the script: one source describes one database");
            }
            out_.skipped.push_back(std::move(command));
        }
    }

    void restrict(const meta_command& command) {
        const auto key = command.arguments.empty() ? std::string() : command.arguments[0];
        if (command.name == "restrict") {
            restricted_by_ = key;
        } else if (key == restricted_by_) {
            restricted_by_.clear();
        } else {
            problems_.error(code::meta_command_restricted, command.where,
                            fmt::format("\\unrestrict names \"{}\", \\restrict named \"{}\"", key, restricted_by_),
                            "the two lines of one dump name the same word");
        }
    }

    void include(const meta_command& command, const fs::path& relative_to) {
        tell_unset(command.unset);
        if (!command.unset.empty()) return;
        if (command.arguments.empty() || command.arguments[0].empty()) {
            problems_.error(code::include_without_file, command.where, fmt::format("\\{} names no file", command.name),
                            "write the path of an SQL file after it");
            return;
        }
        const fs::path named = command.arguments[0];
        const auto path = find(named, relative_to);
        if (!path) {
            problems_.error(code::include_not_found, command.where,
                            fmt::format("\\{} names \"{}\", which is not there", command.name, named.string()),
                            relative_to.empty() ? "paths of \\i count from the source's folder"
                                                : "paths of \\ir count from the including file's folder");
            return;
        }
        if (root_.empty() || !is_inside(*path, root_)) {
            problems_.error(
                code::include_outside_source, command.where,
                fmt::format("\\{} names \"{}\", which is outside the source's folder", command.name, named.string()),
                "move the file into the folder, or name the folder above as the source");
        } else if (!fs::is_regular_file(*path)) {
            problems_.error(code::include_without_file, command.where,
                            fmt::format("\\{} names \"{}\", which is no file", command.name, named.string()),
                            "write the path of an SQL file after it");
        } else if (std::find(open_.begin(), open_.end(), *path) != open_.end()) {
            problems_.error(code::include_cycle, command.where,
                            fmt::format("\\{} names \"{}\", which is being read already", command.name, named.string()),
                            "take this line, or the one that led here, out");
        } else if (out_.includes.size() >= most_includes) {
            if (!told_too_many_)
                problems_.error(code::too_many_includes, command.where,
                                fmt::format("more than {} files are included", most_includes),
                                "look for files that include each other many times over");
            told_too_many_ = true;
        } else {
            out_.includes.push_back(*path);
            const auto shown = name_of(*path);
            read(read_file(*path), shown, *path);
        }
    }

    // \ir: beside the including file. \i: psql takes the working directory, from which people run it in the source's
    // folder, beside the file, or above.
    static std::optional<fs::path> existing(const fs::path& path) {
        std::error_code error;
        auto canonical = fs::canonical(path, error);
        if (error) return std::nullopt;
        return canonical;
    }
    std::optional<fs::path> find(const fs::path& named, const fs::path& relative_to) const {
        if (named.is_absolute()) return existing(named);
        if (!relative_to.empty()) return existing(relative_to / named);
        if (root_.empty()) return existing(named);
        if (auto found = existing(root_ / named)) return found;
        if (!open_.empty()) {
            if (auto found = existing(open_.back().parent_path() / named)) return found;
        }
        return existing(named);
    }

    // As somebody would write it who named the source the way the user did.
    std::string name_of(const fs::path& path) const {
        return (shown_root_ / path.lexically_relative(root_)).lexically_normal().generic_string();
    }

    script& out_;
    variables values_;
    diagnostics& problems_;
    fs::path root_;  // canonical; empty when nothing can be included
    fs::path shown_root_;
    std::vector<fs::path> open_;
    std::string restricted_by_;
    bool told_too_many_ = false;
};

}  // namespace

script read_script(const fs::path& file, const variables& values, diagnostics& problems, const fs::path& root) {
    const auto text = read_file(file);
    script out;
    out.name = file.generic_string();
    const auto shown_root = root.empty() ? file.parent_path() : root;
    reader source(out, values, problems, fs::canonical(shown_root.empty() ? fs::path(".") : shown_root), shown_root);
    source.read(text, out.name, fs::canonical(file));
    source.tell_skipped();
    return out;
}

script read_script_text(std::string_view text, const std::string& name, const variables& values,
                        diagnostics& problems) {
    script out;
    out.name = name;
    reader source(out, values, problems, {}, {});
    source.read(text, name, {});
    source.tell_skipped();
    return out;
}

std::vector<std::string> script_files(const fs::path& folder) {
    std::vector<std::string> names;
    const auto options = fs::directory_options::follow_directory_symlink;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, options, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (entry->path().extension() == ".sql" && entry->is_regular_file()) {
            names.push_back(entry->path().lexically_relative(folder).generic_string());
        }
    }
    if (error) {
        throw failure(code::file_not_readable,
                      fmt::format("cannot read the folder {}: {}", folder.string(), error.message()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<script> read_script_folder(const fs::path& folder, const variables& values, diagnostics& problems) {
    std::vector<script> scripts;
    std::set<fs::path> included;
    for (const auto& name : script_files(folder)) {
        scripts.push_back(read_script(folder / name, values, problems, folder));
        included.insert(scripts.back().includes.begin(), scripts.back().includes.end());
    }
    std::erase_if(scripts, [&](const script& one) { return included.contains(fs::canonical(one.name)); });
    return scripts;
}

}  // namespace tenon::sql
