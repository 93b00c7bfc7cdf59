#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC CC INCLUDE_DIR LIBRARY: debug information and compile errors name the user's lines.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
tamerc=$1 cc=$2 include=$3 library=$4

# line FILE MARK: the number of the line with that mark.
line() {
    grep -n "mark: $2" "$here/$1" | cut -d: -f1
}

# stops LEVEL [spliced]: gdb stops before and behind the await, shows the source line and the function's variables.
stops() {
    if [ -n "${2:-}" ]; then
        "$tamerc" --cc="$cc" "$here/stepped.c" -o "$scratch/stepped.tamed.c" -- "-I$include" >/dev/null
        check "translated alone, compiles with -g $1" "$cc" -g "$1" "-I$include" "$scratch/stepped.tamed.c" \
            -o "$scratch/stepped$1" "$library"
    else
        check "compiles with -g $1" "$tamerc" "$cc" -g "$1" "-I$include" "$here/stepped.c" -o "$scratch/stepped$1" "$library"
    fi
    gdb -nx -batch -ex "set breakpoint pending off" \
        -ex "break stepped.c:$(line stepped.c before)" -ex "break stepped.c:$(line stepped.c after)" \
        -ex run -ex "info locals" -ex "backtrace 1" -ex continue -ex "info locals" -ex "backtrace 1" -ex continue \
        "$scratch/stepped$1" >"$scratch/gdb$1" 2>&1 </dev/null
    for mark in before after; do
        if grep -qE "^$(line stepped.c $mark)[[:space:]].*mark: $mark" "$scratch/gdb$1"; then
            pass "stops $mark the await, $1"
        else
            fail "stops $mark the await, $1" "$scratch/gdb$1"
        fi
    done
    if grep -qx 120 "$scratch/gdb$1"; then pass "runs to its end, $1"; else fail "runs to its end, $1" "$scratch/gdb$1"; fi
}

# shown LEVEL NAME PATTERN
shown() {
    if grep -qE "$3" "$scratch/tasks$1"; then pass "$2, $1"; else fail "$2, $1" "$scratch/tasks$1"; fi
}

# suspended LEVEL: gdb's `tamer` commands show scopes, tasks, the lines they wait at, and their variables by name.
suspended() {
    check "compiles suspended.c with -g $1" "$tamerc" "$cc" -g "$1" "-I$include" "$here/suspended.c" -o "$scratch/suspended$1" \
        "$library"
    gdb -nx -batch -ex "source $here/../../runtime/gdb/tamer.gdb" -ex "tamer locals" -ex "break look" -ex run \
        -ex "tamer tasks" -ex "tamer frame 1" -ex "tamer locals" -ex "print \$tamer_locals->first" \
        -ex "tamer frame 0" -ex "print \$tamer_locals" -ex "tamer locals" -ex "tamer frame 9" \
        "$scratch/suspended$1" >"$scratch/tasks$1" 2>&1 </dev/null
    shown "$1" "none is chosen at first" "^None is chosen"
    shown "$1" "a scope" "^  scope 'downloads', opened in main at .*suspended\.c:$(line suspended.c scope)\$"
    shown "$1" "a task" "^    task 1, scheduled in main at .*suspended\.c:$(line suspended.c scheduled)\$"
    shown "$1" "the innermost function" "^      #0  inner \\(\\) at .*suspended\.c:$(line suspended.c inner)\$"
    shown "$1" "who awaits it" "^      #1  outer \\(\\) at .*suspended\.c:$(line suspended.c outer)\$"
    shown "$1" "the task that runs" "^    task 2, running, scheduled in main"
    shown "$1" "another task's" "^      #2  inner"
    shown "$1" "one that waits in the library" "^      #3  reader \\(\\) at .*suspended\.c:$(line suspended.c reader)\$"
    shown "$1" "the chosen one" "^chosen: #1  outer"
    shown "$1" "a saved variable" "= 11\$"
    shown "$1" "variables by name" "twice = 22"
    shown "$1" "pinned ones" "text = \"<slow>"
    shown "$1" "there are no more" "^No suspended function"
}

if command -v gdb >/dev/null && gdb -nx -batch -ex run true 2>&1 | grep -q 'exited normally'; then
    stops -O0
    if [ "$(grep -cE 'result = 40' "$scratch/gdb-O0")" -ge 2 ]; then
        pass "locals keep their names and values across the await"
    else
        fail "locals keep their names and values across the await" "$scratch/gdb-O0"
    fi
    stops -O2
    stops -O0 spliced
    suspended -O0
    suspended -O2
