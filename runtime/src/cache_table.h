/* SPDX-License-Identifier: BSD-3-Clause */
/* What a cache holds: entries in a hash table, those with a value in the order of their use. */
#ifndef TMR_CACHE_TABLE_H
#define TMR_CACHE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/cache.h>
#include <tamer/sync.h>

/* A key, and its value once that is loaded. */
struct tmr_entry {
    tamer_cache *cache;              /* one reference */
    struct tmr_entry *chain;         /* next one in the table with the same place */
    struct tmr_entry *newer, *older; /* if listed */
    uint64_t hash;
    size_t references; /* the table's, the load's, and one for each that waits */
    size_t waiters;
    tamer_event ready;    /* the load is over */
    tamer_scope *loading; /* of the load, while it runs */
    tamer_task *task;     /* that runs the load */
    tamer_error *error;   /* owned: of the load */
    double expires;       /* a tamer_now() time */
    bool in_table;
    bool listed; /* among those in the order of use: in the table, and loaded */
    bool loaded;
    void *key, *value; /* behind it */
};

struct tamer_cache {
    tamer_cache_options options; /* functions for hash and equal are set */
    tamer_scope *group;          /* in which loads run */
    struct tmr_entry **table;    /* owned; chains */
    size_t table_size;           /* a power of two */
    size_t count, listed;        /* entries in the table; of these in the order of use */
    struct tmr_entry *newest, *oldest;
    size_t references; /* the user's, and one for each entry */
    size_t running;    /* loads */
};

/* The entry of a key, or NULL. One with a value that is too old is taken out; otherwise one with a
 * value becomes the newest. */
struct tmr_entry *tmr_cache_find(tamer_cache *cache, const void *key);

/* A new entry in the table, without a value; NULL: no memory. */
struct tmr_entry *tmr_cache_add(tamer_cache *cache, const void *key);

/* Takes it out of the table, if it is there. */
void tmr_cache_remove(struct tmr_entry *entry);

/* It has a value now: makes it the newest, and takes out what is too much. */
void tmr_cache_loaded(struct tmr_entry *entry);

void tmr_entry_unref(struct tmr_entry *entry);
void tmr_cache_unref(tamer_cache *cache);

#endif
