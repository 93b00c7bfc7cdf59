# SPDX-License-Identifier: BSD-3-Clause
# Adds up the test cases of a run of ctest from its two records, in this order: the JUnit file, for what became of each
# program, and the log, for its output. Cases are those that cmocka and the shell suites (tests/lib.sh) report; a program that
# reports none is one case. A program that fails without a failed case (it crashed, it ran out of time) is one failed case.
# Prints what failed and what was skipped, and as its last line the sums. Status 1 if something failed or nothing ran.

NR == FNR && /<testcase / {
    match($0, / name="[^"]*"/)
    name = substr($0, RSTART + 7, RLENGTH - 8)
    match($0, / status="[^"]*"/)
    status[name] = substr($0, RSTART + 9, RLENGTH - 10)
}
NR == FNR && /<skipped / { not_run[name] = $0 ~ /SKIP_/ ? "skipped" : "could not be started" }
NR == FNR { next }

/^[0-9]+\/[0-9]+ Testing: / { test = $3; listed = 0 }

/^\[  PASSED  \] [0-9]+ test/ { good[test] += $4 }
/^\[  FAILED  \] [0-9]+ test/ { bad[test] += $4 }
/^\[  SKIPPED \] [0-9]+ test/ { skipped[test] += $4; listed = 1; next }
listed && /^\[  SKIPPED \] / { skips = skips "    " test ": " $4 "\n" }

/^ok .* # SKIP/ { skipped[test]++; skips = skips "    " test ": " substr($0, 4) "\n"; next }
/^ok / { good[test]++ }
/^not ok / { bad[test]++ }

function sum_up(name) {
    if (not_run[name] == "skipped") {
        all_skipped++
        skips = skips "    " name "\n"
        return
    }
    if (status[name] == "run") {
        all_good += good[name] + bad[name] + skipped[name] == 0
    } else if (status[name] != "disabled") {
        all_bad += bad[name] == 0
        fails = fails "    " name (not_run[name] ? ": " not_run[name] : "") "\n"
    }
    all_good += good[name]
    all_bad += bad[name]
    all_skipped += skipped[name]
}

END {
    for (name in status)
        sum_up(name)
    if (all_skipped)
        printf "skipped: %d\n%s", all_skipped, skips
    if (fails)
        printf "failed:\n%s", fails
    printf "%d passed, %d failed\n", all_good, all_bad
    exit all_bad > 0 || all_good == 0
}
