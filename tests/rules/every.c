/* SPDX-License-Identifier: BSD-3-Clause */
/* tamer_every, and tamer_sleep_until. Time is virtual. */
#include <stdbool.h>
#include <unistd.h>

#include "turns.h"

struct counts {
    int started, done, cancelled, running, most;
    double takes, cleanup;
};

static TAMED async void clean_up(struct counts *counts, const bool *done)
{
    await tamer_sleep(counts->cleanup);
    counts->running--;
    if (*done)
        counts->done++;
    else
        counts->cancelled++;
}

static TAMED async void job(double scheduled, void *data)
{
    struct counts *counts = data;
    bool done = false;

    (void)scheduled;
    counts->started++;
    if (++counts->running > counts->most)
        counts->most = counts->running;
    tamer_defer {
        await clean_up(counts, &done);
    }
    await tamer_sleep(counts->takes);
    done = true;
}

static void print(const char *name, const struct counts *counts)
{
    printf("%s: %d started, %d done, %d cancelled, at most %d at once, at %g\n", name,
           counts->started, counts->done, counts->cancelled, counts->most, tamer_now());
}

/* 9.9 s of a timer of 1 s, with jobs of 5 s. */
static void figures(const char *name, enum tamer_tick_policy policy)
{
    struct counts counts = {.takes = 5};

    tamer_clock_virtual(0);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_every_scoped(scope, 1, policy, job, &counts);
        tamer_sleep(9.9);
    }
    print(name, &counts);
}

/* The cleanup takes longer than the interval: what was missed is made up for. */
static TAMED async void cleanup(void)
{
    struct counts counts = {.takes = 5, .cleanup = 2.5};
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .timeout = 9.9, .error = &error) {
        await tamer_every(1, TAMER_TICK_CANCEL, job, &counts);
    }
    print("long cleanup", &counts);
    report(&error);
}

static TAMED async void show(double scheduled, void *data)
{
    int *count = data;

    printf("  %d: scheduled %.2f, at %.2f\n", ++*count, scheduled, tamer_now());
    if (*count == 3)
        tamer_clock_set(tamer_now() + 0.25);
    await tamer_sleep(0.033);
}

static void without_drift(void)
{
    OWNED tamer_error *error = NULL;
    int count = 0;
    struct counts counts = {0};

    tamer_clock_virtual(1000);
    TAMER_SCOPE(scope, .timeout = 0.75, .error = &error) {
        tamer_every(0.1, TAMER_TICK_DEFAULT, show, &count);
        puts("  the call has been cancelled");
    }
    report(&error);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_every_scoped(scope, 0.1, TAMER_TICK_DEFAULT, job, &counts);
        tamer_sleep_until(2000.05);
    }
    print("  up to 2000", &counts);
}

static TAMED async void fails(double scheduled, void *data)
{
    (void)scheduled;
    if (++*(int *)data % 2)
        await failing(*(int *)data, 2);
}

static void handle(const tamer_error *error, void *data)
{
    printf("  %s: %s\n", (const char *)data, tamer_error_message(error));
}

static void plain(double scheduled, void *data)
{
    printf("  plain, at %g\n", scheduled);
    ++*(int *)data;
}

static void kinds_of_ticks(void)
{
    int failed = 0, called = 0;

    tamer_clock_virtual(0);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tamer_every_scoped(scope, 1, TAMER_TICK_DEFAULT, fails, &failed);
        tamer_every_scoped(scope, 2, TAMER_TICK_CANCEL, plain, &called);
        tamer_sleep(3.5);
    }
    failed = 0;
    TAMER_SCOPE(supervised, .exit = TAMER_CANCEL, .handler = handle, .handler_data = "handled") {
        TAMER_SCOPE(inner, .exit = TAMER_CANCEL) {
            tamer_every_scoped(inner, 1, TAMER_TICK_DEFAULT, fails, &failed);
            tamer_sleep(3.5);
        }
        TAMER_SCOPE(ignored, .exit = TAMER_CANCEL, .on_error = TAMER_IGNORE) {
            tamer_every_scoped(ignored, 1, TAMER_TICK_DEFAULT, fails, &failed);
            tamer_sleep(3.5);
        }
    }
    printf("  %d ticks of one that fails, %d plain ones\n", failed, called);
}

static void refused(double interval, int policy, tamer_tick tick)
{
    OWNED tamer_error *error = NULL;

    tamer_catch(&error, tamer_every(interval, (enum tamer_tick_policy)policy, tick, NULL));
    report(&error);
}

/* Not a single tick of a timer that is cancelled before its first turn. */
static void at_once(void)
{
    struct counts counts = {.takes = 5};

    TAMER_SCOPE(scope) {
        tamer_every_scoped(scope, 1, TAMER_TICK_DEFAULT, job, &counts);
        tamer_cancel(scope);
    }
    print("cancelled at once", &counts);
}

static void until(void)
{
    tamer_clock_virtual(10);
    tamer_sleep_until(12.5);
    printf("  at %g\n", tamer_now());
    tamer_sleep_until(12);
    printf("  at %g\n", tamer_now());
    TAMER_SCOPE(scope) {
        tamer_sleep_until_scoped(scope, 20);
        tamer_sleep_until_scoped(scope, 12.7000001);
    }
    printf("  at %g\n", tamer_now());
}

int main(void)
{
    if (dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
        return 1;
    figures("default", TAMER_TICK_DEFAULT);
    figures("cancel", TAMER_TICK_CANCEL);
    tamer_clock_virtual(0);
    cleanup();
    puts("without drift");
    without_drift();
    puts("ticks that fail, plain ones");
    kinds_of_ticks();
    puts("refused");
    refused(0, TAMER_TICK_DEFAULT, job);
    refused(-1, TAMER_TICK_DEFAULT, job);
    refused(0.0 / 0.0, TAMER_TICK_DEFAULT, job);
    refused(1, 7, job);
    refused(1, TAMER_TICK_CANCEL, NULL);
    at_once();
    puts("until");
    until();
}
