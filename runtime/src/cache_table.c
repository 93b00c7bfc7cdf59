/* SPDX-License-Identifier: BSD-3-Clause */
#include "cache_table.h"

#include <stdlib.h>
#include <string.h>

#include <tamer/error.h>
#include <tamer/time.h>

#include "mem.h"

enum { TABLE_FIRST = 16 /* places at first */ };

/* ---- keys ---- */

static uint64_t hash_bytes(const char *bytes, size_t size)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    while (size-- > 0)
        hash = (hash ^ (unsigned char)*bytes++) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t tamer_string_hash(const void *key)
{
    const char *const *string = key;

    return hash_bytes(*string, strlen(*string));
}

bool tamer_string_equal(const void *key, const void *other)
{
    const char *const *one = key, *const *two = other;

    return strcmp(*one, *two) == 0;
}

bool tamer_string_copy(void *to, const void *from)
{
    const char *const *string = from;
    size_t size = strlen(*string) + 1;
    char *copy = tmr_alloc(size);

    if (!copy)
        return false;
    memcpy(copy, *string, size);
    *(char **)to = copy;
    return true;
}

void tamer_string_free(void *key)
{
    free(*(char **)key);
}

static uint64_t hash_of(const tamer_cache *cache, const void *key)
{
    const tamer_cache_options *options = &cache->options;
    uint64_t hash = options->hash ? options->hash(key) : hash_bytes(key, options->key_size);

    return (hash ^ (hash >> 32)) * UINT64_C(0x9e3779b97f4a7c15);
}

static bool is_equal(const tamer_cache *cache, const void *key, const void *other)
{
    if (cache->options.equal)
        return cache->options.equal(key, other);
    return memcmp(key, other, cache->options.key_size) == 0;
}

/* ---- entries ---- */

static size_t round_up(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

static size_t size_of(const tamer_cache *cache)
{
    return round_up(sizeof(struct tmr_entry)) + round_up(cache->options.key_size) +
           round_up(cache->options.value_size);
}

static struct tmr_entry *entry_new(tamer_cache *cache, const void *key)
{
    size_t head = round_up(sizeof(struct tmr_entry)), size = size_of(cache);
    struct tmr_entry *entry = tmr_alloc(size);

    if (!entry)
        return NULL;
    memset(entry, 0, size);
    entry->cache = cache;
    entry->key = (char *)entry + head;
    entry->value = (char *)entry + head + round_up(cache->options.key_size);
    entry->references = 1;
    if (!cache->options.key_copy) {
        memcpy(entry->key, key, cache->options.key_size);
    } else if (!cache->options.key_copy(entry->key, key)) {
        free(entry);
        return NULL;
    }
    cache->references++;
    return entry;
}

void tmr_entry_unref(struct tmr_entry *entry)
{
    tamer_cache *cache = entry->cache;

    if (--entry->references > 0)
        return;
    if (entry->loaded && cache->options.value_free)
        cache->options.value_free(entry->value);
    if (cache->options.key_free)
        cache->options.key_free(entry->key);
    tamer_error_clear(&entry->error);
    free(entry);
    tmr_cache_unref(cache);
}

void tmr_cache_unref(tamer_cache *cache)
{
    if (--cache->references > 0)
        return;
    free(cache->table);
    free(cache);
}

/* ---- the order of use ---- */

static void list(struct tmr_entry *entry)
{
    tamer_cache *cache = entry->cache;

    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest)
        cache->newest->newer = entry;
    else
        cache->oldest = entry;
    cache->newest = entry;
    cache->listed++;
    entry->listed = true;
}

static void unlist(struct tmr_entry *entry)
{
    tamer_cache *cache = entry->cache;

    if (!entry->listed)
        return;
    if (entry->newer)
        entry->newer->older = entry->older;
    else
        cache->newest = entry->older;
    if (entry->older)
        entry->older->newer = entry->newer;
    else
        cache->oldest = entry->newer;
    cache->listed--;
    entry->listed = false;
}

/* ---- the table ---- */

static struct tmr_entry **place_of(const tamer_cache *cache, uint64_t hash)
{
    return &cache->table[(hash >> 20) & (cache->table_size - 1)];
}

/* False: there is no memory, and no table. Without memory for more, a table stays as it is. */
static bool grow(tamer_cache *cache)
{
    size_t size = cache->table ? 2 * cache->table_size : TABLE_FIRST, old = cache->table_size, i;
    struct tmr_entry **table = tmr_alloc(size * sizeof *table), **before = cache->table;

    if (!table)
        return before;
    memset(table, 0, size * sizeof *table);
    cache->table = table;
    cache->table_size = size;
    for (i = 0; before && i < old; i++) {
        struct tmr_entry *entry = before[i], *next;

        for (; entry; entry = next) {
            struct tmr_entry **place = place_of(cache, entry->hash);

            next = entry->chain;
            entry->chain = *place;
            *place = entry;
        }
    }
    free(before);
    return true;
}

struct tmr_entry *tmr_cache_find(tamer_cache *cache, const void *key)
{
    uint64_t hash = hash_of(cache, key);
    struct tmr_entry *entry = cache->table ? *place_of(cache, hash) : NULL;

    while (entry && (entry->hash != hash || !is_equal(cache, entry->key, key)))
        entry = entry->chain;
    if (!entry || !entry->listed)
        return entry;
    if (cache->options.ttl > 0 && tamer_now() >= entry->expires) {
        tmr_cache_remove(entry);
        return NULL;
    }
    unlist(entry);
    list(entry);
    return entry;
}

struct tmr_entry *tmr_cache_add(tamer_cache *cache, const void *key)
{
    struct tmr_entry *entry, **place;

    if (cache->count >= cache->table_size && !grow(cache))
        return NULL;
    entry = entry_new(cache, key);
    if (!entry)
        return NULL;
    entry->hash = hash_of(cache, key);
    place = place_of(cache, entry->hash);
    entry->chain = *place;
    *place = entry;
    entry->in_table = true;
    cache->count++;
    return entry;
}

void tmr_cache_remove(struct tmr_entry *entry)
{
    tamer_cache *cache = entry->cache;
    struct tmr_entry **place;

    if (!entry->in_table)
        return;
    for (place = place_of(cache, entry->hash); *place != entry; place = &(*place)->chain)
        ;
    *place = entry->chain;
    cache->count--;
    unlist(entry);
    entry->in_table = false;
    tmr_entry_unref(entry);
}

void tmr_cache_loaded(struct tmr_entry *entry)
{
    tamer_cache *cache = entry->cache;

    entry->loaded = true;
    entry->expires = tamer_now() + cache->options.ttl;
    if (!entry->in_table)
        return;
    list(entry);
    while (cache->options.capacity > 0 && cache->listed > cache->options.capacity)
        tmr_cache_remove(cache->oldest);
}

void tamer_cache_forget(tamer_cache *cache, const void *key)
{
    struct tmr_entry *entry = tmr_cache_find(cache, key);

    if (entry)
        tmr_cache_remove(entry);
}

void tamer_cache_clear(tamer_cache *cache)
{
    size_t i;

    for (i = 0; i < cache->table_size; i++)
        while (cache->table[i])
            tmr_cache_remove(cache->table[i]);
}

size_t tamer_cache_count(const tamer_cache *cache)
{
    return cache->listed;
}
