#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# echo_client.sh PROGRAM: runs the client against the server, which stands beside it; both must end by themselves.
set -eu
export TAMER_CLOCK=real # the server is another process
program=$1
here=$(dirname "$0")
work=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

timeout 30 "$(dirname "$program")/echo_server" 0 >"$work/port" &
server=$!
attempt=0
while [ ! -s "$work/port" ] && [ $attempt -lt 400 ]; do
    attempt=$((attempt + 1))
    sleep 0.05
done

timeout 20 "$program" "$(cat "$work/port")" | tee "$work/output"
wait "$server"
server=
diff -u "$here/echo_client.out" "$work/output"
