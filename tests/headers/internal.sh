#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# internal.sh ROOT CC: every header of the tool and of the runtime's inside is all that a file needs to include.
set -u
. "$(dirname "$0")/../lib.sh"
root=$1 cc=$2

flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -I$root/runtime/include"
for directory in /usr/lib/llvm-*/include; do
    flags="$flags -idirafter $directory"
done

# alone HEADER INCLUDE_DIR
alone() {
    printf '#include "%s"\n#include "%s"\nextern int nothing;\n' "$1" "$1" >"$scratch/alone.c"
    # shellcheck disable=SC2086
    check "${1#"$root"/} alone" "$cc" $flags "-I$2" "$scratch/alone.c"
}

for header in "$root"/runtime/src/*.h; do
    alone "$header" "$root/runtime/src"
done
for header in "$root"/tamerc/*.h "$root"/tamerc/*/*.h; do
    alone "$header" "$root/tamerc"
done

finish
