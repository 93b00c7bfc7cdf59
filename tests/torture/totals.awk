# SPDX-License-Identifier: BSD-3-Clause
# totals.awk KNOWN TABLE FUNCTIONS: what came of a run, in numbers. Options: -F '\t'; -v least=PERCENT of functions tamed (95).

function is_fault(result) { return result ~ /^(crash|stall|uncompilable|wrong|hang|warning|unasked)$/ }

function fits(pattern, word) { return pattern == "*" || pattern == word }

function reason_known(i)
{
    for (i = 1; i <= knowns; i++)
        if (fits(known[i, 1], $1) && fits(known[i, 2], $2) && fits(known[i, 3], $3) && fits(known[i, 4], $4) && fits(known[i, 5], $5))
            return known[i, 6]
    return ""
}

BEGIN {
    if (!least)
        least = 95
    results = split("pass refused unapplicable known unasked warning uncompilable wrong hang crash stall", result_names, " ")
}

FNR == 1 { part++ }

part == 1 {
    if (/^#/ || split($0, words, " ") < 6)
        next
    knowns++
    for (i = 1; i <= 5; i++)
        known[knowns, i] = words[i]
    known[knowns, 6] = $0
    sub(/^([^ ]+ +){5}/, "", known[knowns, 6])
    next
}

part == 2 {
    result = $5
    if (is_fault(result) && (why = reason_known()) != "") {
        excused[$1 ": " result ": " why]++
        result = "known"
    }
    if ($3 == "*") {
        unapplicable[$2 " " $4]++
        if (!($1 in idle)) {
            idle[$1] = 1
            idle_text = idle_text "    " $1 ": " $2 " " $4 ": " $6 "\n"
        }
        next
    }
    if (result == "unapplicable" && !(($1, $2) in part_idle)) {
        part_idle[$1, $2] = 1
        part_idle_text = part_idle_text "    " $1 ": " $2 " " $4 ": " $6 "\n"
    }
    row = $2 " " $3 " " $4
    if (!(row in seen)) {
        seen[row] = 1
        rows[++row_count] = row
    }
    count[row, result]++
    sum[result]++
    if (is_fault(result)) {
        faults++
        fault = $1 ": " result ($6 ? ": " : "") $6
        if (!(fault in runs))
            fault_list[++fault_kinds] = fault
        runs[fault] = runs[fault] (runs[fault] ? ", " : "") row
    }
    if (result == "refused")
        refusals[$6]++
    next
}

part == 3 {
    definitions++
    if ($2 == "tamed")
        tamed++
    else
        kept[$4]++
}

function percent(part, whole) { return whole ? sprintf("%.1f %%", 100 * part / whole) : "-" }

END {
    if (faults)
        print "faults:"
    for (i = 1; i <= fault_kinds; i++)
        printf "    %s (%s)\n", fault_list[i], runs[fault_list[i]]
    if (idle_text)
        printf "not applicable:\n%s", idle_text
    if (part_idle_text)
        printf "not applicable in part:\n%s", part_idle_text
    for (text in refusals)
        refusal_text = refusal_text sprintf("    %5d %s\n", refusals[text], text)
    if (refusal_text)
        printf "refused:\n%s", refusal_text
    for (text in excused)
        excuse_text = excuse_text sprintf("    %5d %s\n", excused[text], text)
    if (excuse_text)
        printf "known:\n%s", excuse_text

    printf "%-28s", ""
    for (r = 1; r <= results; r++)
        printf "%13s", result_names[r]
    print ""
    for (i = 1; i <= row_count; i++) {
        printf "%-28s", rows[i]
        for (r = 1; r <= results; r++)
            printf "%13d", count[rows[i], result_names[r]]
        print ""
    }
    printf "%-28s", "all"
    for (r = 1; r <= results; r++)
        printf "%13d", sum[result_names[r]]
    print ""

    printf "functions: %d, tamed %d (%s)\n", definitions, tamed, percent(tamed, definitions)
    for (kind in kept)
        printf "    %5d (%s) left plain: %s\n", kept[kind], percent(kept[kind], definitions), kind | "sort -rn"
    close("sort -rn")
    printf "%d faults\n", faults
    exit faults > 0 || 100 * tamed < least * definitions
}
