#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC CC INCLUDE_DIR LIBRARY [bless]: tamerc adopt. What it changes is compared with what stands here (bless: written),
# translates, does what it did, and is left alone the second time.
set -u
tamerc=$1 cc=$2 include=$3 library=$4 bless=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
. tests/lib.sh
flags="-I$include"
unset CC CPATH C_INCLUDE_PATH
mkdir "$scratch/tmp" || exit 1
export TMPDIR="$scratch/tmp"

# golden NAME: $scratch/NAME is what $here/NAME says.
golden() {
    [ -z "$bless" ] || cp "$scratch/$1" "$here/$1"
    same "$1" "$here/$1" "$scratch/$1"
}

# quiet NAME COMMAND...: succeeds and prints nothing on its standard output.
quiet() {
    name=$1
    shift
    if "$@" >"$scratch/quiet.out" 2>"$scratch/quiet.err" </dev/null && [ ! -s "$scratch/quiet.out" ]; then
        pass "$name"
    else
        cat "$scratch/quiet.err" >>"$scratch/quiet.out"
        fail "$name" "$scratch/quiet.out"
    fi
}

# refuses NAME MESSAGE COMMAND...: fails and says so.
refuses() {
    name=$1 message=$2
    shift 2
    if timeout 60 "$@" >"$scratch/refused" 2>&1 </dev/null; then
        fail "$name: it succeeded" "$scratch/refused"
    elif grep -qF -- "$message" "$scratch/refused"; then
        pass "$name"
    else
        fail "$name" "$scratch/refused"
    fi
}

# does NAME COMMAND...: like check, for functions of this script.
does() {
    name=$1
    shift
    if "$@" >"$scratch/check.log" 2>&1 </dev/null; then
        pass "$name"
    else
        fail "$name" "$scratch/check.log"
    fi
}

adopt() { (cd "$1" && shift && timeout 60 "$tamerc" adopt --cc="$cc" "$@"); }
copy() { rm -rf "${scratch:?}/$1" && cp -r "$here/$1" "$scratch/$1"; }

# ---- a project of several files, with one function that waits ----

copy project
project=$scratch/project
build() { make -s -C "$project" clean project CC="$1" CPPFLAGS="$flags" LDLIBS="$library" && "$project/project"; }

does "the project builds" build "$tamerc $cc"
"$project/project" >"$scratch/before" 2>&1
adopt "$project" main.c sensor.c table.c -- "$flags" >"$scratch/project.diff" 2>"$scratch/project.err"
golden project.diff
golden project.err
awk '/^    \$ tamerc adopt/ { on = 1; next } on && !/^    / { exit } on { print substr($0, 5) }' README.md >"$scratch/shown"
check "what the README shows is part of it" awk 'NR == FNR { shown[++n] = $0; next } { at = $0 == shown[at + 1] ? at + 1 : $0 == shown[1] }
    at == n { found = 1 } END { exit !(n > 3 && found) }' "$scratch/shown" "$scratch/project.diff"

cat >"$project/compile_commands.json" <<END
[ { "directory": "$project", "command": "$cc $flags -DNAME=\\"a b\\" -c main.c -o main.o", "file": "main.c" },
  { "directory": "$project", "arguments": ["$cc", "$flags", "-c", "sensor.c"], "file": "sensor.c", "output": "sensor.o" },
  { "file": "$project/table.c", "directory": "$project/..", "extra": [1, {"a": null}, "\u00e9"],
    "command": "$cc $flags -c project/table.c" } ]
END
adopt "$project" -p . >"$scratch/database.diff" 2>/dev/null
same "a compile database leads to the same" "$scratch/project.diff" "$scratch/database.diff"
adopt "$project" --keep-plain=measure_twice -p compile_commands.json table.c sensor.c >"$scratch/keep" 2>"$scratch/keep.err"
check "--keep-plain" grep -q "'measure_twice' stays plain: asked for by --keep-plain" "$scratch/keep.err"
adopt "$project" --only measure -p . >"$scratch/only" 2>/dev/null
check "--only" awk '/^\+TAMED/ { print; if (!/measure\(/) exit 1; n++ } END { exit n != 1 }' "$scratch/only"

