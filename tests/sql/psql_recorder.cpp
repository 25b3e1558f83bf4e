// SPDX-License-Identifier: Apache-2.0
#include "sql/psql_recorder.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <regex>
#include <stdexcept>
#include <thread>

namespace tenon::support {
namespace {

namespace fs = std::filesystem;

std::string number(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

std::string message(char type, const std::string& body) {
    return type + number(static_cast<std::uint32_t>(body.size() + 4)) + body;
}

std::string text(const std::string& value) {
    return value + std::string(1, '\0');
}

// One connection of the protocol "PostgreSQL frontend/backend, version 3" that answers every query with success.
class session {
public:
    explicit session(int socket) : socket_(socket) {}
    ~session() { close(socket_); }

    void run(std::vector<sent_statement>& sent) {
        if (!start()) return;
        for (;;) {
            const auto type = read_bytes(1);
            if (type.empty()) return;
            const auto body = read_body();
            if (type == "X") return;
            if (type != "Q") continue;
            sent.push_back({body.substr(0, body.size() - 1), {}});
            answer(sent.back());
        }
    }

private:
    bool start() {
        for (;;) {
            const auto body = read_body();
            if (body.size() < 4) return false;
            const bool asks_encryption = body.substr(0, 2) == std::string("\x04\xd2", 2);
            if (!asks_encryption) break;
            write_bytes("N");
        }
        std::string greeting = message('R', number(0));
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, std::string>>{{"server_version", "15.0"},
                                                              {"server_encoding", "UTF8"},
                                                              {"client_encoding", "UTF8"},
                                                              {"standard_conforming_strings", "on"},
                                                              {"DateStyle", "ISO, MDY"},
                                                              {"integer_datetimes", "on"}})
            greeting += message('S', text(name) + text(value));
        write_bytes(greeting + message('K', number(1) + number(2)) + message('Z', "I"));
        return true;
    }

    void answer(sent_statement& statement) {
        static const std::regex copy_in(R"(^\s*(/\*[^]*?\*/\s*)*copy\s[^]*\sfrom\s+std(in|out)\b[^]*$)",
                                        std::regex::icase);
        const bool is_copy = statement.text.size() < 4000 && std::regex_match(statement.text, copy_in);
        if (is_copy) {
            write_bytes(message('G', std::string(1, '\0') + std::string(2, '\0')));
            statement.copy_data.emplace();
            for (;;) {
                const auto type = read_bytes(1);
                const auto body = read_body();
                if (type == "d") *statement.copy_data += body;
                if (type == "c" || type == "f" || type.empty()) break;
            }
            // psql before 18 sends the line that ends the data as well.
            const auto last = statement.copy_data->rfind("\\.\n");
            if (last != std::string::npos && last + 3 == statement.copy_data->size()) statement.copy_data->resize(last);
        }
        write_bytes(message('C', text("SET")) + message('Z', "I"));
    }

    std::string read_body() {
        const auto head = read_bytes(4);
        if (head.size() < 4) return {};
        std::uint32_t size = 0;
        for (const char c : head) size = size << 8 | static_cast<unsigned char>(c);
        return read_bytes(size - 4);
    }

    std::string read_bytes(std::size_t count) {
        std::string out(count, '\0');
        for (std::size_t at = 0; at < count;) {
            const auto got = read(socket_, out.data() + at, count - at);
            if (got <= 0) return {};
            at += static_cast<std::size_t>(got);
        }
        return out;
    }

    void write_bytes(const std::string& bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const auto put = send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (put <= 0) return;
            at += static_cast<std::size_t>(put);
        }
    }

    int socket_;
};

}  // namespace

bool has_psql() {
    return std::system("psql --version >/dev/null 2>&1") == 0;
}

std::vector<sent_statement> record_psql(const std::vector<std::string>& arguments) {
    char folder_name[] = "/tmp/tenon_psql_XXXXXX";
    if (!mkdtemp(folder_name)) throw std::runtime_error("no folder for the listener's socket");
    const fs::path folder = folder_name;
    const auto path = folder / ".s.PGSQL.5432";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener, 1) != 0)
        throw std::runtime_error("the listener cannot listen");

    const pid_t child = fork();
    if (child == 0) {
        const int null = open("/dev/null", O_RDWR);
        for (int fd = 0; fd < 3; ++fd) dup2(null, fd);
        setenv("PGSSLMODE", "disable", 1);
        const auto target = "host=" + folder.string() + " port=5432 user=u dbname=d gssencmode=disable";
        std::vector<const char*> words{"psql", "-qX", "-d", target.c_str()};
        for (const auto& argument : arguments) words.push_back(argument.c_str());
        words.push_back(nullptr);
        execvp("psql", const_cast<char* const*>(words.data()));
        _exit(127);
    }
    std::vector<sent_statement> sent;
    // When psql ends without having connected, accept must not wait for ever.
    std::thread reaper([&] {
        waitpid(child, nullptr, 0);
        shutdown(listener, SHUT_RDWR);
    });
    const int connection = accept(listener, nullptr, nullptr);
    if (connection >= 0) session(connection).run(sent);
    reaper.join();
    close(listener);
    fs::remove_all(folder);
    if (connection < 0) throw std::runtime_error("psql did not connect to the listener");
    return sent;
}

}  // namespace tenon::support
