#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The driver from end to end: run.sh TAMERC INCLUDE COMPILER..., where TAMERC was built with fake_translate.c, INCLUDE holds
# tamer/tamer.h. What the fake made of a file shows in the symbol fake_translated.
. "$(dirname "$0")/../lib.sh"

tamerc=$(realpath "$1")
include=$(realpath "$2")
shift 2
export TMPDIR="$scratch/tmp" LC_ALL=C
unset CC CCACHE_DISABLE CPATH C_INCLUDE_PATH
mkdir "$TMPDIR" "$scratch/work"
cd "$scratch/work" || exit 1

printf '#include <tamer/tamer.h>\nTAMED async int f(int a)\n{\n    return a + N;\n}\n' >tamed.c
printf '#include <tamer/tamer.h>\nint plain(void)\n{\n    return N;\n}\n' >includes.c
printf 'int plain2(void)\n{\n    return N;\n}\n' >plain.c
printf 'int f(int);\nint main(void)\n{\n    return f(1) == 1 + N ? 0 : 1;\n}\n' >main.c
printf '#include <tamer/tamer.h>\nint FAIL_TRANSLATION;\n' >refused.c
printf '#include <tamer/tamer.h>\nTAMED async int f(int a) { return a +; }\n' >wrong.c
printf '.globl g\ng:\n' >code.s
printf '#ifndef N\n#error N\n#endif\n.globl h\nh:\n' >code.S

