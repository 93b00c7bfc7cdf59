/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What generated code and the runtime agree on. Programs include <tamer/tamer.h> instead; only the
 * text that `tamerc` emits names what stands here. A change of any layout or meaning below, or in
 * abi_types.h, is a new TAMER_ABI.
 *
 * How a tamed function runs
 * -------------------------
 * For `TAMED async T f(A)` there is an asynchronous entry `tamer_step f__async(A)`. It is called
 * like any function, on the C stack, and returns a step that says how the call ended, by its frame:
 *
 * - NULL: done; `value` is the result (see "values").
 *
 * - TAMER_UNWIND: failed or cancelled; `value` is the tamer_error * going up, owned by the
 * receiver, or 0 when the call was cancelled.
 *
 * - anything else: pending, the call waits. `frame` is the callee's frame (or stands for the
 * waiting task). The caller saves its own state in a frame of its own, sets `frame->parent` to it
 * and returns pending itself, up to the sync wrapper or the task that started the chain.
 *
 * A frame is resumed by `frame->point->resume(frame, value)`, `value` being the result of the call
 * it waited for; or by `frame->point->unwind(frame, error)` where that call failed. Both return
 * what the trampoline runs next, again by the frame:
 *
 * - NULL: this frame suspended again (its point says where).
 *
 * - P: the function is done; its frame is freed; resume the parent P with `value`.
 *
 * - P | 1: the function failed; its frame is freed; unwind the parent P with error `value`.
 *
 * Nobody resumes a frame before its parent has been linked: wakers only put the *task* into the run
 * queue.
 *
 * Values: results of at most 8 bytes travel in `value`: integers, enums and pointers converted,
 * others copied into its first bytes. Larger results are written through a last parameter
 * `T *tamer_out`; frames of such functions start with a tamer_frame_out, and whoever links a
 * pending one sets `out` to a place that outlives the wait.
 */
#ifndef TAMER_ABI_H
#define TAMER_ABI_H

#include <tamer/abi_rare.h>
#include <tamer/abi_types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- frames ---- */

/* Slow path of tamer_frame_free: a large frame, or a build under AddressSanitizer, where every
 * frame is a block of malloc's. */
TAMER_API void tamer_frame_release(void *frame, tamer_size size);

/* A frame of `size` bytes, contents undefined; aligned to 16 where size is a multiple of 16, else
 * to 8: enough for any type of that size with an alignment of at most 16. Owned by the function
 * that runs until it is done. */
static __inline__ void *tamer_frame_new(tamer_size size)
{
#ifndef TAMER_ASAN_
    tamer_size cls = (size + 7) / 8;
    if (cls < TAMER_POOL_CLASSES) {
        void *frame = tamer_this.free_frames[cls];
        if (__builtin_expect(frame != 0, 1)) {
            tamer_this.free_frames[cls] = *(void **)frame;
            return frame;
        }
    }
#endif
    return tamer_frame_refill_rarely(size);
}

/* A new frame of `size` bytes for a call that waits for `child`: its parent from now on. (In one
 * function, so that the caller need not keep `child` over a call: that would cost every call that
 * does not wait.) */
static __inline__ void *tamer_frame_over(tamer_frame *child, tamer_size size)
{
#ifndef TAMER_ASAN_
    tamer_size cls = (size + 7) / 8;

    if (cls < TAMER_POOL_CLASSES) {
        void *frame = tamer_this.free_frames[cls];
        if (__builtin_expect(frame != 0, 1)) {
            tamer_this.free_frames[cls] = *(void **)frame;
            child->parent = (tamer_frame *)frame;
            return frame;
        }
    }
#endif
    return tamer_frame_refill_for_rarely(size, child);
}

static __inline__ void tamer_frame_free(void *frame, tamer_size size)
{
#ifndef TAMER_ASAN_
    tamer_size cls = (size + 7) / 8;
    if (cls < TAMER_POOL_CLASSES) {
        *(void **)frame = tamer_this.free_frames[cls];
        tamer_this.free_frames[cls] = frame;
        return;
    }
#endif
    tamer_frame_release(frame, size);
}

