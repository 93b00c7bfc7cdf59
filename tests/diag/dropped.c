/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int work(int value);

TAMED async int tamed(void)
{
    int count = 0;

    TAMER_SCOPE(jobs) {
        work_scoped(jobs, 1);
        (void)work_scoped(jobs, 2);
        work_delayed *kept = work_scoped(jobs, 3);
        TAMER_SCOPE(others)
            work_scoped(others, 4);
        while (await tamer_scope_next(jobs))
            count++;
        count += kept != 0;
    }
    return count;
}

int plain(tamer_scope *scope)
{
    tamer_delayed *results[2];

    for (int i = 0; i < 2; i++)
        work_scoped(scope, i);
    return (int)tamer_scope_results(scope, results, 2);
}

void none(tamer_scope *scope)
{
    work_scoped(scope, 1);
}
