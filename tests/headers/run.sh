#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh INCLUDE_DIR: every public header stands alone in C and C++, and annotated files parse without a word at every
# standard, with every compiler.
set -u
cd "$(dirname "$0")" || exit 1
. ../lib.sh
include=$1
strict="-fsyntax-only -Wall -Wextra -Wpedantic -Werror -I$include"

# alone COMPILER LANGUAGE STANDARD: each header as the only thing that a file includes; twice, for its guard.
alone() {
    for header in "$include"/tamer/*.h; do
        printf '#include <tamer/%s>\n#include <tamer/%s>\nextern int nothing;\n' "$(basename "$header")" "$(basename "$header")"  \
            >"$scratch/alone.$2"
        # shellcheck disable=SC2086
        check "$(basename "$header") alone, $1 $3" "$1" -x "$2" "-std=$3" $strict "$scratch/alone.$2"
    done
}

# annotated COMPILER STANDARD...
annotated() {
    compiler=$1
    shift
    for standard; do
        for file in annotated generators no_keywords shared types; do
            # shellcheck disable=SC2086
            check "$file.c, $compiler $standard" "$compiler" "-std=$standard" $strict $file.c
        done
    done
}

# own_names_only COMPILER: the public headers include no others, and define no macro but their own.
own_names_only() {
    printf "#include <tamer/%s.h>\n" tamer sync calls cache >"$scratch/all.c"
    "$1" "-I$include" -M "$scratch/all.c" | tr " \\\\" "\n\n" | grep "\.h\$" | grep -vE "/tamer/[a-z_]*\.h$|/stdc-predef.h$" >"$scratch/headers"
    same "no headers but tamer/, $1" /dev/null "$scratch/headers"
    "$1" -E -dM -x c /dev/null | sort >"$scratch/predefined"
    "$1" "-I$include" -E -dM "$scratch/all.c" | sort | comm -13 "$scratch/predefined" - |
        grep -vE "^#define (TAMER_|TAMED(_AS)?[ (]|tamer_|async |await )" >"$scratch/macros"
    same "no macros but our own, $1" /dev/null "$scratch/macros"
}

# Options with which the library's types would be others.
other_types() {
    printf "#include <tamer/tamer.h>\n" >"$scratch/all.c"
    for option in -fshort-enums -fpack-struct -fpack-struct=4; do
        if "$1" "-I$include" $option -fsyntax-only "$scratch/all.c" >"$scratch/said" 2>&1 ||
            ! grep -q "tamer_compile_without_.*$(echo "${option%=*}" | sed 's/^-//; s/-/_/')" "$scratch/said"; then
            fail "$option is refused, $1" "$scratch/said"
        else
            pass "$option is refused, $1"
        fi
    done
}

for compiler in gcc clang clang-19; do
    if ! command -v $compiler >/dev/null; then
        skip "headers, $compiler" "it is not installed"
        continue
    fi
    alone $compiler c c11
    alone $compiler c++ c++17
    annotated $compiler c11 gnu11 c17 gnu17 c2x gnu2x
    for standard in c89 gnu89 c99 c11 gnu17 c2x gnu2x; do
        # shellcheck disable=SC2086
        check "own_names.c, $compiler $standard" "$compiler" "-std=$standard" $strict own_names.c
    done
    own_names_only $compiler
    other_types $compiler
done
if command -v clang-19 >/dev/null; then
    annotated clang-19 c23 gnu23
fi

finish