clean() {
    rm -rf ./*.o ./*.d ./*.i ./*.s.out ./prog* ./a.out ./*.out.c out tamed.s plain.s ./*.bc
    mkdir out
}

translated() {
    nm "$1" | grep -q fake_translated
}

untouched() {
    ! nm "$1" | grep -q fake_translated
}

object() {
    clean
    $tamerc $cc -I"$include" -O2 -DN=3 -Wall -Wextra -c tamed.c >log 2>&1 && [ ! -s log ] && translated tamed.o
}

output_first() {
    clean
    $tamerc $cc -o out/x.o -DN=3 tamed.c -c "-I$include" && translated out/x.o && [ ! -e tamed.o ]
}

plain_untouched() {
    clean
    $tamerc $cc -DN=3 -c plain.c -v 2>log && untouched plain.o && ! grep -q __TAMERC__ log
}

nothing_tamed() {
    clean
    $tamerc $cc -DN=3 -I"$include" -MMD -c includes.c -o out/i.o && untouched out/i.o && [ -s out/i.d ]
}

several_and_link() {
    clean
    $tamerc $cc -DN=3 -I"$include" tamed.c main.c plain.c code.s -o prog -lm && translated prog && ./prog
}

other_sources_keep_flags() {
    clean
    $tamerc $cc -DN=3 -I"$include" tamed.c code.S main.c -o prog && ./prog && nm prog | grep -q ' h$'
}

link_only() {
    clean
    $tamerc $cc -DN=3 -I"$include" -c tamed.c main.c && $tamerc $cc tamed.o main.o -o prog && ./prog
}

response_file() {
    clean
    printf '%s\n' "-DN=3 '-I$include'" '-c "tamed.c"' >rest
    printf '%s\n' '-o out/r.o @rest' >args
    $tamerc $cc @args && translated out/r.o
}

standard_input() {
    clean
    $tamerc $cc -DN=3 -I"$include" -x c - -c -o out/s.o <tamed.c && translated out/s.o &&
        $tamerc $cc -DN=3 -x c -c - -o out/p.o <plain.c && untouched out/p.o
}

other_suffix() {
    clean
    cp tamed.c tamed.txt
    $tamerc $cc -DN=3 -I"$include" -c -x c tamed.txt -o out/t.o && translated out/t.o
}

# What preprocessing says about dependencies is what the compiler would have said of the same file. (Tamer's headers are system
# headers, which -MMD leaves out, only where tamerc does not see them.)
dependencies() {
    for flags in "-MD" "-MMD -MP" "-MMD -MF out/dep" "-MD -MT x -MQ y" "-MD -o out/t.o" "-MMD -MF out/dep -o out/t.o"; do
        clean
        $cc -D__TAMERC__=1 -w -DN=3 -I"$include" $flags -c tamed.c || return 1
        cat ./*.d out/*.d out/dep 2>/dev/null >expected
        clean
        $tamerc $cc -DN=3 -I"$include" $flags -c tamed.c || return 1
        cat ./*.d out/*.d out/dep 2>/dev/null >actual
        diff expected actual || return 1
    done
}

dependencies_of_program() {
    clean
    $cc -DN=3 -I"$include" -MMD tamed.c main.c -o prog && mv prog.d expected || return 1
    $tamerc $cc -DN=3 -I"$include" -MMD tamed.c main.c -o prog && diff expected prog.d
}

only_dependencies() {
    $cc -DN=3 -I"$include" -MM tamed.c >expected && $tamerc $cc -DN=3 -I"$include" -MM tamed.c | diff expected -
}

preprocess_untouched() {
    $cc -DN=3 -I"$include" -E tamed.c >expected && $tamerc $cc -DN=3 -I"$include" -E tamed.c | diff expected -
}

# The cache keys by this output: it must tell where an await stands.
preprocess_for_ccache() {
    printf '#include <tamer/tamer.h>\nTAMED async int f(void);\nasync int g(void) { return f(); }\n' >without.c
    printf '#include <tamer/tamer.h>\nTAMED async int f(void);\nasync int g(void) { return await f(); }\n' >with.c
    for file in without with; do
        CCACHE_DISABLE=1 $tamerc $cc -P -I"$include" -E $file.c >$file.out || return 1
    done
    ! cmp -s without.out with.out && CCACHE_DISABLE=1 $tamerc $cc -E -DN=1 plain.c | diff "$scratch/plain.$cc" -
}

assembler() {
    clean
    $tamerc $cc -DN=3 -I"$include" -S tamed.c && grep -q fake_translated tamed.s
}

save_temps() {
    for flags in "-c" "-c -o out/x.o" "-o prog main.c"; do
        for save in -save-temps -save-temps=obj -save-temps=cwd; do
            clean
            $cc -DN=3 -I"$include" $save tamed.c $flags || return 1
            find . -name '*.i' | sort >"$scratch/expected"
            clean
            $tamerc $cc -DN=3 -I"$include" $save tamed.c $flags || return 1
            find . -name '*.i' | sort | diff "$scratch/expected" - || return 1
        done
    done
}

debug_names_the_users_file() {
    clean
    $tamerc $cc -g -DN=3 -I"$include" -c tamed.c &&
        objdump --dwarf=info tamed.o | grep 'DW_AT_name.*: tamed.c$' &&
        objdump --dwarf=info tamed.o | grep "DW_AT_comp_dir.*$PWD$" &&
        ! grep -q tamerc- tamed.o
}

same_bytes() {
    clean
    $tamerc $cc -g -O2 -DN=3 -I"$include" -c tamed.c -o out/1.o &&
        $tamerc $cc -g -O2 -DN=3 -I"$include" -c tamed.c -o out/2.o && cmp out/1.o out/2.o
}

forced_include_once() {
    clean
    printf 'static int once = 1;\n' >once.h
    $tamerc $cc -include once.h -DN=once -I"$include" -c tamed.c && translated tamed.o
}

preprocessed_input() {
    clean
    $cc -DN=3 -D__TAMERC__=1 -I"$include" -E tamed.c -o tamed.i && $tamerc $cc -c tamed.i && translated tamed.o
}

refused_writes_nothing() {
    clean
    $tamerc $cc -I"$include" -MD -c refused.c -o out/r.o 2>log
    [ $? = 1 ] && grep -q 'refused.c: error: refused' log && [ -z "$(ls out)" ]
}

refused_beside_good() {
    clean
    $tamerc $cc -DN=3 -I"$include" -c tamed.c refused.c 2>log
    [ $? = 1 ] && [ ! -e tamed.o ] && [ ! -e refused.o ]
}

# Warnings about comments come once, and none about what only the preprocessed text has.
strict() {
    clean
    printf '/* a /* b */\n' | cat - tamed.c >comment.c
    $tamerc $cc -Wall -Wextra -pedantic -Werror -DN=3 -I"$include" -c tamed.c >log 2>&1 && [ ! -s log ] &&
        $tamerc $cc -Wall -DN=3 -I"$include" -c comment.c 2>log && [ "$(grep -c -e -Wcomment log)" = 1 ]
}