cp "$project/table.c" "$scratch/table.c"
adopt "$project" --apply --json -p . >"$scratch/project.json" 2>/dev/null
sed "s|$project/||g" "$scratch/project.json" >"$scratch/project.json.out" && mv "$scratch/project.json.out" "$scratch/project.json"
golden project.json
check "--apply changes the files" awk 'FNR == 1 { f++ } { a[f] = a[f] $0 "\n" } END { exit a[1] == a[2] }' \
    "$scratch/table.c" "$project/table.c"
(cd "$project" && for file in *.[ch]; do diff -u --label "a/$file" --label "b/$file" "$here/project/$file" "$file"; done) \
    >"$scratch/applied.diff"
same "what is applied is what the diff says" "$scratch/project.diff" "$scratch/applied.diff"
does "the adopted project builds without warnings" build "$tamerc $cc -Werror"
"$project/project" >"$scratch/after" 2>&1
same "and does what it did" "$scratch/before" "$scratch/after"
quiet "it is not changed again" adopt "$project" -p .

adopt "$project" --all --yields --apply -p . >"$scratch/all" 2>&1
does "the project builds with all tamed, and yields" build "$tamerc $cc"
"$project/project" >"$scratch/after" 2>&1
same "and does what it did, too" "$scratch/before" "$scratch/after"
quiet "nor is that changed again" adopt "$project" --all --yields -p .

# ---- several programs ----

# Each has a main, and a function `get` of its own.
mkdir "$scratch/several" "$scratch/several/db"
cat >"$scratch/several/one.c" <<'END'
#include <tamer/tamer.h>
static TAMED async int leaf(void) { await tamer_sleep(0); return 1; }
int get(int (*hook)(void)) { return hook ? 0 : leaf(); }
int main(void) { return get(0); }
END
cat >"$scratch/several/two.c" <<'END'
int get(const char *format, ...) { return *format; }
int main(void) { return get("x", 1); }
END
echo 'int get(); int any(void) { return get("x"); }' >"$scratch/several/user.c"
adopt "$scratch/several" one.c two.c --report=report -- "$flags" >"$scratch/several.diff" 2>&1
printf 'tamed\t%s\tone.c:%s\n' leaf 2 get 3 main 4 >"$scratch/expected"
same "functions of one name in two programs are two" "$scratch/expected" "$scratch/several/report"
adopt "$scratch/several" --all one.c two.c --json -- "$flags" >"$scratch/several.json" 2>/dev/null
check "each main is reported" awk '/"name": "main"/ { n++ } END { exit n != 2 }' "$scratch/several.json"
adopt "$scratch/several" one.c two.c user.c --report=report -- "$flags" >"$scratch/several.diff" 2>&1
printf 'tamed\tleaf\tone.c:2\nplain\tget\ttwo.c:1\tvariadic\tit has a variable number of arguments\n' >"$scratch/expected"
same "they are one for a file that may be linked with either" "$scratch/expected" "$scratch/several/report"

printf '#define KNOWN 1\n' >"$scratch/several/known.h"
sed 's/^int main/#include "known.h"\n&/' "$scratch/several/one.c" >"$scratch/several/warned.c"
cat >"$scratch/several/db/compile_commands.json" <<END
[{"directory": "$scratch/several", "file": "$scratch/several/warned.c",
  "arguments": ["$cc", "$flags", "-DKNOWN=2", "-c", "$scratch/several/warned.c"]}]
END
adopt "$scratch/several" -p db 2>"$scratch/several.err" >/dev/null
check "what the preprocessor says names the user's file, once" awk -v file="$scratch/several/known.h:1:" '
    /warning:/ { n++; if (index($0, file) != 1) exit 2 } END { exit n != 1 }' "$scratch/several.err"

# ---- what tamerc makes of functions, in files that are not translated yet ----

