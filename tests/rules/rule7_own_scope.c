/* SPDX-License-Identifier: BSD-3-Clause */
/* A task may schedule into its own scope, also while that waits at its end, and into any open scope
 * of the thread. Scheduling on a cancelled scope gives a cancelled result. */
#include "turns.h"

static TAMED async void tree(tamer_scope *scope, int depth, int *leaves);

static TAMED async void tree(tamer_scope *scope, int depth, int *leaves)
{
    await tamer_yield();
    if (depth == 0) {
        ++*leaves;
        return;
    }
    tree_scoped(scope, scope, depth - 1, leaves);
    tree_scoped(scope, scope, depth - 1, leaves);
}

static TAMED async void into_the_outer(tamer_scope *outer)
{
    await turns(2);
    work_scoped(outer, 1, 3);
    puts("  inner task ends");
}

static TAMED async void run(void)
{
    int leaves = 0;
    SLOT work_delayed late = {0};

    TAMER_SCOPE(scope) {
        tree_scoped(scope, scope, 6, &leaves);
    }
    printf("  leaves: %d\n", leaves);

    TAMER_SCOPE(outer) {
        TAMER_SCOPE(inner) {
            into_the_outer_scoped(inner, outer);
        }
        puts("  inner scope left");
    }
    puts("  outer scope left");

    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        work_scoped_into(scope, &late, 2, 1);
        printf("  scheduled on a cancelled scope: %s\n", state_name(&late.base));
        work_scoped(scope, 3, 1);
    }
}

static void plain(void)
{
    int leaves = 0;

    TAMER_SCOPE(scope) {
        tree_scoped(scope, scope, 4, &leaves);
    }
    printf("  leaves: %d\n", leaves);
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        work_delayed *late = work_scoped(scope, 2, 1);
        printf("  scheduled on a cancelled scope: %s\n", state_name(&late->base));
    }
}

int main(void)
{
    run();
    plain();
    return 0;
}
