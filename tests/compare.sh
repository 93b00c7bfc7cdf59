#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# compare.sh EXPECTED PROGRAM [ARGUMENT...]
# Runs the program, for a minute at most; its standard output must be the file EXPECTED, byte by byte, and its status 0.
# Its time is virtual, unless TAMER_CLOCK says otherwise.
set -u
export TAMER_CLOCK="${TAMER_CLOCK-virtual}"
expected=$1
shift
actual=$(mktemp) || exit 1
trap 'rm -f "$actual"' EXIT
timeout 60 "$@" >"$actual" </dev/null
status=$?
diff -u "$expected" "$actual" || exit 1
if [ $status != 0 ]; then
    echo "$*: status $status"
    exit 1
fi
