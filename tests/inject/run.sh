#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE LIBRARY OBJECT COMPILER "FLAGS" MOST DIRECTORY [NAME...]: the programs of DIRECTORY, built with LIBRARY, which has
# faults.c in it, and OBJECT (inject.c), end well with a fault at each place, of each kind: memory, descriptors, tasks, scopes and
# errors are given back, and every defer that was reached runs once. Of each point of a program (places.h), where faults of that kind
# can come, at most MOST places are tried, and at least one. Says how many there are.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tests=$(dirname "$here")
tamerc=$1 include=$2 library=$3 object=$4 compiler=$5 flags=$6 most=$7 directory=$8
shift 8
cd "$directory" || exit 1
. "$tests/lib.sh"
[ $# -gt 0 ] || set -- $(ls ./*.c | sed 's|^\./||; s|\.c$||' | grep -v '_other$')

# build NAME PROGRAM
build() {
    objects=
    for file in "$1.c" "$1_other.c" "$tests/programs/leaves.c"; do
        [ -e "$file" ] || continue
        output=$2.$(basename "$file").o
        # shellcheck disable=SC2086
        $tamerc $compiler -std=gnu11 $flags -I "$include" -I "$tests/programs" -include "$here/defers.h" -c "$file" -o "$output" || return 1
        objects="$objects $output"
    done
    # shellcheck disable=SC2086
    $compiler $flags $objects "$object" "$library" -lm -lpthread -o "$2"
}

# inject NAME KIND: adds to the totals.
inject() {
    if TAMER_COUNT=1 TAMER_INJECT="$2 $most" "$scratch/$1" >"$scratch/log" 2>&1 </dev/null; then
        pass "$1.$2"
        sed 's/^/    /' "$scratch/log"
    else
        fail "$1.$2" "$scratch/log"
    fi
    tail -n 1 "$scratch/log" >>"$scratch/totals"
}

for name; do
    note=$(sed -n "s/^$name  *//p" "$here/allowed")
    case $note in untried:*)
        skip "$name" "${note#untried: }"
        continue
        ;;
    esac
    if ! build "$name" "$scratch/$name" >"$scratch/log" 2>&1; then
        fail "$name.build" "$scratch/log"
        continue
    fi
    export TAMER_INJECT_ALLOW="${note%%:*}"
    [ -z "$note" ] || echo "    $name: after a fault, $note"
    for kind in cancel-task cancel-scope error no-memory no-more-memory; do
        inject "$name" $kind
    done
    rm -f "$scratch/$name"*
done

awk '{ for (i = 2; i < 14; i += 2) { split($(i + 1), word, ","); of[$1, word[1]] += $i } kinds[$1] }
    END { for (kind in kinds) printf "    %s in all: %d places, %d points, %d awaits, %d missed, %d tried, %d strayed\n", kind,
        of[kind, "places"], of[kind, "points"], of[kind, "awaits"], of[kind, "missed"], of[kind, "tried"], of[kind, "strayed"] }' \
    "$scratch/totals" | sort
finish
