#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh EXPLORE [OPTION...]: all programs, all orders; nothing is left at the end.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
if TAMER_COUNT=1 "$@" >"$scratch/out" 2>"$scratch/errors"; then
    pass "$(cat "$scratch/out")"
else
    cat "$scratch/errors" >>"$scratch/out"
    fail "the model and the runtime do the same" "$scratch/out"
fi
finish