cat >"$scratch/made.c" <<'END'
#include <tamer/tamer.h>
#include "made.h"
TAMED_AS(sheet) async struct page leaf(int x);
TAMED async static void quiet(void) { await tamer_sleep(0); }
int other(int x) { return leaf(x).number + 1; }
int both(void)
{
    int sum = 0;
    quiet_delayed slot;
    TAMER_SCOPE(s) {
        sheet_delayed *d = sheet_scoped(s, 3);
        quiet_delayed *q = quiet_scoped_into(s, &slot);
        tamer_sleep_delayed *t = tamer_sleep_scoped(s, 0);
        sum = other(2);
        sum += sheet_get(d).number + sheet_value(d)->number + d->value.number;
        quiet_get(q);
        tamer_sleep_get(t);
    }
    return sum;
}
int main(void)
{
    return both();
}
TAMED_AS(sheet) async struct page leaf(int x) { await tamer_sleep(0); return (struct page){x}; }
END
printf 'struct page { int number; };\n#ifdef __cplusplus\nextern "C" {\n#endif\nint both(void);\n#ifdef __cplusplus\n}\n#endif\n' >"$scratch/made.h"
adopt "$scratch" --apply made.c -- "$flags" >"$scratch/made.said" 2>&1
same "nothing is said of them" /dev/null "$scratch/made.said"
does "with what is made of functions, all that waits is tamed and awaited" "$tamerc" "$cc" -Wall -Wextra -Werror "$flags" \
    -c "$scratch/made.c" -o "$scratch/made.o"
check "each call once" awk '/await (sheet_get|quiet_get|tamer_sleep_get|other|leaf|both)\(/ { n++ } END { exit n != 6 }' "$scratch/made.c"
check "a header that C++ reads, too, has words that C++ has" grep -q '^TAMED tamer_async int both' "$scratch/made.h"
check "and C++ reads it" "$tamerc" g++ -x c++ "$flags" -fsyntax-only "$scratch/made.h"
quiet "that is not changed again" adopt "$scratch" made.c -- "$flags"
for sample in a2_three_ways b5_managers c7_generators c8_transaction; do
    adopt samples $sample.c -- "$flags" >"$scratch/sample.diff" 2>"$scratch/sample.err"
    same "nothing stays plain in samples/$sample.c" /dev/null "$scratch/sample.err"
done

# ---- files of many shapes ----

# shapes NAME TAMED PLAIN: NAME.c adopted whole: as many functions become tamed as it says, and it does what it did.
shapes() {
    cp "$here/$1.c" "$scratch/$1.c"
    check "$1: compiles" "$cc" -w "$flags" "$scratch/$1.c" -o "$scratch/$1"
    "$scratch/$1" >"$scratch/$1.expected"
    adopt "$scratch" --all "$1.c" -- "$flags" >"$scratch/$1.diff" 2>"$scratch/$1.err"
    golden "$1.diff"
    golden "$1.err"
    for options in --all "--all --yields"; do
        rm -f "$scratch/adopted"
        # shellcheck disable=SC2086
        adopt "$scratch" $options "$1.c" -o adopted.c --report=report -- "$flags" >"$scratch/log" 2>&1
        check "$1 $options: compiled" "$tamerc" "$cc" -Wall -Wextra -Wno-unused-value -Wno-unused-function \
            -Wno-misleading-indentation -Wno-unused-const-variable -Wno-sign-compare \
            -Wno-unused-parameter -Wno-address -Wno-deprecated-non-prototype -Werror "$flags" "$scratch/adopted.c" -o "$scratch/adopted" "$library"
        "$scratch/adopted" >"$scratch/$1.actual" 2>&1
        same "$1 $options: same output" "$scratch/$1.expected" "$scratch/$1.actual"
        # shellcheck disable=SC2086
        quiet "$1 $options: not changed again" adopt "$scratch" $options adopted.c -- "$flags"
    done
    check "$1: the report names every function" awk -F'\t' -v tamed="$2" -v plain="$3" '{ count[$1]++ }
        END { exit count["tamed"] != tamed || count["plain"] != plain }' "$scratch/report"
}
shapes shapes 25 2
shapes macros 25 5
shapes pointers 16 0

# ---- texts ----

# text NAME: $scratch/text.c adopted with --all is $scratch/expected.
text() {
    rm -f "$scratch/text.new"
    adopt "$scratch" --all text.c -o text.new -- "$flags" >"$scratch/log" 2>&1 || fail "$1" "$scratch/log"
    same "$1" "$scratch/expected" "$scratch/text.new"
}
printf '/* a */\r\nint f(void);\r\n\r\nint f(void) { return 1; }\r\nint g(void) { return f(); }' >"$scratch/text.c"
printf '/* a */\r\n#include <tamer/tamer.h>\r\nTAMED async int f(void);\r\n\r\nTAMED async int f(void) { return 1; }\r\nTAMED async int g(void) { return await f(); }' \
    >"$scratch/expected"
