/* SPDX-License-Identifier: BSD-3-Clause */
/* .start = TAMER_EAGER: a task that ends inside the scheduling call is one like others for whoever
 * looks at it meanwhile. */
#include <errno.h>

#include "turns.h"

static const char *state_of(const tamer_delayed *delayed)
{
    static const char *const names[] = {"pending", "done", "failed", "cancelled"};

    return names[tamer_delayed_state(delayed)];
}

static TAMED async int at_once(int value)
{
    if (value < 0)
        await tamer_yield();
    return value;
}

/* Sees itself. */
static TAMED async int counts(tamer_scope *scope, tamer_delayed *own)
{
    printf("pending %zu, own %s\n", tamer_scope_pending(scope), state_of(own));
    return 1;
}

static TAMED async int cancels(tamer_scope *scope, _Bool waits)
{
    tamer_cancel(scope);
    puts("cancelled its scope");
    if (waits) {
        await tamer_yield();
        puts("went on: wrong");
    }
    return 2;
}

static TAMED async int fails(int code)
{
    tamer_raise(code, "code %d", code);
    return 0;
}

static TAMED async int late(int code, int turns)
{
    for (int i = 0; i < turns; i++)
        await tamer_yield();
    tamer_raise(code, "late %d", code);
    return 0;
}

/* Its own error stands before that of the task it schedules. */
static TAMED async int schedules(tamer_scope *scope)
{
    late_scoped(scope, ERANGE, 0);
    late_scoped(scope, EDOM, 1);
    tamer_raise(EPERM, "the first that was scheduled");
    return 0;
}

static TAMED async int nests(tamer_scope *scope, int depth)
{
    static nests_delayed slots[8]; /* outlive the scope, whatever happens here */
    nests_delayed *slot = &slots[depth];
    int sum = depth;

    if (depth > 0) {
        nests_scoped_into(scope, slot, scope, depth - 1);
        printf("depth %d: below %s\n", depth, state_of(&slot->base));
        sum += await nests_get(slot);
    }
    return sum;
}

static TAMED async int opens(void)
{
    int sum = 0;

    TAMER_SCOPE(inner, .start = TAMER_EAGER) {
        at_once_delayed *one = at_once_scoped(inner, 10);
        sum += await at_once_get(one);
    }
    return sum;
}

/* A loop of its own turns while it runs: its scope's time is over then. */
static TAMED async int blocks(void)
{
    OWNED tamer_error *error = NULL;

    tamer_defer {
        puts("its deferred block");
    }
    if (tamer_catch(&error, tamer_blocking(tamer_sleep(0.05))))
        puts("caught: wrong");
    puts("slept");
    await tamer_yield();
    puts("went on: wrong");
    return 3;
}

static TAMED async void shields(void)
{
    tamer_defer {
        await tamer_yield();
        puts("cleaned up");
    }
}

struct large {
    long values[5];
};

static TAMED async struct large large(long first, _Bool waits)
{
    if (waits)
        await tamer_yield();
    return (struct large){{first, first + 1, first + 2, first + 3, first + 4}};
}

static TAMED async void everything(void)
{
    OWNED tamer_error *error = NULL;
    SLOT counts_delayed slot = {0};

    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        counts_scoped_into(scope, &slot, scope, &slot.base);
        printf("then pending %zu, %s %d\n", tamer_scope_pending(scope), state_of(&slot.base),
               await counts_get(&slot));
        at_once_scoped(scope, 5);
        for (int i = -2; i <= 2; i++) {
            at_once_delayed *task = at_once_scoped(scope, i);

            printf("%d: %s", i, state_of(&task->base));
            printf(" %d\n", await at_once_get(task));
        }
        nests_delayed *nest = nests_scoped(scope, scope, 3);
        printf("nested: %s", state_of(&nest->base));
        printf(" %d\n", await nests_get(nest));
        opens_delayed *open = opens_scoped(scope);
        printf("opened: %s", state_of(&open->base));
        printf(" %d\n", await opens_get(open));
        for (int waits = 0; waits < 2; waits++) {
            large_delayed *task = large_scoped(scope, 7, waits);
            printf("large: %s", state_of(&task->base));
            printf(" %ld\n", (await large_get(task)).values[4]);
            large_scoped(scope, 8, waits);
        }
        shields_scoped(scope);
        puts("end of the block");
    }
    for (int waits = 0; waits < 2; waits++) {
        SLOT cancels_delayed cancelled = {0};

        TAMER_SCOPE(scope, .start = TAMER_EAGER) {
            cancels_scoped_into(scope, &cancelled, scope, waits);
            printf("cancels: %s, %d\n", state_of(&cancelled.base), tamer_scope_cancelled(scope));
            at_once_scoped(scope, 1);
        }
        printf("after: %s\n", state_of(&cancelled.base));
    }
    TAMER_SCOPE(scope, .start = TAMER_EAGER, .error = &error, .on_error = TAMER_CONTINUE) {
        fails_scoped(scope, EINVAL);
        schedules_scoped(scope, scope);
        fails_scoped(scope, ENOENT);
    }
    for (size_t i = 0; i < tamer_error_count(error); i++)
        printf("cause %zu: %s\n", i, tamer_error_message(tamer_error_at(error, i)));
    TAMER_SCOPE(scope, .start = TAMER_EAGER, .error = &error, .timeout = 0.01) {
        blocks_scoped(scope);
    }
    printf("%s\n", error ? tamer_error_message(error) : "no error: wrong");
    TAMER_SCOPE(scope, .start = TAMER_EAGER, .error = &error, .exit = TAMER_RAISE) {
        at_once_scoped(scope, 1);
        at_once_delayed *task = at_once_scoped(scope, 2);
        await at_once_get(task);
    }
    printf("%s\n", error ? "nobody waited for one" : "no error: wrong");
    tamer_error_clear(&error);
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .start = TAMER_EAGER, .error = &error) {
        at_once_delayed *one = at_once_scoped(scope, 4), *two = at_once_scoped(scope, -4);

        printf("plain: %s %s", state_of(&one->base), state_of(&two->base));
        printf(" %d %d\n", at_once_get(one), at_once_get(two));
        fails_scoped(scope, EIO);
    }
    printf("%s\n", tamer_error_message(error));
    tamer_error_clear(&error);
}

int main(void)
{
    everything();
    plain();
}
