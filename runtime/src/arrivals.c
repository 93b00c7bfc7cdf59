/* SPDX-License-Identifier: BSD-3-Clause */
#include "arrivals.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "loop.h"
#include "mem.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_arrivals_next__async(tamer_arrivals *arrivals);
tamer_step tmr_arrivals_all__async(tamer_arrivals *arrivals);
tamer_step tmr_arrivals_rest__async(tamer_arrivals *arrivals);
tamer_step tmr_receive__async(tamer_delayed *delayed);
tamer_step tmr_reraise__async(tamer_error *error);

/* A task that waits. */
struct arrivals_frame {
    tamer_frame frame;
    tamer_arrivals *arrivals; /* one reference */
};

tamer_delayed *tmr_results_at(tamer_results results, size_t index)
{
    const char *first = results.first;
    tamer_delayed *delayed;

    if (results.stride)
        return (tamer_delayed *)(uintptr_t)(first + index * results.stride);
    memcpy(&delayed, first + index * sizeof delayed, sizeof delayed); /* pointers of other types */
    return delayed;
}

void tmr_results_check(tamer_results results, const char *doing)
{
    size_t i;

    for (i = 0; i < results.count; i++) {
        const tamer_delayed *delayed = tmr_results_at(results, i);

        if (delayed)
            tmr_delayed_check_begun(delayed, doing);
    }
}

bool tmr_results_own(tamer_results results)
{
    size_t i;

    for (i = 0; i < results.count; i++) {
        const tamer_delayed *delayed = tmr_results_at(results, i);

        if (delayed && delayed->state == TAMER_PENDING && delayed->task == tamer_this.current)
            return true;
    }
    return false;
}

/* ---- what arrives ---- */

enum {
    EACH = sizeof(struct tmr_task) + sizeof(size_t),
    /* Of so many results: a block of the pools, which never fails. */
    POOLED = (1024 - sizeof(struct tamer_arrivals)) / EACH
};

static size_t size_of(size_t count)
{
    return sizeof(struct tamer_arrivals) + count * EACH;
}

static tamer_arrivals *take_memory(size_t count)
{
    if (count <= POOLED)
        return tamer_frame_new(size_of(count));
    if (count > (SIZE_MAX - sizeof(struct tamer_arrivals)) / EACH)
        return NULL;
    return tmr_alloc(size_of(count));
}

static void unref(tamer_arrivals *arrivals)
{
    if (--arrivals->references > 0)
        return;
    if (arrivals->count <= POOLED)
        tamer_frame_free(arrivals, size_of(arrivals->count));
    else
        free(arrivals);
}

static void one_ended(struct tmr_task *mark)
{
    tamer_arrivals *arrivals =
        (tamer_arrivals *)((char *)tmr_marks_of(mark) - offsetof(tamer_arrivals, told));

    arrivals->pending--;
    arrivals->order[arrivals->finished++] = (size_t)(mark - arrivals->marks);
    tmr_wake_all(&arrivals->wanting, 0);
    if (arrivals->pending == 0)
        tmr_wake_all(&arrivals->staying, 0);
}

static void add(tamer_arrivals *arrivals, size_t index, tamer_delayed *delayed)
{
    arrivals->marks[index].value = 0;
    if (!delayed)
        return;
    if (delayed->state != TAMER_PENDING) {
        arrivals->order[arrivals->finished++] = index;
        return;
    }
    tmr_mark_put(&arrivals->told, &arrivals->marks[index], delayed);
    arrivals->pending++;
}

tamer_arrivals *tmr_arrivals_new(tamer_results results, bool receives)
{
    tamer_arrivals *arrivals;
    size_t i;

    tmr_task_settle();
    arrivals = take_memory(results.count);
    if (!arrivals)
        return NULL;
    *arrivals = (struct tamer_arrivals){
        .told = {.frame.point = &tmr_marks_point, .ended = one_ended, .receives = receives},
        .order = (size_t *)(void *)(arrivals->marks + results.count),
        .count = results.count,
        .references = 1};
    for (i = 0; i < results.count; i++)
        add(arrivals, i, tmr_results_at(results, i));
    return arrivals;
}

void tmr_arrivals_end(tamer_arrivals *arrivals)
{
    size_t i;

    for (i = 0; i < arrivals->count; i++)
        tmr_mark_remove(&arrivals->marks[i]);
    arrivals->pending = 0;
    arrivals->given = arrivals->finished;
    tmr_wake_all(&arrivals->wanting, 0);
    tmr_wake_all(&arrivals->staying, 0);
    unref(arrivals);
}

