/* SPDX-License-Identifier: BSD-3-Clause */
/* Combinators and caches without memory: whatever allocation fails, and all after it, or it alone,
 * nothing hangs, and nothing is left. */
#include <stdbool.h>

#include <tamer/cache.h>
#include <tamer/calls.h>
#include <tamer/combine.h>

#include "sync_common.h"

enum { MANY = 300 /* results: too many for the reserve */ };

static TAMED async int step(int n)
{
    await turns(n % 3 + 1);
    if (n % 4 == 3)
        tamer_raise(EPROTO, "step %d", n);
    return n;
}

static TAMED async void gather(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        step_delayed *list[6];

        for (int i = 0; i < 6; i++)
            list[i] = step_scoped(scope, i);
        await tamer_gather(TAMER_RESULTS_OF(list, 6));
        await tamer_gather_or_raise(TAMER_RESULTS_OF(list, 6));
    }
}

static TAMED async void race(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        step_delayed *list[6];

        for (int i = 0; i < 6; i++)
            list[i] = step_scoped(scope, i);
        await tamer_first_success(TAMER_RESULTS_OF(list + 1, 4));
        await tamer_race(TAMER_RESULTS_OF(list, 6));
    }
}

static TAMED async void arrive(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        step_delayed *list[3];

        for (int i = 0; i < 3; i++)
            list[i] = step_scoped(scope, i);
        tamer_arrivals *arrivals = tamer_arrivals_open(scope, TAMER_RESULTS_OF(list, 3));
        await tamer_arrivals_next(arrivals);
        await tamer_arrivals_next(arrivals);
    }
}

static TAMED async void call(void *data, size_t index)
{
    (void)data;
    await step((int)index);
}

static TAMED async void map(void)
{
    await tamer_map(12, call, NULL, &(tamer_map_options){.limit = 3, .on_error = TAMER_CONTINUE});
}

static TAMED async void races_of_calls(void)
{
    await tamer_first_success_calls(4, call, NULL);
    await tamer_race_calls(4, call, NULL);
}

static TAMED async void busy(void *data, size_t index)
{
    (void)data;
    tamer_raise(EAGAIN, "attempt %zu", index);
}

static TAMED async void retry(void)
{
    await tamer_retry(busy, NULL, &(tamer_retry_options){.timeout = 1});
}

static TAMED async void load(const void *key, void *value, void *data)
{
    (void)data;
    await turns(1);
    *(int *)value = (int)strlen(*(const char *const *)key);
}

static TAMED async int length(tamer_cache *cache, const char *key)
{
    int value = -1;

    await tamer_cache_get(cache, &key, &value);
    return value;
}

static TAMED async void cached(void)
{
    TAMER_SCOPE(scope) {
        tamer_cache *cache = tamer_cache_new(
            scope, &(tamer_cache_options){TAMER_STRING_KEYS, .value_size = sizeof(int),
                                          .capacity = 20, .load = load});
        tamer_defer {
            tamer_cache_free(cache);
        }

        for (int i = 0; cache && i < 40; i++) {
            char key[] = {(char)('a' + i % 25), 0};

            assert_int_equal(await length(cache, key), 1);
        }
    }
}

/* Until it needs no more than n allocations. */
static void without_memory(void (*what)(void), bool and_later)
{
    bool failed = true;

    for (size_t n = 1; failed && n < 500; n++) {
        tamer_error *error = NULL;

        rt_begin();
        rt_fail_allocation(n, and_later);
        tamer_catch(&error, what());
        failed = rt_allocation_failed();
        rt_fail_allocation(0, 0);
        tamer_error_clear(&error);
        tamer_catch(NULL, tamer_yield()); /* the last that was missing may still have to be told */
        rt_end();
    }
    assert_false(failed);
}

static void test_each(void **state)
{
    static void (*const all[])(void) = {gather, race, arrive, map, races_of_calls, retry, cached};

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        without_memory(all[i], false);
        without_memory(all[i], true);
    }
}

/* More than a reserve holds. */
static TAMED async void gather_many(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        step_delayed *list[MANY];

        for (int i = 0; i < MANY; i++)
            list[i] = step_scoped(scope, i);
        assert_int_equal(await tamer_gather(TAMER_RESULTS_OF(list, MANY)), MANY / 4);
        assert_int_equal(await tamer_first_success(TAMER_RESULTS_OF(list, MANY)), 0);
    }
}

static void test_many(void **state)
{
    (void)state;
    rt_begin();
    gather_many();
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each),
        cmocka_unit_test(test_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
