#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# program.sh FILE NAME [FLAG...]: one plain C program, adopted whole by `tamerc adopt --all`, does what it does untranslated.
#
# CELLS says how: words MODE:COMPILER:LEVEL, as in yields:gcc:-O2 (a level may end in +asan). In mode "adopted" functions are
# tamed and their calls awaited, in mode "yields" there is a yield before every statement as well. The program is translated,
# compiled and run; it must print what the plain program prints that the same compiler has made with the same flags, with the same
# status, and compile with no kind of warning that the plain one does not have. What the plain program does is kept in CACHE. In
# the first mode what is compiled is the user's file with what had to change replaced, in the second the preprocessed text: both
# kinds of output are tried.
#
# Writes one row for each cell to RESULTS/NAME.rows: name, compiler, mode, level, result, detail (tabs between), and one for each
# function definition (name, tamed or plain, function, reason) to RESULTS/NAME.functions. Results: pass, unapplicable (the plain
# program does not compile or run), refused, and those that are a fault: crash and stall (of tamerc), uncompilable, wrong, hang,
# warning, unasked (refused for a reason that nobody grants). Prints the program's case, as tests/lib.sh says. Works in WORK/NAME,
# which stays if KEEP is set or something failed. tests/torture/run and tests/csmith/run set these variables, and TAMERC, INCLUDE
# and LIBRARY.
set -u
here=$(cd "$(dirname "$0")" && pwd)
file=$1 name=$2
shift 2
tab=$(printf '\t')
work=$WORK/$name
rows=$RESULTS/$name.rows
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1
# THIN: one of the four cells, another one for each program.
if [ -n "${THIN:-}" ]; then
    # shellcheck disable=SC2086
    number=$(printf %s "$name" | cksum | cut -d ' ' -f 1)
    CELLS=$(printf '%s\n' $CELLS | sed -n "$((number % 4 + 1))p")
fi
# What it includes with quotes becomes part of it: some of these programs have all their functions there.
awk -v directory="${file%/*}" -f "$here/include.awk" "$file" >plain.c
: >"$rows"
ulimit -c 0
ulimit -f 200000 # 100 MB
sanitizers="-g -fsanitize=address,undefined -fno-sanitize=alignment,shift,signed-integer-overflow -fno-sanitize-recover=all"

row() {
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$compiler" "$mode" "$level" "$1" "${2:-}" >>"$rows"
}

# cells PATTERN FIELD: of the cells that fit, the distinct values of a field.
cells() {
    # shellcheck disable=SC2086
    printf '%s\n' $CELLS | grep "$1" | cut -d : -f "$2" | awk '!seen[$0]++'
}

# limited SECONDS COMMAND...: memory is bounded as well, but for sanitizers' shadow.
limited() {
    seconds=$1
    shift
    case ${level:-} in
    *asan) timeout -k 5 "$seconds" "$@" ;;
    *) (ulimit -v 6000000 && timeout -k 5 "$seconds" "$@") ;;
    esac
}

# Flags that are the compiler's, all else being equal: what newer compilers refuse and these programs do.
compiler_flags() {
    case $compiler in
    clang*)
        echo "-Wno-error=implicit-function-declaration -Wno-error=implicit-int -Wno-error=int-conversion" \
            "-Wno-error=return-type -Wno-error=incompatible-function-pointer-types"
        ;;
    esac
}

level_flags() {
    case $level in
    *+asan) echo "${level%+asan} $sanitizers" ;;
    *) echo "$level" ;;
    esac
}

# first FILE PATTERN: the first line that says what went wrong, without places.
first() {
    grep -m 1 -o "$2" "$1" | tr '\t' ' ' | cut -c 1-160
}

# build INPUT PROGRAM: from INPUT; its messages to PROGRAM.log.
build() {
    # shellcheck disable=SC2046,SC2086
    limited 300 $compiler $flags $(compiler_flags) $(level_flags) -Wall -Wextra "$1" $3 -lm -lpthread -o "$2" >"$2.log" 2>&1
}

# execute PROGRAM: output to PROGRAM.out, its status to PROGRAM.status.
execute() {
    limited "$2" "./$1" >"$1.out" 2>&1 </dev/null
    echo $? >"$1.status"
}

warnings() {
    sed -n 's/.*warning: .*\[\(-W[^]]*\)\]$/\1/p' "$1" | sort -u
}

# oracle: what the plain program does, in plain.*; status 1 if it is of no use, for a reason in plain.reason.
oracle() {
    kept=$CACHE/$compiler-$(version_of)/$name$level
    key="$(cksum <plain.c) $flags $(compiler_flags) $(level_flags)"
    if [ "$(cat "$kept.key" 2>/dev/null)" != "$key" ]; then
        mkdir -p "${kept%/*}"
        rm -f "$kept".*
        if ! build plain.c plain ""; then
            echo "does not compile: $(first plain.log 'error: .*\|undefined reference to .*')" >"$kept.reason"
        else
            execute plain 20
            mv plain.out "$kept.out" && mv plain.status "$kept.status"
            warnings plain.log >"$kept.warnings"
            [ "$(cat "$kept.status")" = 0 ] || echo "ends with status $(cat "$kept.status")" >"$kept.reason"
        fi
        rm -f plain
        echo "$key" >"$kept.key"
    fi
    [ ! -e "$kept.reason" ]
}

version_of() {
    case $compiler in
    *clang*) echo "${compiler_version_clang:=$($compiler -dumpversion)}" ;;
    *) echo "${compiler_version_gcc:=$($compiler -dumpfullversion)}" ;;
    esac
}

# granted LOG: the reason, if it is one that the design grants.
granted() {
    grep -v '^#' "$here/granted" | cut -f 1 | grep -q -f - "$1"
}

