# SPDX-License-Identifier: BSD-3-Clause
# Figures: "I ROW WAY SHORT LONG OPERATIONS", "T ROW WAY NANOSECONDS", "M ROW WAY BYTES". Goals: see there.
FNR == NR && /^#/ { next }
FNR == NR {
    split($0, goal, "|")
    n++
    row[n] = goal[1]
    title[n] = goal[2]
    with[n] = goal[3]
    must_count[n] = goal[4]
    must_time[n] = goal[5]
    next
}
$1 == "I" { count[$2, $3] = ($5 - $4) / $6; next }
$1 == "T" { time[$2, $3] = $4; next }
$1 == "M" { count[$2, $3] = $4; next }

# The figure that the tamed one is compared with; nothing if there is none.
function base(figures, i) {
    if (with[i] == "none")
        return ""
    if (with[i] == "plain" || with[i] == "hand")
        return figures[row[i], with[i]]
    return (with[i], "tamed") in figures && with[i] !~ /inlined/ ? figures[with[i], "tamed"] : figures[with[i], "plain"]
}

function number(x) {
    return x == "" ? "-" : sprintf(x < 100 ? "%.2f" : "%.0f", x)
}

# The columns of one unit: figure, what it is compared with, ratio, goal, mark.
function columns(figures, i, must,    figure, other, value, mark) {
    figure = figures[row[i], "tamed"]
    other = base(figures, i)
    if (figure == "" || (must == "-" && (with[i] ~ /inlined/ || other == "")))
        return sprintf("%9s %9s %6s %6s %-6s", "", "", "", "", "")
    value = with[i] == "none" ? figure : (other > 0 ? figure / other : "")
    mark = must == "-" || value == "" ? "" : (value <= must + 0.005 ? "met" : "missed")
    if (mark == "met")
        met++
    if (mark == "missed")
        missed++
    return sprintf("%9s %9s %6s %6s %-6s", number(figure), number(other), with[i] == "none" ? "" : number(value),
                   must == "-" ? "" : must, mark)
}

END {
    printf "%-38s | %-40s | %s\n", "", "instructions (or bytes)", "CPU time, ns"
    head = sprintf("%9s %9s %6s %6s %-6s", "tamed", "against", "ratio", "must", "")
    printf "%-38s | %s | %s\n", "operation", head, head
    for (i = 1; i <= n; i++)
        printf "%-38s | %s | %s\n", title[i], columns(count, i, must_count[i]), columns(time, i, must_time[i])
    printf "goals: %d met, %d missed\n", met, missed
}
