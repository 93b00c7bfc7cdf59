/* SPDX-License-Identifier: BSD-3-Clause */
/* Scopes, groups and results that are made in one file and used in another, by plain and tamed
 * functions. */
#include "across_files.h"

static TAMED async void tamed(void)
{
    struct store store = {0};
    SLOT put_delayed slot = {0};

    TAMER_SCOPE(scope, .name = "mine") {
        store_open(&store, scope);
        put_delayed *first = store_put(&store, 1);
        await store_fill(&store, 2, 4);
        put_scoped_into(store.jobs, &slot, &store, 9);
        printf("  got %d\n", await put_get(first));
        await store_close(&store);
    }
    printf("  %d put, the last %d\n", store.count, slot.value);
}

static void plain(void)
{
    struct store store = {0};

    TAMER_SCOPE(scope, .name = "mine", .deadline = tamer_now() + 50, .start = TAMER_EAGER) {
        store_open(&store, scope);
        store_fill(&store, 1, 3);
        printf("  in '%s' and '%s'\n", tamer_scope_name(scope), tamer_scope_name(store.jobs));
        printf("  got %d\n", put_get(store_put(&store, 7)));
        store_fail(scope, 5);
        turns(4);
        printf("  cancelled: %d\n", tamer_scope_cancelled(scope));
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("tamed");
    tamed();
    puts("plain");
    printf("  %d\n", tamer_catch(&error, plain()));
    report(&error);
    return 0;
}
