#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# valgrind.sh SAMPLES_DIR: every sample behaves as expected under valgrind, without an error and without a leak.
set -u
. "$(dirname "$0")/lib.sh"
programs=$1
source=$(cd "$(dirname "$0")/../samples" && pwd)

# Stand-ins with the samples' names, so that the scripts of the samples start valgrind without knowing.
mkdir "$scratch/bin"
for program in "$programs"/*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    cat >"$scratch/bin/$(basename "$program")" <<SCRIPT
#!/bin/sh
TAMER_MALLOC=1 exec valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible,reachable \
    --errors-for-leak-kinds=definite,indirect,possible,reachable --log-file='$scratch/valgrind.%p' --child-silent-after-fork=yes \
    '$program' "\$@"
SCRIPT
    chmod +x "$scratch/bin/$(basename "$program")"
done

# clean NAME: nothing was written to the logs.
clean() {
    cat "$scratch"/valgrind.* >"$scratch/report" 2>/dev/null
    rm -f "$scratch"/valgrind.*
    if [ -s "$scratch/report" ]; then fail "$1: no error, no leak" "$scratch/report"; else pass "$1: no error, no leak"; fi
}

while read -r name; do
    if [ -e "$source/$name.sh" ]; then
        check "$name" "$source/$name.sh" "$scratch/bin/$name"
    else
        check "$name" "$(dirname "$source")/tests/compare.sh" "$source/$name.out" "$scratch/bin/$name"
    fi
    clean "$name"
done <"$programs/list"

finish
