/* SPDX-License-Identifier: BSD-3-Clause */
#include "across_files.h"

void store_open(struct store *store, tamer_scope *scope)
{
    store->jobs = tamer_group_open(scope, &(tamer_scope_options){.name = "store"});
}

TAMED async void store_close(struct store *store)
{
    await tamer_group_close(store->jobs);
    store->jobs = NULL;
}

TAMED async int put(struct store *store, int n)
{
    await turns(n);
    store->count++;
    return n;
}

put_delayed *store_put(struct store *store, int n)
{
    return put_scoped(store->jobs, store, n);
}

TAMED async void store_fill(struct store *store, int first, int last)
{
    TAMER_SCOPE(filling) {
        for (int i = first; i <= last; i++)
            put_scoped(filling, store, i);
    }
}

void store_fail(tamer_scope *scope, int n)
{
    failing_scoped(scope, n, 1);
    endless_scoped(scope, n);
}
