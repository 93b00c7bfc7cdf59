/* SPDX-License-Identifier: BSD-3-Clause */
#include "place.h"

#include "loop.h"
#include "point.h"

const tamer_point *tmr_place_of_wait(const struct tmr_task *task)
{
    const tamer_frame *frame = task->head.root.parent;

    if (task->head.wait == TMR_RUNNING) /* its frames change */
        return NULL;
    for (; frame && frame != &task->head.root; frame = frame->parent)
        if (!tmr_point_is_own(frame->point))
            return frame->point;
    return NULL;
}

const tamer_scope *tmr_scope_of_task(const struct tmr_task *task)
{
    const tamer_scope *scope = task->head.scope;

    while (scope->owner == task && scope->parent && !scope->is_group)
        scope = scope->parent;
    return scope;
}

/* From a scope of the library's outwards; NULL: it is nothing of the user's. */
static const tamer_point *place_around(const tamer_scope *scope)
{
    const tamer_point *place = NULL;

    while (!place && scope->parent) {
        const struct tmr_task *owner = scope->owner;

        if (!tmr_point_is_own(scope->at))
            return scope->at;
        if (scope->is_group) {
            scope = scope->parent;
            continue;
        }
        place = tmr_place_of_wait(owner);
        if (!place && !tmr_point_is_own(owner->head.root.point))
            place = owner->head.root.point;
        scope = tmr_scope_of_task(owner);
    }
    return place;
}

const tamer_point *tmr_place_of_scope(const tamer_scope *scope)
{
    const tamer_point *place = place_around(scope);

    return place ? place : scope->at;
}

const tamer_point *tmr_place_of_task(const struct tmr_task *task)
{
    const tamer_point *at = task->head.root.point, *place = NULL;

    if (tmr_point_is_own(at))
        place = place_around(tmr_scope_of_task(task));
    return place ? place : at;
}

void tmr_text_place(struct tmr_text *text, const tamer_point *at)
{
    unsigned line = tmr_point_line(at);

    tmr_text_add(text, line ? "%s (%s:%u)" : "%s (%s)", at->function, tmr_point_file(at), line);
}
