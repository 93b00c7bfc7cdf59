#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE LIBRARY COMPILER "FLAGS" FIRST LAST: random programs (generate.c), translated, print what they print
# untranslated, whichever of their leaves suspend. FIRST and LAST are seeds. A compiler that finds a variable that may not be set
# found a mistake in what is saved.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tamerc=$1 include=$2 library=$3 compiler=$4 flags=$5 seed=$6 last=$7
. "$here/../lib.sh"
oracle=$(command -v clang-19 || command -v clang)
options="-std=gnu11 -I $include -I $here/../programs"
case $compiler in
gcc*) warnings="-Wuninitialized -Wmaybe-uninitialized -Werror" ;;
*) warnings="-Wno-everything -Wuninitialized -Wsometimes-uninitialized -Wconditional-uninitialized -Werror" ;;
esac

cd "$scratch" || exit 1
cc -std=c11 "$here/generate.c" -o generate || exit 1
# shellcheck disable=SC2086
"$oracle" $options -w -O1 -c "$here/../programs/leaves.c" -o plain_leaves.o &&
    "$tamerc" $compiler $flags $options -w -c "$here/../programs/leaves.c" -o leaves.o || exit 1

# shellcheck disable=SC2086
while [ "$seed" -le "$last" ]; do
    ./generate "$seed" >program.c
    "$oracle" $options -w -O1 program.c plain_leaves.o "$library" -lpthread -lm -o plain && timeout 20 ./plain >expected || exit 1
    if "$tamerc" $compiler $flags $options $warnings -c program.c -o program.o >log 2>&1 &&
        $compiler $flags program.o leaves.o "$library" -lpthread -lm -o program >>log 2>&1; then
        for mode in never always odd; do
            TAMER_LEAVES=$mode timeout 60 ./program >actual 2>>log || echo "status $?" >>actual
            same "seed $seed, $mode" expected actual
        done
    else
        fail "seed $seed is translated" log
    fi
    seed=$((seed + 1))
done
finish
