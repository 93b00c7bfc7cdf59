/* SPDX-License-Identifier: BSD-3-Clause */
#include "sync_queue.h"

void tmr_sync_enter_slow(tamer_waiters *waiters, const char *doing)
{
    struct tmr_loop *loop = tmr_loop();

    if (waiters->home == loop)
        return;
    if (waiters->home)
        tmr_misuse(doing, "the object belongs to another thread, or was not initialised");
    waiters->home = loop;
    waiters->newest = &waiters->end;
    waiters->end.next = NULL;
    waiters->end.pprev = &waiters->newest;
}