text "lines that end with CRLF, and no newline at the end"
printf '\357\273\277int f(void) { return 1; }\nint g(void) { return f(); }\n' >"$scratch/text.c"
printf '\357\273\277#include <tamer/tamer.h>\nTAMED async int f(void) { return 1; }\nTAMED async int g(void) { return await f(); }\n' >"$scratch/expected"
text "a byte order mark stays at the start"
adopt "$scratch" --all text.c -- "$flags" 2>/dev/null | sed -n 's/^[-+]//p' | grep -v '^[-+]' >"$scratch/changed"
cat "$scratch/text.c" "$scratch/expected" >"$scratch/expected.changed"
same "and its line is changed in the diff" "$scratch/expected.changed" "$scratch/changed"
printf '#ifdef NOTHING\nint f(void) { return f(); }\n#else\nint\tf(void) { return 1; }\n#endif\nint g(void) { return f(); }\n' >"$scratch/text.c"
printf '#include <tamer/tamer.h>\n#ifdef NOTHING\nint f(void) { return f(); }\n#else\nTAMED async int\tf(void) { return 1; }\n#endif\nTAMED async int g(void) { return await f(); }\n' \
    >"$scratch/expected"
text "what is not compiled stays as it is"
printf 'static int await(int async) { return async; }\nint g(void) { return await(1); }\n' >"$scratch/text.c"
printf '#define TAMER_NO_KEYWORDS\n#include <tamer/tamer.h>\nTAMED tamer_async static int await(int async) { return async; }\nTAMED tamer_async int g(void) { return tamer_await await(1); }\n' \
    >"$scratch/expected"
text "a program with names of its own gets the long words"
printf '#include <tamer/tamer.h>\nTAMED async int f(void) { return 1; }\nint g(void) { return tamer_blocking(f()) + (int)sizeof(f()); }\n' >"$scratch/text.c"
cp "$scratch/text.c" "$scratch/expected"
sed -i 's/^int g/TAMED async int g/' "$scratch/expected"
text "what is meant to block does"
printf 'int f(void) { return 1; }\nint f_get(void) { return f(); }\nint f_value;\n' >"$scratch/text.c"
printf '#include <tamer/tamer.h>\nTAMED_AS(f_tamed) async int f(void) { return 1; }\nTAMED async int f_get(void) { return await f(); }\nint f_value;\n' \
    >"$scratch/expected"
text "names that are taken"
printf 'static void drop(int *p) { *p = 0; }\nint f(void) { return 1; }\nint g(void) { int x __attribute__((cleanup(drop))) = f(); return x; }\n' \
    >"$scratch/text.c"
printf '#include <tamer/tamer.h>\nstatic void drop(int *p) { *p = 0; }\nTAMED async int f(void) { return 1; }\nTAMED async int g(void) { int x __attribute__((cleanup(drop))) = await f(); return x; }\n' \
    >"$scratch/expected"
text "what a cleanup attribute names stays plain"
printf 'int f(void);\n__attribute__((noreturn)) void g(int);\nvoid g(int x) { for (;;) x += f(); }\nint f(void) { return 1; }\nint h(void) { g(f()); }\n' \
    >"$scratch/text.c"
printf '#include <tamer/tamer.h>\nTAMED async int f(void);\n__attribute__((noreturn)) void g(int);\nvoid g(int x) { for (;;) x += f(); }\nTAMED async int f(void) { return 1; }\nTAMED async int h(void) { g(await f()); }\n' \
    >"$scratch/expected"
text "a refusal at a declaration takes back what it declares, and no more"
printf '#define M(n) int n(void) { return n##_leaf(); }\nstatic int a_leaf(void) { return 1; }\nM(a)\n' >"$scratch/text.c"
printf '#include <tamer/tamer.h>\n#define M(n) int n(void) { return await n##_leaf(); }\nTAMED async static int a_leaf(void) { return 1; }\nTAMED async M(a)\n' \
    >"$scratch/expected"
text "a call whose name a macro pastes"