void tmr_arrivals_end_all(tamer_arrivals *arrivals)
{
    tamer_arrivals *next;

    for (; arrivals; arrivals = next) {
        next = arrivals->next_of_scope;
        tmr_arrivals_end(arrivals);
    }
}

void tmr_arrivals_cancel(tamer_arrivals *arrivals)
{
    size_t i;

    for (i = 0; i < arrivals->count; i++)
        if (arrivals->marks[i].value)
            tamer_delayed_cancel(tmr_mark_result(&arrivals->marks[i]));
}

/* ---- waiting ---- */

static tamer_step leave(tamer_frame *frame, uintptr_t unwinds, uint64_t value)
{
    tamer_frame *parent = frame->parent;

    unref(((struct arrivals_frame *)frame)->arrivals);
    tamer_frame_free(frame, sizeof(struct arrivals_frame));
    return (tamer_step){(tamer_frame *)((uintptr_t)parent | unwinds), value};
}

static tamer_step leave_unwinding(tamer_frame *frame, uint64_t error)
{
    return leave(frame, (uintptr_t)TAMER_UNWIND, error);
}

static void park(struct arrivals_frame *self, struct tmr_node **list)
{
    struct tmr_task *task = tmr_task_current();

    tmr_wait(list, TMR_WAIT_ARRIVAL)->parent = &self->frame;
    task->value = (uint64_t)(uintptr_t)self->arrivals;
}

static tamer_step wait_in(struct tmr_node **list, tamer_arrivals *arrivals,
                          const tamer_point *point)
{
    struct arrivals_frame *self = tamer_frame_new(sizeof *self);

    self->frame.point = point;
    self->arrivals = arrivals;
    arrivals->references++;
    park(self, list);
    return (tamer_step){&self->frame, 0};
}

/* The index of the next one; -1. */
static uint64_t take(tamer_arrivals *arrivals)
{
    if (arrivals->given == arrivals->finished)
        return (uint64_t)(int64_t)-1;
    return arrivals->order[arrivals->given++];
}

static tamer_step next_resume(tamer_frame *frame, uint64_t value)
{
    struct arrivals_frame *self = (struct arrivals_frame *)frame;
    tamer_arrivals *arrivals = self->arrivals;

    (void)value;
    if (arrivals->given < arrivals->finished || arrivals->pending == 0)
        return leave(frame, 0, take(arrivals));
    park(self, &arrivals->wanting);
    return (tamer_step){NULL, 0};
}

tamer_step tamer_arrivals_next__async(tamer_arrivals *arrivals)
{
    static const tamer_point point =
        TMR_POINT_OF(tamer_arrivals_next, next_resume, leave_unwinding, 1, 0);

    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (arrivals->given < arrivals->finished || arrivals->pending == 0)
        return (tamer_step){NULL, take(arrivals)};
    return wait_in(&arrivals->wanting, arrivals, &point);
}

static tamer_step all_resume(tamer_frame *frame, uint64_t value)
{
    return leave(frame, 0, value);
}

tamer_step tmr_arrivals_all__async(tamer_arrivals *arrivals)
{
    static const tamer_point point =
        TMR_POINT_OF(tamer_arrivals_all, all_resume, leave_unwinding, 1, 0);

    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (arrivals->pending == 0)
        return (tamer_step){NULL, 0};
    return wait_in(&arrivals->staying, arrivals, &point);
}

/* An error, of the runtime's, ends the wait in any case. */
static tamer_step rest_unwind(tamer_frame *frame, uint64_t error)
{
    struct arrivals_frame *self = (struct arrivals_frame *)frame;

    if (self->arrivals->pending == 0 || error)
        return leave_unwinding(frame, error);
    tmr_arrivals_cancel(self->arrivals);
    park(self, &self->arrivals->staying);
    return (tamer_step){NULL, 0};
}

tamer_step tmr_arrivals_rest__async(tamer_arrivals *arrivals)
{
    static const tamer_point point =
        TMR_POINT_OF(tamer_arrivals_rest, all_resume, rest_unwind, 1, 0);

    if (tmr_cancelled())
        tmr_arrivals_cancel(arrivals);
    if (arrivals->pending > 0)
        return wait_in(&arrivals->staying, arrivals, &point);
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    return (tamer_step){NULL, 0};
}

/* ---- for what is written in tamed C ---- */

tamer_step tmr_receive__async(tamer_delayed *delayed)
{
    return tamer_delayed_wait__async(delayed);
}

tamer_step tmr_reraise__async(tamer_error *error)
{
    return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
}

TMR_WRAPPERS(tamer_ssize, tamer_arrivals_next, 1, tamer_arrivals *, arrivals);
