/* SPDX-License-Identifier: BSD-3-Clause */
/* What across_files.c uses of across_files_other.c. */
#ifndef TESTS_ACROSS_FILES_H
#define TESTS_ACROSS_FILES_H

#include "turns.h"

struct store {
    tamer_scope *jobs; /* owned */
    int count;
};

/* The store's group is a child of the scope. */
void store_open(struct store *store, tamer_scope *scope);
TAMED async void store_close(struct store *store);

TAMED async int put(struct store *store, int n);

/* In the background; the result is the store's. */
put_delayed *store_put(struct store *store, int n);

/* Puts all from `first` to `last`, in a scope of its own. */
TAMED async void store_fill(struct store *store, int first, int last);

/* Schedules a task that fails. */
void store_fail(tamer_scope *scope, int n);

#endif
