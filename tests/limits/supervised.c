/* SPDX-License-Identifier: BSD-3-Clause */
/* Rows B1 and B2: a long-lived supervised scope runs a million short tasks, of which every other
 * fails, and holds memory for those only that are alive. */
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>

#include <tamer/tamer.h>

enum { TASKS = 1000000, AT_ONCE = 10 };

static size_t failed, most;

static TAMED async void job(int n)
{
    await tamer_yield();
    if (n % 2)
        tamer_raise(EPROTO, "job %d", n);
}

static void count(const tamer_error *error, void *data)
{
    (void)data;
    failed += tamer_error_code(error) == EPROTO;
}

static long peak_kilobytes(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static TAMED async void serve(void)
{
    long before = 0;

    TAMER_SCOPE(jobs, .handler = count) {
        for (int i = 0; i < TASKS; i++) {
            job_scoped(jobs, i);
            if (i % AT_ONCE == 0)
                await tamer_yield();
            if (tamer_scope_pending(jobs) > most)
                most = tamer_scope_pending(jobs);
            if (i == 1000)
                before = peak_kilobytes();
        }
        printf("%s memory than after a thousand\n",
               peak_kilobytes() - before < 512 ? "no more" : "more");
        await tamer_sleep(0);
        await tamer_sleep(0);
        printf("%zu alive at the end\n", tamer_scope_pending(jobs));
    }
    printf("%zu failed, %s alive at a time\n", failed,
           most <= 2 * AT_ONCE + 1 ? "a handful" : "too many");
}

int main(void)
{
    serve();
    return 0;
}
