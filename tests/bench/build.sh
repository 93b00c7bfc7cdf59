#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# build.sh BUILD_DIR CC DIR: makes DIR/bench with the tamerc of BUILD_DIR, and with the runtime's sources at -O2 (static, as the
# goals say).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$1 cc=$2 out=$3
tamerc=$(ls "$build/tamerc/tamerc" "$build/bin/tamerc" 2>/dev/null | head -n 1)
flags="-std=gnu11 -O2 -g -DNDEBUG -I$root/runtime/include"

for file in plain plain_callee hand hand_callee main; do
    # shellcheck disable=SC2086
    "$cc" $flags -c "$here/$file.c" -o "$out/$file.o"
done
for file in tamed tamed_callee memory; do
    # shellcheck disable=SC2086
    "$tamerc" "$cc" $flags -c "$here/$file.c" -o "$out/$file.o"
done
for file in "$here/timers.c" "$root"/runtime/src/*.c; do
    # shellcheck disable=SC2086
    "$cc" $flags -D_GNU_SOURCE -I"$root/runtime/src" -c "$file" -o "$out/rt_$(basename "$file" .c).o"
done
"$cc" "$out"/*.o -lpthread -lm -o "$out/bench"
