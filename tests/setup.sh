#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Sets the machine up and builds: the one step that samples/demo and tests/run share. Sourced, not run:
#
#   setup_packages demo|tests|long    installs what is missing; silent and quick if nothing is
#   setup_build BUILD_DIR CMAKE_ARGS... -- TARGETS...    configures if need be, builds, keeps the logs in BUILD_DIR
#
# TAMER_NO_SETUP=1: trust that everything is there, perhaps under other names, and install nothing.
# Needs: root (the source directory) set by the caller.

# package | sign that it is there (a command, or a file) | what for | demo, tests or long
setup_table() {
    cat <<'TABLE'
cmake|cmake|the build|demo
ninja-build|ninja|the build|demo
gcc|gcc|the compiler|demo
libc6-dev|/usr/include/stdio.h|the C library's headers|demo
libclang-19-dev|/usr/lib/llvm-19/include/clang-c/Index.h|tamerc parses C with it|demo
nginx|/usr/sbin/nginx|the server that the download sample fetches from, on loopback|demo
libcmocka-dev|/usr/include/cmocka.h|unit tests|tests
g++|g++|tests of the headers in C++|tests
clang|clang|tests with a second compiler|tests
clang-19|clang-19|tests with a second compiler, new|tests
libclang-rt-14-dev|/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux|sanitizers of clang|tests
libclang-rt-19-dev|/usr/lib/llvm-19/lib/clang/19/lib/linux|sanitizers of clang-19|tests
pkg-config|pkg-config|tests of the installation|tests
make|make|tests of the installation|tests
meson|meson|tests of the installation|tests
valgrind|valgrind|tests for leaks, instruction counts|tests
gdb|gdb|tests of the debug information|tests
gcc-12-source|/usr/src/gcc-12|gcc's execution tests, given to tamerc|tests
csmith|csmith|random programs, given to tamerc|tests
libcsmith-dev|/usr/include/csmith/csmith.h|headers of these programs|tests
xz-utils|xz|unpacks gcc's tests|tests
afl++|afl-fuzz|damaged input for tamerc|long
qemu-user|qemu-aarch64|programs of other processors|long
gcc-aarch64-linux-gnu|aarch64-linux-gnu-gcc|other processors|long
libc6-dev-arm64-cross|/usr/aarch64-linux-gnu/include/stdio.h|other processors|long
gcc-arm-linux-gnueabihf|arm-linux-gnueabihf-gcc|other processors, of 32 bits|long
libc6-dev-armhf-cross|/usr/arm-linux-gnueabihf/include/stdio.h|other processors, of 32 bits|long
gcc-i686-linux-gnu|i686-linux-gnu-gcc|other processors, of 32 bits|long
libc6-dev-i386-cross|/usr/i686-linux-gnu/include/stdio.h|other processors, of 32 bits|long
gcc-s390x-linux-gnu|s390x-linux-gnu-gcc|other processors, big-endian|long
libc6-dev-s390x-cross|/usr/s390x-linux-gnu/include/stdio.h|other processors, big-endian|long
TABLE
}

# Prints "package|what for" for everything that $1 needs and that is not there.
setup_missing() {
    setup_table | while IFS='|' read -r package sign why who; do
        case $1:$who in
        *:demo | tests:tests | long:*) ;;
        *) continue ;;
        esac
        case $sign in
        /*) [ -e "$sign" ] || echo "$package|$why" ;;
        *) command -v "$sign" >/dev/null || echo "$package|$why" ;;
        esac
    done
}

setup_packages() {
    [ -z "${TAMER_NO_SETUP:-}" ] || return 0
    missing=$(setup_missing "$1")
    [ -n "$missing" ] || return 0

    echo "Missing:"
    echo "$missing" | while IFS='|' read -r package why; do
        printf '    %-20s %s\n' "$package" "$why"
    done
    packages=$(echo "$missing" | cut -d'|' -f1 | tr '\n' ' ')
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt-get here. Install these (the names are Debian's) and start again; if they are there under"
        echo "other names, set TAMER_NO_SETUP=1."
        exit 1
    fi
    setup_as_root
    setup_install "$packages"
}

setup_as_root() {
    as_root=
    [ "$(id -u)" != 0 ] || return 0
    if ! command -v sudo >/dev/null; then
        echo "To install them takes root, and there is no sudo: as root, run  apt-get install $packages"
        exit 1
    fi
    as_root=sudo
}

# $1: packages. While they are installed no service may be started, nor stays enabled: nginx is only wanted as a program.
setup_install() {
    log=$(mktemp) || exit 1
    policy=/usr/sbin/policy-rc.d
    had_nginx=$(command -v nginx /usr/sbin/nginx || true)
    trap 'setup_restore_policy; exit 1' HUP INT TERM
    if [ -e $policy ]; then $as_root mv $policy $policy.tamer-saved; fi
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
    $as_root chmod 755 $policy

    status=0
    echo "Installing with apt-get (this is done once) …"
    setup_apt update >"$log" 2>&1 || echo "apt-get update failed; going on with the package lists there are"
    # shellcheck disable=SC2086
    setup_apt install -y --no-install-recommends $1 >>"$log" 2>&1 || status=$?

    setup_restore_policy
    trap - HUP INT TERM
    if [ -z "$had_nginx" ] && command -v systemctl >/dev/null; then
        $as_root systemctl disable --quiet nginx.service >/dev/null 2>&1 || true
    fi
    if [ $status != 0 ]; then
        tail -n 25 "$log"
        echo "apt-get failed; its whole output is in $log"
        exit 1
    fi
    rm -f "$log"
}

setup_apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

setup_restore_policy() {
    $as_root rm -f $policy
    if [ -e $policy.tamer-saved ]; then $as_root mv $policy.tamer-saved $policy; fi
}

# Runs "$3…" with its output in the log $2; says "$1 …" meanwhile, and shows the end of the log if it fails.
setup_step() {
    label=$1 log=$2
    shift 2
    started=$(date +%s)
    printf '%s … ' "$label"
    if "$@" >"$log" 2>&1 </dev/null; then
        echo "done ($(($(date +%s) - started)) s)"
    else
        echo "failed"
        tail -n 40 "$log"
        echo "The whole output is in $log"
        exit 1
    fi
}

# True if the build directory $1 was configured with exactly these arguments.
setup_configured() {
    [ -e "$1/build.ninja" ] && [ -e "$1/configured" ] && [ "$2" = "$(cat "$1/configured")" ]
}

setup_build() {
    build=$1
    shift
    arguments=
    mkdir -p "$build"
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        arguments="$arguments $1"
        shift
    done
    shift
    if ! setup_configured "$build" "$arguments"; then
        # shellcheck disable=SC2086
        setup_step "Configuring" "$build/configure.log" cmake -S "$root" -B "$build" -G Ninja $arguments
        echo "$arguments" >"$build/configured"
    fi
    if ! ninja -C "$build" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
        setup_step "Building" "$build/build.log" ninja -C "$build" "$@"
    fi
}
