// SPDX-License-Identifier: Apache-2.0
// A build that a signal ends: its files are the old ones or the new ones, and nothing else is left of it.
#include "base/file.hpp"
#include "postgres/helper.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <thread>

namespace tenon::project {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using files = std::map<std::string, std::string>;

/// An example project that has been built, and a change of its requirements that changes outputs but no table.
class InterruptedBuildSlow : public testing::Test {
protected:
    InterruptedBuildSlow() {
        fs::permissions(servers_.path(), fs::perms(0755));
        fs::copy(support::source_folder() / "examples/chip_quality", project(), fs::copy_options::recursive);
        inputs_ = content();
    }

    fs::path project() const { return folder_.path() / "chip_quality"; }

    support::process_settings settings() const {
        return {.environment = {{"SOURCE_DATE_EPOCH", "1767225600"}, {"TMPDIR", servers_.path().string()}},
                .folder = project()};
    }

    files content() const {
        files found;
        for (const auto& entry : fs::recursive_directory_iterator(project()))
            if (entry.is_regular_file())
                found[fs::relative(entry.path(), project()).string()] = read_file(entry.path());
        return found;
    }

    /// The project as its files are in `wanted`, outputs included, with nothing beside them.
    void reset_to(const files& wanted) const {
        fs::remove_all(project());
        for (const auto& [name, text] : wanted) write_file(project() / name, text);
    }

    /// The files after a whole build of them.
    files built(const files& from) const {
        reset_to(from);
        const auto done = support::run_tenon({"build"}, settings());
        EXPECT_EQ(done.exit, 0) << done.err;
        return content();
    }

    /// The files that are not the same in both.
    static std::string names_of_others(const files& found, const files& wanted) {
        std::string names;
        for (const auto& [name, text] : found)
            if (!wanted.contains(name) || wanted.at(name) != text) names += name + "\n";
        for (const auto& [name, text] : wanted)
            if (!found.contains(name)) names += name + " is missing\n";
        return names;
    }

    static files with_another_owner(files project) {
        auto& text = project.at("requirements.yaml");
        text.replace(text.find("owner: supply_chain"), std::strlen("owner: supply_chain"), "owner: purchasing");
        return project;
    }

    /// Runs `act` with a project as it was before and a moment of its build, for several moments.
    template <class Act>
    void at_several_moments(const files& before, clock::duration whole, Act act) {
        const auto try_at = [&](const std::string& name, const auto& make) {
            SCOPED_TRACE(name);
            reset_to(before);
            act(support::running_program({TENON_BINARY, "build"}, settings()), make());
        };
        for (const int percent : {0, 2, 5, 10, 20, 35, 50, 70, 90})
            try_at(fmt::format("after {} % of the time", percent), [&] { return after(whole * percent / 100); });
        try_at("as it begins to write", [&] { return once_writing(); });
        try_at("as the first file is new", [&] { return once_new("docs/schema.md"); });
        try_at("as the last file is new", [&] { return once_new("schema/notes.json"); });
    }

    static std::function<bool()> after(clock::duration time) {
        return [until = clock::now() + time] { return clock::now() >= until; };
    }

    std::function<bool()> once_writing() const {
        return [folder = project() / "schema"] {
            std::error_code ec;
            for (const auto& entry : fs::directory_iterator(folder, ec))
                if (entry.path().extension() == ".tmp") return true;
            return false;
        };
    }

    /// A rename brings another inode.
    std::function<bool()> once_new(const char* name) const {
        const auto inode = [file = project() / name] {
            struct stat entry {};
            return ::stat(file.c_str(), &entry) == 0 ? entry.st_ino : 0;
        };
        return [inode, before = inode()] { return inode() != before; };
    }

    static support::finished end(support::running_program& build, int number, const std::function<bool()>& has_come) {
        while (!build.has_ended() && !has_come()) std::this_thread::sleep_for(20us);
        build.send(number);
        return build.wait();
    }

    void expect_no_server() const {
        // Backends end a moment after the postmaster.
        for (int i = 0; i < 500 && !tests::servers_below(servers_.path()).empty(); ++i)
            std::this_thread::sleep_for(10ms);
        EXPECT_THAT(tests::servers_below(servers_.path()), testing::IsEmpty());
        std::error_code ec;
        for (const auto& entry : fs::directory_iterator(servers_.path() / fmt::format("tenon-{}", geteuid()), ec))
            ADD_FAILURE() << entry.path() << " was left";
    }

    const support::temporary_folder folder_, servers_;
    files inputs_;
};

class InterruptedBuildBySlow : public InterruptedBuildSlow, public testing::WithParamInterface<int> {
protected:
    void expect_all_or_nothing(const files& before) {
        const auto began = clock::now();
        const auto complete = built(before);
        at_several_moments(before, clock::now() - began, [&](support::running_program build, const auto& moment) {
            const auto ended = end(build, GetParam(), moment);
            // The first process of a shell's pipeline sees 128 + signal; 0 when all was done before.
            if (ended.exit != 0) EXPECT_EQ(ended.exit, 128 + GetParam());
            EXPECT_THAT(ended.out, testing::Not(testing::HasSubstr("error")));
            expect_no_server();
            const auto found = content();
            if (ended.exit == 0 || found != before) EXPECT_EQ(names_of_others(found, complete), "");
        });
    }
};

INSTANTIATE_TEST_SUITE_P(Signals, InterruptedBuildBySlow, testing::Values(SIGINT, SIGTERM, SIGHUP),
                         [](const auto& each) { return std::string("SIG") + sigabbrev_np(each.param); });

TEST_P(InterruptedBuildBySlow, WritesAllOrNothingAtFirst) {
    TENON_NEEDS_POSTGRES(15);
    expect_all_or_nothing(inputs_);
}

TEST_P(InterruptedBuildBySlow, WritesAllOrNothingAfterAChange) {
    TENON_NEEDS_POSTGRES(15);
    expect_all_or_nothing(with_another_owner(built(inputs_)));
}

/// Nobody can be asked to clean up after SIGKILL, so the next build does.
class KilledBuildSlow : public InterruptedBuildSlow {
protected:
    void expect_recovery(const files& before) {
        const auto began = clock::now();
        const auto complete = built(before);
        at_several_moments(before, clock::now() - began, [&](support::running_program build, const auto& moment) {
            end(build, SIGKILL, moment);
            for (const auto& [name, text] : content()) {
                if (name.ends_with(".tmp")) continue;
                const bool old = before.contains(name) && before.at(name) == text;
                EXPECT_TRUE(old || (complete.contains(name) && complete.at(name) == text)) << name << " is half written";
            }
            const auto next = support::run_tenon({"build"}, settings());
            EXPECT_EQ(next.exit, 0) << next.err;
            EXPECT_EQ(names_of_others(content(), complete), "");
            expect_no_server();
        });
    }
};

TEST_F(KilledBuildSlow, IsMadeGoodByTheNextAtFirst) {
    TENON_NEEDS_POSTGRES(15);
    expect_recovery(inputs_);
}

TEST_F(KilledBuildSlow, IsMadeGoodByTheNextAfterAChange) {
    TENON_NEEDS_POSTGRES(15);
    expect_recovery(with_another_owner(built(inputs_)));
}

}  // namespace
}  // namespace tenon::project
