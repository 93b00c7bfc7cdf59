/* SPDX-License-Identifier: BSD-3-Clause */
#include "sync_queue.h"

TAMER_API tamer_step tamer_event_wait__async(tamer_event *event);

tamer_step tamer_event_wait__async(tamer_event *event)
{
    tmr_sync_enter(&event->waiters, "tamer_event_wait");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (event->set)
        return (tamer_step){NULL, 1};
    return (tamer_step){tmr_sync_park(&event->waiters, TMR_WAIT_EVENT, event), 0};
}

void tamer_event_set(tamer_event *event)
{
    struct tmr_task *task;

    tmr_sync_enter(&event->waiters, "tamer_event_set");
    event->set = true;
    while ((task = tmr_waiters_take(&event->waiters)))
        tmr_task_queue(task, 1, 0);
}

void tamer_event_clear(tamer_event *event)
{
    tmr_sync_enter(&event->waiters, "tamer_event_clear");
    event->set = false;
}

bool tamer_event_is_set(const tamer_event *event)
{
    return event->set;
}

TMR_WRAPPERS(bool, tamer_event_wait, 1, tamer_event *, event);
