/* SPDX-License-Identifier: BSD-3-Clause */
/* Cancelled tasks leave the list without a word; so what `arrived` counts is looked at again when
 * it says that all are there. */
#include <errno.h>

#include "sync_queue.h"

TAMER_API tamer_step tamer_barrier_wait__async(tamer_barrier *barrier);

static size_t count_waiters(const tamer_waiters *waiters)
{
    const struct tmr_node *node;
    size_t count = 0;

    if (!waiters->home)
        return 0;
    for (node = waiters->newest; node != &waiters->end; node = node->next)
        count++;
    return count;
}

/* Lets all go who wait: with `first`, or the numbers from there on. */
static void let_go(tamer_barrier *barrier, int first, int step)
{
    struct tmr_task *task;

    barrier->arrived = 0;
    for (; (task = tmr_waiters_take(&barrier->waiters)); first += step)
        tmr_task_queue(task, (uint64_t)first, 0);
}

tamer_step tamer_barrier_wait__async(tamer_barrier *barrier)
{
    if (barrier->parties == 0)
        tmr_misuse("tamer_barrier_wait", "the barrier is for 0 parties; it takes at least 1");
    tmr_sync_enter(&barrier->waiters, "tamer_barrier_wait");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (barrier->broken)
        return (tamer_step){NULL, (uint64_t)-EPIPE};
    if (barrier->arrived + 1 >= barrier->parties)
        barrier->arrived = count_waiters(&barrier->waiters);
    if (barrier->arrived + 1 >= barrier->parties) {
        uint64_t last = barrier->arrived;

        let_go(barrier, 0, 1);
        return (tamer_step){NULL, last};
    }
    barrier->arrived++;
    return (tamer_step){tmr_sync_park(&barrier->waiters, TMR_WAIT_BARRIER, barrier), 0};
}

void tamer_barrier_abort(tamer_barrier *barrier)
{
    tmr_sync_enter(&barrier->waiters, "tamer_barrier_abort");
    barrier->broken = true;
    let_go(barrier, -EPIPE, 0);
}

void tamer_barrier_reset(tamer_barrier *barrier)
{
    tmr_sync_enter(&barrier->waiters, "tamer_barrier_reset");
    barrier->broken = false;
    let_go(barrier, -EPIPE, 0);
}

bool tamer_barrier_is_broken(const tamer_barrier *barrier)
{
    return barrier->broken;
}

size_t tamer_barrier_waiting(const tamer_barrier *barrier)
{
    return count_waiters(&barrier->waiters);
}

TMR_WRAPPERS(int, tamer_barrier_wait, 1, tamer_barrier *, barrier);
