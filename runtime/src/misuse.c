/* SPDX-License-Identifier: BSD-3-Clause */
#include "misuse.h"

#include <stdio.h>
#include <stdlib.h>

#include "loop.h"
#include "place.h"
#include "point.h"

/* Where what runs now was scheduled; nothing in plain code. */
static void add_task(struct tmr_text *text)
{
    const struct tmr_loop *loop = tmr_this_loop;
    const tamer_point *at;

    if (!loop || tamer_this.current == &loop->root.head)
        return;
    at = tmr_place_of_task(tmr_task_current());
    tmr_text_add(text, "\n  in the task scheduled in ");
    tmr_text_place(text, at);
}

/* The text is the caller's no more. */
static _Noreturn void say(const char *doing, const tamer_point *at, struct tmr_text *what)
{
    struct tmr_text text = {0};

    tmr_text_add(&text, "%s", doing);
    if (at && !tmr_point_is_own(at)) {
        tmr_text_add(&text, " in ");
        tmr_text_place(&text, at);
    }
    tmr_text_add(&text, ": %s", what->text ? what->text : "misuse");
    add_task(&text);
    tmr_fatal("%s", text.text ? text.text : doing);
}

void tmr_misuse_at(const char *doing, const tamer_point *at, const char *format, ...)
{
    struct tmr_text what = {0};
    va_list arguments;

    va_start(arguments, format);
    tmr_text_vadd(&what, format, arguments);
    va_end(arguments);
    say(doing, at, &what);
}

static void add_scope(struct tmr_text *text, const tamer_scope *scope)
{
    tmr_text_add(text, "the %s '%s'", scope->is_group ? "group" : "scope", scope->name);
    if (tmr_point_is_own(scope->at))
        return;
    tmr_text_add(text, ", opened in ");
    tmr_text_place(text, scope->at);
}

void tmr_scope_misused(const tamer_scope *scope, const char *doing, const tamer_point *at)
{
    struct tmr_text what = {0};

    if (!scope) {
        tmr_text_add(&what, "the scope is NULL; it has to be one that is open");
    } else if (scope->state == TMR_SCOPE_DOOR) {
        tmr_text_add(&what, "this is a generator, and no scope");
    } else {
        add_scope(&what, scope);
        tmr_text_add(&what, tmr_point_is_own(scope->at) ? "" : ",");
        tmr_text_add(&what, scope->loop != tmr_this_loop ? " belongs to another thread"
                            : scope->is_group            ? " has been closed"
                                                         : " has been left");
    }
    say(doing, at, &what);
}

void tmr_jump_misused(const char *left, const tamer_scope *scope)
{
    struct tmr_text what = {0};

    tmr_text_add(&what, "it leads out of ");
    if (scope)
        add_scope(&what, scope);
    else
        tmr_text_add(&what, "%s", left);
    tmr_text_add(&what, ": raise and catch an error instead");
    say("longjmp", NULL, &what);
}

void tmr_delayed_misused(const tamer_delayed *delayed, const char *doing)
{
    static const char slot[] = "what is wanted later goes into a slot of the caller's, by "
                               "NAME_scoped_into";
    struct tmr_text what = {0};

    if (!delayed) {
        tmr_text_add(&what, "the delayed result is NULL");
    } else if (delayed->state == TMR_DELAYED_KEPT) {
        tmr_text_add(&what, "the delayed result is gone with ");
        add_scope(&what, (const tamer_scope *)(const void *)delayed->waiters);
        tmr_text_add(&what, "; %s", slot);
    } else if (delayed->state == TMR_DELAYED_FREED) {
        tmr_text_add(&what, "the delayed result is gone with its scope; %s", slot);
    } else if (delayed->state == TAMER_PENDING) {
        tmr_text_add(&what, "nothing has been scheduled into this delayed result");
    } else {
        tmr_text_add(&what, "this is no delayed result, or it has been overwritten");
    }
    say(doing, NULL, &what);
}
