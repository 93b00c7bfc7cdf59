#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh BUILD_DIR CC: installs the build into a temporary prefix, moves the tree, and builds and runs consumers from it in every
# way that the README names.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
build=$1 cc=$2
log=$scratch/step.log

# must NAME COMMAND...: a step without which the rest makes no sense.
must() {
    before=$failures
    check "$@"
    [ $failures = "$before" ] || finish
}

# runs NAME PROGRAM [EXPECTED]: the program prints what it should.
runs() {
    if timeout 30 "$2" >"$scratch/actual" 2>"$log"; then
        same "$1" "${3:-$here/consumer/consumer.expected}" "$scratch/actual"
    else
        fail "$1" "$log"
    fi
}

# built_and_runs NAME PROGRAM LOG_STATUS: like runs, but shows the log of the build if that failed already.
built_and_runs() {
    if [ "$3" = 0 ]; then runs "$1" "$2"; else fail "$1" "$log"; fi
}

in_sh() {
    sh -ec "$1" >"$log" 2>&1 </dev/null
}

# --- the installed tree
must "cmake --install into a prefix" cmake --install "$build" --prefix "$scratch/first"
must "the same below DESTDIR" env DESTDIR="$scratch/staged" cmake --install "$build" --prefix /opt/tamer
(cd "$scratch/first" && find . ! -path "*/auto-load/*" | sort) >"$scratch/tree.prefix"
(cd "$scratch/staged/opt/tamer" && find . ! -path "*/auto-load/*" | sort) >"$scratch/tree.staged"
same "both trees hold the same files" "$scratch/tree.prefix" "$scratch/tree.staged"

mv "$scratch/first" "$scratch/moved"
prefix=$scratch/moved
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name tamer.pc)")
libdir=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH
must "installed tamerc runs" "$prefix/bin/tamerc" --version
check "the gdb commands are installed" ls "$prefix/share/tamer/tamer.gdb"
check "where gdb looks for those of this prefix" \
    test -n "$(find "$prefix/share/gdb/auto-load$scratch/first" -name 'libtamer.so*-gdb.gdb')"
check "the manual pages are installed" ls "$prefix/share/man/man1/tamerc.1" "$prefix/share/man/man7/tamer.7" \
    "$prefix/share/man/man7/tamer-model.7"
grep -rIl "$scratch/first" "$prefix" >"$scratch/absolute"
same "no installed text names the prefix" /dev/null "$scratch/absolute"

# --- CMake
for generator in Ninja "Unix Makefiles"; do
    directory=$scratch/cmake-${generator%% *}
    in_sh "cmake -S '$here/consumer' -B '$directory' -G '$generator' -DCMAKE_C_COMPILER='$cc' -DCMAKE_PREFIX_PATH='$prefix' \
        && cmake --build '$directory'"
    status=$?
    built_and_runs "find_package and tamer_target, $generator, shared" "$directory/consumer" $status
    built_and_runs "find_package and tamer_target, $generator, static" "$directory/consumer_static" $status
    in_sh "touch -d '2 seconds' '$prefix/bin/tamerc' && cmake --build '$directory'"
    cp "$log" "$scratch/rebuilt"
    if grep -q consumer.c.o "$scratch/rebuilt"; then
        pass "a new tamerc compiles anew, $generator"
    else
        fail "a new tamerc compiles anew, $generator" "$scratch/rebuilt"
    fi
done

in_sh "cmake -S '$here/consumer' -B '$scratch/launcher' -G Ninja -DCMAKE_C_COMPILER='$cc' -DCMAKE_PREFIX_PATH='$prefix' \
    -DCMAKE_C_COMPILER_LAUNCHER='$prefix/bin/tamerc' && cmake --build '$scratch/launcher'"
built_and_runs "CMAKE_C_COMPILER_LAUNCHER" "$scratch/launcher/launched" $?

# --- by hand
export LD_LIBRARY_PATH="$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
tamerc=$(pkg-config --variable=tamerc tamer)
in_sh "'$tamerc' $cc -O2 -Wall $(pkg-config --cflags tamer) '$here/consumer/consumer.c' -o '$scratch/by_hand' \
    $(pkg-config --libs tamer)"
