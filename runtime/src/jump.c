/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * longjmp past tamed functions, in plain functions that tamerc has translated: setjmp is written as
 *
 *     (tamer_jump_mark(&mark), tamer_jump_land(&mark, setjmp(buffer)))
 *
 * Tamed functions that were left by the jump are never told. As long as they had not waited, all
 * that points to their part of the C stack is the list of calls, which goes back to what it was;
 * what they kept in frames is lost, as memory is that they had allocated. Whatever else they may
 * have left behind (the loop they waited in, scopes, tasks that were just starting) lies or points
 * there, too: then the program ends with a message.
 */
#include "error.h"
#include "loop.h"

static const struct tmr_blocked *blocked_now(void)
{
    return tmr_this_loop ? tmr_this_loop->blocked : NULL;
}

void tamer_jump_mark(tamer_jump *mark)
{
    const tamer_call *segment = tamer_this.call;

    *mark = (tamer_jump){.call = tamer_this.call, .blocked = blocked_now()};
    if (!segment)
        return;
    mark->catchers = segment->catchers;
    mark->scopes = segment->scopes;
    mark->task = tamer_this.current;
    mark->task_scope = mark->task->scope;
    mark->shields = mark->task->shields;
    mark->generators = tmr_this_loop->generators;
}

/* What was left, if the program cannot go on. */
static const char *lost(const tamer_jump *mark, const tamer_call *segment)
{
    if (blocked_now() != mark->blocked)
        return "a call that has waited";
    if (tamer_this.current != mark->task)
        return "a task that was just starting";
    if (segment->scopes != mark->scopes || tamer_this.current->scope != mark->task_scope)
        return "a scope";
    if (tmr_this_loop->generators != mark->generators)
        return "a generator";
    return NULL;
}

int tamer_jump_land(const tamer_jump *mark, int value)
{
    tamer_jump before = *mark;
    tamer_call *segment;
    const char *left;

    if (value == 0 || !tamer_this.call)
        return value;
    if (!before.call) { /* the loop was made since */
        before.call = &tmr_this_loop->bottom;
        before.task = &tmr_this_loop->root.head;
        before.task_scope = &tmr_this_loop->root_scope;
    }
    segment = before.call;
    left = lost(&before, segment);
    if (left)
        tmr_fatal("longjmp: it leads out of %s: raise and catch an error instead", left);
    segment->catchers = before.catchers;
    before.task->shields = before.shields;
    tamer_this.call = segment;
    tmr_call_update_skip(segment);
    return value;
}
