
/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A select waits with an offer in each of its channels. For everything else it has watchers: tasks
 * of its own, which belong to no scope, and wait for one thing each. The offer that is accepted, or
 * the watcher that is woken while the select still waits, ends it. Watchers in a list are then
 * removed from it; those that are queued already have their turn first, so that nothing is left of
 * a select that is done.
 */
#include <errno.h>
#include <poll.h>

#include "error.h"
#include "io_engine.h"
#include "options.h"
#include "sync_channel.h"

TAMER_API tamer_step tamer_select__async(tamer_case *cases, size_t count);
TAMER_API tamer_step tamer_sleep__async(double seconds);

/* As many calls may be done at once before the other tasks have a turn. */
static const unsigned at_once_max = 64;

struct watcher {
    struct tmr_task task; /* parked, or queued; its root is where the wait ends */
    struct select_frame *select;
    size_t index;  /* of the case */
    uint8_t state; /* of the delayed result that it waits for, when that has come */
};

struct entry {
    struct tmr_offer offer;  /* a channel's case */
    struct watcher *watcher; /* another's; owned; NULL: none */
};

struct select_frame {
    tamer_frame frame;
    struct tmr_task *task; /* as which it waits */
    tamer_case *cases;     /* the caller's */
    size_t count;
    size_t watchers;  /* that exist */
    uint64_t outcome; /* the index, or the error if it has failed */
    bool failed;
    struct entry entries[]; /* for each case */
};

static size_t frame_size(size_t count)
{
    return sizeof(struct select_frame) + count * sizeof(struct entry);
}

/* ---- what can happen now ---- */

static int try_ready(const tamer_case *one)
{
    struct pollfd poll_one = {.fd = one->fd, .events = (short)one->events};

    if (one->fd < 0)
        return -EBADF;
    if (poll(&poll_one, 1, 0) <= 0)
        return -EAGAIN;
    return poll_one.revents & POLLNVAL ? -EBADF : poll_one.revents;
}

/* The result of the case if it can happen now, and then has; else -EAGAIN. */
static int try_case(const tamer_case *one)
{
    switch (one->kind) {
    case TAMER_CASE_SEND:
        return tmr_channel_try_send(one->channel, one->from);
    case TAMER_CASE_RECEIVE:
        return tmr_channel_try_receive(one->channel, one->to);
    case TAMER_CASE_RESULT:
        return one->delayed->state == TAMER_PENDING ? -EAGAIN : one->delayed->state;
    case TAMER_CASE_READY:
        return try_ready(one);
    default:
        return -EAGAIN;
    }
}

/* So that nobody is always first. */
static size_t draw(size_t count)
{
    uint32_t *state = &tmr_this_loop->draw;

    *state = *state * 1664525 + 1013904223;
    return (size_t)(*state >> 8) % count;
}

/* The case that has happened; -EAGAIN: none can. */
static int64_t try_all(tamer_case *cases, size_t count)
{
    size_t first = draw(count), i;

    for (i = 0; i < count; i++) {
        size_t index = (first + i) % count;
        int result = try_case(&cases[index]);

        if (result != -EAGAIN) {
            cases[index].result = result;
            return (int64_t)index;
        }
    }
    for (i = 0; i < count; i++) {
        if (cases[i].kind == TAMER_CASE_TIMEOUT && !(cases[i].seconds > 0)) {
            cases[i].result = 1;
            return (int64_t)i;
        }
    }
    return -EAGAIN;
}

/* ---- watchers ---- */

static struct watcher *watcher_of(tamer_frame *root)
{
    return (struct watcher *)(void *)root;
}

static void watcher_free(struct watcher *watcher)
{
    watcher->select->watchers--;
    watcher->select->entries[watcher->index].watcher = NULL;
    tamer_frame_free(watcher, sizeof *watcher);
}

static bool still_waits(const struct select_frame *self)
{
    return self->task->head.wait > TMR_WAIT_ACCEPTED;
}

/* What has come, as the result of its case. */
static int watched(const struct watcher *watcher, uint64_t value)
{
    switch (watcher->select->cases[watcher->index].kind) {
    case TAMER_CASE_RESULT:
        return watcher->state;
    case TAMER_CASE_READY:
        return (int)value;
    default:
        return 1;
    }
}

static tamer_step watcher_resume(tamer_frame *root, uint64_t value)
{
    struct watcher *watcher = watcher_of(root);
    struct select_frame *self = watcher->select;

    if (still_waits(self)) {
        self->cases[watcher->index].result = watched(watcher, value);
        tmr_wake(self->task, watcher->index);
    }
    watcher_free(watcher);
    return (tamer_step){NULL, 0};
}