built_and_runs "pkg-config and tamerc in front, one step, shared" "$scratch/by_hand" $?

in_sh "'$tamerc' $cc -O2 -c $(pkg-config --cflags tamer) '$here/consumer/consumer.c' -o '$scratch/consumer.o'
    '$cc' -o '$scratch/by_hand_static' '$scratch/consumer.o' '$libdir/libtamer.a'"
built_and_runs "pkg-config and tamerc in front, two steps, static" "$scratch/by_hand_static" $?
in_sh "! readelf -d '$scratch/by_hand_static' | grep -q libtamer" && pass "statically linked programs need no libtamer.so" ||
    fail "statically linked programs need no libtamer.so" "$log"

in_sh "'$tamerc' '$here/consumer/consumer.c' -o '$scratch/consumer.tamed.c' --cc='$cc' -- $(pkg-config --cflags tamer)
    '$cc' -O2 '$scratch/consumer.tamed.c' -o '$scratch/translated' $(pkg-config --cflags --libs tamer)"
built_and_runs "translate only, then compile" "$scratch/translated" $?

in_sh "cd '$scratch' && cp '$here/consumer/consumer.c' made.c && PATH='$prefix/bin':\$PATH make CC='tamerc $cc' \
    made"
built_and_runs "make CC=\"tamerc cc\" and nothing else" "$scratch/made" $?

for option in -E -M; do
    check "tamerc in front finds Tamer's headers with $option" "$tamerc" "$cc" $option "$here/consumer/consumer.c" -o "$scratch/listed"
done

printf '#include <tamer/tamer.h>\n' >"$scratch/all.h"
check "tamerc in front finds them for a header that is compiled" "$tamerc" "$cc" "$scratch/all.h" -o "$scratch/all.h.gch"

# --- Meson
if command -v meson >/dev/null; then
    cp -r "$here/meson-consumer" "$scratch/meson"
    cp "$here/consumer/consumer.c" "$scratch/meson"
    in_sh "CC='$tamerc $cc' meson setup '$scratch/meson/out' '$scratch/meson' && ninja -C '$scratch/meson/out'"
    built_and_runs "Meson" "$scratch/meson/out/consumer" $?
else
    skip "Meson" "it is not installed"
fi

# --- a project that knows nothing of tamerc
printf 'order 7: 7 bytes, sum 627\ntotal: 1866\n' >"$scratch/program.expected"
echo 'total: 1866' >"$scratch/plain.expected"

# project NAME COMPILER: builds the Makefile project with CC set to that, and runs its programs.
project() {
    directory=$scratch/project-$1
    cp -r "$here/make-project" "$directory"
    if in_sh "make -C '$directory' CC='$2' PLAIN_CC='$cc' PLAIN_CPPFLAGS='$(pkg-config --cflags tamer)' $3 \
        PLAIN_LDLIBS='$(pkg-config --libs tamer)'"; then
        runs "Makefile project, $1" "$directory/program" "$scratch/program.expected"
        runs "a plain file that includes its headers blocks, $1" "$directory/plain" "$scratch/plain.expected"
    else
        fail "Makefile project, $1" "$log"
    fi
}
project untranslated "$cc" "CPPFLAGS='-Iwire -Ishop $(pkg-config --cflags tamer)' LDLIBS='$(pkg-config --libs tamer)'"
project tamed "$tamerc $cc" "" # CC alone

nm "$scratch/project-tamed/libshop.a" 2>&1 | grep -c ' T order_fetch_scoped$' >"$scratch/wrappers"
echo 1 >"$scratch/one"
same "the project's functions have scoped wrappers" "$scratch/one" "$scratch/wrappers"
in_sh "grep -q 'wire/channel.h' '$scratch/project-tamed/wire/channel.d' && make -q -C '$scratch/project-tamed' CC='$tamerc $cc' \
    PLAIN_CPPFLAGS='' LDLIBS='' && touch -d '2 seconds' '$scratch/project-tamed/wire/channel.h' \
    && ! make -q -C '$scratch/project-tamed' CC='$tamerc $cc'" && pass "its dependency files work" ||
    fail "its dependency files work" "$log"

finish
