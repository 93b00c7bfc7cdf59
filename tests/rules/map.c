/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: many calls of one function, tamer_map and tamer_map_channel. */
#include <tamer/calls.h>
#include <tamer/sync.h>

#include "turns.h"

/* What the calls share. */
struct work {
    int running, most, begun, cleaned_up;
    int fails[4]; /* indexes that fail; 0: none */
    int done[64];
};

static TAMED async void job(void *data, size_t index)
{
    struct work *work = data;
    tamer_defer {
        await turns(1);
        work->cleaned_up++;
        work->running--;
    }

    work->begun++;
    if (++work->running > work->most)
        work->most = work->running;
    await turns(index % 3 ? 2 : 4);
    for (int i = 0; i < 4; i++)
        if (work->fails[i] == (int)index && index > 0)
            tamer_raise(EPROTO, "call %zu", index);
    work->done[index % 64] = (int)index + 1;
}

static void plain_job(void *data, size_t index)
{
    struct work *work = data;

    work->begun++;
    work->done[index % 64] = (int)index + 1;
}

static void show(const struct work *work, size_t failed)
{
    int done = 0;

    for (int i = 0; i < 64; i++)
        done += work->done[i] == i + 1;
    printf("  begun %d, cleaned up %d, done %d, at most %d at once, failed %zu\n", work->begun,
           work->cleaned_up, done, work->most, failed);
}

static TAMED async void limits(void)
{
    for (size_t limit = 0; limit <= 7; limit += limit ? 3 : 1) {
        struct work work = {0};
        size_t failed = await tamer_map(10, job, &work, &(tamer_map_options){.limit = limit});

        show(&work, failed);
    }
    struct work work = {0};
    show(&work, await tamer_map(0, job, &work, NULL));
    show(&work, await tamer_map(64, plain_job, &work, &(tamer_map_options){.limit = 2}));
}

static void tell(void *data, size_t index, const tamer_error *error)
{
    (void)data;
    printf("  told of %zu: %s\n", index, tamer_error_message(error));
}

static TAMED async void errors(void)
{
    static const enum tamer_policy policies[] = {TAMER_POLICY_DEFAULT, TAMER_CANCEL, TAMER_CONTINUE,
                                                 TAMER_IGNORE};

    for (int i = 0; i < 4; i++) {
        struct work work = {.fails = {8, 5, 6, 2}};
        OWNED tamer_error *error = NULL;
        size_t failed = 0;

        printf(" policy %d\n", i);
        if (tamer_catch(&error, failed = await tamer_map(
                                    12, job, &work,
                                    &(tamer_map_options){
                                        .limit = 4, .on_error = policies[i], .failed = tell})))
            report(&error);
        show(&work, failed);
    }
}

static TAMED async void endless_job(void *data, size_t index)
{
    int *begun = data;

    ++*begun;
    await turns(2);
    if (index == 1000)
        tamer_raise(EPROTO, "call %zu", index);
}

static TAMED async void without_end(void)
{
    OWNED tamer_error *error = NULL;
    int begun = 0;

    if (tamer_catch(&error, await tamer_map(TAMER_ENDLESS, endless_job, &begun,
                                            &(tamer_map_options){.limit = 5})))
        report(&error);
    printf("  begun %d\n", begun);
    if (tamer_catch(&error, await tamer_map(TAMER_ENDLESS, endless_job, &begun, NULL)))
        report(&error);
}

/* After every number of turns, and cleaned up each time; an error that comes with it is raised. */
static TAMED async void cancelled(void)
{
    int unclean = 0, most = 0;

    for (int after = 0; after < 24; after++) {
        struct work work = {0};

        TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
            tamer_map_scoped(scope, 12, job, &work, &(tamer_map_options){.limit = 3});
            await turns(after);
        }
        unclean += work.running != 0 || work.begun != work.cleaned_up;
        if (work.begun == 12)
            most = after;
    }
    printf("  unclean %d, at its end after some 20 turns: %s\n", unclean, most > 12 ? "yes" : "no");
}

static TAMED async void fails_at_once(void *data, size_t index)
{
    (void)data;
    if (index == 0)
        tamer_raise(EPROTO, "at once");
    await turns(50);
}

/* What has failed before the cancellation is not lost. */
static TAMED async void cancelled_with_errors(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error) {
        tamer_map_delayed *map = tamer_map_scoped(scope, 3, fails_at_once, NULL,
                                                  &(tamer_map_options){.on_error = TAMER_CONTINUE});

        await turns(5);
        tamer_delayed_cancel(&map->base);
    }
    report(&error);
}

/* ---- elements of a channel ---- */

static TAMED async void give(tamer_channel *to, int count)
{
    for (int i = 0; i < count; i++)
        await tamer_channel_send(to, &i);
    tamer_channel_close(to);
}

static TAMED async void take(void *data, void *item)
{
    long n = *(int *)item;

    await job(data, (size_t)n);
}

static TAMED async void of_a_channel(int count, int fails)
{
    struct work work = {.fails = {fails}};
    tamer_channel channel;
    OWNED tamer_error *error = NULL;
    size_t failed = 0;

    if (tamer_channel_init(&channel, sizeof(int), 2) < 0)
        return;
    tamer_defer {
        tamer_channel_destroy(&channel);
    }
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        give_scoped(scope, &channel, count);
        if (tamer_catch(&error, failed = await tamer_map_channel(&channel, take, &work,
                                                                 &(tamer_map_options){.limit = 3})))
            report(&error);
        printf("  %zu lie in it\n", tamer_channel_count(&channel));
        if (tamer_catch(&error, await tamer_map_channel(&channel, take, &work, NULL)))
            report(&error);
    }
    show(&work, failed);
}

static void plain(void)
{
    struct work work = {.fails = {3}}, other = {0};
    const tamer_map_options two = {.limit = 2}; /* outlives the task that reads it, as `other` */
    OWNED tamer_error *error = NULL;
    size_t failed = 0;

    if (tamer_catch(&error, failed = tamer_map(6, job, &work, NULL)))
        report(&error);
    show(&work, failed);
    TAMER_SCOPE(scope) {
        tamer_map_delayed *map = tamer_map_scoped(scope, 6, job, &other, &two);

        tamer_map_get(map);
        show(&other, 0);
    }
}

int main(void)
{
    puts("limits");
    limits();
    puts("errors");
    errors();
    puts("without an end");
    without_end();
    puts("cancelled");
    cancelled();
    cancelled_with_errors();
    puts("of a channel");
    of_a_channel(9, 0);
    of_a_channel(30, 7);
    puts("plain");
    plain();
    return 0;
}
