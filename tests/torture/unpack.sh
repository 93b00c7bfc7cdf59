#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# unpack.sh DIRECTORY: gcc's torture tests (Debian's gcc-12-source), unpacked into DIRECTORY/execute unless they are there.
# Status 77: that package is not installed.
set -eu
target=$1
archive=$(ls /usr/src/gcc-12/gcc-12*.tar.xz 2>/dev/null | head -n 1)
if [ -z "$archive" ]; then
    echo "gcc's sources are not installed (Debian's package gcc-12-source)"
    exit 77
fi
stamp="$target/unpacked-from"
[ "$(cat "$stamp" 2>/dev/null)" != "$archive" ] || exit 0

mkdir -p "$target"
rm -rf "$target/execute" "$target/new"
mkdir "$target/new"
tar xJf "$archive" -C "$target/new" --strip-components=4 --wildcards '*/gcc/testsuite/gcc.c-torture/execute/*'
mv "$target/new/execute" "$target/execute"
rmdir "$target/new"
echo "$archive" >"$stamp"
