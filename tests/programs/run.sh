#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh DIRECTORY TAMERC INCLUDE LIBRARY COMPILER "FLAGS" [NAME...]: the programs of DIRECTORY, translated, do what they should.
#
# NAME.c with NAME.out prints that. Without, it uses no more of tamed C than await: untranslated it is ordinary C, and it prints
# what that, compiled by clang, prints. Programs that include leaves.h run three times: with leaves that never, always and every
# other time suspend. A line "flags: …" at the top adds to the compiler's flags, one "compilers: …" names the only ones that know
# what NAME uses; NAME_other.c is a second file of NAME. No
# warning is allowed, and nothing may be left at the end (TAMER_COUNT). BLESS=1 writes NAME.out anew where there is one: to be read
# before it is kept.
# For another processor: EMULATOR runs the programs, ORACLE is the compiler of what they should print. PATIENCE: seconds for one run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
directory=$1 tamerc=$2 include=$3 library=$4 compiler=$5 flags=$6
shift 6
cd "$directory" || exit 1
. "$here/../lib.sh"

oracle=${ORACLE:-$(command -v clang-19 || command -v clang)}
[ $# -gt 0 ] || set -- $(ls ./*.c | sed 's|^\./||; s|\.c$||' | grep -v -e '_other$' -e '^leaves$')

own_flags() {
    sed -n 's|^/\* flags: \(.*\) \*/$|\1|p' "$1.c"
}

# build COMMAND NAME PROGRAM: every file by itself, as a build system does it. Linked by COMMAND without tamerc.
build() {
    objects=
    for file in "$2.c" "$2_other.c" "$here/leaves.c"; do
        [ -e "$file" ] || continue
        object=$3.$(basename "$file").o
        # shellcheck disable=SC2046,SC2086
        $1 -std=gnu11 $(own_flags "${file%.c}") -Wall -Wextra -Werror -I "$include" -I "$here" -c "$file" -o "$object" || return 1
        objects="$objects $object"
    done
    # shellcheck disable=SC2086
    ${1#"$tamerc "} $objects "$library" -lm -lpthread -o "$3"
}

# execute PROGRAM MODE OUTPUT: files are named without their directories in what it prints.
execute() {
    TAMER_COUNT=1 TAMER_LEAVES=$2 timeout "${PATIENCE:-60}" ${EMULATOR:-} "$1" >"$3.raw" 2>"$3.messages" </dev/null
    status=$?
    sed 's|\(([^ ()]*/\)\([^/ ()]*:[0-9]*)\)|(\2|g' "$3.raw" >"$3"
    [ $status = 0 ] && return 0
    echo "status $status"
    tail -n 30 "$3" "$3.messages"
    return 1
}

# expect NAME FILE: what it should print.
expect() {
    if [ -e "$1.out" ]; then
        cp "$1.out" "$2"
    else
        build "$oracle -O1" "$1" "$scratch/$1.plain" && execute "$scratch/$1.plain" never "$2"
    fi
}

modes() {
    if grep -q '"leaves.h"\|"calls_other.h"' "$1.c"; then echo never always odd; else echo once; fi
}

for name; do
    known=$(sed -n 's|^/\* compilers: \(.*\) \*/$|\1|p' "$name.c")
    case " ${known:-$compiler} " in
        *" $compiler "*) ;;
        *)
            skip "$name" "$compiler does not know what it uses"
            continue
            ;;
    esac
    if ! expect "$name" "$scratch/expected" >"$scratch/log" 2>&1; then
        fail "$name.untranslated" "$scratch/log"
        continue
    fi
    if ! build "$tamerc $compiler $flags" "$name" "$scratch/$name" >"$scratch/log" 2>&1; then
        fail "$name.build" "$scratch/log"
        continue
    fi
    for mode in $(modes "$name"); do
        if ! execute "$scratch/$name" "$mode" "$scratch/actual" >"$scratch/log" 2>&1; then
            fail "$name.$mode" "$scratch/log"
            continue
        fi
        if [ -n "${BLESS:-}" ] && [ -e "$name.out" ]; then
            cp "$scratch/actual" "$name.out"
            cp "$scratch/actual" "$scratch/expected"
        fi
        same "$name.$mode" "$scratch/expected" "$scratch/actual"
    done
done
finish
