# SPDX-License-Identifier: BSD-3-Clause
# Passes the cases of a suite on as they come. With bar=1, on a terminal, cases that pass are not shown, but a bar. Status 1 if a
# case failed, or if fewer than `total` came.

function draw(width, done, i)
{
    width = 40
    done = int(width * cases / total)
    printf "\r["
    for (i = 0; i < width; i++)
        printf i < done ? "#" : " "
    printf "] %d of %d, %d failed", cases, total, failed
    fflush()
}

/^(not )?ok / { cases++ }
/^not ok / { failed++ }
!bar || !/^ok / {
    if (bar)
        printf "\r%70s\r", ""
    print
    fflush()
}
bar { draw() }

END {
    if (bar)
        print ""
    if (cases < total)
        print "not ok " total - cases " programs gave no result"
    exit failed > 0 || cases < total
}
