/* SPDX-License-Identifier: BSD-3-Clause */
/* Rows B11 and B12: a million calls, ten at once, of which every other fails, and a million values
 * through a cache of ten, hold memory for ten only. */
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>

#include <tamer/cache.h>
#include <tamer/calls.h>
#include <tamer/tamer.h>

enum { CALLS = 1000000, EARLY = 10000 };

static long before, after;
static int running, most;

static long peak_kilobytes(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void look(size_t index)
{
    if (index == EARLY)
        before = peak_kilobytes();
    if (index == CALLS - 1)
        after = peak_kilobytes();
}

static void show(const char *what, size_t failed)
{
    printf("%s: %zu failed, %s memory than early on, at most %d at once\n", what, failed,
           after - before < 512 ? "no more" : "more", most);
    most = 0;
}

static TAMED async void job(void *data, size_t index)
{
    (void)data;
    look(index);
    if (++running > most)
        most = running;
    tamer_defer {
        running--;
    }
    await tamer_yield();
    if (index % 2)
        tamer_raise(EPROTO, "job %zu", index);
}

static TAMED async void load(const void *key, void *value, void *data)
{
    (void)data;
    if (++running > most)
        most = running;
    await tamer_yield();
    *(size_t *)value = *(const size_t *)key;
    running--;
}

static TAMED async void ask(void *data, size_t index)
{
    size_t value = 0;

    look(index);
    await tamer_cache_get(data, &index, &value);
    if (value != index)
        tamer_raise(EPROTO, "wrong");
}

int main(void)
{
    show("calls",
         tamer_map(CALLS, job, NULL, &(tamer_map_options){.limit = 10, .on_error = TAMER_IGNORE}));
    TAMER_SCOPE(scope) {
        tamer_cache *cache =
            tamer_cache_new(scope, &(tamer_cache_options){.key_size = sizeof(size_t),
                                                          .value_size = sizeof(size_t),
                                                          .capacity = 10,
                                                          .load = load});

        show("values", tamer_map(CALLS, ask, cache, &(tamer_map_options){.limit = 10}));
        printf("%zu kept\n", tamer_cache_count(cache));
        tamer_cache_free(cache);
    }
    return 0;
}