/* The first address from `place` on that is a multiple of `align`, a power of two. */
static __inline__ void *tamer_aligned(void *place, tamer_size align)
{
    return (void *)(((tamer_uptr)place + align - 1) & ~(tamer_uptr)(align - 1));
}

/* Bytes to ask tamer_frame_new for, for an array whose size only the program knows. */
static __inline__ tamer_size tamer_array_room(tamer_size size)
{
    return ((size | !size) + 15) & ~(tamer_size)15;
}

/* Turns how a body ended after it was entered with `frame` into what the trampoline runs next.
 * Pending, it is `frame` that it returned. */
static __inline__ tamer_step tamer_frame_next(tamer_frame *frame, tamer_size size, tamer_step ended)
{
    tamer_step next = {0, ended.value};
    tamer_frame *parent = frame->parent;

    if ((tamer_uptr)ended.frame > 1)
        return next;
    TAMER_RETURNED_(parent);
    tamer_frame_free(frame, size);
    next.frame = (tamer_frame *)((tamer_uptr)parent | (tamer_uptr)ended.frame);
    return next;
}

/* The same for a frame that only held the arguments of a call, which has ended so. */
static __inline__ tamer_step tamer_frame_begun(tamer_frame *frame, tamer_size size,
                                               tamer_step ended)
{
    tamer_frame *parent = frame->parent;

    tamer_frame_free(frame, size);
    if ((tamer_uptr)ended.frame > 1) {
        ended.frame->parent = parent;
        ended.frame = 0;
    } else {
        ended.frame = (tamer_frame *)((tamer_uptr)parent | (tamer_uptr)ended.frame);
    }
    return ended;
}

/* `unwind` of the points of functions that have nothing to clean up: adds the point to the error's
 * trace, frees the frame (point->frame_size), goes on with the parent. */
TAMER_API tamer_step tamer_frame_unwind(tamer_frame *frame, tamer_u64 error);

/* ---- errors ---- */

/* A new error raised at `at`; returns {TAMER_UNWIND, error}. code: a positive errno value. Out of
 * memory: a static error. */
TAMER_API tamer_step tamer_raise_at(const tamer_point *at, int code, const char *format, ...)
    __attribute__((__format__(__printf__, 3, 4)));

/* tamer_check(text) found `value` < 0: an error with code -value. */
TAMER_API tamer_step tamer_check_failed(const tamer_point *at, tamer_i64 value, const char *text);

/* At the handler of a tamer_catch in a tamed function. An error: *ret_error gets it (a previous one
 * is freed; where ret_error is NULL it is freed), true. A cancellation: false, nothing changed. */
TAMER_API tamer_bool tamer_catch_take(tamer_error **ret_error, tamer_u64 error);

/* Two errors on their way at once (0: a cancellation, or none): one error with both causes. Takes
 * both. */
TAMER_API tamer_u64 tamer_error_join(tamer_u64 first, tamer_u64 second);

/* ---- waiting for a turn ---- */

/* False: no free place at hand, nothing is done. */
static __inline__ tamer_bool tamer_queue_push(tamer_task *task)
{
    tamer_task **place = tamer_this.tail;

    if (__builtin_expect(*place != 0, 0))
        return 0;
    *place = task;
    tamer_this.tail = place + 1;
    return 1;
}

/* The library defines TAMER_YIELD_BY_CALL where it makes the function that others, without this
 * header, can link to. */
#ifndef TAMER_YIELD_BY_CALL
static __inline__ tamer_step tamer_yield__async(void)
{
    tamer_task *task = tamer_this.current;

    if (__builtin_expect((task->mark & TAMER_TASK_ALERT) || !tamer_queue_push(task), 0))
        return tamer_yield_rarely();
    task->wait = TAMER_TASK_QUEUED;
    return tamer_pending(&task->root);
}
#endif

/* ---- shields: the awaits of a tamer_defer body ---- */

/* Between the two, the current task sees no cancellation. They nest; both are called by the same
 * task. */
TAMER_API void tamer_shield_enter(void);
TAMER_API void tamer_shield_leave(void);

/* ---- scopes ---- */

