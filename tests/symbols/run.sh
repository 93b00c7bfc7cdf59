#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh LIBTAMER_SO LIBTAMER_MAP: the library exports what its map names and nothing else, under its version node, and asks of the
# system nothing but the C library.
set -u
. "$(dirname "$0")/../lib.sh"
library=$1 map=$2

# The names between "global:" and "local:" of the map, without wildcards.
sed -e 's#/\*.*\*/##' "$map" | tr '{};' '\n\n\n' | awk '
    /global:/ { on = 1; sub(/.*global:/, "") }
    /local:/ { on = 0 }
    on { gsub(/[ \t]/, ""); if ($0 != "") print }' | sort -u >"$scratch/named"
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | sed 's/@.*//' | sort -u >"$scratch/exported"

if grep -q '[*?]' "$scratch/named"; then
    fail "the map names each symbol" "$scratch/named"
else
    pass "the map names each symbol"
fi
same "exported symbols are those of the map" "$scratch/named" "$scratch/exported"

nm -D --defined-only "$library" | awk '$2 != "A" && $3 !~ /@@TAMER_/' >"$scratch/unversioned"
same "every symbol has a version" /dev/null "$scratch/unversioned"

readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p' >"$scratch/soname"
echo libtamer.so.0 >"$scratch/soname.expected"
same "the soname carries the number of the ABI" "$scratch/soname.expected" "$scratch/soname"

readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libc|ld-linux.*|libasan|libubsan|libgcc_s)\.so' \
    >"$scratch/needed"
same "the C library is all it needs" /dev/null "$scratch/needed"

finish
