#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE LIBRARY COMPILER "FLAGS" [NAME...]: programs in tamed C, translated, do what they say.
#
# A program without NAME.out uses no more of tamed C than await: untranslated, compiled by clang, it is ordinary C, and what that
# prints is what the translated one must print: with leaves (leaves.h) that never, always and every other time suspend.
# One with NAME.out must print that. A first line "flags: …" in a program adds to the compiler's flags; NAME_other.c is a second
# file of NAME. No warning is allowed. BLESS=1 writes NAME.out from what the program prints: to be read before it is kept.
set -u
tamerc=$1 include=$2 library=$3 compiler=$4 flags=$5
shift 5
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"

oracle=$(command -v clang-19 || command -v clang)
warnings="-Wall -Wextra -Werror"
[ $# -gt 0 ] || set -- $(cd "${PROGRAMS:-$here}" && ls ./*.c | sed 's|^\./||; s|\.c$||' | grep -v -e '_other$' -e '^leaves$')
cd "${PROGRAMS:-$here}" || exit 1

own_flags() {
    sed -n 's|^/\* flags: \(.*\) \*/$|\1|p' "$1.c"
}

# build COMMAND NAME OUTPUT: every file of the program by itself, as a build system does it.
build() {
    objects=
    for file in "$2.c" "$2_other.c" "$here/leaves.c"; do
        [ -e "$file" ] || continue
        object=$3.$(basename "$file").o
        # shellcheck disable=SC2046,SC2086
        $1 -std=gnu11 $(own_flags "${file%.c}") $warnings -I "$include" -I "$here" -c "$file" -o "$object" || return 1
        objects="$objects $object"
    done
    # shellcheck disable=SC2086
    ${1##*tamerc } $objects "$library" -lm -lpthread -o "$3"
}

# execute PROGRAM MODE OUTPUT
execute() {
    TAMER_LEAVES=$2 timeout 60 "$1" >"$3" 2>"$3.messages" </dev/null && return 0
    echo "status $?"
    tail -n 30 "$3" "$3.messages"
    return 1
}

# The same place, whatever the directory of the files.
relative() {
    sed 's|\(([^ ()]*/\)\([^/ ()]*:[0-9]*)\)|(\2|' "$1"
}

expect() {
    if [ -e "$1.out" ] || [ -n "${BLESS:-}" ]; then
        [ ! -e "$1.out" ] || cp "$1.out" "$2"
        return 0
    fi
    build "$oracle -O1" "$1" "$scratch/$1.plain" >"$scratch/log" 2>&1 &&
        execute "$scratch/$1.plain" never "$2" >>"$scratch/log" 2>&1
}

# Programs that say "once" in their first lines have nothing to vary.
modes() {
    if head -n 12 "$1.c" | grep -q 'leaves.h'; then echo never always odd; else echo once; fi
}

for name; do
    if ! expect "$name" "$scratch/expected"; then
        fail "$name.untranslated" "$scratch/log"
        continue
    fi
    if ! build "$tamerc $compiler $flags" "$name" "$scratch/$name" >"$scratch/log" 2>&1; then
        fail "$name.build" "$scratch/log"
        continue
    fi
    for mode in $(modes "$name"); do
        if ! execute "$scratch/$name" "$mode" "$scratch/printed" >"$scratch/log" 2>&1; then
            fail "$name.$mode" "$scratch/log"
            continue
        fi
        relative "$scratch/printed" >"$scratch/actual"
        [ -z "${BLESS:-}" ] || cp "$scratch/actual" "$scratch/expected"
        [ -z "${BLESS:-}" ] || grep -q leaves.h "$name.c" || cp "$scratch/actual" "$name.out"
        same "$name.$mode" "$scratch/expected" "$scratch/actual"
    done
done
finish
