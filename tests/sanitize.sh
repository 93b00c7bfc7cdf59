#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# sanitize.sh BUILD_DIR CC: builds everything once more with AddressSanitizer and UndefinedBehaviorSanitizer below BUILD_DIR and runs
# the unit tests and the samples of that build.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
build=$1/sanitized
cc=$2

# The tool keeps to one arena, and libclang has caches of its own; what it leaves at its end is no leak of interest.
if ! ASAN_OPTIONS=detect_leaks=0 sh -ec "
    cmake -S '$here/..' -B '$build' -G Ninja -DCMAKE_C_COMPILER='$cc' -DCMAKE_BUILD_TYPE=Debug -DTAMER_WERROR=ON \
        -DTAMER_SANITIZE=address,undefined
    ninja -C '$build' all" >"$scratch/build.log" 2>&1 </dev/null; then
    tail -n 60 "$scratch/build.log" >"$scratch/tail.log"
    fail "the build" "$scratch/tail.log"
    finish
fi
pass "the build"

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
(cd "$build" && ctest --output-on-failure --no-tests=error --tests-regex '^(unit|sample)\.') >"$scratch/tests.log" 2>&1
sed -nE 's#^ *[0-9]+/[0-9]+ Test +\#[0-9]+: ([^ ]+) \.+ +Passed.*#\1#p' "$scratch/tests.log" >"$scratch/passed"
sed -nE 's#^ *[0-9]+/[0-9]+ Test +\#[0-9]+: ([^ ]+) \.*\*\*\*.*#\1#p' "$scratch/tests.log" >"$scratch/failed"

while read -r name; do
    pass "$name"
done <"$scratch/passed"
while read -r name; do
    fail "$name"
done <"$scratch/failed"
[ ! -s "$scratch/failed" ] || sed 's/^/    /' "$scratch/tests.log"

finish