/* It is not needed any more, or has no memory. */
static tamer_step watcher_unwind(tamer_frame *root, uint64_t error)
{
    struct watcher *watcher = watcher_of(root);
    struct select_frame *self = watcher->select;

    watcher_free(watcher);
    if (error && still_waits(self))
        tmr_task_fail(self->task, error);
    else if (error)
        tmr_error_unref(tmr_error_of(error));
    return (tamer_step){NULL, 0};
}

static const tamer_point watcher_point =
    TMR_SYNC_POINT(tamer_select, watcher_resume, watcher_unwind, sizeof(struct watcher));

static struct watcher *watcher_new(struct select_frame *self, size_t index)
{
    struct watcher *watcher = tamer_frame_new(sizeof *watcher);

    if (tamer_this.call->floor == 0)
        tmr_call_floor(tamer_this.call);
    *watcher = (struct watcher){.task.head = {.root.point = &watcher_point,
                                              .scope = self->task->head.scope,
                                              .shields = self->task->head.shields,
                                              .born = tmr_this_loop->floors},
                                .select = self,
                                .index = index};
    self->entries[index].watcher = watcher;
    self->watchers++;
    return watcher;
}

static tamer_step watch(struct watcher *watcher, const tamer_case *one)
{
    if (one->kind == TAMER_CASE_RESULT)
        return tmr_delayed_watch(one->delayed, &watcher->state);
    if (one->kind == TAMER_CASE_READY)
        return tamer_ready__async(one->fd, one->events);
    return tamer_sleep__async(one->seconds);
}

/* False: the select has ended already. */
static bool watcher_start(struct select_frame *self, size_t index)
{
    struct watcher *watcher = watcher_new(self, index);
    tamer_task *before = tamer_this.current;
    tamer_step step;

    tamer_this.current = &watcher->task.head; /* as which the wait begins */
    step = watch(watcher, &self->cases[index]);
    tamer_this.current = before;
    if (step.frame && step.frame != TAMER_UNWIND) {
        step.frame->parent = &watcher->task.head.root;
        return true;
    }
    self->failed = step.frame != NULL;
    self->outcome = self->failed ? step.value : index;
    self->cases[index].result = watched(watcher, step.value);
    watcher_free(watcher);
    return false;
}

/* Takes it out of its list, with the frames of what it has called; or, if it is queued, lets it
 * unwind at its turn. */
static void watcher_stop(struct watcher *watcher)
{
    tamer_frame *frame = watcher->task.head.root.parent;

    if (watcher->task.head.wait == TMR_WAIT_TURN) {
        watcher->task.head.mark |= TMR_TASK_ALERT;
        return;
    }
    tmr_node_unlink(&watcher->task.node);
    while (frame != &watcher->task.head.root)
        frame = (tamer_frame *)((uintptr_t)frame->point->unwind(frame, 0).frame & ~(uintptr_t)1);
    watcher_free(watcher);
}

/* ---- the end ---- */

static const tamer_point leaving_point;

/* How the select ends, with nothing left of it but its frame; or pending until that is so. */
static tamer_step leave(struct select_frame *self)
{
    size_t i;

    for (i = 0; i < self->count; i++) {
        tmr_offer_withdraw(&self->entries[i].offer);
        if (self->entries[i].watcher)
            watcher_stop(self->entries[i].watcher);
    }
    if (self->watchers == 0)
        return (tamer_step){self->failed ? TAMER_UNWIND : NULL, self->outcome};
    self->frame.point = &leaving_point;
    tamer_shield_enter();
    tmr_task_queue(self->task, 0, 0);
    return (tamer_step){&self->frame, 0};
}

static tamer_step leaving_resume(tamer_frame *frame, uint64_t value)
{
    struct select_frame *self = (struct select_frame *)frame;

    (void)value;
    tamer_shield_leave();
    return tamer_frame_next(frame, frame_size(self->count), leave(self));
}

static tamer_step leaving_unwind(tamer_frame *frame, uint64_t error)
{
    struct select_frame *self = (struct select_frame *)frame;

    self->outcome = tamer_error_join(self->failed ? self->outcome : 0, error);
    self->failed = true;
    return leaving_resume(frame, 0);
}

static const tamer_point leaving_point =
    TMR_SYNC_POINT(tamer_select, leaving_resume, leaving_unwind, 0);

static tamer_step select_resume(tamer_frame *frame, uint64_t index)
{
    struct select_frame *self = (struct select_frame *)frame;

    self->outcome = index;
    return tamer_frame_next(frame, frame_size(self->count), leave(self));
}

static tamer_step select_unwind(tamer_frame *frame, uint64_t error)
{
    struct select_frame *self = (struct select_frame *)frame;

    self->outcome = error;
    self->failed = true;
    return tamer_frame_next(frame, frame_size(self->count), leave(self));
}

static const tamer_point select_point =
    TMR_SYNC_POINT(tamer_select, select_resume, select_unwind, 0);

/* ---- the wait ---- */

