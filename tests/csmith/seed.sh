#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# seed.sh SEED: the program that csmith makes of SEED, through program.sh. Status 255, on which xargs stops: DEADLINE has passed.
set -u
[ -z "${DEADLINE:-}" ] || [ "$(date +%s)" -lt "$DEADLINE" ] || exit 255
here=$(cd "$(dirname "$0")" && pwd)
source=$CACHE/$1.c
# Small: with a yield before each statement, and every local live over most of them, big functions take compilers minutes.
size="--max-funcs 5 --max-block-size 3 --max-block-depth 3 --max-expr-complexity 5 --max-array-dim 2"
# shellcheck disable=SC2086
(cd "$CACHE" && timeout 60 csmith --seed "$1" $size >"$source" 2>/dev/null) || { # it leaves a file where it stands
    echo "ok $1 # SKIP csmith makes no program of this seed"
    exit 0
}
# Where an await leaves an expression, compilers may know more about the rest of it: (await f(), x) <= x becomes x <= x.
TOLERATED="-W(tautological-.*|type-limits|sign-compare)"
export TOLERATED
"$here/../torture/program.sh" "$source" "$1" -isystem /usr/include/csmith
rm -f "$source" "$CACHE"/*/"$1"-O*
