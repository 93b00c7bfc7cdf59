#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# scheduling.sh TAMERC INCLUDE LIBRARY: scheduling a task costs the same however many there are: instructions of one more task
# among 1000 and among 40000 (callgrind; exact). Ranges in which the runtime's tables
# double and shrink as often.
. "$(dirname "$0")/../lib.sh"

here=$(cd "$(dirname "$0")" && pwd)

"$1" "${CC:-gcc}" -O2 -I"$2" "$here/scheduling.c" "$3" -lpthread -o "$scratch/scheduling" || exit 1

# instructions COUNT: of the whole process.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$scratch/scheduling" "$1" 2>&1 | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# of_one FROM TO: one task, scheduled, run and forgotten in a plain and in a tamed function.
of_one() {
    less=$(instructions "$1")
    more=$(instructions "$2")
    echo $(((more - less) / ($2 - $1)))
}

if command -v valgrind >/dev/null; then
    few=$(of_one 1300 2000)
    many=$(of_one 38000 40000)
    echo "$few and $many instructions" >"$scratch/costs"
    if [ "$few" -gt 0 ] && [ "$many" -gt 0 ] && [ $((many * 100)) -le $((few * 110)) ]; then
        pass "scheduling one more task: $few instructions among a thousand, $many among 40 thousand"
    else
        fail "scheduling one more task costs the same however many there are" "$scratch/costs"
    fi
else
    skip "scheduling one more task costs the same however many there are" "no valgrind"
fi
finish
