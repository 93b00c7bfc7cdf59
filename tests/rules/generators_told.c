/* SPDX-License-Identifier: BSD-3-Clause */
/* What tracebacks, listings and the search for deadlocks say of generators and managers. */
#include <stdio.h>

#include <tamer/sync.h>

#include "turns.h"

TAMER_GENERATES(numbers, int);

static TAMED async void fails(void)
{
    await tamer_yield();
    tamer_raise(EPROTO, "deep inside");
}

static TAMED async void helper(numbers_generator *to)
{
    await tamer_give(to, 1);
    await fails();
}

static TAMED async void numbers(numbers_generator *to)
{
    await helper(to);
}

static TAMED async int consumer(void)
{
    int sum = 0;

    TAMER_EACH(n, numbers)
        sum += n;
    return sum;
}

static TAMED async int outer(void)
{
    return await consumer();
}

/* ---- */

static tamer_event event = TAMER_EVENT_INIT;

TAMER_GENERATES(waits, int);

static TAMED async void waits(waits_generator *to)
{
    await tamer_event_wait(&event);
    await tamer_give(to, 1);
}

static TAMED async void listed(void)
{
    TAMER_EACH(n, waits)
        (void)n;
}

TAMER_MANAGES(held, int);

static TAMED async void held(held_manager *to)
{
    await tamer_lend(to, 3);
}

static void list(void)
{
    held_manager member;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        listed_scoped(scope);
        held_scoped(tamer_manager_in(scope, &member.base), &member);
        printf("entered: %d\n", tamer_manager_entered(&member.base));
        tamer_yield();
        tamer_scope_print(stdout);
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    tamer_catch(&error, outer());
    tamer_error_print(error, stdout);
    tamer_error_clear(&error);

    list();

    puts("stuck:");
    tamer_catch(&error, listed());
    tamer_error_print(error, stdout);
    tamer_error_clear(&error);

    puts("stuck behind a manager that lends:");
    held_manager member;
    SLOT held_delayed result = {0};
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        held_scoped_into(tamer_manager_in(scope, &member.base), &result, &member);
        tamer_catch(&error, held_get(&result));
        puts(tamer_error_message(error));
        tamer_error_clear(&error);
    }
    return 0;
}