printf 'void *memset(void *p, int c, unsigned long n) { for (char *q = p; n; n--) *q++ = (char)c; return p; }\nvoid __cyg_profile_func_enter(void *f, void *c) { (void)f; (void)c; }\nint f(void) { return 1; }\n' >"$scratch/text.c"
sed 's/^int/TAMED async int/; 1i #include <tamer/tamer.h>' "$scratch/text.c" >"$scratch/expected"
text "what compilers call without being told to stays plain"
check "and it is said why" grep -q "'memset' stays plain: compilers, or the runtime, call it" "$scratch/log"
cat >"$scratch/text.c" <<END
#define UNROLL _Pragma("GCC unroll 4")
int f(int *a, int n)
{
    int i;
#pragma GCC unroll 4
    for (i = 0; i < n; i++) a[i]++;
#pragma GCC ivdep
#pragma GCC unroll 2
    for (i = 0; i < n; i++) a[i]++;
    if (n) UNROLL for (i = 0; i < n; i++) a[i]++;
    UNROLL for (i = 0; i < n; i++) a[i]++;
    if (n)
#pragma GCC ivdep
        for (i = 0; i < n; i++) a[i]++;
#pragma GCC diagnostic push
    return a[0];
}
END
sed 's/^int/TAMED async int/; s/a\[i\]++;/{ await tamer_yield(); & }/; s/^    \(int\|if\|return\)/    await tamer_yield(); \1/; 1a #include <tamer/tamer.h>' "$scratch/text.c" >"$scratch/expected"
adopt "$scratch" --all --yields text.c -o text.new -- "$flags" >"$scratch/log" 2>&1 || fail "yields and pragmas" "$scratch/log"
same "no yield stands between a pragma and its loop" "$scratch/expected" "$scratch/text.new"

printf '#include <stdlib.h>\nvoid drop(void *p) { free(p); }\nvoid *make(void) __attribute__((__malloc__(drop, 1)));\nint f(void) { return 1; }\n' >"$scratch/text.c"
adopt "$scratch" --only=f --all text.c -o text.new -- "$flags" >"$scratch/log" 2>&1
check "attributes that libclang does not know are no errors" awk '/error/ { exit 1 }' "$scratch/log"

# A brace behind a macro's argument, and nothing in the arguments of what makes statements of them.
cat >"$scratch/arguments.c" <<'END'
#define SAME(x) x
#define MIX(a, b) { a -= b; b += 1; }
int f(int code)
{
    int a = code, b = 2;
    MIX(a, b);
    switch (a) {
    case 1:
        return SAME(b);
    }
    return SAME(a);
}
END
sed 's/^int f/TAMED async &/; s/return SAME(b);/{ await tamer_yield(); & }/; s/^    \(int\|switch\|return\)/    await tamer_yield(); \1/; 2a #include <tamer/tamer.h>' "$scratch/arguments.c" >"$scratch/expected"
adopt "$scratch" --all --yields arguments.c -o arguments.new -- "$flags" >"$scratch/log" 2>&1 || fail "yields and arguments of macros" "$scratch/log"
same "yields stand around the arguments of macros" "$scratch/expected" "$scratch/arguments.new"

# The second file reads the header, but not what is in it.
mkdir "$scratch/two"
printf '#define IMPLEMENTED\n#include "both.h"\nint g(void) { return f(); }\n' >"$scratch/two/a.c"
printf '#include "both.h"\nint h(void) { return 2; }\n' >"$scratch/two/b.c"
printf '#ifdef IMPLEMENTED\nstatic int f(void) { return 1; }\n#endif\nint g(void);\n' >"$scratch/two/both.h"
printf '#include <tamer/tamer.h>\n#ifdef IMPLEMENTED\nTAMED async static int f(void) { return 1; }\n#endif\nTAMED async int g(void);\n' >"$scratch/expected"
adopt "$scratch/two" --all --apply a.c b.c -- "$flags" >"$scratch/log" 2>&1 || fail "a function that not all readers of its file have" "$scratch/log"
same "a function that not all readers of its file have" "$scratch/expected" "$scratch/two/both.h"

# ---- mistakes ----

