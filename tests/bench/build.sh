#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# build.sh BUILD_DIR CC DIR: makes DIR/bench at -O2 with the tamerc and the static library of BUILD_DIR, which must be an
# optimised build.
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
# shellcheck disable=SC2086
"$cc" $flags -I"$root/runtime/src" -c "$here/wheel.c" -o "$out/wheel.o"
"$cc" "$out"/*.o "$build/runtime/libtamer.a" -lpthread -lm -o "$out/bench"