/* TAMER_SCOPE in a tamed function: opens a scope in the current task. Owned by the runtime until
 * tamer_scope_leave__async is done. `options` and what it points to are read before it returns,
 * `.error` excepted. */
TAMER_API tamer_scope *tamer_scope_enter(const tamer_point *at, const char *name,
                                         const tamer_scope_options *options);

/* The block has been left: normally (body = {NULL, 0}) or by an error or a cancellation (body as
 * the await returned it). Waits until every task of the scope has finished, then frees the scope.
 * Done with value 0: go on behind the block, or where the block was being left to; an error or
 * cancellation of the body has been taken. TAMER_UNWIND: raise that instead. */
TAMER_API tamer_step tamer_scope_leave__async(tamer_scope *scope, tamer_step body);

/* TAMER_SCOPE in a plain function. The second is called when the block is left, and blocks. */
TAMER_API tamer_scope *tamer_scope_open_(const char *name, const char *file, unsigned line,
                                         const char *function, const tamer_scope_options *options)
    __attribute__((__returns_nonnull__));
TAMER_API void tamer_scope_close_(tamer_scope **scope);

/* TAMER_EACH in a tamed function: as the two for scopes, with a generator of `size` bytes that is
 * closed when the loop is left. An error or cancellation of the body is raised again; with it, what
 * the generator raises as it cleans up. */
TAMER_API struct tamer_generator *tamer_each_enter(const tamer_point *at, tamer_size size);
TAMER_API tamer_step tamer_each_leave__async(struct tamer_generator *generator, tamer_step body);

/* TAMER_WITH in a tamed function: as the two for scopes. What the manager makes of an error or a
 * cancellation of the body is what the second comes to. */
TAMER_API struct tamer_manager *tamer_with_enter(const tamer_point *at, tamer_size size);
TAMER_API tamer_step tamer_with_leave__async(struct tamer_manager *manager, tamer_step body);

/* ---- tasks ---- */

/* A new task of `scope`, with `extra` bytes behind it for a result that nobody keeps
 * (tamer_task_extra). `at` is the line that schedules it, with at->resume = tamer_task_deliver (or
 * a function's own, whose last act is tamer_task_done) and at->unwind = tamer_task_failed.
 * `delayed` (may be NULL) becomes pending. NULL when the scope is cancelled: `delayed` is then in
 * that state. Aborts with a message when the scope is closed or belongs to another thread. */
TAMER_API tamer_task *tamer_task_new(const tamer_point *at, tamer_scope *scope,
                                     tamer_delayed *delayed, tamer_size extra);
TAMER_API void *tamer_task_extra(tamer_task *task);

/* True: start it inside the scheduling call, between tamer_task_begin and tamer_task_end; else
 * tamer_task_start. */
static __inline__ tamer_bool tamer_scope_eager(const tamer_scope *scope)
{
    return ((const tamer_scope_head *)scope)->eager;
}

/* tamer_task_start when the run queue has no place at hand. */
TAMER_API void tamer_task_start_slow(tamer_task *task);

/* Queues the task; `frame` is the function's, at its start point; frame->parent = &task->root. */
static __inline__ void tamer_task_start(tamer_task *task, tamer_frame *frame)
{
    task->root.parent = frame;
    if (__builtin_expect(!tamer_queue_push(task), 0))
        tamer_task_start_slow(task);
    else
        task->wait = TAMER_TASK_QUEUED;
}

/* `resume` of a task's root point: a result that travels in `value`, of
 * point->frame_size bytes, goes into the delayed result at point->index, and the task ends. The
 * second: one that was copied into the first bytes of the value. */
TAMER_API tamer_step tamer_task_deliver(tamer_frame *root, tamer_u64 value);
TAMER_API tamer_step tamer_task_deliver_bits(tamer_frame *root, tamer_u64 value);
/* Last act of a function's own: the task is done with `value` (already stored in its delayed
 * result). */
TAMER_API tamer_step tamer_task_done(tamer_task *task, tamer_u64 value);
/* `unwind` of a task's root point: the task failed or was cancelled. */
TAMER_API tamer_step tamer_task_failed(tamer_frame *root, tamer_u64 error);

