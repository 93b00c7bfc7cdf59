/* SPDX-License-Identifier: BSD-3-Clause */
/* A received error still cancels the siblings, unless .on_error = TAMER_CONTINUE. */
#include "turns.h"

static TAMED async void receive(enum tamer_policy on_error)
{
    OWNED tamer_error *error = NULL;
    SLOT work_delayed sibling = {0};

    TAMER_SCOPE(scope, .on_error = on_error) {
        failing_delayed *bad = failing_scoped(scope, 1, 3);
        work_scoped_into(scope, &sibling, 2, 12);
        if (tamer_catch(&error, await failing_get(bad)))
            puts("  received");
    }
    report(&error);
    printf("  the sibling is %s\n", state_name(&sibling.base));
}

static void plain(enum tamer_policy on_error)
{
    OWNED tamer_error *error = NULL;
    SLOT work_delayed sibling = {0};

    TAMER_SCOPE(scope, .on_error = on_error) {
        failing_delayed *bad = failing_scoped(scope, 1, 3);
        work_scoped_into(scope, &sibling, 2, 12);
        if (tamer_catch(&error, failing_get(bad)))
            puts("  received");
    }
    report(&error);
    printf("  the sibling is %s\n", state_name(&sibling.base));
}

int main(void)
{
    puts("cancel");
    receive(TAMER_CANCEL);
    plain(TAMER_CANCEL);
    puts("continue");
    receive(TAMER_CONTINUE);
    plain(TAMER_CONTINUE);
    return 0;
}
