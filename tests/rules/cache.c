/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B12: a cache whose loads are awaited, <tamer/cache.h>. */
#include <stdbool.h>
#include <stdlib.h>

#include <tamer/cache.h>

#include "turns.h"

static int loads;

/* Takes a tenth of a second; those of 13 fail. */
static TAMED async void load(const void *key, void *value, void *data)
{
    int n = *(const int *)key;
    bool loaded = false;
    tamer_defer {
        if (!loaded) {
            await tamer_sleep(0.01);
            printf("  the load of %d ends early\n", n);
        }
    }

    (void)data;
    loads++;
    await tamer_sleep(0.1);
    if (n == 13)
        tamer_raise(EPROTO, "load of %d", n);
    *(long *)value = n * 100L + loads;
    loaded = true;
}

static const tamer_cache_options plain_ones = {
    .key_size = sizeof(int), .value_size = sizeof(long), .load = load};

static TAMED async tamer_cache *made(tamer_scope *scope, const tamer_cache_options *options)
{
    tamer_cache *cache = tamer_cache_new(scope, options);

    if (!cache)
        tamer_raise(ENOMEM, "no cache");
    return cache;
}

static void free_cache(tamer_cache **cache)
{
    tamer_cache_free(*cache);
    *cache = NULL;
}

/* Of a variable tamer_cache *: freed wherever its block is left, unless free_cache has done so. */
#define KEPT __attribute__((__cleanup__(free_cache)))

static TAMED async long get(tamer_cache *cache, int key)
{
    long value = -1;

    await tamer_cache_get(cache, &key, &value);
    return value;
}

static TAMED async void show(tamer_cache *cache, int key)
{
    double before = tamer_now();
    long value = await get(cache, key);

    printf("  %d: %ld after %.2g s\n", key, value, tamer_now() - before);
}

static TAMED async void least_recently_used(void)
{
    TAMER_SCOPE(scope) {
        tamer_cache_options options = plain_ones;
        options.capacity = 3;
        KEPT tamer_cache *cache = await made(scope, &options);

        for (int key = 1; key <= 3; key++)
            await show(cache, key);
        await show(cache, 1);
        await show(cache, 4); /* 2 goes */
        await show(cache, 1);
        await show(cache, 3);
        await show(cache, 2);
        printf("  %zu kept\n", tamer_cache_count(cache));
        int three = 3;
        tamer_cache_forget(cache, &three);
        printf("  %zu kept\n", tamer_cache_count(cache));
        tamer_cache_clear(cache);
        printf("  %zu kept\n", tamer_cache_count(cache));
        await show(cache, 1);
    }
}

static TAMED async void too_old(void)
{
    TAMER_SCOPE(scope) {
        tamer_cache_options options = plain_ones;
        options.ttl = 10;
        KEPT tamer_cache *cache = await made(scope, &options);

        await show(cache, 1);
        await tamer_sleep(9.9);
        await show(cache, 1);
        await tamer_sleep(0.2);
        await show(cache, 1);
    }
}

/* One load, and one of another key beside it. */
static TAMED async void together(void)
{
    KEPT tamer_cache *cache = NULL;
    int before = loads;

    TAMER_SCOPE(scope) {
        cache = await made(scope, &plain_ones);
        get_delayed *gets[5];

        for (int i = 0; i < 5; i++)
            gets[i] = get_scoped(scope, cache, i == 4 ? 8 : 7);
        await tamer_gather(TAMER_RESULTS_OF(gets, 5));
        for (int i = 0; i < 4; i++)
            printf("  %d", *get_value(gets[i]) == *get_value(gets[0]));
        printf("  loads %d\n", loads - before);
    }
}

/* Of three callers those in `cancelled` are cancelled after a while, the first one among them
 * having begun the load. */
