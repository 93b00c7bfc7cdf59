#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# totals.sh DIRECTORY: sums up the rows of a run in DIRECTORY/results (program.sh); writes DIRECTORY/totals as well, and all rows
# to DIRECTORY/table. Status 1 if a row is a fault, or too few functions were tamed; 77 if nothing has run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=$1
ls "$base"/results/*.rows >/dev/null 2>&1 || { echo "no results" && exit 77; }
cat "$base"/results/*.rows >"$base/table"
cat "$base"/results/*.functions >"$base/functions" 2>/dev/null || :
status=0
awk -F '\t' -f "$here/totals.awk" "$here/known" "$base/table" "$base/functions" >"$base/totals" || status=$?
cat "$base/totals"
exit $status