# failed_tool STATUS LOG WHAT: tamerc did not succeed.
failed_tool() {
    case $1 in
    124 | 137) row stall "$3" ;;
    1)
        reason=$(first "$2" 'error: .*')
        if [ -z "$reason" ]; then
            row crash "$3 says nothing: $(tail -n 1 "$2")"
        elif granted "$2"; then
            row refused "$3: $reason"
        else
            row unasked "$3: $reason"
        fi
        ;;
    *) row crash "$3: status $1" ;;
    esac
}

# adopt: $source from the plain program, once. What it is may depend on the level.
adopt() {
    source=$mode
    ! grep -q __OPTIMIZE__ plain.c || source=$mode$level
    if [ ! -e "$source.status" ]; then
        options=--all
        [ $mode = adopted ] || options="--all --yields"
        status=0
        # shellcheck disable=SC2046,SC2086
        limited 60 "$TAMERC" adopt $options plain.c -o "$source.c" -- -I "$INCLUDE" -include tamer/tamer.h -w $plain_flags \
            $(level_flags) >"$source.log" 2>&1 || status=$?
        echo $status >"$source.status"
    fi
    status=$(cat "$source.status")
    [ "$status" = 0 ] && return
    failed_tool "$status" "$source.log" adopt
    return 1
}

# translate: $translated from $source.
translate() {
    translated=$compiler-$mode$level.c
    text=
    [ $mode = adopted ] || text=--preprocessed
    header="-I $INCLUDE -include tamer/tamer.h" # the adopted program has no such line of its own
    status=0
    # shellcheck disable=SC2046,SC2086
    limited 60 "$TAMERC" $text "$source.c" -o "$translated" --cc="$compiler" -- $header -w $flags \
        $(compiler_flags) $(level_flags) >"$translated.log" 2>&1 || status=$?
    [ $status = 0 ] && return
    failed_tool $status "$translated.log" tamerc
    return 1
}

# new_warnings: kinds that neither the plain program has nor the adopted one, untranslated: a yield can make gcc see a
# fallthrough that was none. TOLERATED: an expression for those that do not count.
new_warnings() {
    warnings "$program.log" | comm -13 "$kept.warnings" - | grep -v -x -E -e "${TOLERATED:-none}" >"$program.new"
    [ -s "$program.new" ] || return 0
    # shellcheck disable=SC2046,SC2086
    limited 60 $compiler $flags $(compiler_flags) $(level_flags) -Wall -Wextra -I "$INCLUDE" -include tamer/tamer.h \
        -c "$source.c" -o untranslated.o >untranslated.log 2>&1
    warnings untranslated.log | comm -13 - "$program.new" >"$program.newer" && mv "$program.newer" "$program.new"
}

judge() {
    status=$(cat "$program.status")
    new_warnings
    if [ "$status" = 124 ]; then
        row hang
    elif [ "$status" != "$(cat "$kept.status")" ]; then
        row wrong "status $status instead of $(cat "$kept.status")"
    elif ! cmp -s "$kept.out" "$program.out"; then
        row wrong "output"
    elif [ -s "$program.new" ]; then
        row warning "$(tr '\n' ' ' <"$program.new")"
    else
        row pass
    fi
}

try_cell() {
    if ! oracle; then
        row unapplicable "$(cat "$kept.reason")"
        return
    fi
    adopt && translate || return
    program=$compiler-$mode$level
    if [ -n "$text" ] || grep -q 'written in preprocessed form' "$translated.log"; then header=; fi
    if ! build "$translated" "$program" "$header $LIBRARY"; then
        row uncompilable "$(first "$program.log" 'error: .*\|undefined reference to .*')"
        return
    fi
    execute "$program" 60
    judge
}

# functions: each definition in the program's own file, as gcc sees it, and what `tamerc adopt` said of it.
functions() {
    # shellcheck disable=SC2086
    gcc $plain_flags -O2 -w -fsyntax-only -aux-info definitions.txt plain.c 2>/dev/null || return 0
    said=$(ls adopted*.log | head -n 1)
    awk -v file=plain.c -v name="$name" -v whole="$([ -e "${said%.log}.c" ] || first "$said" 'error: .*')" \
        -f "$here/functions.awk" "$said" definitions.txt
}

# applicable: in at least one cell. The rows of the others are written where none is.
applicable() {
    for compiler in $(cells . 2); do
        for level in $(cells ":$compiler:" 3); do
            flags=$(flags_for "$@")
            oracle && return 0
            row unapplicable "$(cat "$kept.reason")"
        done
    done
    return 1
}

flags_for() {
    case $file in
    */execute/*)
        x=${file%.c}.x
        [ -e "$x" ] || x=
        # shellcheck disable=SC2086
        echo "-I ${file%/*} $* $(awk -v compiler="$compiler" -f "$here/flags.awk" "$file" $x)"
        ;;
    *) echo "$*" ;;
    esac
}

all_modes() {
    mode='*'
    applicable "$@" || return 0
    : >"$rows"
    compiler=gcc
    plain_flags=$(flags_for "$@")
    # shellcheck disable=SC2086
    for cell in $CELLS; do
        mode=${cell%%:*} level=${cell##*:} compiler=${cell#*:}
        compiler=${compiler%:*}
        flags=$(flags_for "$@")
        try_cell
    done
}

all_modes "$@"
! ls adopted*.log >/dev/null 2>&1 || functions >"$RESULTS/$name.functions"
verdict=$(awk -F '\t' -f "$here/verdict.awk" "$here/known" "$rows")
echo "$verdict"
case $verdict in
"not ok"*) exit 0 ;;
esac
[ -n "${KEEP:-}" ] || rm -rf "$work"