/* An eager start from plain code that has something open: the task gets a segment of its own, which
 * ends with it. */
TAMER_API void tamer_eager_enter(void);
TAMER_API void tamer_eager_leave(void);

/* Eager start: the task becomes the current one. Returns the one before, plus 1 where
 * tamer_eager_leave is due. */
static __inline__ tamer_task *tamer_task_begin(tamer_task *task)
{
    tamer_task *before = tamer_this.current;

    tamer_this.current = task;
    if (__builtin_expect(tamer_this.call->busy, 0)) {
        tamer_eager_enter();
        return (tamer_task *)((tamer_uptr)before | 1);
    }
    return before;
}

/* `step` is what the asynchronous entry returned, its frame not yet linked. Runs the deliver, or
 * parks the task. */
TAMER_API void tamer_task_end(tamer_task *task, tamer_task *before, tamer_step step);

/*
 * NAME__spawn(at, scope, slot, arguments) ends with the first of these, where the result goes
 * through memory with the second. `frame` holds the arguments, and is of of->point.frame_size
 * bytes; it is where the task begins. Frees it where there is to be no task. Returns the slot.
 */
TAMER_API void *tamer_spawn(tamer_frame *frame, const tamer_point *at, tamer_scope *scope,
                            void *slot, const tamer_spawnable *of);
TAMER_API void *tamer_spawn_out(tamer_frame *frame, const tamer_point *at, tamer_scope *scope,
                                void *slot, const tamer_spawnable *of);

/*
 * In front of that, where the result travels in a value: an eager start that most likely ends at
 * once, without a frame. It runs as the thread's spare record, of which its scope learns only when
 * it waits or fails, or when somebody has to find it there (tmr_task_settle). False where that
 * cannot be. Else what the asynchronous entry returns goes to tamer_spawn_tried.
 */
static __inline__ tamer_bool tamer_spawn_try(const tamer_point *at, tamer_scope *scope,
                                             tamer_delayed *delayed)
{
    tamer_thread *thread = &tamer_this;
    tamer_task *before = thread->current;
    tamer_task *task;

    /* First and alone: where it is a constant, gcc sees at once that nothing follows, and does not
     * warn of it. */
    if ((void *)delayed == TAMER_NEW_SLOT)
        return 0;
    if (!scope)
        return 0;
    task = ((const tamer_scope_head *)scope)->spare;
    if (task != thread->spare || task == before || thread->call->busy)
        return 0;
    task->root.point = at;
    task->delayed = delayed;
    task->scope = scope;
    if (delayed) {
        delayed->state = TAMER_PENDING;
        delayed->flags = 0;
        delayed->waiters = 0;
        delayed->error = 0;
        delayed->task = task;
    }
    thread->before = before;
    thread->current = task;
    return 1;
}

/* True: the task has ended, and its result is to be put into the delayed one, if there is one. */
static __inline__ tamer_bool tamer_spawn_tried(tamer_delayed *delayed, tamer_step step)
{
    tamer_thread *thread = &tamer_this;

    if (__builtin_expect(step.frame || thread->spare != thread->current, 0)) {
        tamer_spawn_settle(step);
        return 0;
    }
    thread->current = thread->before;
    if (!delayed)
        return 0;
    delayed->state = TAMER_DONE;
    delayed->task = 0;
    return 1;
}

/* ---- delayed results ---- */

/* A delayed result of `size` bytes that `scope` frees when its block is left. Never NULL. */
TAMER_API void *tamer_delayed_new(tamer_scope *scope, tamer_size size);
/* The same, aligned to a power of two that is more than 16. */
TAMER_API void *tamer_delayed_new_aligned(tamer_scope *scope, tamer_size size, tamer_size align);

/* tamer_delayed_wait__async when it waits, fails, or forgets what a scope has kept for it. */
TAMER_API tamer_step tamer_delayed_wait_slow(tamer_delayed *delayed);

/* The result has arrived, and there is nothing else to think about. */
static __inline__ tamer_bool tamer_delayed_is_there(const tamer_delayed *delayed)
{
    return delayed->state == TAMER_DONE && !delayed->task &&
           !(tamer_this.current->mark & TAMER_TASK_ALERT);
}

