#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh LIBTAMER_SO LIBTAMER_A INCLUDE_DIR: the shared library exports what the public headers declare and nothing else, under a
# version; the static one keeps to its prefixes; both ask of the system nothing but the C library.
set -u
. "$(dirname "$0")/../lib.sh"
shared=$1 static=$2 include=$3

# Each declaration with TAMER_API gives its first name before a parenthesis, a variable its last name; a TAMED one also what
# tamerc makes for a function of that name, one that is async alone only its asynchronous entry.
cat "$include"/tamer/*.h | gcc -fpreprocessed -dD -E -P -x c - 2>/dev/null | sed -e ":a" -e "/\\\\$/{N;s/\\\\\\n//;ba}" |
    grep -v '^#' | tr '\n' ' ' | tr ';{}' '\n\n\n' |
    awk '
    !/TAMER_API/ { next }
    {
        if (match($0, /tamer_[a-z0-9_]+ *\(/)) name = substr($0, RSTART, RLENGTH)
        else { sub(/ *__attribute__.*/, ""); name = $NF }
        gsub(/[ (*]/, "", name)
        print name (/tamer_async/ && !/TAMED/ ? "__async" : "")
    }
    /TAMED/ {
        n = split("__async __spawn _scoped _scoped_into _get _get__async", suffix, " ")
        for (i = 1; i <= n; i++) print name suffix[i]
        if ($0 !~ "void +" name " *\\(") print name "_value"
    }' | sort -u >"$scratch/declared"
nm -D --defined-only "$shared" | awk '$2 != "A" { print $3 }' | sed 's/@.*//' | sort -u >"$scratch/exported"
same "exported is what the public headers declare" "$scratch/declared" "$scratch/exported"

nm -D --defined-only "$shared" | awk '$2 != "A" && $3 !~ /@@TAMER_[0-9]/' >"$scratch/unversioned"
same "every symbol has a version" /dev/null "$scratch/unversioned"

nm -g --defined-only "$static" 2>/dev/null | awk 'NF == 3 && $3 !~ /^(tamer|tmr)_/ { print $3 }' >"$scratch/foreign"
same "the static library keeps to tamer_ and tmr_" /dev/null "$scratch/foreign"

readelf -d "$shared" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p' >"$scratch/soname"
echo libtamer.so.0 >"$scratch/soname.expected"
same "the soname" "$scratch/soname.expected" "$scratch/soname"

readelf -d "$shared" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libc|ld-linux.*|libpthread|libasan|libubsan)\.so' \
    >"$scratch/needed"
same "the C library is all it needs" /dev/null "$scratch/needed"

finish
