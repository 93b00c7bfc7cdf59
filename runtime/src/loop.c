/* SPDX-License-Identifier: BSD-3-Clause */
#include "loop.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "count.h"
#include "error.h"
#include "interrupt.h"
#include "jump.h"
#include "list.h"
#include "offload.h"
#include "poller.h"
#include "slow.h"

enum {
    TURN_STEPS = 256 /* tasks that run in a turn, where each is looked at first */
};

__thread tamer_thread tamer_this __attribute__((tls_model("initial-exec")));
__thread struct tmr_loop *tmr_this_loop;

/* For debuggers (tamer.gdb), which may know no types of the library's: a version, and where in a
 * scope and in a task what they follow stands. */
__attribute__((used)) static const uint32_t tmr_debug_layout[] = {
    1,
    offsetof(struct tamer_scope, name),
    offsetof(struct tamer_scope, at),
    offsetof(struct tamer_scope, parent),
    offsetof(struct tamer_scope, child),
    offsetof(struct tamer_scope, next),
    offsetof(struct tamer_scope, first),
    offsetof(struct tmr_task, next),
    offsetof(struct tamer_scope, owner),
};

/* ---- a turn ---- */

static tamer_scope *scope_of_timer(struct tmr_node *node)
{
    return (tamer_scope *)(void *)((char *)node - offsetof(tamer_scope, timer));
}

/* Scopes come after the tasks: cancelling them must find no task in the list of what has expired.
 */
static void wake_timers(struct tmr_loop *loop)
{
    struct tmr_node *node = tmr_timers_expire(&loop->timers, loop->now), *next;
    struct tmr_node *scopes = NULL, **scopes_end = &scopes;

    for (; node; node = next) {
        next = node->next;
        if (((struct tmr_timer *)node)->deadline & 1) {
            node->next = NULL;
            *scopes_end = node;
            scopes_end = &node->next;
        } else {
            tmr_task_queue(tmr_task_of_node(node), 0, 0);
        }
    }
    for (; scopes; scopes = next) {
        next = scopes->next;
        tmr_scope_expire(scope_of_timer(scopes));
    }
}

/* Before virtual time passes: whether descriptors and other threads have to be seen to first. What
 * other threads do takes real time, and is waited for. */
static bool events_first(struct tmr_loop *loop)
{
    bool elsewhere = tmr_offload_waiting(loop->offload);

    if (elsewhere)
        tmr_poller_wait(loop->poller, -1);
    else
        tmr_poller_look(loop->poller, loop->now);
    return elsewhere || tmr_ready_count(&loop->ready) > 0;
}

/* Lets time pass until the next timer, or until a descriptor is ready. */
static void sleep_until_event(struct tmr_loop *loop)
{
    uint64_t next = tmr_timers_next(&loop->timers);
    int64_t timeout = -1;

    if (next != UINT64_MAX)
        timeout = next > loop->now ? (int64_t)(next - loop->now) : 0;
    if (loop->poller && !(loop->clock.is_virtual && timeout >= 0))
        tmr_poller_wait(loop->poller, timeout);
    else if (!loop->poller || !events_first(loop))
        loop->clock.sleep(loop->clock.context, timeout);
}

static void await_events(struct tmr_loop *loop, struct tmr_blocked *blocked)
{
    if (tmr_ready_count(&loop->ready) > 0) {
        if (loop->poller && tmr_poller_waiters(loop->poller) > 0)
            tmr_poller_wait(loop->poller, 0);
        return;
    }
    if (tmr_deadlock_check(loop, blocked))
        return;
    tmr_mem_trim(&loop->mem, loop->steps);
    sleep_until_event(loop);
    loop->now = loop->clock.now(loop->clock.context); /* for the tasks that it wakes */
}

static void hold(struct tmr_loop *loop, struct tmr_task *task)
{
    *loop->held_end = &task->node;
    loop->held_end = &task->node.next;
}

void tmr_loop_release(struct tmr_loop *loop, struct tmr_node **from)
{
    if (loop->held_end == from)
        return;
    *loop->held_end = NULL;
    loop->held_end = from;
    tmr_ready_push_front(&loop->ready, *from);
}

