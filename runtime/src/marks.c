/* SPDX-License-Identifier: BSD-3-Clause */
#include "marks.h"

#include "delayed.h"

const tamer_point tmr_marks_point = {.function = "a mark", .file = "libtamer"};

void tmr_mark_put(struct tmr_marks *marks, struct tmr_task *mark, tamer_delayed *delayed)
{
    mark->head.root.parent = &marks->frame;
    mark->value = (uint64_t)(uintptr_t)delayed;
    delayed->flags |= TMR_DELAYED_SPECIAL;
    tmr_node_link(&delayed->waiters, &mark->node);
    delayed->task->mark |= TMR_TASK_AWAITED;
}

void tmr_mark_remove(struct tmr_task *mark)
{
    if (mark->value)
        tmr_node_unlink(&mark->node);
    mark->value = 0;
}

void tmr_mark_ended(struct tmr_task *mark)
{
    mark->value = 0;
    tmr_marks_of(mark)->ended(mark);
}