/* Waits for a delayed result. Done: value is 0 if it had arrived (read it), and after a wait what
 * tamer_task_done was given. */
static __inline__ tamer_step tamer_delayed_wait__async(tamer_delayed *delayed)
{
    if (!tamer_delayed_is_there(delayed))
        return tamer_delayed_wait_slow(delayed);
    return tamer_done(0);
}
/* The same for results that are integers or pointers, at->frame_size bytes at at->index: done, the
 * value is the result. The second, where !tamer_delayed_is_there. */
TAMER_API tamer_step tamer_delayed_take__async(tamer_delayed *delayed, const tamer_point *at);
TAMER_API tamer_step tamer_delayed_take_slow(tamer_delayed *delayed, const tamer_point *at);
/* The same for results of more than 8 bytes: `size` bytes at `offset` of the delayed result are
 * copied to `out`. */
TAMER_API tamer_step tamer_delayed_copy__async(tamer_delayed *delayed, tamer_size offset,
                                               tamer_size size, void *out);

/* ---- sync calls ---- */

/* Enters tamed code from plain code. False: the call must return a zero value at once, and must not
 * leave. */
TAMER_API tamer_bool tamer_call_enter(tamer_call *call);

static __inline__ void tamer_call_leave(tamer_call *call)
{
    tamer_this.call = call->prev;
}

/* The call did not end at once. Pending: runs the loop until it has ended (language.md, "Calling").
 * Then leaves `call`. Returns the value; 0 when it failed or was cancelled, after the error has
 * gone to a tamer_catch or was printed (abort). */
TAMER_API tamer_u64 tamer_call_finish(tamer_call *call, tamer_step step, const tamer_point *at);

/* How a call ends that `step` is the step of: as tamer_call_finish, or at once. */
TAMER_API tamer_u64 tamer_call_end(tamer_call *call, tamer_step step, const tamer_point *at);

/* NAME_get: blocks until the delayed result is there, and returns it: at->frame_size bytes from
 * at->index on. Of one that travels in a value: converted to one, or copied into its first bytes;
 * else to `out`, zeros where there is none. */
TAMER_API tamer_u64 tamer_delayed_get(tamer_delayed *delayed, const tamer_point *at);
TAMER_API tamer_u64 tamer_delayed_get_bits(tamer_delayed *delayed, const tamer_point *at);
TAMER_API void tamer_delayed_get_out(tamer_delayed *delayed, void *out, const tamer_point *at);

/* tamer_catch in plain code: open, run the expression, close. Close returns whether there was an
 * error and moves it to *ret_error (a previous one is freed; NULL: frees it). */
TAMER_API void tamer_catch_open_(tamer_catcher *catcher);
TAMER_API tamer_bool tamer_catch_close_(tamer_error **ret_error);

/* ---- longjmp in plain functions ---- */

/* setjmp(buffer) there is (tamer_jump_mark(&mark), tamer_jump_land(&mark, setjmp(buffer))). A jump
 * past calls of tamed functions makes the thread forget these; where it cannot, a message and
 * abort. Land returns `value`. */
TAMER_API void tamer_jump_mark(tamer_jump *mark);
TAMER_API int tamer_jump_land(const tamer_jump *mark, int value);

/* ---- functions find their asynchronous entries ---- */

typedef struct tamer_entry {
    void (*sync)(void);
    void (*async)(void);
    const char *name;
} tamer_entry;

/* One for each translated file, static; handed over by a constructor, for the life of the module.
 */
typedef struct tamer_entries {
    const tamer_entry *entries;
    tamer_size count;
    struct tamer_entries *next; /* the runtime's */
} tamer_entries;

TAMER_API void tamer_entries_add(tamer_entries *entries);
TAMER_API void tamer_entries_remove(tamer_entries *entries);
/* The asynchronous entry of the function at `sync`; NULL for a plain function. Any thread. */
TAMER_API void (*tamer_entry_find(void (*sync)(void)))(void);

#ifdef __cplusplus
}
#endif

#endif