compiler_fails() {
    clean
    $cc -I"$include" -c wrong.c 2>/dev/null
    expected=$?
    $tamerc $cc -I"$include" -c wrong.c 2>log
    [ $? = $expected ] && grep -q '^wrong.c:2:.*error' log
}

preprocessor_fails() {
    clean
    printf '#include <tamer/tamer.h>\n#error on purpose\n' >stop.c
    $tamerc $cc -I"$include" -c stop.c 2>log
    [ $? = 1 ] && grep -q 'stop.c:2:.*on purpose' log && [ ! -e stop.o ]
}

missing_file() {
    ! $tamerc $cc -c nowhere.c 2>log && grep -q nowhere.c log
}

own_warnings_kept_from_compiler() {
    clean
    $tamerc $cc -Wno-tamer-x -Werror=tamer-y -Werror -DN=3 -c plain.c >log 2>&1 && [ ! -s log ] &&
        $tamerc $cc -Wno-tamer-x -Werror -DN=3 -I"$include" -c tamed.c >log 2>&1 && [ ! -s log ]
}

translate_only() {
    clean
    $tamerc --cc=$cc tamed.c -o t.out.c -- -DN=3 -I"$include" -MMD && grep -q fake_translated t.out.c &&
        grep -q '^t.out.c: tamed.c' t.out.d && $cc -c t.out.c
}

# A file without tamed functions stays what it is; only its name for messages is added.
translate_plain() {
    clean
    $tamerc --cc=$cc includes.c -- -DN=3 -I"$include" >p.out.c && tail -n +2 p.out.c | cmp - includes.c &&
        [ "$(head -n 1 p.out.c)" = '#line 1 "includes.c"' ] && $cc -DN=3 -I"$include" -c p.out.c &&
        $tamerc --cc=$cc --no-line includes.c -- -DN=3 -I"$include" | cmp - includes.c
}

translate_plain_preprocessed() {
    clean
    $tamerc --cc=$cc --preprocessed includes.c -- -DN=3 -I"$include" >p.out.c && ! grep -q __annotate__ p.out.c &&
        $cc -c p.out.c
}

translate_keeps_old() {
    clean
    echo old >out/r.c
    ! $tamerc --cc=$cc refused.c -o out/r.c -- -I"$include" 2>/dev/null && [ "$(cat out/r.c)" = old ] && [ "$(ls out)" = r.c ]
}

translate_to_full() {
    ! $tamerc --cc=$cc tamed.c -o /dev/full -- -DN=3 -I"$include" 2>log && grep -q 'No space left' log
}

parser_is_told() {
    clean
    $tamerc --cc="$cc -std=gnu99" tamed.c -- -DN=3 -I"$include" -funsigned-char >t.out.c &&
        grep -q 'flag -std=gnu99' t.out.c && grep -q 'flag -funsigned-char' t.out.c &&
        ! grep -q 'flag -D' t.out.c &&
        case $cc in *clang*) grep -q 'fake_translated = 2' t.out.c ;; *) grep -q 'fake_translated = 1' t.out.c ;; esac
}

# A compiler that calls another and says what it makes programs for: under that name, under a plain one, and when it is asked.
parser_knows_target() {
    clean
    printf '#!/bin/sh\n[ "$*" != -dumpmachine ] && exec %s "$@"\necho $0 >asked\necho "riscv64-tool-linux"\n' "$cc" >asked-cc
    cp asked-cc riscv32-tool-linux-gcc
    chmod +x asked-cc riscv32-tool-linux-gcc
    rm -f asked
    ln -sf "$PWD/riscv32-tool-linux-gcc" plain-cc
    for tool in riscv32-tool-linux-gcc plain-cc asked-cc; do
        PATH=$PWD:$PATH $tamerc --cc=$tool tamed.c -- -DN=3 -I"$include" >$tool.out.c
    done
    grep -q 'flag --target=riscv32-tool-linux ' riscv32-tool-linux-gcc.out.c &&
        grep -q 'flag --target=riscv32-tool-linux ' plain-cc.out.c &&
        grep -q 'flag --target=riscv64-tool-linux ' asked-cc.out.c && grep -q 'asked-cc$' asked &&
        PATH=$PWD:$PATH $tamerc asked-cc -DN=3 -c plain.c && [ "$(wc -l <asked)" = 1 ]
}

