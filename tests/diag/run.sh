#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# One file with mistakes: tamerc must say exactly what NAME.err holds, and write nothing if that holds an error.
#   run.sh TAMERC NAME    compares
#   run.sh --bless TAMERC [NAME...]    writes NAME.err anew (all by default): read what changed before it is committed
set -u
cd "$(dirname "$0")" || exit 1

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# A line "flags: …" at the top adds to the compiler's.
translate() {
    flags=$(sed -n 's|^/\* flags: \(.*\) \*/$|\1|p' "$2.c")
    # shellcheck disable=SC2086
    CC=gcc LC_ALL=C "$1" "$2.c" -o "$work/out.c" -- $flags -std=gnu11 -I../../runtime/include >"$work/out" 2>"$work/err"
}

if [ "$1" = --bless ]; then
    tamerc=$2
    shift 2
    [ $# -gt 0 ] || set -- $(ls ./*.c | sed 's|^\./||; s|\.c$||')
    for name; do
        translate "$tamerc" "$name"
        cp "$work/err" "$name.err"
    done
    exit 0
fi

translate "$1" "$2"
status=$?
diff -u "$2.err" "$work/err" || exit 1
if grep -q ': error: ' "$2.err"; then
    [ "$status" -eq 1 ] || { echo "exit status $status"; exit 1; }
    [ ! -e "$work/out.c" ] || { echo "the output was written"; exit 1; }
else
    [ "$status" -eq 0 ] || { echo "exit status $status"; exit 1; }
    [ -s "$work/out.c" ] || { echo "there is no output"; exit 1; }
fi
[ ! -s "$work/out" ] || { echo "standard output is not empty"; exit 1; }
