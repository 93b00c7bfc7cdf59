#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Functions as only a program writes them: deep.sh TAMERC INCLUDE. Each is translated, or refused at a place, in seconds.
. "$(dirname "$0")/../lib.sh"

tamerc=$(realpath "$1")
include=$(realpath "$2")
export CC=gcc LC_ALL=C
cd "$scratch" || exit 1

many=200000

# repeat COUNT TEXT: one a line; & in TEXT is the line's number.
repeat() {
    seq "$1" | sed "s/.*/$2/"
}

# tamed NAME HEAD: standard input is the middle of the body of a tamed function that begins with HEAD.
tamed() {
    {
        printf '#include <tamer/tamer.h>\nTAMED async int leaf(int);\nTAMED async int f(int a)\n{\n    a = await leaf(a);\n%s\n' "$2"
        cat
        echo '}'
    } >"$1.c"
}

# plain NAME HEAD: the same in a function beside a tamed one.
plain() {
    {
        printf '#include <tamer/tamer.h>\nTAMED async int leaf(int);\nTAMED async int f(int a)\n{\n    return await leaf(a);\n}\n'
        printf 'int g(int a)\n{\n%s\n' "$2"
        cat
        echo '}'
    } >"$1.c"
}

translate() {
    timeout 20 "$tamerc" "$1.c" -o "$1.out.c" -- "-I$include" >"$1.log" 2>&1
}

# refused NAME: with a place, and the way out.
refused() {
    translate "$1"
    if [ $? -eq 1 ] && [ ! -e "$1.out.c" ] &&
        grep -q "^$1\.c:[0-9]*:[0-9]*: error: nested too deeply.*: .* " "$1.log"; then
        pass "refused/$1"
    else
        fail "refused/$1" "$1.log"
    fi
}

translated() {
    if translate "$1" && [ -s "$1.out.c" ]; then
        pass "translated/$1"
    else
        fail "translated/$1" "$1.log"
    fi
}

{ repeat $many '+ a'; echo ';'; } | tamed terms 'return a'
{ repeat $many ', a'; echo ';'; } | tamed commas 'return a'
{ repeat $many '-'; echo 'a;'; } | tamed signs 'return'
{ repeat $many '(int)'; echo 'a;'; } | tamed casts 'return'
{ repeat $many 'sizeof'; echo 'a;'; } | tamed sizes 'return (int)'
{ repeat $many 'a ? 1 :'; echo '2;'; } | tamed choices 'return'
{ repeat $many 'a ='; echo '2;'; } | tamed assignments 'return'
{ repeat $many '('; echo a; repeat $many ')'; echo ';'; } | tamed parentheses 'return'
{ repeat $many '{'; echo 'a++;'; repeat $many '}'; echo 'return a;'; } | tamed blocks ''
{ repeat $many 'if (a == &) return &; else'; echo 'return 0;'; } | tamed elses ''
{ repeat $many 'for (;;)'; echo 'a++;'; } | tamed loops ''
{ repeat $many 'label&:'; echo 'return a;'; } | tamed labels ''
{ repeat $many '(int)'; echo 'a;'; } | plain plain_casts 'return'
{ repeat $many 'sizeof'; echo 'a;'; } | plain plain_sizes 'return (int)'
{ repeat $many '('; echo a; repeat $many ')'; echo ';'; } | plain plain_parentheses 'return'
for name in terms commas signs casts sizes choices assignments parentheses blocks elses loops labels \
    plain_casts plain_sizes plain_parentheses; do
    refused $name
done

{ repeat 15000 '+ a'; echo ';'; } | tamed long_sum 'return a'
{ repeat 5000 'if (a == &) return &; else'; echo 'return 0;'; } | tamed long_chain ''
{ repeat 50000 'case &: return &;'; echo 'default: return 1; }'; } | tamed long_switch 'switch (a) {'
{ repeat $many 'a,'; echo '}; return v[a];'; } | tamed long_list 'int v[] = {'
{ repeat 50000 'a++;'; echo 'return a;'; } | tamed long_body ''
{ repeat 25000 '+ a'; echo ';'; } | plain plain_sum 'return a'
for name in long_sum long_chain long_switch long_list long_body plain_sum; do
    translated $name
done

finish
