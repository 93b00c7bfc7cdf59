# SPDX-License-Identifier: BSD-3-Clause
# What run and shrink share. Sourced, with here and root set.
#
#   random_setup DIR BUILD "FEATURES" "FLAGS"    the generator and the configurations in DIR; exports what `one` needs

# Reasons for which tamerc may refuse a program: the names of its diagnostics.
RANDOM_REFUSALS=""

random_setup() {
    RANDOM_CLANG=$(command -v clang-19 || command -v clang) RANDOM_GCC=gcc
    if [ -n "${RANDOM_TARGET:-}" ]; then # another processor; EMULATOR runs its programs
        RANDOM_CLANG="$RANDOM_CLANG --target=$RANDOM_TARGET" RANDOM_GCC=$RANDOM_TARGET-gcc
    fi
    RANDOM_SUPPORT=$1 RANDOM_FEATURES=$3
    RANDOM_TAMERC=$2/tamerc/tamerc RANDOM_LIBRARY=$2/${RANDOM_TARGET:+cross/$RANDOM_TARGET/}runtime/libtamer.a
    RANDOM_OPTIONS="-std=gnu11 -I $root/runtime/include -I $here"
    RANDOM_END=
    export RANDOM_CLANG RANDOM_GCC RANDOM_SUPPORT RANDOM_FEATURES RANDOM_REFUSALS RANDOM_TAMERC RANDOM_LIBRARY RANDOM_OPTIONS RANDOM_END
    mkdir -p "$RANDOM_SUPPORT" || return 1
    # -O0 mostly: it is fast to compile, and has most to save. The first part names the objects of support.c.
    for level in -O0 -O2 -O0 -O1 -O0 -O3 -O0 -Os; do
        echo "gcc$level:$RANDOM_GCC:$level $4"
        echo "clang$level:$RANDOM_CLANG:$level $4"
    done >"$RANDOM_SUPPORT/configs"
    # shellcheck disable=SC2086
    (cd "$here" && cc -std=c11 -O1 generate.c types.c expressions.c declarations.c shapes.c statements.c tamed.c -o "$RANDOM_SUPPORT/generate" &&
        $RANDOM_GCC -w -O0 $RANDOM_OPTIONS -DRANDOM_PLAIN -Dregister= -c support.c -o "$RANDOM_SUPPORT/support.plain.o" &&
        $RANDOM_GCC -w -O0 $RANDOM_OPTIONS -c plain.c -o "$RANDOM_SUPPORT/plain.o" &&
        $RANDOM_CLANG -w -O0 $RANDOM_OPTIONS -c support.c -o "$RANDOM_SUPPORT/support.clang.o")
}