static TAMED async void cancelled(unsigned which)
{
    KEPT tamer_cache *cache = NULL;

    TAMER_SCOPE(scope) {
        cache = await made(scope, &plain_ones);
        get_delayed *gets[3];
        int before = loads;

        for (int i = 0; i < 3; i++)
            gets[i] = get_scoped(scope, cache, 7);
        await tamer_sleep(0.05);
        for (int i = 0; i < 3; i++)
            if (which & 1u << i)
                tamer_delayed_cancel(&gets[i]->base);
        await tamer_yield();
        await tamer_yield();
        long fresh = which == 7 ? await get(cache, 7) : 0;
        await tamer_gather(TAMER_RESULTS_OF(gets, 3));
        printf("  %u: %s %s %s, loads %d%s, kept %zu\n", which, state_name(&gets[0]->base),
               state_name(&gets[1]->base), state_name(&gets[2]->base), loads - before,
               fresh > 0 ? ", a new one" : "", tamer_cache_count(cache));
    }
}

static TAMED async void failing_loads(void)
{
    KEPT tamer_cache *cache = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        cache = await made(scope, &plain_ones);
        OWNED tamer_error *error = NULL;
        get_delayed *gets[3];
        int before = loads;

        for (int i = 0; i < 3; i++)
            gets[i] = get_scoped(scope, cache, 13);
        if (tamer_catch(&error, await tamer_gather_or_raise(TAMER_RESULTS_OF(gets, 3))))
            report(&error);
        printf("  loads %d, kept %zu\n", loads - before, tamer_cache_count(cache));
        if (tamer_catch(&error, await show(cache, 13)))
            report(&error);
        printf("  loads %d\n", loads - before);
    }
}

static void plain_load(const void *key, void *value, void *data)
{
    (void)data;
    *(long *)value = *(const int *)key * 2L;
}

static TAMED async void fails_at_once(const void *key, void *value, void *data)
{
    (void)key;
    (void)value;
    (void)data;
    tamer_raise(EPERM, "never");
}

static TAMED async void load_itself(const void *key, void *value, void *data)
{
    tamer_cache **cache = data;

    await tamer_cache_get(*cache, key, value);
}

static TAMED async void other_loaders(void)
{
    KEPT tamer_cache *cache = NULL, *refusing = NULL, *endless = NULL;
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope) {
        cache = await made(scope, &(tamer_cache_options){.key_size = sizeof(int),
                                                         .value_size = sizeof(long),
                                                         .load = plain_load});
        refusing = await made(scope, &(tamer_cache_options){.key_size = sizeof(int),
                                                            .value_size = sizeof(long),
                                                            .load = fails_at_once});
        endless = await made(scope, &(tamer_cache_options){.key_size = sizeof(int),
                                                           .value_size = sizeof(long),
                                                           .load = load_itself,
                                                           .data = &endless});
        for (int key = 0; key < 100; key++)
            if (await get(cache, key) != key * 2L)
                puts("  wrong");
        await show(cache, 99);
        if (tamer_catch(&error, await show(refusing, 1)))
            report(&error);
        if (tamer_catch(&error, await show(endless, 1)))
            report(&error);
    }
    printf("  kept %zu\n", tamer_cache_count(cache));
    free_cache(&cache); /* behind the scope */
    tamer_cache_free(NULL);
}

/* ---- keys and values that hold memory ---- */

static int texts;

static TAMED async void make_text(const void *key, void *value, void *data)
{
    const char *const *name = key;
    char *text;

    (void)data;
    await tamer_sleep(0.1);
    text = malloc(32);
    snprintf(text, 32, "text of %s", *name);
    texts++;
    *(char **)value = text;
}

static void free_text(void *value)
{
    texts--;
    free(*(char **)value);
}

static void copy_text(void *to, const void *from)
{
    char *copy = malloc(32);

    memcpy(copy, *(char *const *)from, 32);
    *(char **)to = copy;
}

