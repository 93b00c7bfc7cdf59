#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh GENERATE INCLUDE: what is made around tamed functions compiles without a warning, with and without line markers,
# as every standard.
set -u
here=$(cd "$(dirname "$0")" && pwd)
generate=$1
include=$2
. "$here/../lib.sh"

warnings="-Wall -Wextra -Wpedantic -Wshadow -Wundef -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes -Werror"

# compile COMPILER STANDARD FILE [FLAG...]
compile() {
    compiler=$1
    standard=$2
    file=$3
    shift 3
    case $compiler in clang*) set -- "$@" -Wno-unknown-warning-option -Wno-gnu-line-marker ;; esac
    # The results' qualifiers are the test's; headers and initialisers of the test are too new for gnu89.
    set -- "$@" -Wno-ignored-qualifiers
    [ "$standard" != gnu89 ] || set -- "$@" -Wno-pedantic
    # shellcheck disable=SC2086
    check "$compiler -std=$standard $(basename "$file")" "$compiler" -std="$standard" $warnings "$@" \
        -c -x cpp-output "$file" -o "$scratch/out.o"
}

for compiler in gcc clang clang-19; do
    if ! command -v $compiler >/dev/null 2>&1; then
        skip "$compiler" "not installed"
        continue
    fi
    for standard in gnu89 gnu11 gnu2x; do
        $compiler -std=$standard -E -C -D__TAMERC__=1 -I"$include" "$here/shapes.c" -o "$scratch/shapes.i" || exit 1
        for mode in lines plain; do
            check "$compiler -std=$standard $mode: made" "$generate" "$scratch/shapes.i" "$scratch/$mode.i" $mode
            # Without markers nothing is a header any more: its functions may be unused, and what is named like its types
            # shadows them.
            case $mode in plain) flags="-Wno-shadow -Wno-unused-function -Wno-typedef-redefinition" ;; *) flags= ;; esac
            compile $compiler $standard "$scratch/$mode.i" $flags
        done
    done
done
finish
