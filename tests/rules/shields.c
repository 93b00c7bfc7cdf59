/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B3: shields, nested six deep and through child tasks. The clock is virtual. */
#include "turns.h"

enum { DEPTH = 6 };

/* Each level is a task of the shielded scope above it. */
static TAMED async void level(int n)
{
    tamer_defer {
        printf("  level %d left\n", n);
    }
    TAMER_SCOPE(scope, .shield = 1) {
        if (n < DEPTH) {
            level_delayed *below = level_scoped(scope, n + 1);
            await level_get(below);
        }
        await turns(2);
        printf("  level %d: outer cancelled, own %d\n", n, tamer_scope_cancelled(scope));
    }
    printf("  level %d goes on\n", n);
}

/* Cancelled from outside: delivered where the topmost shield is left; those below it never see it.
 */
static TAMED async void six_deep(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        level_scoped(scope, 1);
        await turns(8);
    }
}

/* In one function: six scopes, every other one shielded. */
static TAMED async void alternating(void)
{
    tamer_defer {
        puts("  left");
    }
    TAMER_SCOPE(s1) {
        TAMER_SCOPE(s2, .shield = 1) {
            TAMER_SCOPE(s3) {
                TAMER_SCOPE(s4, .shield = 1) {
                    TAMER_SCOPE(s5) {
                        TAMER_SCOPE(s6, .shield = 1) {
                            await turns(4);
                            printf("  %d%d%d%d%d%d\n", tamer_scope_cancelled(s1),
                                   tamer_scope_cancelled(s2), tamer_scope_cancelled(s3),
                                   tamer_scope_cancelled(s4), tamer_scope_cancelled(s5),
                                   tamer_scope_cancelled(s6));
                            tamer_cancel(s3);
                            await turns(1);
                            printf("  %d%d%d%d%d%d\n", tamer_scope_cancelled(s1),
                                   tamer_scope_cancelled(s2), tamer_scope_cancelled(s3),
                                   tamer_scope_cancelled(s4), tamer_scope_cancelled(s5),
                                   tamer_scope_cancelled(s6));
                        }
                        puts("  behind 6: s5 is shielded by s4");
                    }
                    await turns(1);
                    puts("  behind 5");
                }
                puts("  behind 4: wrong");
            }
            puts("  behind 3: s2 goes on");
            await turns(1);
        }
        puts("  behind 2: wrong");
    }
}

static TAMED async void cancelled_outside(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        alternating_scoped(scope);
        await turns(2);
    }
}

static TAMED async void sleeper(int n, double seconds)
{
    tamer_defer {
        printf("  sleeper %d over at %.0f\n", n, tamer_now());
    }
    await tamer_sleep(seconds);
}

/* A shield keeps out what comes from outside, not its own time nor that of scopes inside. */
static TAMED async void timeout_inside(void)
{
    TAMER_SCOPE(outer, .timeout = 1) {
        TAMER_SCOPE(shielded, .shield = 1, .timeout = 3) {
            TAMER_SCOPE(inner, .timeout = 2, .on_timeout = TAMER_MOVE_ON) {
                sleeper_scoped(inner, 1, 100);
                await sleeper(2, 100);
            }
            printf("  the inner time is over at %.0f, the shielded body goes on\n", tamer_now());
            sleeper_scoped(shielded, 3, 100);
            await sleeper(4, 100);
        }
        puts("  went on: wrong");
    }
}

/* The child of a shielded scope schedules into an unshielded one outside. */
static TAMED async void through(tamer_scope *outside)
{
    await turns(4);
    printf("  scheduled outside: %s\n", state_name(&work_scoped(outside, 1, 1)->base));
    TAMER_SCOPE(inside) {
        printf("  scheduled inside: %s\n", state_name(&work_scoped(inside, 2, 1)->base));
    }
}

static TAMED async void shielded_children(tamer_scope *outside)
{
    TAMER_SCOPE(scope, .shield = 1) {
        through_scoped(scope, outside);
    }
    puts("  went on: wrong");
}

static TAMED async void children(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        shielded_children_scoped(scope, scope);
        await turns(2);
    }
}

static void plain(void)
{
    TAMER_SCOPE(outer, .timeout = 1, .on_timeout = TAMER_MOVE_ON) {
        TAMER_SCOPE(shielded, .shield = 1) {
            sleeper_scoped(shielded, 5, 4);
            sleeper(6, 2);
            sleeper(7, 1);
            printf("  at %.0f, outer cancelled %d, shielded %d\n", tamer_now(),
                   tamer_scope_cancelled(outer), tamer_scope_cancelled(shielded));
        }
        printf("  left at %.0f\n", tamer_now());
        sleeper(8, 50);
        printf("  calls behind it do nothing: %.0f\n", tamer_now());
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    tamer_clock_virtual(0);
    puts("six deep");
    six_deep();
    puts("alternating");
    cancelled_outside();
    puts("timeout inside");
    tamer_clock_virtual(0);
    tamer_catch(&error, timeout_inside());
    report(&error);
    puts("children");
    children();
    puts("plain");
    tamer_clock_virtual(0);
    plain();
    return 0;
}