refuses "no file" "no file to adopt" "$tamerc" adopt
refuses "an unknown option" "unknown option '--bogus'" "$tamerc" adopt --bogus x.c
refuses "a file that is not there" "cannot read" "$tamerc" adopt "$scratch/nothing.c"
refuses "-o with two files" "-o needs exactly one file" "$tamerc" adopt -o x a.c b.c
refuses "-o and --apply" "exclude each other" "$tamerc" adopt -o x --apply a.c
refuses "an option without its value" "--only needs a value" "$tamerc" adopt a.c --only
refuses "a database that is not there" "cannot read" "$tamerc" adopt -p "$scratch/nothing"
printf '[ { "directory": "/", \n "file": 1 } ]' >"$scratch/bad.json"
refuses "a damaged database" "bad.json:2: this is no compile database" "$tamerc" adopt -p "$scratch/bad.json"
printf 'int f(void) { return 1; }\n#include "nothing.h"\n' >"$scratch/missing.c"
echo '[]' >"$scratch/empty.json"
refuses "an empty database" "empty.json' lists no files" "$tamerc" adopt -p "$scratch/empty.json"
refuses "a header that is not there" "nothing.h" "$tamerc" adopt --all "$scratch/missing.c"
printf 'object' >"$scratch/object.o"
refuses "a file that is not C" "object.o' is not named as a C file is" "$tamerc" adopt "$scratch/object.o"
for form in "" --preprocessed --no-line; do
    # shellcheck disable=SC2086
    "$tamerc" $form --cc="$cc" "$project/table.c" -o "$scratch/translated.c" -- "$flags" 2>/dev/null
    refuses "what tamerc has written ($form)" "translated.c' was written by tamerc" "$tamerc" adopt "$scratch/translated.c" -- "$flags"
done
mkdir "$scratch/locked"
printf '#include "b.h"\nint f(void) { return 1; }\nint g(void) { return f(); }\n' >"$scratch/locked/a.c"
printf 'int f(void);\n' >"$scratch/locked/b.h"
chmod a-w "$scratch/locked/b.h"
cp "$scratch/locked/a.c" "$scratch/unlocked.c"
refuses "a read-only file" "b.h' is read-only; nothing has been changed" \
    env -C "$scratch/locked" "$tamerc" adopt --cc="$cc" --all --apply a.c -- "$flags"
same "and the others stay as they were" "$scratch/unlocked.c" "$scratch/locked/a.c"
check "nothing is left beside them" test "$(ls "$scratch/locked")" = "$(printf 'a.c\nb.h')"
refuses "a flag among the files" "flags of the compiler go behind --" "$tamerc" adopt x.c -O2

# says NAME MESSAGE FILE: succeeds, and says so on standard error.
says() {
    if "$tamerc" adopt --cc="$cc" "$3" -- "$flags" >/dev/null 2>"$scratch/said" && grep -qF -- "$2" "$scratch/said"; then
        pass "$1"
    else
        fail "$1" "$scratch/said"
    fi
}

printf 'int f(void) { return 1; }\n' >"$scratch/unmarked.c"
says "nothing is marked" "nothing is tamed: mark the functions that wait" "$scratch/unmarked.c"
printf '#include <stdio.h>\n#include <tamer/tamer.h>\nTAMED async int f(void);\nint g(void) { return f(); }\nint h( {\n' >"$scratch/broken.c"
says "what the parser does not understand" "broken.c:5:8: error:" "$scratch/broken.c"
printf '#include <stdio.h>\n#include <tamer/tamer.h>\nTAMED async int f(void);\nint g(void) { return f(); }\n' >"$scratch/fine.c"
"$tamerc" adopt --cc="$cc" "$scratch/fine.c" -- "$flags" >/dev/null 2>"$scratch/said"
same "and nothing of what is fine" /dev/null "$scratch/said"
check "--help" "$tamerc" adopt --help

# ---- for another processor ----

for_32_bits() {
    printf 'int leaf(void);\nlong run(void)\n{\n    char room[sizeof(long) == 4 ? 1 : -1];\n    return leaf() + (long)sizeof room;\n}\n' >"$scratch/bits.c"
    adopt "$scratch" --all bits.c -- -m32 "-I$include" >"$scratch/bits.diff" 2>"$scratch/bits.err"
    grep -q '^+TAMED async long run' "$scratch/bits.diff" && [ ! -s "$scratch/bits.err" ]
}
does for_32_bits for_32_bits

ls "$TMPDIR" >"$scratch/left"
same "nothing is left in TMPDIR" /dev/null "$scratch/left"

finish
