# SPDX-License-Identifier: Apache-2.0
# Shared by the set-up scripts: what is missing, how it is installed, and what to type when it cannot be.

say() { printf '%s\n' "$*" >&2; }

# die MESSAGE [LINE…]: says what stopped the set-up and what to type next, and ends with 3 (the system failed).
die() {
    say "set-up: $1"
    shift
    local line
    for line in "$@"; do say "  $line"; done
    exit 3
}

# missing_packages NAME…: prints those that are not installed, one a line.
missing_packages() {
    local name
    for name in "$@"; do
        # shellcheck disable=SC2016  # dpkg-query expands ${…} itself
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
    done
}

require_debian() {
    local name=unknown
    # shellcheck source=/dev/null
    [ -r "${TENON_OS_RELEASE:-/etc/os-release}" ] && name=$(. "${TENON_OS_RELEASE:-/etc/os-release}" && printf '%s' "$ID $VERSION_ID")
    if [ "$name" != "debian 12" ]; then
        die "this is $name; Tenon is built and tested on Debian 12 (bookworm)." \
            "In a container of it, with this folder mounted:" \
            "docker run --rm -it -v \"\$PWD\":/tenon -w /tenon debian:12 ./quickstart"
    fi
}

# become_root COMMAND…: runs it as root, directly or with sudo; says so when neither is possible.
become_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        return 126
    fi
}

# install_packages WHY NAME…: installs what is missing of the Debian packages; nothing to do is the usual, quick case.
install_packages() {
    local why=$1 log status=0
    shift
    local -a missing
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    require_debian
    local typed="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    say "set-up: installing ${#missing[@]} Debian packages $why: ${missing[*]}"
    log=$(mktemp)
    become_root bash -c "$install_as_root" set-up "${missing[@]}" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" = 126 ]; then
        rm -f "$log"
        die "packages are missing, and this is neither root nor a user with sudo. As root, type:" "$typed"
    elif [ "$status" != 0 ]; then
        tail -n 5 "$log" | sed 's/^/  | /' >&2
        rm -f "$log"
        die "apt-get failed (its last lines are above). Is the network up? What it was to do:" "$typed"
    fi
    rm -f "$log"
}

# Debian's server package makes and starts a cluster unless told otherwise. The setting lies in a file of its own while
# the packages are installed, so that it holds before the first of them and leaves nothing behind.
# shellcheck disable=SC2016  # expanded by the shell that runs as root
install_as_root='
set -e
export DEBIAN_FRONTEND=noninteractive
setting=/etc/postgresql-common/createcluster.d/zz-tenon-setup.conf
mkdir -p "${setting%/*}"
printf "create_main_cluster = false\n" >"$setting"
trap "rm -f $setting" EXIT
apt-get update
apt-get install -y --no-install-recommends "$@"
'
