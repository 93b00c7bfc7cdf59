# SPDX-License-Identifier: BSD-3-Clause
# The flags that a torture test asks for, on one line: of its dg-options and dg-additional-options lines, and of its .x file.
# Variable: compiler. What only steers an optimiser of gcc is dropped for clang, which does not know it; levels of optimisation
# are the runner's.

function take(text, words, n, i)
{
    n = split(text, words, " ")
    for (i = 1; i <= n; i++)
        if (words[i] !~ /^-O/ && words[i] != "-w" && !(compiler ~ /^clang/ && words[i] ~ gcc_only))
            flags = flags " " words[i]
}

BEGIN {
    gcc_only = "^-(mpc64|mno-stv|fmodulo-sched|fno-dce|fno-tree-|ftree-loop|fno-ira|fno-early|fno-ipa|fexpensive|fno-vect" \
               "|foptimize-strlen)"
}

/dg-(additional-)?options / {
    if (/target/ && !(/x86_64/ && !/ia32/) && !/target fpic/)
        next
    if (match($0, /"[^"]*"/))
        take(substr($0, RSTART + 1, RLENGTH - 2))
    else if (match($0, /options \{ "/) == 0 && match($0, /options \{ [^}]* \}/))
        take(substr($0, RSTART + 10, RLENGTH - 12))
}

# What an .x file adds always, and not in some branch.
/^lappend additional_flags "/ {
    match($0, /"[^"]*"/)
    take(substr($0, RSTART + 1, RLENGTH - 2))
}

END { print flags }
