// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/settings.hpp"

namespace tenon::postgres {

std::string private_settings(int major) {
    std::string text = R"(# A private server that lives for one command.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 40
max_locks_per_transaction = 1024        # a whole schema is made, locked or dropped in one transaction
shared_buffers = 32MB
dynamic_shared_memory_type = mmap       # /dev/shm is 64 MB in a container
huge_pages = off
max_files_per_process = 200             # the postmaster tries them all out when it starts

# Nobody reads this data after the server.
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
wal_init_zero = off
min_wal_size = 2MB
max_wal_size = 4GB
checkpoint_timeout = 1h

# Nothing in the background.
autovacuum = off
track_counts = off
bgwriter_lru_maxpages = 0
max_worker_processes = 0
max_parallel_workers = 0
max_logical_replication_workers = 0
jit = off
update_process_title = off

log_destination = 'stderr'
logging_collector = off
log_min_messages = log                  # what keeps it from starting; not the statements that users get wrong
log_timezone = 'UTC'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
timezone = 'UTC'
datestyle = 'iso, mdy'
default_text_search_config = 'pg_catalog.english'
)";
    if (major >= 18) {
        text += R"(io_method = sync
file_copy_method = clone
)";
    }
    return text;
}

std::string private_access() {
    return "local all all trust\n";
}

}  // namespace tenon::postgres
