#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# programs.sh TAMERC CC INCLUDE_DIR LIBRARY NAME...: programs of tests/programs lose their marks and awaits, tamerc adopt finds where
# they belong, from the leaves that wait; then they must do what they did, whether the leaves suspend or not.
set -u
tamerc=$1 cc=$2 include=$3 library=$4
shift 4
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../programs" || exit 1
. ../lib.sh
mkdir "$scratch/programs"

for program in "$@"; do
    for file in "$program.c" "$program"_other.[ch] "$program.out"; do
        [ -e "$file" ] && cp "$file" "$scratch/programs"
    done
done
cp leaves.h "$scratch"
cd "$scratch/programs" || exit 1
sed -i -E 's/\b(TAMED|async|tamer_async) //g; s/\b(await|tamer_await) //g; s/\b(await|tamer_await)\(/(/g' ./*.[ch]
for program in "$@"; do
    others=
    [ ! -e "${program}_other.c" ] || others=${program}_other.c
    # shellcheck disable=SC2046,SC2086
    check "$program: adopted" "$tamerc" adopt --cc="$cc" --apply --report="$scratch/$program.report" "$program.c" $others -- -std=gnu11 \
        $(sed -n 's|^/\* flags: \(.*\) \*/$|\1|p' "$program.c") "-I$include" "-I$here/../programs"
    if grep -q 'await' "$program.c"; then pass "$program: awaits"; else fail "$program: awaits" "$scratch/$program.report"; fi
done
cp "$here/../programs/leaves.c" ..

# What they print, checked as that of the programs themselves.
if "$here/../programs/run.sh" "$scratch/programs" "$tamerc" "$include" "$library" "$cc" -O1 "$@" >"$scratch/run" 2>&1; then
    pass "they print what they printed"
else
    grep -A 30 '^not ok' "$scratch/run" >"$scratch/failed"
    fail "they print what they printed" "$scratch/failed"
fi

finish
