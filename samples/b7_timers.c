/* SPDX-License-Identifier: BSD-3-Clause */
/* A timer of one second whose jobs take five, for 9.9 seconds: left alone they pile up, or each
 * ends when the next begins. On the virtual clock, so at once. */
#include <stdbool.h>
#include <stdio.h>

#include <tamer/tamer.h>

struct counts {
    int started, finished, cancelled;
};

static TAMED async void job(double scheduled, void *data)
{
    struct counts *counts = data;
    bool finished = false;

    tamer_defer {
        if (finished)
            counts->finished++;
        else
            counts->cancelled++;
    }
    printf("  %.1f: a job starts, scheduled for %.1f\n", tamer_now(), scheduled);
    counts->started++;
    await tamer_sleep(5.0);
    finished = true;
}

static void run(const char *name, enum tamer_tick_policy policy)
{
    struct counts counts = {0};

    tamer_clock_virtual(0);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_every_scoped(scope, 1.0, policy, job, &counts);
        tamer_sleep(9.9);
    }
    printf("%s: %d started, %d finished, %d cancelled\n", name, counts.started, counts.finished,
           counts.cancelled);
}

int main(void)
{
    run("piling up", TAMER_TICK_DEFAULT);
    run("cancelling", TAMER_TICK_CANCEL);
}
