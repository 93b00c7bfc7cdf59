/* SPDX-License-Identifier: BSD-3-Clause */
/* A sync call with tasks on the C stack drives what was started beneath it, and nothing else; one
 * that can never finish fails with EDEADLK. A sync call with none drives everything. */
#include "turns.h"

static int world; /* changed by a task of the outermost scope */

static TAMED async void changes(void)
{
    for (;;) {
        await tamer_yield();
        world++;
    }
}

/* Plain code between two tamed functions. */
static int in_between(void)
{
    int sum = 0, before = world;

    turns(5);
    TAMER_SCOPE(scope) {
        work_scoped(scope, 1, 3);
        work_scoped(scope, 2, 1);
        sum += work(3, 2);
    }
    printf("  the world %s\n", world == before ? "stood still" : "changed");
    return sum;
}

static TAMED async void nested(void)
{
    int before = world;

    await turns(3);
    printf("  before: the world %s\n", world == before ? "stood still" : "moves");
    printf("  got %d\n", in_between());
    before = world;
    await turns(3);
    printf("  after: the world %s\n", world == before ? "stood still" : "moves");
}

static int catches(work_delayed *other)
{
    OWNED tamer_error *error = NULL;
    int result = -1;

    if (tamer_catch(&error, result = work_get(other)))
        printf("  %s\n", tamer_error_code(error) == EDEADLK ? "EDEADLK" : "another error");
    tamer_error_clear(&error);
    return result;
}

static TAMED async void deadlock(void)
{
    TAMER_SCOPE(scope) {
        work_delayed *other = work_scoped(scope, 5, 2);

        printf("  %d\n", catches(other));
        await work_get(other);
        printf("  %d\n", catches(other)); /* it is there: no waiting */
    }
}

static int waits_for(work_delayed *other)
{
    return work_get(other);
}

/* The errors of blocking calls in a tamed function, straight or through plain code, are its own. */
static TAMED async void blocking_fails(void)
{
    OWNED tamer_error *error = NULL;

    if (tamer_catch(&error, tamer_blocking(failing(1, 2))))
        report(&error);
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        work_delayed *other = work_scoped(scope, 6, 2);

        if (tamer_catch(&error, waits_for(other)))
            printf("  %s\n", tamer_error_code(error) == EDEADLK ? "EDEADLK" : "another error");
        tamer_error_clear(&error);
    }
    tamer_blocking(failing(2, 1));
    puts("  went on: wrong");
}

static void bottom(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        int before = world;

        changes_scoped(scope);
        turns(3);
        printf("  the world %s\n", world == before ? "stood still" : "moves");
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("bottom");
    bottom();
    puts("nested");
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        changes_scoped(scope);
        nested();
    }
    puts("deadlock");
    deadlock();
    puts("blocking");
    if (tamer_catch(&error, blocking_fails()))
        report(&error);
    return 0;
}
