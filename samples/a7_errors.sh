#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# echo_client.sh PROGRAM:
set -eu
output=$(mktemp)
trap 'rm -f "$output"' EXIT
timeout 20 "$1" | sed 's|([^ ()]*/|(|' >"$output"
cat "$output"
diff -u "$(dirname "$0")/a7_errors.out" "$output"
