#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# download.sh PROGRAM: starts nginx on a free port of the loopback interface, with a configuration and files of its own that go
# when it is done, slow by its rate limit; runs the download against it and looks at the table that it prints.
set -eu
export TAMER_CLOCK=real # the server is another process
program=$1
nginx=$(command -v nginx || echo /usr/sbin/nginx)
work=$(mktemp -d)
server=

finish() {
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# serve PORT: true once the server answers there. A file takes a tenth of a second for each of its 20 kB.
serve() {
    cat >"$work/nginx.conf" <<CONF
daemon off;
master_process off;
pid $work/pid;
error_log $work/error.log;
worker_processes 1;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path $work/t1;
    proxy_temp_path $work/t2;
    fastcgi_temp_path $work/t3;
    uwsgi_temp_path $work/t4;
    scgi_temp_path $work/t5;
    server {
        listen 127.0.0.1:$1;
        root $work/files;
        limit_rate 200k;
        sendfile_max_chunk 20k;
    }
}
CONF
    "$nginx" -p "$work" -c "$work/nginx.conf" 2>>"$work/error.log" &
    server=$!
    attempt=0
    while [ $attempt -lt 200 ]; do
        [ ! -s "$work/pid" ] || return 0
        kill -0 "$server" 2>/dev/null || return 1
        attempt=$((attempt + 1))
        sleep 0.05
    done
    return 1
}

mkdir "$work/files"
for size in 60 80 100 120 160; do
    head -c ${size}k /dev/zero >"$work/files/file$size"
done

port=$((20000 + $$ % 10000))
tries=0
until serve $port; do
    tries=$((tries + 1))
    [ $tries -lt 10 ] || {
        cat "$work/error.log"
        exit 1
    }
    port=$((port + 1))
done

status=0
"$program" $port file60 file80 file100 file120 file160 >"$work/output" || status=$?
cat "$work/output"
[ $status = 0 ] || exit $status
number='[0-9.][0-9.]*'
for line in "sync, one by one  *$number s" "awaited, one by one  *$number s" "in a scope  *$number s" \
    "the longest download  *$number s: the scope took $number times that"; do
    grep -qx "$line" "$work/output" || {
        echo "missing: $line"
        exit 1
    }
done
