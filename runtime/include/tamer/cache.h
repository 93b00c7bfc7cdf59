/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A cache of what a function loads: the least recently used values go when there are too many, and
 * each when it is too old. Who asks for what is being loaded waits for that load: there is one for
 * a key, however many ask.
 *
 *     tamer_cache *pages = tamer_cache_new(scope, &(tamer_cache_options){
 *         TAMER_STRING_KEYS, .value_size = sizeof(struct page), .capacity = 100, .ttl = 60,
 *         .load = fetch_page});
 *     await tamer_cache_get(pages, &url, &page);
 *
 * Everything here belongs to the thread of the cache's scope, and only tamer_cache_get waits.
 */
#ifndef TAMER_CACHE_H
#define TAMER_CACHE_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tamer_cache tamer_cache;

/* Makes *value for *key, or fails; a tamed function or a plain one. Both are the cache's, aligned
 * to 16, and *value is all zeros. */
typedef TAMED tamer_async void (*tamer_loader)(const void *key, void *value, void *data);

typedef struct tamer_cache_options {
    tamer_size key_size, value_size; /* bytes of each */
    tamer_size capacity;             /* values that are kept, at most; 0: no bound */
    double ttl; /* seconds from the end of the load, after which a value is not given any more; 0:
                   it always is */
    tamer_loader load;
    void *data; /* for `load`; the caller's, must exist until the last load has ended */
    /* For keys that are not just the bytes of them; NULL: as those. `key_copy` makes the cache's
     * own, or returns false without memory. */
    tamer_u64 (*hash)(const void *key);
    tamer_bool (*equal)(const void *key, const void *other);
    tamer_bool (*key_copy)(void *to, const void *from);
    void (*key_free)(void *key);
    /* For values that hold something: makes the copy that a caller of tamer_cache_get gets (NULL:
     * the bytes), and frees the cache's own. What a value points to, and is not copied, is lent
     * until the caller's next await. None of them may fail, block or use the cache. */
    void (*value_copy)(void *to, const void *from);
    void (*value_free)(void *value);
} tamer_cache_options;

/* clang-format off */
/* Options for keys that are strings: `key` is then a pointer to a const char *. */
#define TAMER_STRING_KEYS \
    .key_size = sizeof(const char *), .hash = tamer_string_hash, .equal = tamer_string_equal, \
    .key_copy = tamer_string_copy, .key_free = tamer_string_free
/* clang-format on */

TAMER_API tamer_u64 tamer_string_hash(const void *key);
TAMER_API tamer_bool tamer_string_equal(const void *key, const void *other);
TAMER_API tamer_bool tamer_string_copy(void *to, const void *from);
TAMER_API void tamer_string_free(void *key);

/*
 * A new cache. Its loads are tasks in `scope`, below the name "tamer_cache": leaving the scope
 * waits for those that run, or cancels them, as for any of its tasks; their errors are none of the
 * scope's. `options` is read before it returns. NULL: no memory.
 */
TAMER_API tamer_cache *tamer_cache_new(tamer_scope *scope, const tamer_cache_options *options);

/* Frees the cache and what it holds; loads that still run are cancelled (who waits for one gets
 * ECANCELED), and free what is theirs when they have cleaned up. Before the scope is left or after;
 * NULL is fine. */
TAMER_API void tamer_cache_free(tamer_cache *cache);

/*
 * Puts a copy of the key's value into *value, and loads it first unless it is there. If the load
 * fails, each who waits for it gets its error, and nothing is kept. A caller that is cancelled does
 * no harm to the others, also the one whose call began the load; with the last of them the load is
 * cancelled as well. ECANCELED: the load was cancelled with its scope or cache. EDEADLK: called by
 * the load of the same key. ENOMEM.
 */
TAMED tamer_async TAMER_API void tamer_cache_get(tamer_cache *cache, const void *key, void *value);

/* Forgets the value of a key, or all; who asks next begins a load. Loads that run go on for those
 * who wait, and are not kept. */
TAMER_API void tamer_cache_forget(tamer_cache *cache, const void *key);
TAMER_API void tamer_cache_clear(tamer_cache *cache);

/* How many values it keeps, those that are too old among them until somebody asks for them. */
TAMER_API tamer_size tamer_cache_count(const tamer_cache *cache);

#ifdef __cplusplus
}
#endif

#endif
