// SPDX-License-Identifier: Apache-2.0
// libpq's pipeline mode (PostgreSQL documentation, "Pipeline Mode").
#include "postgres/connection.hpp"
#include "postgres/connection_state.hpp"

#include <poll.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace tenon::postgres {
namespace {

/// Enters pipeline mode, and leaves it whatever happens: an idle session, or a broken one.
class pipeline_mode {
public:
    explicit pipeline_mode(PGconn* session) : session_(session) {
        require(PQenterPipelineMode(session_) == 1, "a pipeline begun while a statement is under way");
        PQsetnonblocking(session_, 1);
    }
    pipeline_mode(const pipeline_mode&) = delete;
    ~pipeline_mode() {
        PQsetnonblocking(session_, 0);
        PQexitPipelineMode(session_);
    }

private:
    PGconn* session_;
};

/// Waits until the server sent something, or, when `writing`, until it takes more. Returns false when the connection
/// broke.
bool wait_and_read(PGconn* session, bool writing) {
    pollfd ready{PQsocket(session), static_cast<short>(writing ? POLLIN | POLLOUT : POLLIN), 0};
    int count = 0;
    do count = poll(&ready, 1, -1);
    while (count < 0 && errno == EINTR);
    if (count < 0) return false;
    if ((ready.revents & ~POLLOUT) == 0) return true;
    return PQconsumeInput(session) == 1;
}

/// Sends statements as long as the server takes them, and reads whatever it answers in between: neither side can fill
/// the buffers of the other and wait for it.
class exchange {
public:
    exchange(PGconn* session, std::span<const statement> statements)
        : session_(session), statements_(statements), limit_(statements.size()) {}

    /// No more statements after those that are sent; from any thread.
    void stop() { limit_ = 0; }

    /// The next result, in order; the one that ends the pipeline has the status PGRES_PIPELINE_SYNC. Null when the
    /// connection broke.
    PGresult* next() {
        for (;;) {
            if (!send()) return nullptr;
            const bool answers_expected = received_ < sent_ || synced_;
            if (answers_expected && PQisBusy(session_) == 0) {
                PGresult* answer = PQgetResult(session_);
                if (answer) return answer;
                ++received_;  // a null result ends those of one statement
                continue;
            }
            if (!wait_and_read(session_, flushing_)) return nullptr;
        }
    }

    /// The statement that the last result of next() belongs to.
    std::size_t index() const { return received_; }

private:
    bool send() {
        for (;;) {
            const int flushed = PQflush(session_);
            if (flushed < 0) return false;
            flushing_ = flushed == 1;
            if (flushing_ || synced_) return true;
            if (sent_ >= limit_) {
                if (PQpipelineSync(session_) != 1) return false;
                synced_ = true;
                continue;
            }
            const statement& next = statements_[sent_];
            const auto values = pointers_to(next.parameters, next.sql);
            if (PQsendQueryParams(session_, next.sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                                  nullptr, nullptr, 0) != 1) {
                return false;
            }
            ++sent_;
        }
    }

    PGconn* session_;
    std::span<const statement> statements_;
    std::atomic<std::size_t> limit_;
    std::size_t sent_ = 0;
    std::size_t received_ = 0;
    bool flushing_ = false;
    bool synced_ = false;
};

/// Reads the answers on a thread of its own, so that the server need not wait while the caller works on one.
class reader {
public:
    struct answer {
        PGresult* result = nullptr;  ///< as exchange::next() gave it
        std::size_t index = 0;       ///< of the statement
    };

    explicit reader(exchange& talk) {
        // Signals are for the threads that await them.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &before);
        thread_ = std::jthread([this, &talk] { run(talk); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    /// Waits for the next one. The last has no result or the status PGRES_PIPELINE_SYNC.
    answer next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !answers_.empty(); });
        const answer first = answers_.front();
        answers_.pop_front();
        return first;
    }

private:
    void run(exchange& talk) {
        for (;;) {
            PGresult* result = talk.next();
            const bool last = !result || PQresultStatus(result) == PGRES_PIPELINE_SYNC;
            {
                const std::lock_guard lock(mutex_);
                answers_.push_back({result, talk.index()});
            }
            changed_.notify_one();
            if (last) return;
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<answer> answers_;
    std::jthread thread_;  // the last member: it ends before the others go
};

}  // namespace

void connection::pipeline(std::span<const statement> statements, const receiver& receive) {
    for (std::size_t i = 0; i < statements.size(); ++i) pointers_to(statements[i].parameters, statements[i].sql);
    if (statements.empty()) return;

    const pipeline_mode mode(state_->session);
    exchange talk(state_->session, statements);
    std::exception_ptr thrown;
    result refused;
    const PGresult* refusal = nullptr;  // null when the connection broke
    bool failed = false;
    std::size_t index = 0;
    {
        reader answers(talk);
        for (bool more = true; more;) {
            const auto [answer, number] = answers.next();
            result holder(answer);
            const auto status = answer ? PQresultStatus(answer) : PGRES_FATAL_ERROR;
            more = answer && status != PGRES_PIPELINE_SYNC;
            if (thrown || failed || status == PGRES_PIPELINE_SYNC) continue;  // only the end is of interest
            index = std::min(number, statements.size() - 1);
            if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) {
                try {
                    receive(index, std::move(holder));
                } catch (...) {
                    thrown = std::current_exception();
                    talk.stop();
                }
            } else {
                failed = true;
                refused = std::move(holder);
                refusal = answer;
                talk.stop();
            }
        }
    }
    // The session is this thread's again.
    if (thrown) std::rethrow_exception(thrown);
    if (failed) state_->fail(refusal, statements[index].sql, index);
}

std::vector<result> connection::pipeline(std::span<const statement> statements) {
    std::vector<result> results(statements.size());
    pipeline(statements, [&](std::size_t index, result got) { results[index] = std::move(got); });
    return results;
}

}  // namespace tenon::postgres