static TAMED async void strings(void)
{
    TAMER_SCOPE(scope) {
        KEPT tamer_cache *cache = await made(
            scope, &(tamer_cache_options){TAMER_STRING_KEYS, .value_size = sizeof(char *),
                                          .capacity = 2, .load = make_text, .value_free = free_text,
                                          .value_copy = copy_text});
        char name[] = "a";
        const char *key = name;

        for (int i = 0; i < 6; i++) {
            char *text = NULL;

            name[0] = (char)('a' + i % 3);
            await tamer_cache_get(cache, &key, &text);
            printf("  %s\n", text);
            free(text);
        }
        printf("  %d texts, %zu kept\n", texts, tamer_cache_count(cache));
        free_cache(&cache);
        printf("  %d texts\n", texts);
    }
}

/* ---- the end ---- */

static TAMED async void freed_meanwhile(void)
{
    KEPT tamer_cache *cache = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        cache = await made(scope, &plain_ones);
        OWNED tamer_error *error = NULL;
        get_delayed *one = get_scoped(scope, cache, 1);

        await tamer_sleep(0.05);
        free_cache(&cache);
        if (tamer_catch(&error, await tamer_gather_or_raise(TAMER_RESULTS(one))))
            report(&error);
    }
}

static TAMED async void scope_cancelled(void)
{
    KEPT tamer_cache *cache = NULL;
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(outer, .on_error = TAMER_CONTINUE) {
        TAMER_SCOPE(scope) {
            cache = await made(scope, &plain_ones);
            get_delayed *one = get_scoped(outer, cache, 1);
            tamer_defer { /* it uses what ends with the scope */
                tamer_delayed_cancel(&one->base);
                await tamer_delayed_settle(&one->base);
            }

            await tamer_sleep(0.05);
            tamer_cancel(scope);
            tamer_defer {
                if (tamer_catch(&error, await get_get(one)))
                    report(&error);
                if (tamer_catch(&error, await get(cache, 2)))
                    report(&error);
            }
            await tamer_yield();
        }
        free_cache(&cache);
    }
}

/* The same work, cancelled after every hundredth of a second. */
static TAMED async void work_with(tamer_cache *cache)
{
    for (int i = 0; i < 4; i++)
        await get(cache, i % 3);
}

static TAMED async void cancelled_anywhere(void)
{
    for (int after = 0; after < 40; after++) {
        TAMER_SCOPE(scope) {
            tamer_cache_options options = {
                .key_size = sizeof(int), .value_size = sizeof(long), .capacity = 2, .load = load};
            KEPT tamer_cache *cache = await made(scope, &options);

            TAMER_SCOPE(users, .exit = TAMER_CANCEL) {
                work_with_scoped(users, cache);
                work_with_scoped(users, cache);
                await tamer_sleep(after / 100.0);
            }
        }
    }
}

static void ask_plainly(tamer_cache *cache)
{
    OWNED tamer_error *error = NULL;
    long value = 0;
    int key = 5;

    tamer_cache_get(cache, &key, &value);
    printf("  %ld %ld\n", value / 100, get(cache, 5) / 100);
    key = 13;
    if (tamer_catch(&error, tamer_cache_get(cache, &key, &value)))
        report(&error);
}

static void plain(void)
{
    TAMER_SCOPE(scope) {
        KEPT tamer_cache *cache = made(scope, &plain_ones);

        if (cache)
            ask_plainly(cache);
    }
}

int main(void)
{
    puts("least recently used");
    least_recently_used();
    puts("too old");
    too_old();
    puts("together");
    together();
    puts("cancelled");
    for (unsigned which = 1; which < 8; which++)
        cancelled(which);
    puts("failing loads");
    failing_loads();
    puts("other loaders");
    other_loaders();
    puts("strings");
    strings();
    puts("freed meanwhile");
    freed_meanwhile();
    puts("scope cancelled");
    scope_cancelled();
    puts("plain");
    plain();
    puts("cancelled anywhere");
    cancelled_anywhere();
    return 0;
}
