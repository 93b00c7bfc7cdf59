#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC CC INCLUDE_DIR LIBRARY: debug information and compile errors name the user's lines.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
tamerc=$1 cc=$2 include=$3 library=$4

# line FILE MARK: the number of the line with that mark.
line() {
    grep -n "mark: $2" "$here/$1" | cut -d: -f1
}

# stops LEVEL: gdb stops before and behind the await, shows the source line and the function's variables.
stops() {
    check "compiles with -g $1" "$tamerc" "$cc" -g "$1" "-I$include" "$here/stepped.c" -o "$scratch/stepped$1" "$library"
    gdb -nx -batch -ex "set breakpoint pending off" \
        -ex "break stepped.c:$(line stepped.c before)" -ex "break stepped.c:$(line stepped.c after)" \
        -ex run -ex "info locals" -ex "backtrace 1" -ex continue -ex "info locals" -ex "backtrace 1" -ex continue \
        "$scratch/stepped$1" >"$scratch/gdb$1" 2>&1 </dev/null
    for mark in before after; do
        if grep -qE "^$(line stepped.c $mark)[[:space:]].*mark: $mark" "$scratch/gdb$1"; then
            pass "stops $mark the await, $1"
        else
            fail "stops $mark the await, $1" "$scratch/gdb$1"
        fi
    done
    if grep -qx 120 "$scratch/gdb$1"; then pass "runs to its end, $1"; else fail "runs to its end, $1" "$scratch/gdb$1"; fi
}

if command -v gdb >/dev/null && gdb -nx -batch -ex run true 2>&1 | grep -q 'exited normally'; then
    stops -O0
    if [ "$(grep -cE 'result = 40' "$scratch/gdb-O0")" -ge 2 ]; then
        pass "locals keep their names and values across the await"
    else
        fail "locals keep their names and values across the await" "$scratch/gdb-O0"
    fi
    stops -O2
else
    skip "breakpoints" "gdb is not installed or may not trace"
fi

if "$tamerc" "$cc" "-I$include" -c "$here/wrong.c" -o "$scratch/wrong.o" >"$scratch/wrong.log" 2>&1; then
    fail "a mistake in a tamed body is an error"
else
    pass "a mistake in a tamed body is an error"
fi
if grep -qE "wrong\.c:$(line wrong.c wrong):.*error" "$scratch/wrong.log"; then
    pass "the error names the user's line"
else
    fail "the error names the user's line" "$scratch/wrong.log"
fi
if [ -e "$scratch/wrong.o" ]; then fail "nothing is written on an error"; else pass "nothing is written on an error"; fi

finish