else
    skip "breakpoints" "gdb is not installed or may not trace"
fi

if "$tamerc" "$cc" "-I$include" -c "$here/wrong.c" -o "$scratch/wrong.o" >"$scratch/wrong.log" 2>&1; then
    fail "a mistake in a tamed body is an error"
else
    pass "a mistake in a tamed body is an error"
fi
if grep -qE "wrong\.c:$(line wrong.c wrong):.*error" "$scratch/wrong.log"; then
    pass "the error names the user's line"
else
    fail "the error names the user's line" "$scratch/wrong.log"
fi
if [ -e "$scratch/wrong.o" ]; then fail "nothing is written on an error"; else pass "nothing is written on an error"; fi

# counts NAME FILE COMMAND...: how often each line of the file is run.
counts() {
    directory=$scratch/$1 file=$2
    shift 2
    mkdir -p "$directory"
    cp "$here/$file.c" "$directory" && cd "$directory" && "$@" -O0 --coverage "-I$include" -c "$file.c" &&
        "$cc" --coverage "$file.o" "$library" -o "$file" && "./$file" >/dev/null && gcov -o . "$file.c" >files 2>&1 && ! grep "<tamer>" files &&
        sed -n 's/^ *\([0-9#]*\)\*\{0,1\}: *\([0-9]*\):.*/\2 \1/p' "$file.c.gcov"
}

if command -v gcov >/dev/null && "$cc" --version | grep -qi 'gcc\|free software'; then
    (counts plain covered "$cc") >"$scratch/expected.counts"
    (counts tamed covered "$tamerc" "$cc") >"$scratch/all.counts"
    # A tamed function has more lines with code: that of its first brace.
    awk 'NR == FNR { plain[$1] = 1; next } $1 in plain || $2 == "" ' "$scratch/expected.counts" "$scratch/all.counts" >"$scratch/actual.counts"
    if [ -s "$scratch/expected.counts" ]; then pass "coverage is counted"; else fail "coverage is counted"; fi
    same "coverage counts lines as in the plain program" "$scratch/expected.counts" "$scratch/actual.counts"
    (counts task scheduled "$tamerc" "$cc") >"$scratch/task.counts"
    for what in begins:1 never:#####; do
        grep "^$(line scheduled.c "${what%:*}") " "$scratch/task.counts" | cut -d " " -f 2 >"$scratch/actual.counts"
        echo "${what#*:}" >"$scratch/expected.counts"
        same "coverage of a task: the line that ${what%:*}" "$scratch/expected.counts" "$scratch/actual.counts"
    done
else
    skip "coverage" "the compiler is not gcc, or gcov is not installed"
fi

if "$tamerc" "$cc" -g -fsanitize=address "-I$include" "$here/overrun.c" -o "$scratch/overrun" "$library" >"$scratch/log" 2>&1; then
    "$scratch/overrun" >"$scratch/overrun.log" 2>&1
    if grep -qE "overrun\.c:$(line overrun.c overrun)" "$scratch/overrun.log"; then
        pass "a sanitizer names the user's line"
    else
        fail "a sanitizer names the user's line" "$scratch/overrun.log"
    fi
else
    fail "a sanitizer names the user's line" "$scratch/log"
fi

# Places in tracebacks are those of __FILE__.
"$tamerc" "$cc" -O2 -Werror "-fmacro-prefix-map=$here/=mapped/" "-I$include" -S "$here/stepped.c" -o "$scratch/mapped.s"
if grep -q '"mapped/stepped.c"' "$scratch/mapped.s"; then
    pass "-fmacro-prefix-map is obeyed"
else
    fail "-fmacro-prefix-map is obeyed"
fi

# once MODE FILE: what the compiler says of a tamed body it says once.
once() {
    "$cc" -O2 -Wall -Wextra "-I$include" -x "$3" -c "$2" -o "$scratch/late.o" 2>&1 | grep -o 'late\.c:[0-9:]* warning: .*' |
        sort | uniq -d >"$scratch/twice"
    same "late warnings come once, $1" /dev/null "$scratch/twice"
}

"$tamerc" --cc="$cc" --preprocessed "$here/late.c" -o "$scratch/late.i" -- "-I$include"
once preprocessed "$scratch/late.i" cpp-output
"$tamerc" --cc="$cc" "$here/late.c" -o "$scratch/late.c" -- "-I$include"
once spliced "$scratch/late.c" c
finish
