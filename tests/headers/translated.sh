#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# translated.sh TAMERC INCLUDE LIBRARY: a program with names of its own for what the C library's headers have, translated as both
# kinds of output, compiles without a word at every standard, and runs as it should.
set -u
tamerc=$1 include=$2 library=$3
cd "$(dirname "$0")" || exit 1
. ../lib.sh

# build COMPILER STANDARD [FLAG]
build() {
    "$tamerc" own_names.c ${3:+"$3"} -o "$scratch/own.c" --cc="$1" -- "-std=$2" -I "$include" &&
        "$1" "-std=$2" -Wall -Wextra -Werror -I "$include" "$scratch/own.c" "$library" -lpthread -o "$scratch/own"
}

# translated CASE COMPILER STANDARD [FLAG]
translated() {
    name=$1
    shift
    if build "$@" >"$scratch/said" 2>&1 && [ "$("$scratch/own")" = '!' ]; then
        pass "$name"
    else
        fail "$name" "$scratch/said"
    fi
}

# A plain file asks a translated one, by the declarations of --header.
asks() {
    "$tamerc" --header given.h -o "$scratch/given.tamer.h" --cc="$1" -- "-std=$2" -I "$include" &&
        "$tamerc" "$1" "-std=$2" -Wall -Wextra -Werror -I "$include" -c given.c -o "$scratch/given.o" &&
        "$1" "-std=$2" -Wall -Wextra -Wpedantic -Werror -I "$include" -I . -I "$scratch" asked.c "$scratch/given.o" "$library" -lpthread \
            -o "$scratch/asked" &&
        "$scratch/asked" >"$scratch/asked.out" && diff asked.out "$scratch/asked.out"
}

for compiler in gcc clang-19; do
    if ! command -v $compiler >/dev/null; then
        skip "own names, $compiler" "it is not installed"
        continue
    fi
    for standard in c99 c11 gnu17 c2x; do
        if asks $compiler $standard >"$scratch/said" 2>&1; then
            pass "a plain file asks a generator, $compiler $standard"
        else
            fail "a plain file asks a generator, $compiler $standard" "$scratch/said"
        fi
    done
    for standard in c89 gnu89 c99 c11 gnu17 c2x gnu2x; do
        translated "own names, $compiler $standard, replaced" $compiler $standard
        translated "own names, $compiler $standard, preprocessed" $compiler $standard --preprocessed
    done
done

finish
