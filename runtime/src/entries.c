/* SPDX-License-Identifier: BSD-3-Clause */
/* From a function's sync wrapper to its asynchronous entry: an open-addressed table over the
 * entries of all loaded modules, made anew when one comes or goes. */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <tamer/abi.h>

#include "mem.h"

typedef void (*function)(void);

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER; /* of all below */
static tamer_entries *modules;
static const tamer_entry **table; /* owned; NULL marks a free place */
static size_t table_mask;         /* places - 1 */

static size_t place_of(function sync)
{
    return (size_t)(((uintptr_t)sync >> 2) * UINT64_C(0x9e3779b97f4a7c15) >> 20);
}

static void insert(const tamer_entry *entry)
{
    size_t place = place_of(entry->sync) & table_mask;

    while (table[place] && table[place]->sync != entry->sync)
        place = (place + 1) & table_mask;
    table[place] = entry;
}

/* With the lock held for writing. */
static void rebuild(void)
{
    size_t count = 0, places = 16, i;
    const tamer_entries *module;

    for (module = modules; module; module = module->next)
        count += module->count;
    while (places < 2 * count)
        places *= 2;
    free(table);
    table = count ? calloc(places, sizeof *table) : NULL;
    if (count && !table)
        tmr_mem_exhausted();
    table_mask = places - 1;
    for (module = modules; module; module = module->next)
        for (i = 0; i < module->count; i++)
            insert(&module->entries[i]);
}

void tamer_entries_add(tamer_entries *entries)
{
    pthread_rwlock_wrlock(&lock);
    entries->next = modules;
    modules = entries;
    rebuild();
    pthread_rwlock_unlock(&lock);
}

void tamer_entries_remove(tamer_entries *entries)
{
    tamer_entries **link;

    pthread_rwlock_wrlock(&lock);
    for (link = &modules; *link; link = &(*link)->next) {
        if (*link == entries) {
            *link = entries->next;
            break;
        }
    }
    rebuild();
    pthread_rwlock_unlock(&lock);
}

function tamer_entry_find(function sync)
{
    function async = NULL;
    size_t place;

    pthread_rwlock_rdlock(&lock);
    if (table) {
        for (place = place_of(sync) & table_mask; table[place]; place = (place + 1) & table_mask) {
            if (table[place]->sync == sync) {
                async = table[place]->async;
                break;
            }
        }
    }
    pthread_rwlock_unlock(&lock);
    return async;
}
