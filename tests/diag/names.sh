#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# names.sh TAMERC: the names of errors and warnings that tamerc uses are those that its options know and tamerc(1) describes.
set -u
tamerc=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/tests/lib.sh"
printf '#include <tamer/tamer.h>\nTAMED async int one(void) { await tamer_sleep(0); return 1; }\n' >"$scratch/one.c"

# says OPTION: what tamerc says of a file without mistakes.
says() {
    "$tamerc" "$scratch/one.c" -o "$scratch/out.c" -- "-I$root/runtime/include" "$1" >"$scratch/said" 2>&1
}

find "$root/tamerc" -name '*.c' ! -name diag.c -exec grep -ho '"tamer-[a-z-]*"' {} + | tr -d '"' | sort -u >"$scratch/used"
[ "$(wc -l <"$scratch/used")" -gt 20 ] || fail "names are found"
: >"$scratch/unknown"
while read -r name; do
    says "-Werror=$name" || cat "$scratch/said" >>"$scratch/unknown"
    grep -q "^\.B $(echo "$name" | sed 's/-/\\\\-/g')\$" "$root/tamerc/man/tamerc.1" || echo "tamerc(1) has no $name" >>"$scratch/unknown"
done <"$scratch/used"
same "every name is known" /dev/null "$scratch/unknown"
for option in -Wtamer-slots -Werror=tamer-slots; do
    if says $option || ! grep -qF "'$option'" "$scratch/said"; then
        fail "$option is refused" "$scratch/said"
    else
        pass "$option is refused"
    fi
done
if says -Wno-tamer-slots; then pass "-Wno-tamer-slots is not"; else fail "-Wno-tamer-slots is not" "$scratch/said"; fi
finish