# Without an answer there is no target, and nothing is said.
parser_guesses_no_target() {
    clean
    printf '#!/bin/sh\n[ "$*" != -dumpmachine ] && exec %s "$@"\necho "no such option" | tee /dev/stderr\n' "$cc" >mute-cc
    chmod +x mute-cc
    $tamerc --cc=./mute-cc tamed.c -- -DN=3 -I"$include" >t.out.c 2>log && [ ! -s log ] && ! grep -q 'flag --target' t.out.c
}

# A compiler that waits, so that there is something to interrupt.
interrupted() {
    clean
    printf '#!/bin/sh\ncase "$*" in *cpp-output*) echo $$ >pid; exec sleep 20 ;; esac\nexec %s "$@"\n' "$cc" >slow-cc
    chmod +x slow-cc
    rm -f pid
    $tamerc ./slow-cc -DN=3 -I"$include" -c tamed.c &
    child=$!
    tries=0
    until [ -s pid ]; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || return 1
        sleep 0.05
    done
    kill -TERM $child
    wait $child
    [ $? = 143 ] && ! kill -0 "$(cat pid)" 2>/dev/null && [ -z "$(ls "$TMPDIR")" ]
}

signal_passed_on() {
    printf '#!/bin/sh\ncase "$*" in *cpp-output*) kill -KILL $$ ;; esac\nexec %s "$@"\n' "$cc" >killed-cc
    chmod +x killed-cc
    $tamerc ./killed-cc -DN=3 -I"$include" -c tamed.c
    [ $? = 137 ]
}

# It is for the preprocessor alone: clang warns of it elsewhere.
prefix_map() {
    clean
    $tamerc $cc -Werror "-fmacro-prefix-map=$PWD/=mapped/" -DN=3 -I"$include" -c tamed.c -o out/t.o && translated out/t.o
}

precompiled_header() {
    clean
    mkdir out/pch
    printf '#include <tamer/tamer.h>\n' >out/pch/all.h
    $tamerc $cc -I"$include" -x c-header out/pch/all.h -o out/pch/all.h.gch && [ -s out/pch/all.h.gch ] &&
        $tamerc $cc -I"$include" out/pch/all.h -o out/pch/other.gch && [ -s out/pch/other.gch ]
}

long_options() {
    clean
    $tamerc nice -n 1 env -u UNSET A=1 $cc --include-directory "$include" --define-macro N=3 --std c11 --compile --output=out/l.o tamed.c && translated out/l.o
}

no_tmpdir() {
    clean
    TMPDIR=/nonexistent $tamerc $cc -I"$include" -DN=3 -c tamed.c && translated tamed.o
}

leaves_nothing_behind() {
    ls "$TMPDIR"
    [ -z "$(ls "$TMPDIR")" ]
}

for cc in "$@"; do
    if ! command -v "$cc" >/dev/null; then
        skip "$cc" "not installed"
        continue
    fi
    $cc -E -DN=1 plain.c >"$scratch/plain.$cc"
    for name in object output_first plain_untouched nothing_tamed several_and_link other_sources_keep_flags link_only \
        response_file standard_input other_suffix dependencies dependencies_of_program only_dependencies \
        preprocess_untouched preprocess_for_ccache assembler save_temps debug_names_the_users_file same_bytes \
        forced_include_once preprocessed_input refused_writes_nothing refused_beside_good strict compiler_fails \
        preprocessor_fails missing_file own_warnings_kept_from_compiler translate_only translate_plain translate_plain_preprocessed \
        translate_keeps_old translate_to_full parser_is_told parser_knows_target \
        parser_guesses_no_target prefix_map precompiled_header long_options no_tmpdir interrupted signal_passed_on \
        leaves_nothing_behind; do
        if (set -e; $name) >"$scratch/case.log" 2>&1 </dev/null; then
            pass "$cc.$name"
        else
            fail "$cc.$name" "$scratch/case.log"
        fi
    done
done

runs_alone() {
    $tamerc --version | grep '^tamerc [0-9]' && $tamerc --help | grep -q usage && ! $tamerc && ! $tamerc --nothing
}

no_such_compiler() {
    $tamerc no-such-compiler -c plain.c
    [ $? = 127 ]
}

for name in runs_alone no_such_compiler; do
    if $name >"$scratch/case.log" 2>&1; then
        pass "tool.$name"
    else
        fail "tool.$name" "$scratch/case.log"
    fi
done
finish
