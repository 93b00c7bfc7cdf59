#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# cells.sh MODES COMPILERS LEVELS: the words of CELLS (program.sh). All three empty: a choice in which each mode meets each
# compiler, and each compiler each of two levels, once.
set -u
if [ -z "$1$2$3" ]; then
    echo adopted:gcc:-O0 adopted:clang-19:-O2 yields:gcc:-O2 yields:clang-19:-O0
    exit
fi
for mode in ${1:-adopted yields}; do
    for compiler in ${2:-gcc clang-19}; do
        for level in ${3:--O0 -O2}; do echo "$mode:$compiler:$level"; done
    done
done
