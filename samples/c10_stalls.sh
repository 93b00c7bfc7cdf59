#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# c10_stalls.sh PROGRAM: the step of greedy is told of. (On a busy machine, others may be as well.)
set -eu
output=$(mktemp)
trap 'rm -f "$output"' EXIT
timeout 20 "$1" 2>&1 | sed 's|([^ ()]*/|(|g' >"$output"
cat "$output"
grep -q ' s, from greedy (c10_stalls.c:[0-9]*) to greedy (c10_stalls.c:[0-9]*)$' "$output"
grep -qx done "$output"
