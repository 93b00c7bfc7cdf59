/* SPDX-License-Identifier: BSD-3-Clause */
/* scheduling [COUNT]: that many tasks in one scope, plain and tamed, each waiting while the others
 * are scheduled. scheduling.sh counts what one more of them costs. */
#include <stdio.h>
#include <stdlib.h>

#include <tamer/tamer.h>

static long done;

static TAMED async void job(void)
{
    await tamer_yield();
    done++;
}

static TAMED async void tamed(int count)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < count; i++)
            job_scoped(scope);
    }
}

static void plain(int count)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < count; i++)
            job_scoped(scope);
    }
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1000;

    tamed(count);
    plain(count);
    printf("%ld tasks\n", done);
    return 0;
}
