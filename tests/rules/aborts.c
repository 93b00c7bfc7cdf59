/* SPDX-License-Identifier: BSD-3-Clause */
/* What ends the program with a message: an error that nobody takes, and misuse of a scope. */
#include <pthread.h>
#include <setjmp.h>

#include "aborted.h"
#include "turns.h"

static TAMED async int fails_below(void)
{
    return await failing(1, 2);
}

static void uncaught(void)
{
    fails_below();
    puts("went on: wrong");
}

static void uncaught_in_scope(void)
{
    TAMER_SCOPE(scope) {
        failing_scoped(scope, 2, 1);
    }
    puts("went on: wrong");
}

static void closed_scope(void)
{
    tamer_scope *kept = NULL;

    TAMER_SCOPE(outer) {
        TAMER_SCOPE(inner) {
            kept = inner;
        }
        work_scoped(kept, 1, 1);
    }
}

static void *other_thread(void *scope)
{
    work_scoped(scope, 1, 1);
    return NULL;
}

static void wrong_thread(void)
{
    TAMER_SCOPE(scope) {
        pthread_t thread;

        pthread_create(&thread, NULL, other_thread, scope);
        pthread_join(thread, NULL);
    }
}

static void closed_group(void)
{
    tamer_scope *group = NULL;

    TAMER_SCOPE(scope)
        group = tamer_group_open(scope, &(tamer_scope_options){.name = "jobs"});
    tamer_group_close(group);
}

static void not_a_group(void)
{
    TAMER_SCOPE(scope)
        tamer_group_close(scope);
}

static jmp_buf landing;

/* By another name: tamerc warns of longjmp. */
static __typeof__(longjmp) *const go = longjmp;

static TAMED async int jumps_when_resumed(void)
{
    await tamer_yield();
    go(landing, 1);
    return 0;
}

static void jump_from_task(void)
{
    TAMER_SCOPE(scope) {
        jumps_when_resumed_scoped(scope);
        if (setjmp(landing) == 0)
            tamer_sleep(1);
        puts("went on: wrong");
    }
}

static TAMED async int jumps_from_scope(void)
{
    TAMER_SCOPE(scope)
        go(landing, 1);
    return 0;
}

static void jump_past_scope(void)
{
    if (setjmp(landing) == 0)
        jumps_from_scope();
    puts("went on: wrong");
}

TAMER_GENERATES(ones, int);

static TAMED async void ones(ones_generator *to, int jump_after)
{
    for (int i = 0;; i++) {
        if (i == jump_after)
            go(landing, 1);
        await tamer_give(to, 1);
    }
}

static void *next_elsewhere(void *generator)
{
    tamer_generator_next(generator);
    return NULL;
}

static void wrong_thread_of_generator(void)
{
    ones_generator from;
    pthread_t thread;

    ones_scoped(tamer_generator_open(&from.base), &from, -1);
    tamer_generator_next(&from.base);
    pthread_create(&thread, NULL, next_elsewhere, &from.base);
    pthread_join(thread, NULL);
}

static void begun_twice(void)
{
    ones_generator from;
    tamer_scope *door = tamer_generator_open(&from.base);

    ones_scoped(door, &from, -1);
    ones_scoped(door, &from, -1);
}

static void generator_as_scope(void)
{
    ones_generator from;

    tamer_cancel(tamer_generator_open(&from.base));
}

static void jump_past_generator(void)
{
    ones_generator from;

    ones_scoped(tamer_generator_open(&from.base), &from, 1);
    if (setjmp(landing) == 0)
        while (tamer_generator_next(&from.base))
            puts("a value");
    puts("went on: wrong");
}

TAMER_MANAGES(careless, int);

static TAMED async void careless(careless_manager *to)
{
    tamer_defer {
        fputs("released\n", stderr);
    }
    await tamer_lend(to, 5);
}

/* The manager sees the error first. */
static void uncaught_in_block(void)
{
    TAMER_WITH(n, careless)
        failing(n, 0);
    puts("went on: wrong");
}

int main(void)
{
    show("uncaught", uncaught);
    show("uncaught in a scope", uncaught_in_scope);
    show("closed scope", closed_scope);
    show("wrong thread", wrong_thread);
    show("a group closed with its parent", closed_group);
    show("closing what is no group", not_a_group);
    show("longjmp out of a task", jump_from_task);
    show("longjmp out of a scope", jump_past_scope);
    show("a generator of another thread", wrong_thread_of_generator);
    show("a generator begun twice", begun_twice);
    show("a generator as a scope", generator_as_scope);
    show("longjmp out of a generator", jump_past_generator);
    show("uncaught behind a manager", uncaught_in_block);
    return 0;
}
