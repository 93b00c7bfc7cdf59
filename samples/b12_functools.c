/* SPDX-License-Identifier: BSD-3-Clause */
/* Arguments bound in advance, a cache whose loads are awaited, and a call made until it returns a
 * certain value. On the virtual clock, so at once. */
#include <stdio.h>

#include <tamer/cache.h>
#include <tamer/calls.h>
#include <tamer/tamer.h>

static TAMED async int fetch(const char *host, int port, const char *path)
{
    await tamer_sleep(0.5);
    printf("    %.1f: fetched %s:%d%s\n", tamer_now(), host, port, path);
    return port;
}

/* A struct with the bound arguments, and a tamed function for the others. */
TAMER_PARTIAL(
    int, fetch_local, { int port; }, (const char *path),
    { return await fetch("localhost", bound->port, path); })

/* The same for tamer_map and the like, with an index. */
TAMER_ACTION(
    fetch_port,
    {
        const char *host;
        int first;
    },
    { await fetch(bound->host, bound->first + (int)index, "/"); })

static TAMED async void partial(void)
{
    struct fetch_local from = {.port = 80};
    struct fetch_port ports = {"localhost", 8000};

    await fetch_local(&from, "/index.html");
    await tamer_map(4, fetch_port, &ports, &(tamer_map_options){.limit = 2});
}

/* ---- a cache ---- */

static TAMED async void load(const void *key, void *value, void *data)
{
    const char *const *name = key;

    (void)data;
    printf("    %.1f: loading %s\n", tamer_now(), *name);
    await tamer_sleep(1.0);
    *(double *)value = tamer_now();
}

static TAMED async void look_up(tamer_cache *cache, const char *name, int n)
{
    double loaded = 0;

    await tamer_cache_get(cache, &name, &loaded);
    printf("  %.1f: %s for %d is of %.1f\n", tamer_now(), name, n, loaded);
}

static TAMED async void ask(tamer_scope *scope)
{
    tamer_cache *cache = tamer_cache_new(
        scope, &(tamer_cache_options){TAMER_STRING_KEYS, .value_size = sizeof(double),
                                      .capacity = 2, .ttl = 60, .load = load});
    tamer_defer {
        tamer_cache_free(cache);
    }

    TAMER_SCOPE(users) {
        look_up_delayed *first = look_up_scoped(users, cache, "a", 1);

        for (int n = 2; n <= 4; n++) /* they wait for the same load */
            look_up_scoped(users, cache, "a", n);
        await tamer_sleep(0.5);
        tamer_delayed_cancel(&first->base); /* who began it: no harm to the others */
    }
    await look_up(cache, "b", 5);
    await look_up(cache, "a", 6);
    await look_up(cache, "c", 7); /* b goes: it was not used for longest */
    await look_up(cache, "a", 8);
    await look_up(cache, "b", 9);
    await tamer_sleep(60);
    await look_up(cache, "a", 10); /* too old */
}

/* ---- until ---- */

static TAMED async int next_line(int *line)
{
    await tamer_sleep(0.1);
    return ++*line < 4 ? *line : 0;
}

int main(void)
{
    int line = 0, n;

    tamer_clock_virtual(0);
    puts("bound arguments");
    partial();
    puts("a cache");
    TAMER_SCOPE(scope)
        ask(scope);
    puts("until it returns 0");
    TAMER_UNTIL(n, 0, next_line(&line)) /* in a tamed function: await next_line(&line) */
    printf("  line %d\n", n);
    return 0;
}
