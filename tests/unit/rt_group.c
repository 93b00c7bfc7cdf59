/* SPDX-License-Identifier: BSD-3-Clause */
/* Groups, results as they finish and cancelling when there is no memory: whatever allocation fails,
 * what was begun ends, and nothing is left. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "loop.h"
#include "plan.h"

enum { CHILDREN = 12 };

static size_t handled;

static void handle(const tamer_error *error, void *data)
{
    (void)data;
    handled += tamer_error_code(error) != 0;
}

/* Plain code: goes on where calls fail. */
static void everything(struct actor *children, tamer_error **ret_error)
{
    TAMER_SCOPE(scope, .error = ret_error, .on_error = TAMER_CONTINUE) {
        tamer_scope *group = tamer_group_open(scope, &(tamer_scope_options){.handler = handle});
        tamer_scope *below = tamer_group_open(group, NULL);
        tamer_delayed *results[4];
        size_t i;

        for (i = 0; i < CHILDREN - 4; i++)
            act__spawn(NULL, i % 3 ? scope : group, &children[i]);
        for (i = 0; i < 4; i++)
            results[i] =
                &act__spawn(NULL, i % 2 ? scope : below, &children[CHILDREN - 4 + i])->base;
        tamer_cancel_wait(results, 4);
        while (tamer_scope_next(scope))
            ;
        tamer_group_close(below);
        act__spawn(NULL, group, &children[0]);
        tamer_group_shutdown(group);
    }
}

static void test_every_allocation_fails(void **state)
{
    static struct actor children[CHILDREN];
    size_t n, places = 0, failed = 0;
    int later;

    (void)state;
    for (later = 0; later < 2; later++) {
        for (n = 1; n <= 400; n++) {
            tamer_error *error = NULL;
            bool came;
            size_t i;

            rt_begin();
            for (i = 0; i < CHILDREN; i++)
                children[i] = (struct actor){.script = i == 3 ? rt_failer : rt_sleeper,
                                             .id = (int)i,
                                             .seconds = (double)(i % 5)};
            rt_fail_allocation(n, later);
            everything(children, &error);
            came = rt_allocation_failed();
            rt_fail_allocation(0, 0);
            failed += tamer_error_code(error) == ENOMEM;
            tamer_error_clear(&error);
            tmr_mem_trim(&tmr_loop()->mem, UINT64_MAX);
            tmr_loop()->root.head.mark = 0; /* it would fail at its next call */
            rt_end();
            if (!came)
                break;
            places++;
        }
    }
    print_message("%zu places\n", places);
    assert_true(places > 0 && failed > 0 && handled > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