/* What a task does until it suspends or is done, from a first frame on. */
static inline __attribute__((always_inline)) void trampoline(tamer_step step)
{
    do {
        if (__builtin_expect((uintptr_t)step.frame & 1, 0)) {
            tamer_frame *frame = (tamer_frame *)((uintptr_t)step.frame - 1);

            step = frame->point->unwind(frame, step.value);
        } else {
            step = step.frame->point->resume(step.frame, step.value);
        }
    } while (step.frame);
}

static __attribute__((noinline)) void run_slow(struct tmr_task *task)
{
    tamer_step step = tmr_task_first_step(task);

    if (step.frame)
        trampoline(step);
}

static inline __attribute__((always_inline)) void run_task(struct tmr_task *task)
{
    tamer_this.current = &task->head;
    if (__builtin_expect(task->head.mark & TMR_TASK_SLOW, 0)) {
        run_slow(task);
    } else {
        tamer_frame *frame = task->head.root.parent;
        tamer_step step;

        task->head.wait = TMR_RUNNING;
        step = frame->point->resume(frame, task->value);

        if (__builtin_expect(step.frame != NULL, 0)) {
            __asm__("" : "+r"(step.frame)); /* a register of its own: no move for who suspends */
            trampoline(step);
        }
    }
}

/* The same, noting which frame runs. */
static __attribute__((noinline)) void run_noted(struct tmr_task *task)
{
    tamer_step step = {task->head.root.parent, task->value};

    tamer_this.current = &task->head;
    if (task->head.mark & TMR_TASK_SLOW)
        step = tmr_task_first_step(task);
    else
        task->head.wait = TMR_RUNNING;
    while (step.frame) {
        bool unwinds = (uintptr_t)step.frame & 1;
        tamer_frame *frame = (tamer_frame *)((uintptr_t)step.frame - unwinds);

        tmr_this_loop->running = frame;
        step = (unwinds ? frame->point->unwind : frame->point->resume)(frame, step.value);
    }
}

static void run_as_marked(struct tmr_task *task)
{
    if (tmr_jump_marked)
        run_noted(task);
    else
        run_task(task);
}

static __attribute__((noinline)) void run_watched(struct tmr_task *task)
{
    struct tmr_watch watch;

    tmr_watch_begin(&watch, task);
    run_as_marked(task);
    tmr_watch_end(&watch);
}

/* A turn took tasks from `start` on. Nothing depends on the exact number, which is lost where the
 * ring has been moved. */
static __attribute__((noinline)) void count_steps(struct tmr_loop *loop, tamer_task **start)
{
    const struct tmr_ready *ready = &loop->ready;
    tamer_task **end = ready->next == &ready->none ? ready->head : ready->next;

    loop->steps += start >= ready->ring && end > start ? (size_t)(end - start) : 1;
}

/* Runs tasks to the end of the turn: until none is ready or a blocked call is done, but no further
 * than to the end of the ring, and of many tasks (`crowd`) each but once. */
static inline __attribute__((always_inline)) void run_turn(struct tmr_loop *loop, bool crowd)
{
    struct tmr_ready *ready = &loop->ready;
    size_t most = crowd ? tmr_ready_count(ready) : 0;
    tamer_task **start = ready->next;
    struct tmr_task *task;

    while ((task = tmr_ready_next(ready)) != NULL) {
        if (crowd)
            __builtin_prefetch(ready->next[TMR_READY_AHEAD - 1]);
        run_task(task);
        if (crowd && --most == 0)
            break;
    }
    count_steps(loop, start);
}

/* The same for a nested call, which may not run every task; and where steps are watched, or noted.
 */
static void run_allowed(struct tmr_loop *loop, struct tmr_blocked *blocked)
{
    size_t most = tmr_ready_count(&loop->ready);
    struct tmr_task *task;

    if (most < TURN_STEPS)
        most = TURN_STEPS;
    while (most-- > 0 && !blocked->done && (task = tmr_ready_pop(&loop->ready)) != NULL) {
        loop->steps++;
        if (!tmr_blocked_allows(blocked, task))
            hold(loop, task);
        else if (tmr_slow_watched())
            run_watched(task);
        else
            run_as_marked(task);
    }
}

static void run_ready(struct tmr_loop *loop, struct tmr_blocked *blocked)
{
    bool crowd = tmr_ready_begin(&loop->ready);

    if (blocked->nested || tmr_slow_watched() || tmr_jump_marked)
        run_allowed(loop, blocked);
    else if (crowd)
        run_turn(loop, true);
    else
        run_turn(loop, false);
}

