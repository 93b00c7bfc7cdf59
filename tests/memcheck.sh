#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# memcheck.sh BUILD_DIR TAMERC INCLUDE LIBRARY COMPILER "FLAGS": under valgrind, the programs of tests/rules and tests/programs do what
# they should, and the unit tests pass: without an error, and without a leak. Samples: valgrind.sh. valgrind must know the compiler's
# debug information. TESTS: the suites to run (all).
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
build=$1
shift
leaks="--leak-check=full --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect,possible"
check="valgrind -q --error-exitcode=99 --child-silent-after-fork=yes --main-stacksize=67108864 --num-callers=30"

# programs SUITE TAMERC INCLUDE LIBRARY COMPILER "FLAGS"
programs() {
    suite=$1
    shift
    if [ "$suite" = rules ]; then
        skip rules.misuses "uses what is gone, of which other messages tell here"
        # shellcheck disable=SC2046
        set -- "$@" $(cd "$here/rules" && ls -- *.c | sed 's/\.c$//' | grep -v -e '^misuses$' -e '_other$')
    fi
    TAMER_MALLOC=1 EMULATOR="$check $leaks" PATIENCE=900 "$here/programs/run.sh" "$here/$suite" "$@" >"$scratch/$suite" 2>&1
    sed -n 's/^ok \(.*\) # SKIP \(.*\)/\1 \2/p' "$scratch/$suite" | while read -r name why; do echo "ok $suite.$name # SKIP $why"; done
    sed -e '/^ok .* # SKIP /d' -e "s/^\(ok\|not ok\) /&$suite./" "$scratch/$suite"
    cases=$((cases + $(grep -c '^ok\|^not ok' "$scratch/$suite")))
    failures=$((failures + $(grep -c '^not ok' "$scratch/$suite")))
}

# Those of the tool keep to an arena, which they need not free.
units() {
    for program in "$build"/tests/unit/unit_*; do
        name=$(basename "$program")
        case $name in
        unit_rt_count) kinds=--leak-check=no ;; # leaves things behind
        unit_rt_* | unit_sync_* | unit_io_* | unit_combine_*) kinds=$leaks ;;
        *) kinds=--leak-check=no ;;
        esac
        # shellcheck disable=SC2086
        if TAMER_MALLOC=1 timeout 900 $check $kinds "$program" >"$scratch/log" 2>&1 </dev/null; then
            pass "$name"
        else
            fail "$name" "$scratch/log"
        fi
    done
}

for suite in ${TESTS:-units rules programs}; do
    case $suite in
    units) units ;;
    *) programs "$suite" "$@" ;;
    esac
done
finish
