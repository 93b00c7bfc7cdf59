#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# page.sh EXPLORE PAGE: the tables of tamer-model(7) are those that the explorer goes by.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
explore=$1 page=$2

"$explore" --tables >"$scratch/tables"
for name in task scope "delayed result"; do
    awk -v name="$name" '/^(task|scope|delayed result)$/ { on = $0 == name; next } on' "$scratch/tables" >"$scratch/expected"
    sed -n "/^\.\\\\\" table: $name\$/,/^\.\\\\\" end\$/p" "$page" | sed -e '/^\./d' -e 's/\\-/-/g' >"$scratch/actual"
    [ -s "$scratch/expected" ] || fail "there is a table: $name"
    same "table: $name" "$scratch/expected" "$scratch/actual"
done
finish