void tmr_loop_run(struct tmr_loop *loop, struct tmr_blocked *blocked)
{
    const bool was_turning = loop->turning;

    while (!blocked->done) {
        if (__builtin_expect(atomic_load_explicit(&tmr_interrupt_noted, memory_order_relaxed), 0))
            tmr_interrupt_take(loop);
        tmr_clock_follow(loop);
        loop->now = loop->clock.now(loop->clock.context);
        loop->turning = true;
        wake_timers(loop);
        await_events(loop, blocked);
        run_ready(loop, blocked);
    }
    loop->turning = was_turning;
    tmr_ready_stop(&loop->ready);
}

uint64_t tmr_loop_now(struct tmr_loop *loop)
{
    if (!loop->turning) {
        tmr_clock_follow(loop);
        loop->now = loop->clock.now(loop->clock.context);
    }
    return loop->now;
}

struct tmr_poller *tmr_loop_poller(struct tmr_loop *loop, int *ret_error)
{
    if (!loop->poller) {
        int result = tmr_poller_new(&loop->poller);

        if (result < 0) {
            *ret_error = result;
            return NULL;
        }
    }
    return loop->poller;
}

/* ---- begin and end of a thread's loop ---- */

static pthread_once_t exit_once = PTHREAD_ONCE_INIT;
static pthread_key_t
    exit_key; /* its destructor ends the loops of threads other than the main one */

/* with_process: that ends as well. */
static void loop_free(struct tmr_loop *loop, bool with_process)
{
    if (getpid() == loop->process) /* a child of fork has left the tasks to its parent */
        tmr_list_lost(loop, with_process ? "program" : "thread");
    tmr_interrupt_end(loop);
    tmr_poller_free(loop->poller);
    tmr_offload_free(loop->offload);
    tmr_closed_forget(&loop->closed);
    tmr_ready_done(&loop->ready);
    tmr_task_drop_spare();
    if (tmr_counting)
        tmr_count_report(loop, with_process);
    tmr_mem_done(&loop->mem);
    tamer_this = (tamer_thread){0};
    tmr_this_loop = NULL;
    free(loop);
}

static void at_thread_exit(void *loop)
{
    loop_free(loop, false);
}

/* exit() inside of tamed code, or of a scope, leaves everything as it is: somebody still uses it.
 */
static void at_exit(void)
{
    struct tmr_loop *loop = tmr_this_loop;

    if (loop && tamer_this.call == &loop->bottom && !loop->bottom.scopes)
        loop_free(loop, true);
}

static void register_exit(void)
{
    tmr_count_init();
    tmr_clock_init();
    tmr_slow_init();
    if (pthread_key_create(&exit_key, at_thread_exit) != 0 || atexit(at_exit) != 0)
        tmr_fatal("cannot register what ends a thread's loop");
}

const tamer_point tmr_loop_root_point = {.function = "plain code", .file = "libtamer"};

static void root_init(struct tmr_loop *loop)
{
    loop->root_scope = (struct tamer_scope){.loop = loop,
                                            .at = &tmr_loop_root_point,
                                            .name = "thread",
                                            .owner = &loop->root,
                                            .pending = 1};
    loop->root = (struct tmr_task){
        .head = {.root = {.point = &tmr_loop_root_point}, .scope = &loop->root_scope}};
}

static struct tmr_loop *loop_new(void)
{
    struct tmr_loop *loop = calloc(1, sizeof *loop);

    if (!loop || tmr_ready_init(&loop->ready) < 0 || tmr_mem_init(&loop->mem) < 0)
        tmr_fatal("out of memory");
    loop->clock = tmr_clock_system;
    loop->now = loop->clock.now(loop->clock.context);
    tmr_timers_init(&loop->timers, loop->now);
    loop->process = getpid();
    tmr_clock_follow(loop);
    tmr_closed_init(&loop->closed);
    loop->held_end = &loop->held;
    root_init(loop);
    return loop;
}

struct tmr_loop *tmr_loop(void)
{
    struct tmr_loop *loop = tmr_this_loop;

    if (__builtin_expect(loop != NULL, 1))
        return loop;
    pthread_once(&exit_once, register_exit);
    loop = loop_new();
    pthread_setspecific(exit_key, loop);
    tmr_this_loop = loop;
    tamer_this.call = &loop->bottom;
    tamer_this.current = &loop->root.head;
    return loop;
}
