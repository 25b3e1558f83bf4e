// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include "base/codes/command_line.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/uninterrupted.hpp"
#include "support/process.hpp"

#include <unistd.h>

#include <atomic>
#include <thread>

namespace tenon {
namespace {

namespace fs = std::filesystem;

class WriteFiles : public testing::Test {
protected:
    fs::path path(const char* name) const { return folder_.path() / name; }

    std::set<std::string> names() const {
        std::set<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder_.path())) found.insert(entry.path().filename());
        return found;
    }

    support::temporary_folder folder_;
};

TEST_F(WriteFiles, TellsWhichOnesChanged) {
    write_file(path("same"), "1");
    write_file(path("other"), "1");
    EXPECT_EQ(write_files({{path("same"), "1"}, {path("other"), "2"}, {path("new/er"), "3"}}),
              (std::vector<bool>{false, true, true}));
    EXPECT_EQ(read_file(path("other")), "2");
    EXPECT_EQ(read_file(path("new/er")), "3");
    EXPECT_EQ(names(), (std::set<std::string>{"same", "other", "new"}));
}

TEST_F(WriteFiles, KeepsPermissions) {
    write_file(path("script"), "1");
    fs::permissions(path("script"), fs::perms(0750));
    write_file(path("script"), "2");
    EXPECT_EQ(fs::status(path("script")).permissions(), fs::perms(0750));
}

TEST_F(WriteFiles, LeavesAllAsTheyWereWhenOneCannotBeWritten) {
    write_file(path("first"), "old");
    fs::create_directories(path("second"));
    try {
        write_files({{path("first"), "new"}, {path("second"), "new"}});
        FAIL() << "nothing was thrown";
    } catch (const failure& error) {
        EXPECT_EQ(error.code(), code::file_not_writable);
        EXPECT_EQ(error.what(), fmt::format("cannot write {}: Is a directory", path("second").string()));
    }
    EXPECT_EQ(read_file(path("first")), "old");
    EXPECT_EQ(names(), (std::set<std::string>{"first", "second"}));
}

TEST_F(WriteFiles, LeavesNoFoldersWhenAFileIsInTheWay) {
    write_file(path("docs"), "mine");
    const auto in_the_way = fmt::format("cannot write {}: Not a directory", path("docs/adr/a.md").string());
    const std::vector<new_file> files = {{path("schema/sql/a.sql"), "new"}, {path("docs/adr/a.md"), "new"}};
    try {
        write_files(files);
        FAIL() << "nothing was thrown";
    } catch (const failure& error) {
        EXPECT_EQ(error.what(), in_the_way);
    }
    EXPECT_EQ(names(), std::set<std::string>{"docs"});
    try {
        require_writable({files[0].path, files[1].path});
        FAIL() << "nothing was thrown";
    } catch (const failure& error) {
        EXPECT_EQ(error.what(), in_the_way);
    }
    require_writable({files[0].path});
    EXPECT_EQ(names(), std::set<std::string>{"docs"});
}

TEST_F(WriteFiles, RemovesWhatAKilledProcessLeft) {
    support::running_program ended({"/bin/true"});
    const pid_t gone = ended.process();
    ended.wait();
    const auto of = [&](pid_t process) { return fmt::format("a.sql.{}.tmp", process); };
    for (const auto& name : {of(gone), of(getppid()), std::string("a.sql.tmp"), std::string("a.sql.1x.tmp")})
        folder_.write(name, "half");
    const auto found = abandoned_files(folder_.path());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].temporary, path(of(gone).c_str()));
    EXPECT_EQ(found[0].path, path("a.sql"));
    write_file(path("b.sql"), "whole");
    EXPECT_EQ(names(), (std::set<std::string>{of(getppid()), "a.sql.tmp", "a.sql.1x.tmp", "b.sql"}));
}

TEST_F(WriteFiles, WaitsForWhatEndsTheProcess) {
    std::atomic<bool> written = false;
    std::thread writer;
    {
        const uninterrupted ending;
        writer = std::thread([&] {
            write_file(path("late"), "1");
            written = true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        EXPECT_FALSE(written);
        EXPECT_FALSE(fs::exists(path("late")));
    }
    writer.join();
    EXPECT_TRUE(written);
}

/// Without root's right to read everything, for as long as it lives.
class as_nobody {
public:
    as_nobody() : was_(geteuid()) {
        if (was_ == 0 && seteuid(65534) != 0) throw std::system_error(errno, std::generic_category());
    }
    as_nobody(const as_nobody&) = delete;
    as_nobody& operator=(const as_nobody&) = delete;
    ~as_nobody() {
        if (seteuid(was_) != 0) std::abort();
    }

private:
    uid_t was_;
};

TEST(Folders, ListWhatIsThere) {
    const support::temporary_folder folder;
    folder.write("b/deep/2.sql", "");
    folder.write("b/1.sql", "");
    folder.write("a.sql", "");
    fs::create_directory_symlink(folder.path() / "b", folder.path() / "link");
    const auto& at = folder.path();
    EXPECT_EQ(entries_of(at), (std::vector<fs::path>{at / "a.sql", at / "b", at / "link"}));
    EXPECT_EQ(files_below(at), (std::vector<fs::path>{at / "a.sql", at / "b/1.sql", at / "b/deep/2.sql"}));
    EXPECT_TRUE(entries_of(at / "none").empty());
    EXPECT_TRUE(files_below(at / "none").empty());
}

TEST(Folders, TellWhatCannotBeListed) {
    const support::temporary_folder folder;
    fs::permissions(folder.path(), fs::perms(0755));
    fs::create_directories(folder.path() / "b/shut");
    folder.write("file", "");
    const auto why = [&](const auto& act) -> std::string {
        const as_nobody now;
        try {
            act();
        } catch (const failure& error) {
            EXPECT_EQ(error.code(), code::file_not_readable);
            return replace_all(error.what(), folder.path().string(), "AT");
        }
        return "nothing";
    };
    fs::permissions(folder.path() / "b/shut", fs::perms::none);
    EXPECT_EQ(why([&] { files_below(folder.path()); }), "cannot read the folder AT/b/shut: Permission denied");
    EXPECT_EQ(why([&] { entries_of(folder.path() / "b/shut"); }),
              "cannot read the folder AT/b/shut: Permission denied");
    EXPECT_EQ(why([&] { files_below(folder.path() / "file"); }), "cannot read the folder AT/file: Not a directory");
    fs::permissions(folder.path() / "b/shut", fs::perms::owner_all);
}

}  // namespace
}  // namespace tenon
