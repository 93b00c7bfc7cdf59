/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * longjmp past tamed functions, in plain functions that tamerc has translated: setjmp is written as
 *
 *     (tamer_jump_mark(&mark), tamer_jump_land(&mark, setjmp(buffer)))
 *
 * Tamed functions that were left by the jump are never told. What points to their part of the C
 * stack goes back to what it was: the list of calls, and if they had waited, the calls that turn
 * the loop. What they kept in frames is lost, as memory is that they had allocated: somebody may
 * still have its address. Nothing of theirs that lies on the stack is read, for it may be
 * overwritten.
 *
 * Whatever else they may have left behind (scopes, tasks that were just starting, generators) lies
 * or points there, too, and so does a task other than the one that set the mark: then the program
 * ends with a message. That the task is the same is also why every call between was its own: while
 * it runs above the mark, a call of another task holds it back (tmr_blocked_allows), for it is
 * older.
 */
#include "jump.h"

#include "call.h"
#include "error.h"
#include "misuse.h"

__thread bool tmr_jump_marked __attribute__((tls_model("initial-exec")));

struct tmr_turns *tmr_jump_turns_begin(const struct tmr_blocked *blocked)
{
    struct tmr_turns *turns;

    if (!tmr_jump_marked)
        return NULL;
    turns = tamer_frame_new(sizeof *turns);
    *turns = (struct tmr_turns){
        .outer = tmr_this_loop->turns, .running = tmr_this_loop->running, .end = &blocked->frame};
    tmr_this_loop->turns = turns;
    return turns;
}

void tmr_jump_turns_end(struct tmr_turns *turns)
{
    if (!turns)
        return;
    tmr_this_loop->running = turns->running;
    tmr_this_loop->turns = turns->outer;
    tamer_frame_free(turns, sizeof *turns);
}

void tamer_jump_mark(tamer_jump *mark)
{
    const tamer_call *segment = tamer_this.call;
    const struct tmr_loop *loop = tmr_this_loop;

    tmr_jump_marked = true;
    *mark = (tamer_jump){.call = tamer_this.call};
    if (!segment)
        return;
    mark->catchers = segment->catchers;
    mark->scopes = segment->scopes;
    mark->task = tamer_this.current;
    mark->task_scope = mark->task->scope;
    mark->task_point = mark->task->root.point;
    mark->shields = mark->task->shields;
    mark->generators = (unsigned)tamer_this.generators;
    mark->blocked = loop->blocked;
    mark->held_end = loop->held_end;
    mark->turns = loop->turns;
    mark->turning = loop->turning;
}

/* The mark of before the loop was made. */
static void mark_bottom(tamer_jump *mark, struct tmr_loop *loop)
{
    mark->call = &loop->bottom;
    mark->task = &loop->root.head;
    mark->task_scope = &loop->root_scope;
    mark->task_point = &tmr_loop_root_point;
    mark->held_end = &loop->held;
}

/* Ends the program if what was left cannot be left so. */
static void check_left(const tamer_jump *mark, const tamer_call *segment)
{
    if (tamer_this.current != mark->task)
        tmr_jump_misused("another task", NULL);
    if (segment->scopes != mark->scopes)
        tmr_jump_misused("a scope", segment->scopes);
    if (tamer_this.current->scope != mark->task_scope)
        tmr_jump_misused("a scope", tamer_this.current->scope);
    if (tamer_this.generators != mark->generators)
        tmr_jump_misused("a generator", NULL);
}

/* The frames of a chain; its end is none of them. */
static void free_frames(tamer_frame *frame, const tamer_frame *end)
{
    while (frame != end) {
        tamer_frame *parent = frame->parent;

        if (frame->point->frame_size > 0)
            tamer_frame_free(frame, frame->point->frame_size);
        frame = parent;
    }
}

/* The turns of calls that had blocked will never end. */
static void leave_turns(const tamer_jump *mark, struct tmr_loop *loop)
{
    mark->task->root.point = mark->task_point;
    while (loop->turns != mark->turns) {
        struct tmr_turns *turns = loop->turns;

        free_frames(loop->running, turns->end);
        tmr_jump_turns_end(turns);
    }
    loop->blocked = mark->blocked;
    loop->turning = mark->turning;
    tmr_ready_stop(&loop->ready);
    tmr_loop_release(loop, mark->held_end);
}

int tamer_jump_land(const tamer_jump *mark, int value)
{
    struct tmr_loop *loop = tmr_this_loop;
    tamer_jump before = *mark;

    if (value == 0 || !tamer_this.call)
        return value;
    if (!before.call)
        mark_bottom(&before, loop);
    check_left(&before, before.call);
    if (loop->blocked != before.blocked)
        leave_turns(&before, loop);
    before.call->catchers = before.catchers;
    before.task->shields = before.shields;
    tmr_task_update((struct tmr_task *)before.task);
    tamer_this.call = before.call;
    tmr_call_update_skip(before.call);
    return value;
}
