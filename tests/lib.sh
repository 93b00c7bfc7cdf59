#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# For test suites in shell: sourced. Each case prints one line, "ok NAME", "ok NAME # SKIP why" or "not ok NAME", which
# tests/run counts. A suite ends with `finish`, whose status says whether a case failed.

# Time is virtual in what is tested, and no test sleeps; TAMER_CLOCK=real tests/run is as it is for users.
export TAMER_CLOCK="${TAMER_CLOCK-virtual}"

cases=0
failures=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tamer-test.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

pass() {
    cases=$((cases + 1))
    echo "ok $1"
}

# fail NAME [FILE]: FILE is shown.
fail() {
    cases=$((cases + 1))
    failures=$((failures + 1))
    echo "not ok $1"
    [ -z "${2:-}" ] || sed 's/^/    /' "$2"
}

skip() {
    cases=$((cases + 1))
    echo "ok $1 # SKIP $2"
}

# check NAME COMMAND...: the case passes if the command does; its output is shown if it does not. 5 minutes at most.
check() {
    name=$1
    shift
    if timeout 300 "$@" >"$scratch/check.log" 2>&1 </dev/null; then
        pass "$name"
    else
        fail "$name" "$scratch/check.log"
    fi
}

# same NAME EXPECTED ACTUAL: two files are equal.
same() {
    if diff -u "$2" "$3" >"$scratch/same.diff" 2>&1; then
        pass "$1"
    else
        fail "$1" "$scratch/same.diff"
    fi
}

finish() {
    [ $cases -gt 0 ] || {
        echo "not ok the suite ran no case"
        exit 1
    }
    [ $failures = 0 ]
    exit
}
