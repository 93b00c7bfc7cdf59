/* SPDX-License-Identifier: BSD-3-Clause */
/* What is told of tasks that wait for each other: each with where it stands, where it is from, and
 * what it waits for, in the user's lines. */
#include <stdlib.h>

#include <tamer/calls.h>
#include <tamer/sync.h>

#include "turns.h"

struct pair;
static TAMED async int other(struct pair *pair, int me);

struct pair {
    other_delayed *tasks[2];
    tamer_mutex mutex;
    tamer_channel channel;
};

static TAMED async int other(struct pair *pair, int me)
{
    await tamer_yield();
    return await other_get(pair->tasks[1 - me]);
}

static TAMED async void below(struct pair *pair)
{
    int element;

    await tamer_channel_receive(&pair->channel, &element);
}

static TAMED async void receives(struct pair *pair)
{
    await tamer_mutex_lock(&pair->mutex);
    await below(pair);
}

static TAMED async void locks(void *data, size_t index)
{
    struct pair *pair = data;

    (void)index;
    await tamer_mutex_lock(&pair->mutex);
}

static void tell(tamer_error **error)
{
    printf("%s: %s\n", strerror(tamer_error_code(*error)), tamer_error_message(*error));
    tamer_error_clear(error);
}

static void each_other(void)
{
    struct pair pair = {.mutex = TAMER_MUTEX_INIT};
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error) {
        pair.tasks[0] = other_scoped(scope, &pair, 0);
        pair.tasks[1] = other_scoped(scope, &pair, 1);
    }
    tell(&error);
}

static void itself(void)
{
    struct pair pair = {.mutex = TAMER_MUTEX_INIT};
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error)
        pair.tasks[0] = pair.tasks[1] = other_scoped(scope, &pair, 0);
    tell(&error);
}

static void several_things(void)
{
    struct pair pair = {.mutex = TAMER_MUTEX_INIT};
    OWNED tamer_error *error = NULL;

    if (tamer_channel_init(&pair.channel, sizeof(int), 0) < 0)
        abort();
    TAMER_SCOPE(scope, .error = &error) {
        receives_scoped(scope, &pair);
        tamer_map_scoped(scope, 1, locks, &pair, NULL);
        TAMER_SCOPE(inner)
            pair.tasks[0] = pair.tasks[1] = other_scoped(inner, &pair, 1);
    }
    tell(&error);
    tamer_channel_destroy(&pair.channel);
}

static void many(void)
{
    struct pair pair = {.mutex = TAMER_MUTEX_INIT};
    OWNED tamer_error *error = NULL;

    tamer_mutex_try_lock(&pair.mutex);
    TAMER_SCOPE(scope, .error = &error)
        for (int i = 0; i < 20; i++)
            locks_scoped(scope, &pair, 0);
    tell(&error);
    tamer_mutex_unlock(&pair.mutex);
}

/* Nothing of it is awaited by the call, but it could have set the event. */
static void a_stranger(void)
{
    struct pair pair = {.mutex = TAMER_MUTEX_INIT};
    tamer_event event = TAMER_EVENT_INIT;
    OWNED tamer_error *error = NULL;

    tamer_mutex_try_lock(&pair.mutex);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        locks_scoped(scope, &pair, 0);
        tamer_catch(&error, tamer_event_wait(&event));
    }
    tell(&error);
    tamer_mutex_unlock(&pair.mutex);
}

static TAMED async void waits_inside(tamer_event *event)
{
    tamer_error *error = NULL;

    if (tamer_catch(&error, await tamer_event_wait(event)))
        tell(&error);
}

static void inside_a_call(void)
{
    tamer_event event = TAMER_EVENT_INIT;

    waits_inside(&event);
}

int main(void)
{
    each_other();
    itself();
    several_things();
    many();
    a_stranger();
    inside_a_call();
    return 0;
}
