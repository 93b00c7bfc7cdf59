#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE: what every phase makes of small functions (NAME.dump) and what comes out (NAME.out.c; of style.c: spliced into the file), from the line
# "golden" to the first wrapper; of gcc's text, whose output differs a little from clang's. BLESS=1 writes both anew: to be read before they are kept (tests/golden/bless).
set -u
tamerc=$1 include=$2
cd "$(dirname "$0")" || exit 1
. ../lib.sh

dump() {
    for phase in harvest lower cfg live frame; do
        echo "== $phase"
        "$tamerc" "$1" --cc=gcc --dump=$phase -- -I "$include" || return 1
    done
}

output() {
    form=--preprocessed last='/__call = /'
    if [ "$1" = style.c ]; then form=--no-line last='$'; fi
    "$tamerc" "$1" --cc=gcc "$form" --no-line -o "$scratch/whole.c" -- -I "$include" && sed -n "/golden/,${last}p" "$scratch/whole.c"
}

# golden NAME KIND COMMAND...
golden() {
    file=$1.$2 name=$1.$3
    shift 2
    if ! "$@" >"$scratch/actual" 2>"$scratch/messages"; then
        fail "$name" "$scratch/messages"
        return
    fi
    [ -z "${BLESS:-}" ] || cp "$scratch/actual" "$file"
    same "$name" "$file" "$scratch/actual"
}

for input in *.c; do
    case $input in
    *.out.c) continue ;;
    esac
    golden "${input%.c}" dump dump "$input"
    golden "${input%.c}" out.c output "$input"
done
finish
