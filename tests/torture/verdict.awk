# SPDX-License-Identifier: BSD-3-Clause
# verdict.awk KNOWN ROWS: the case of one program, as tests/lib.sh says, from its rows (program.sh). In order: it fails if a row
# is a fault that KNOWN does not list; it passes if a row passes; else it is skipped, with the reason. Options: -F '\t'.

function is_fault(result) { return result ~ /^(crash|stall|uncompilable|wrong|hang|warning|unasked)$/ }

function fits(pattern, word) { return pattern == "*" || pattern == word }

function is_known(i)
{
    for (i = 1; i <= knowns; i++)
        if (fits(known[i, 1], $1) && fits(known[i, 2], $2) && fits(known[i, 3], $3) && fits(known[i, 4], $4) && fits(known[i, 5], $5))
            return 1
    return 0
}

FNR == NR {
    if (/^#/ || split($0, words, " ") < 6)
        next
    knowns++
    for (i = 1; i <= 5; i++)
        known[knowns, i] = words[i]
    next
}

{ name = $1 }
is_fault($5) && !is_known() {
    fault = $5 ($6 ? ": " : "") $6
    if (!(fault in runs))
        list[++faults] = fault
    runs[fault] = runs[fault] (runs[fault] ? ", " : "") $2 " " $3 " " $4
    next
}
$5 == "pass" { passed++; next }
{ why = $5 ": " $6 }

END {
    if (NR == FNR)
        printf "not ok %s: no row was written\n", FILENAME
    else if (faults)
        printf "not ok %s\n", name
    else if (passed)
        printf "ok %s\n", name
    else
        printf "ok %s # SKIP %s\n", name, why
    for (i = 1; i <= faults; i++)
        printf "    %s (%s)\n", list[i], runs[list[i]]
}
