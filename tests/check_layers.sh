#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# check_layers.sh [ROOT]: the rules that hold for every source file: includes run one way, and the house rules that a
# machine can check. One case per rule; each offence is shown.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 1
. tests/lib.sh

# rule NAME: the case passes if the file $found is empty.
found=$scratch/found
rule() {
    if [ -s "$found" ]; then fail "$1" "$found"; else pass "$1"; fi
}

sources() {
    find runtime tamerc samples tests -name '*.[ch]' -type f | grep -vE '^tests/(golden|diag)/' | sort
}

# Lines "FILE INCLUDED", for includes of the project's own headers in quotes; both as paths from the root.
quoted_includes() {
    sources | grep -E '^(tamerc|runtime)/' | xargs grep -HE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' |
        sed -E 's/^([^:]*):[^"]*"([^"]*)".*/\1 \2/' |
        while read -r file name; do
            for directory in "${file%/*}" tamerc tamerc/base tamerc/text tamerc/ir tamerc/front tamerc/pass tamerc/emit \
                tamerc/adopt tamerc/driver runtime/src runtime/include; do
                if [ -e "$directory/$name" ]; then
                    echo "$file $directory/$name"
                    continue 2
                fi
            done
            echo "$file $name"
        done
}

quoted_includes >"$scratch/includes"

# The layers of the tool: a file may include its own folder and those of lower number. What has the same number in another folder
# is a sibling, which never knows it.
awk '
function layer(path,    part) {
    split(path, part, "/")
    if (part[1] != "tamerc") return -1
    if (part[2] == "main.c" || part[2] == "load.c") return 7
    if (part[2] ~ /^translate\./) return 4
    return (part[2] in rank) ? rank[part[2]] : -1
}
function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
BEGIN {
    rank["base"] = 0; rank["text"] = 1; rank["ir"] = 2
    rank["front"] = rank["pass"] = rank["emit"] = 3; rank["adopt"] = 5; rank["driver"] = 6
}
/^tamerc\// {
    if (folder($1) == folder($2) && $1 !~ /^tamerc\/[^\/]*$/) next
    if (layer($1) < 0 || layer($2) < 0) print $1 ": includes " $2 ", which has no layer"
    else if (layer($2) > layer($1) || (layer($2) == layer($1) && folder($1) != folder($2)))
        print $1 ": includes " $2 ", which is not below it"
}' "$scratch/includes" >"$found"
rule "the layers of tamerc include downwards only"

awk '/^runtime\// && $2 !~ /^runtime\// { print $1 ": includes " $2 }' "$scratch/includes" >"$found"
rule "the runtime includes nothing of the tool"

awk '/^runtime\/include\// { print $1 ": includes " $2 " in quotes" }' "$scratch/includes" >"$found"
rule "public headers include public headers only"

# tsort names the circles on its standard error.
awk '$1 ~ /\.h$/ && $1 != $2 { print $1, $2 }' "$scratch/includes" | tsort 2>"$found" >/dev/null
rule "no header includes itself through others"

sources | grep '^tamerc/' | grep -v '^tamerc/front/' | xargs grep -lE 'include[[:space:]]*<clang-c/' >"$found"
rule "only tamerc/front knows libclang"

sources | xargs grep -HnE '(^|[^A-Za-z_])(TODO|FIXME|XXX|HACK)([^A-Za-z_]|$)' >"$found"
rule "nothing is left to be done in a comment"

{
    sources
    find tests samples .ci cmake runtime tamerc -type f \( -name '*.sh' -o -name CMakeLists.txt -o -name '*.cmake' \) 2>/dev/null
    echo tests/run samples/demo .ci/run CMakeLists.txt | tr ' ' '\n'
} | grep -vE '^tests/(golden|diag)/' | while read -r file; do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: BSD-3-Clause' || echo "$file"
done >"$found"
rule "every file begins with its SPDX line"

sources | xargs awk 'FNR == 600 { print FILENAME ": has 600 lines or more" }' >"$found"
rule "no file has 600 lines"

# Those that the runtime declares, and what messages speak of, are no names of generated code's own.
names() { grep -oE '\btamer_[a-z_0-9]+' | sed 's/^tamer_//; s/1$//' | sort -u; }
cat runtime/include/tamer/*.h | names >"$scratch/declared"
sed -n '/^static const char \*const made_names/,/^static const char made_tag/p' tamerc/text/own_names.c |
    grep -oE '"[a-z_]+"' | tr -d '"' >"$scratch/listed"
find tamerc/emit tamerc/pass -name '*.c' -exec cat {} + | grep -oE '"([^"\]|\\.)*"' | names |
    grep -vxF -f "$scratch/declared" -f "$scratch/listed" | grep -vE '^(barrier|cache|channel|condition|event|mutex|once|semaphore)_$|^(open|close)_$' >"$found"
rule "tamerc/text/own_names.c knows the names that generated code makes"

finish
