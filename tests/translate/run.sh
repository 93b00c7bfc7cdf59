#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh TAMERC INCLUDE LIBRARY KEPT COMPILER: translating alone. Each NAME.c here is translated into itself, without a note;
# what is not tamed stays byte by byte (KEPT); lines that hold "kept" are the same in the result; what comes out, also
# --preprocessed, --no-line and with CRLF, compiles without a warning, and prints what the source prints: untranslated where that
# works without tamerc, else as `tamerc COMPILER` makes it.
set -u
tamerc=$1 include=$2 library=$3 kept=$4 compiler=$5
cd "$(dirname "$0")" || exit 1
. ../lib.sh
strict="-Wall -Wextra -Wpedantic -O2"

# try NAME COMMAND...: like check, for a function of this file.
try() {
    label=$1
    shift
    if ("$@") >"$scratch/try.log" 2>&1 </dev/null; then
        pass "$label"
    else
        fail "$label" "$scratch/try.log"
    fi
}

# build SOURCE PROGRAM COMMAND...
build() {
    from=$1 to=$2
    shift 2
    "$@" -I. -I"$include" "$from" "$library" -lm -o "$to"
}

# expect NAME: what it prints.
expect() {
    through=
    if grep -q '_scoped(' "$1.c"; then through=$tamerc; fi
    # shellcheck disable=SC2086
    build "$1.c" "$scratch/plain" $through "$compiler" $strict 2>"$scratch/messages" || return 1
    grep -o 'warning: .*' "$scratch/messages" | sort -u >"$scratch/$1.warnings"
    "$scratch/plain" >"$scratch/$1.expected"
}

# translate SOURCE RESULT OPTION...: silently.
translate() {
    from=$1 to=$2
    shift 2
    "$tamerc" "$@" --cc="$compiler" "$from" -o "$to" -- -w -I. -I"$include" >"$scratch/notes" 2>&1 || {
        cat "$scratch/notes"
        return 1
    }
    ! grep . "$scratch/notes"
}

# runs NAME RESULT FLAG...: it compiles without warnings and prints what it should.
runs() {
    name=$1 result=$2
    shift 2
    # shellcheck disable=SC2086
    build "$result" "$scratch/program" "$compiler" "$@" && "$scratch/program" | diff "$scratch/$name.expected" -
}

# warns_no_more NAME: about the result than about the source.
warns_no_more() {
    # shellcheck disable=SC2086
    build "$scratch/$1.tamed.c" "$scratch/program" "$compiler" $strict 2>"$scratch/messages" || return 1
    grep -o 'warning: .*' "$scratch/messages" | sort -u | comm -13 "$scratch/$1.warnings" - >"$scratch/more"
    [ ! -s "$scratch/more" ] || {
        cat "$scratch/messages"
        return 1
    }
}

# Lines of the source that hold "kept" stand in the result as they are, but for blanks in front.
keeps_lines() {
    grep 'kept' "$1" | sed 's/^[[:space:]]*//' >"$scratch/lines"
    while IFS= read -r line; do
        grep -qF -- "$line" "$2" || {
            printf 'lost: %s\n' "$line"
            return 1
        }
    done <"$scratch/lines"
}

case_of() {
    name=$1
    try "$name.expected" expect "$name"
    "$tamerc" --cc="$compiler" "$name.c" -- -w -I. -I"$include" >"$scratch/$name.tamed.c" 2>"$scratch/notes"
    same "$name.no_note" /dev/null "$scratch/notes"
    try "$name.kept" "$kept" "$name.c" "$scratch/$name.tamed.c"
    try "$name.kept_lines" keeps_lines "$name.c" "$scratch/$name.tamed.c"
    try "$name.runs" runs "$name" "$scratch/$name.tamed.c" -w -O2
    try "$name.warns_no_more" warns_no_more "$name"
    "$tamerc" --cc="$compiler" "$name.c" -- -w -I. -I"$include" 2>&1 | cmp - "$scratch/$name.tamed.c" >"$scratch/log" 2>&1
    same "$name.same_again" /dev/null "$scratch/log"
    try "$name.elsewhere" translate "$name.c" "$scratch/$name.c"
    try "$name.elsewhere_runs" runs "$name" "$scratch/$name.c" -w
    try "$name.preprocessed" translate "$name.c" "$scratch/$name.i.c" --preprocessed
    try "$name.preprocessed_runs" runs "$name" "$scratch/$name.i.c" -w
    try "$name.no_line" translate "$name.c" "$scratch/$name.n.c" --no-line
    try "$name.no_line_compiles" build "$scratch/$name.n.c" "$scratch/program" "$compiler" -w
    mkdir -p "$scratch/crlf"
    sed 's/$/\r/' "$name.c" >"$scratch/crlf/$name.c"
    try "$name.crlf" translate "$scratch/crlf/$name.c" "$scratch/crlf/$name.tamed.c"
    try "$name.crlf_kept" "$kept" "$scratch/crlf/$name.c" "$scratch/crlf/$name.tamed.c"
}

for file in *.c; do
    [ "$file" = kept.c ] || case_of "${file%.c}"
