#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# readme.sh TAMERC CC INCLUDE_DIR LIBRARY: the first C program of the README compiles without a warning and prints what the README says:
# the indented lines behind the command that runs it.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
tamerc=$1 cc=$2 include=$3 library=$4

sed -n '/^```c$/,/^```$/ { /^```/d; p }; /^```$/q' README.md >"$scratch/readme.c"
awk '/^    \$ tamerc .*&& \.\// { on = 1; next } on && /^    / { print substr($0, 5); next } on { exit }' README.md \
    >"$scratch/expected"
[ -s "$scratch/expected" ] || fail "the README shows an output"

check "the README's program compiles" "$tamerc" "$cc" -O2 -Wall -Wextra -Werror "-I$include" "$scratch/readme.c" \
    -o "$scratch/readme" "$library"
timeout 30 "$scratch/readme" >"$scratch/actual" 2>&1
same "it prints what the README says" "$scratch/expected" "$scratch/actual"

finish