/* False: the select has ended already. */
static bool enlist(struct select_frame *self, size_t index)
{
    const tamer_case *one = &self->cases[index];
    struct tmr_offer *offer = &self->entries[index].offer;

    if (one->kind == TAMER_CASE_NONE)
        return true;
    if (one->kind != TAMER_CASE_SEND && one->kind != TAMER_CASE_RECEIVE)
        return watcher_start(self, index);
    offer->task = self->task;
    offer->ret_result = &self->cases[index].result;
    offer->index = index;
    if (one->kind == TAMER_CASE_SEND)
        tmr_offer_make(offer, &one->channel->senders, one->from);
    else
        tmr_offer_make(offer, &one->channel->receivers, one->to);
    return true;
}

/* Parks the task without a list. */
static void park(struct select_frame *self, enum tmr_wait_kind kind)
{
    struct tmr_task *task = self->task;

    task->head.wait = (uint8_t)kind;
    task->node = (struct tmr_node){NULL, &task->node.next}; /* may be unlinked */
    task->head.root.parent = &self->frame;
}

/* Whether it can end without other tasks. */
static bool from_outside(const tamer_case *cases, size_t count)
{
    while (count-- > 0)
        if (cases[count].kind == TAMER_CASE_READY || cases[count].kind == TAMER_CASE_TIMEOUT)
            return true;
    return false;
}

static tamer_step select_wait(tamer_case *cases, size_t count)
{
    size_t size = frame_size(count), i;
    struct select_frame *self = tamer_frame_new(size);
    tamer_step step;
    bool waits = true;

    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, size);
        return tmr_sync_cancelled();
    }
    tmr_task_settle();
    *self = (struct select_frame){
        .frame.point = &select_point, .task = tmr_task_current(), .cases = cases, .count = count};
    for (i = 0; i < count; i++)
        self->entries[i] = (struct entry){.offer.task = NULL};
    for (i = 0; i < count && waits; i++)
        waits = enlist(self, i);
    if (waits) {
        park(self, from_outside(cases, count) ? TMR_WAIT_ANY : TMR_WAIT_SELECT);
        return (tamer_step){&self->frame, 0};
    }
    step = leave(self);
    if (step.frame != &self->frame)
        tamer_frame_free(self, size);
    return step;
}

/* ---- the call ---- */

struct turn_frame {
    tamer_frame frame;
    tamer_case *cases;
    size_t count;
};

static tamer_step turn_resume(tamer_frame *frame, uint64_t value)
{
    struct turn_frame *self = (struct turn_frame *)frame;

    (void)value;
    return tamer_frame_begun(frame, sizeof *self, tamer_select__async(self->cases, self->count));
}

static const tamer_point turn_point =
    TMR_SYNC_POINT(tamer_select, turn_resume, tamer_frame_unwind, sizeof(struct turn_frame));

/* At the task's next turn. */
static tamer_step next_turn(tamer_case *cases, size_t count)
{
    struct turn_frame *self = tamer_frame_new(sizeof *self);
    tamer_step step = tamer_yield__async();

    tmr_this_loop->at_once = 0;
    if (step.frame == TAMER_UNWIND) {
        tamer_frame_free(self, sizeof *self);
        return step;
    }
    *self = (struct turn_frame){{.point = &turn_point}, cases, count};
    step.frame->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

static void check_case(const tamer_case *one, size_t index)
{
    switch (one->kind) {
    case TAMER_CASE_SEND:
    case TAMER_CASE_RECEIVE:
        tmr_channel_check(one->channel, "tamer_select");
        break;
    case TAMER_CASE_RESULT:
        tmr_delayed_check_begun(one->delayed, "tamer_select");
        break;
    case TAMER_CASE_TIMEOUT:
        tmr_options_check_time(one->seconds, "the timeout", "tamer_select");
        break;
    case TAMER_CASE_NONE:
    case TAMER_CASE_READY:
        break;
    default:
        tmr_misuse("tamer_select", "case %zu is of no kind that there is: %d", index,
                   (int)one->kind);
    }
}

/* How many cases can happen at all. */
static size_t count_real(const tamer_case *cases, size_t count)
{
    size_t real = 0, i;

    for (i = 0; i < count; i++) {
        check_case(&cases[i], i);
        real += cases[i].kind != TAMER_CASE_NONE;
    }
    return real;
}

tamer_step tamer_select__async(tamer_case *cases, size_t count)
{
    int64_t index;

    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (count_real(cases, count) == 0)
        return (tamer_step){NULL, (uint64_t)-EINVAL};
    if (++tmr_this_loop->at_once > at_once_max)
        return next_turn(cases, count);
    index = try_all(cases, count);
    if (index >= 0)
        return (tamer_step){NULL, (uint64_t)index};
    tmr_this_loop->at_once = 0;
    return select_wait(cases, count);
}

TMR_WRAPPERS(int, tamer_select, 2, tamer_case *, cases, size_t, count);