done

# falls_back NAME REASON FLAG...: it says why the result is preprocessed text, and that does what it should.
falls_back() {
    file=back/$1.c reason=$2
    shift 2
    "$tamerc" --cc="$compiler" "$file" -o "$scratch/back.c" -- -I"$include" "$@" 2>"$scratch/notes" &&
        grep -F "note: written in preprocessed form: $reason" "$scratch/notes" &&
        build "$file" "$scratch/program" "$compiler" -w "$@" && "$scratch/program" >"$scratch/back.expected" &&
        runs back "$scratch/back.c" -w
}

mkdir "$scratch/mark"
printf '\357\273\277' | cat - spelling.c >"$scratch/mark/spelling.c"
try "byte order mark" translate "$scratch/mark/spelling.c" "$scratch/mark/spelling.tamed.c"
try "byte order mark.runs" runs spelling "$scratch/mark/spelling.tamed.c" -w
cat >"$scratch/newer" <<COMPILER
#!/bin/sh
# A compiler that takes files for C23 where nothing else is said.
case " \$* " in
*" -std="*) exec "$compiler" "\$@" ;;
esac
exec "$compiler" -std=gnu2x "\$@"
COMPILER
chmod +x "$scratch/newer"
printf "%s\n" "#include <stdio.h>" "#include <tamer/tamer.h>" "TAMED async int main()" "{" "    await tamer_yield();" \
    "    printf(\"%d\\n\", 1'234);" "    return 0;" "}" >"$scratch/newer.c"
newer() {
    build "$scratch/newer.c" "$scratch/program" "$tamerc" "$scratch/newer" -Wall -Wextra && [ "$("$scratch/program")" = 1234 ]
}
try "C23 by default" newer
cat >"$scratch/warned.c" <<'SOURCE'
#include <tamer/tamer.h>
TAMED async int f(int n);
TAMED async void g(void)
{
    int *a = 1;
    (void)a, await f(1);
    TAMER_SCOPE(s) {
        int *b = 2;
        f_scoped(s, "x");
        (void)b;
    }
    tamer_defer { int *c = 3; (void)c; }
    if (await f(2)) { int *d = 4; (void)d; }
    tamer_check(await f("y"));
}
SOURCE
# warned FLAG: the lines of the warnings, the header found as FLAG says.
warned() {
    "$tamerc" gcc -Wall -Wextra "$1" "$include" -c "$scratch/warned.c" -o "$scratch/warned.o" 2>&1 | sed -n "s|.*\(warned.c:[0-9]*\):[0-9]*: warning:|\1:|p" | sort
}
same_warnings() {
    warned -I >"$scratch/user" && [ "$(wc -l <"$scratch/user")" = 6 ] && warned -isystem | diff "$scratch/user" -
}
try "warnings behind macros of a system header" same_warnings
# Far to the right, in plain and in tamed functions: the columns are those of the same text, untranslated.
{
    printf '#include <tamer/tamer.h>\nTAMED async int f(int n);\nTAMED async int g(int n)\n{\n'
    printf '%400s\n' 'int far; return await f(n); }'
    printf 'int h(void);\n%500s\n' 'int h(void) { int farther; return 1; }'
} >"$scratch/far.c"
columns() {
    "$@" -Wall -I "$include" -c "$scratch/far.c" -o "$scratch/far.o" 2>&1 | sed -n "s|.*far.c:\([0-9:]*\): warning: .*unused.*|\1|p" | sort
}
same_columns() {
    columns "$compiler" >"$scratch/user" && [ "$(wc -l <"$scratch/user")" = 2 ] && columns "$tamerc" "$compiler" | diff "$scratch/user" -
}
try "columns behind 255" same_columns
mkdir -p "$scratch/in \"quotes\""
cp back/quoted.c back/quoted.h "$scratch/in \"quotes\""
falls_back_quoted() {
    (cd "$scratch" && "$tamerc" --cc="$compiler" 'in "quotes"/quoted.c' -o quoted.c -- -I"$include") 2>"$scratch/notes" &&
        grep -F 'quoted.c:6: note: written in preprocessed form: no #include can name the directory' "$scratch/notes" &&
        build "$scratch/quoted.c" "$scratch/program" "$compiler" -w && [ "$("$scratch/program")" = 9 ]
}
try "back.quoted" falls_back_quoted
try "back.trigraphs" falls_back trigraphs "what is here is not" -trigraphs
try "back.header" falls_back header "'from_header' is defined in an included file"
# A line marker in the user's text that names what only tamerc inserts, in front of the beginning of a declaration.
own_marker() {
    printf '#include <tamer/tamer.h>\nTAMED async int f(int n) { await tamer_yield(); return n; }\n# 1 "<tamer>"\ntypedef\n# 9 "x.c"\nint a' \
        >"$scratch/marker.c"
    "$tamerc" --cc="$compiler" "$scratch/marker.c" -o "$scratch/marker.out.c" -- -I"$include" 2>"$scratch/notes" &&
        [ -s "$scratch/marker.out.c" ]
}
try "a line marker of the user's own" own_marker
finish
