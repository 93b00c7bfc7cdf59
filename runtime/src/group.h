/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Groups: scopes without a block. Nobody waits at the end of a group until some task closes it, or
 * until the scope that it was opened under is left. Whoever waits for the end of a scope waits for
 * the groups below it as well; their errors become its own.
 */
#ifndef TMR_GROUP_H
#define TMR_GROUP_H

#include "scope.h"

/* The frame of a task that closes a group. */
struct tmr_closer {
    tamer_frame frame;
    tamer_scope *group;      /* NULL: it is closed already */
    struct tmr_task *task;   /* whose frame it is */
    struct tmr_closer *next; /* in the group's list, the newest first */
    struct tmr_closer **pprev;
    struct tmr_node *waiting; /* the task, while it waits */
};

/* The group after `at` in the tree of groups below `top`; NULL: none. To begin with, at == top. */
tamer_scope *tmr_group_next(const tamer_scope *top, const tamer_scope *at);

/* Whether a task below it has not finished, those of its groups included. */
static inline bool tmr_scope_is_busy(const tamer_scope *scope)
{
    const tamer_scope *at = scope;

    for (; at && at->pending == 0; at = tmr_group_next(scope, at))
        ;
    return at != NULL;
}

/* The scope is not busy: ends the groups below it. Returns their errors. */
tamer_error *tmr_groups_end(tamer_scope *scope);

/* A group is being closed, not busy: the first of those who close it has to look. */
void tmr_group_emptied(tamer_scope *group);

/* A group has been closed: tells those who wait to close it. */
void tmr_group_tell_closers(tamer_scope *group);

#endif
