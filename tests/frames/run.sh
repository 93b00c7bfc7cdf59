#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE: `tamerc --frames`, as a table (server.txt) and as JSON (server.json); and that the compilers agree with
# its sizes and offsets. BLESS=1 writes both files anew: to be read before they are kept.
set -u
cd "$(dirname "$0")" || exit 1
tamerc=$1 include=$2
. ../lib.sh

# report KIND COMMAND...: the report, or what was said instead of it.
report() {
    kind=$1
    shift
    if ! "$@" >"$scratch/$kind" 2>"$scratch/messages" || [ -s "$scratch/messages" ]; then
        fail "$kind" "$scratch/messages"
        return
    fi
    [ -z "${BLESS:-}" ] || cp "$scratch/$kind" "server.$kind"
    same "$kind" "server.$kind" "$scratch/$kind"
}

report txt "$tamerc" --frames --cc=gcc server.c -- -I "$include"
report json "$tamerc" --frames --json --cc=gcc server.c -- -I "$include"

# The same of a compiler's command, which is not run.
"$tamerc" --frames --json gcc -O2 -I "$include" -c server.c -o "$scratch/server.o" >"$scratch/command" 2>&1
same command server.json "$scratch/command"
check nothing_compiled test ! -e "$scratch/server.o"

"$tamerc" --frames=pins --cc=gcc server.c -- -I "$include" >"$scratch/one" 2>&1
sed -n '/: pins: /,/^$/p' server.txt >"$scratch/pins"
same one_function "$scratch/pins" "$scratch/one"

if "$tamerc" --frames=nothing --cc=gcc server.c -- -I "$include" >"$scratch/none" 2>&1; then fail "no such function"; fi
echo "tamerc: error: no tamed function 'nothing' is defined there" >"$scratch/expected"
same no_such_function "$scratch/expected" "$scratch/none"

# Two files make one document; a file without tamed functions adds nothing.
echo 'int plain(void);' >"$scratch/plain.c"
"$tamerc" --frames --json --cc=gcc "$scratch/plain.c" server.c -- -I "$include" >"$scratch/two" 2>&1
same plain_file server.json "$scratch/two"

# assertions: of the JSON, that frames and members are as large and where it says.
assertions() {
    sed -n -e 's/^ *{"name": "\([a-z_]*\)", "file".*"frame": \([0-9]*\),.*/frame \1 \2/p' \
        -e 's/^ *{"name": "\([a-z_]*\)", "type": \("[^"]*"\), "bytes": \([0-9]*\), "offset": \([0-9]*\),.*/field \1 \3 \4 \2/p' \
        "$1" | awk '
        $1 == "frame" { f = $2; printf "_Static_assert(sizeof(struct %s__frame) == %s, \"%s\");\n", f, $3, f }
        $1 == "field" && !seen[f, $2]++ {
            printf "_Static_assert(__builtin_offsetof(struct %s__frame, %s) == %s, \"%s %s\");\n", f, $2, $4, f, $2
            printf "_Static_assert(sizeof(((struct %s__frame *)0)->%s) == %s, \"%s %s\");\n", f, $2, $3, f, $2
        }'
}

# agrees COMPILER FLAGS: the compiler lays the frames out as reported.
agrees() {
    "$tamerc" --frames --json --cc="$1" server.c -- $2 -I "$include" >"$scratch/sizes.json" &&
        "$tamerc" --cc="$1" server.c -o "$scratch/sizes.c" -- $2 -I "$include" || return 1
    assertions "$scratch/sizes.json" >"$scratch/assertions"
    [ "$(grep -c sizeof "$scratch/assertions")" -ge 20 ] || return 1
    cat "$scratch/assertions" >>"$scratch/sizes.c"
    "$1" $2 -I "$include" -c "$scratch/sizes.c" -o "$scratch/sizes.o"
}

for compiler in gcc clang-19; do
    if agrees "$compiler" "-std=gnu11" >"$scratch/log" 2>&1; then
        pass "sizes.$compiler"
    else
        fail "sizes.$compiler" "$scratch/log"
    fi
done
finish
