/* SPDX-License-Identifier: BSD-3-Clause */
/* A load is a task of the cache's group, in a scope of its own, by which it is cancelled when
 * nobody waits for it any more. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <tamer/cache.h>
#include <tamer/tamer.h>

#include "arrivals.h"
#include "cache_table.h"
#include "error.h"
#include "mem.h"
#include "misuse.h"
#include "options.h"

static void load_ended(struct tmr_entry *entry)
{
    entry->task = NULL;
    entry->cache->running--;
    if (!entry->loaded)
        tmr_cache_remove(entry);
    tamer_event_set(&entry->ready);
    tmr_entry_unref(entry);
}

/* Begins at once; takes a reference. */
static TAMED async void load(struct tmr_entry *entry)
{
    const tamer_cache_options *options = &entry->cache->options;

    entry->task = tamer_this.current;
    entry->references++;
    entry->cache->running++;
    tamer_defer {
        load_ended(entry);
    }
    TAMER_SCOPE(loading) {
        bool failed;

        entry->loading = loading;
        tamer_defer {
            entry->loading = NULL;
        }
        failed = tamer_catch(&entry->error,
                             await options->load(entry->key, entry->value, options->data));
        if (!failed)
            tmr_cache_loaded(entry);
    }
}

/* One that asks leaves, with or without a value. */
static void leave(struct tmr_entry *entry)
{
    if (--entry->waiters == 0 && !entry->loaded) {
        tmr_cache_remove(entry);
        if (entry->loading)
            tamer_cancel(entry->loading);
    }
    tmr_entry_unref(entry);
}

static TAMED async void wait_for(struct tmr_entry *entry)
{
    if (tamer_event_is_set(&entry->ready))
        return;
    if (!entry->task)
        tamer_raise(ECANCELED, "tamer_cache_get: the scope of the cache is cancelled");
    if (entry->task == tamer_this.current)
        tamer_raise(EDEADLK, "tamer_cache_get: called by the load of the same key");
    await tamer_event_wait(&entry->ready);
}

TAMED async void tamer_cache_get(tamer_cache *cache, const void *key, void *value)
{
    struct tmr_entry *entry = tmr_cache_find(cache, key);
    bool begins = !entry;

    if (begins)
        entry = tmr_cache_add(cache, key);
    if (!entry)
        tamer_raise(ENOMEM, "tamer_cache_get: out of memory");
    entry->references++;
    entry->waiters++;
    tamer_defer {
        leave(entry);
    }
    if (begins)
        load_scoped_into(cache->group, NULL, entry);
    await wait_for(entry);
    if (entry->error)
        await tmr_reraise(tmr_error_own(tmr_error_ref(entry->error)));
    if (!entry->loaded)
        tamer_raise(ECANCELED, "tamer_cache_get: the load was cancelled");
    if (cache->options.value_copy)
        cache->options.value_copy(value, entry->value);
    else
        memcpy(value, entry->value, cache->options.value_size);
}

tamer_cache *tamer_cache_new(tamer_scope *scope, const tamer_cache_options *options)
{
    static const tamer_scope_options group = {
        .start = TAMER_EAGER, .on_error = TAMER_IGNORE, .name = "tamer_cache"};
    tamer_cache *cache;

    if (!options || !options->load || options->key_size == 0)
        tmr_misuse("tamer_cache_new", "the options need .key_size and .load");
    tmr_options_check_time(options->ttl, ".ttl", "tamer_cache_new");
    cache = tmr_alloc(sizeof *cache);
    if (!cache)
        return NULL;
    *cache = (struct tamer_cache){.options = *options, .references = 1};
    cache->group = tamer_group_open(scope, &group);
    return cache;
}

void tamer_cache_free(tamer_cache *cache)
{
    if (!cache)
        return;
    tamer_cache_clear(cache);
    if (cache->running > 0) /* else the group may have been closed with its scope */
        tamer_cancel(cache->group);
    tmr_cache_unref(cache);
}
