/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which clock the loops of the process have. Chosen by the program, or by TAMER_CLOCK, under the
 * lock; every loop follows at its next turn.
 */
#include "clock_choice.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/time.h>

#include "loop.h"

struct choice {
    bool is_virtual;
    uint64_t start; /* ns; where a virtual clock begins */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct choice chosen; /* under the lock */
atomic_uint tmr_clock_choices;

static uint64_t virtual_now(void *context)
{
    return *(const uint64_t *)context;
}

static void virtual_sleep(void *context, int64_t timeout_ns)
{
    if (timeout_ns > 0)
        *(uint64_t *)context += (uint64_t)timeout_ns;
}

static void choose(struct choice choice)
{
    pthread_mutex_lock(&lock);
    chosen = choice;
    atomic_fetch_add_explicit(&tmr_clock_choices, 1, memory_order_relaxed);
    pthread_mutex_unlock(&lock);
}

void tmr_clock_adopt(struct tmr_loop *loop)
{
    uint64_t before = loop->clock.now(loop->clock.context);
    struct choice choice;

    pthread_mutex_lock(&lock);
    choice = chosen;
    loop->clock_choice = atomic_load_explicit(&tmr_clock_choices, memory_order_relaxed);
    pthread_mutex_unlock(&lock);
    loop->virtual_now = choice.start;
    loop->clock = tmr_clock_system;
    if (choice.is_virtual)
        loop->clock = (struct tmr_clock){.now = virtual_now,
                                         .sleep = virtual_sleep,
                                         .context = &loop->virtual_now,
                                         .is_virtual = true};
    loop->now = loop->clock.now(loop->clock.context);
    tmr_timers_move(&loop->timers, before, loop->now,
                    choice.is_virtual ? TMR_EXACT_BITS : TMR_TICK_BITS);
}

void tmr_clock_init(void)
{
    const char *wish = getenv("TAMER_CLOCK"), *start;
    struct choice choice = {.is_virtual = true};
    char *end;

    if (!wish || !*wish || strcmp(wish, "real") == 0)
        return;
    start = strchr(wish, ':');
    if (start) {
        choice.start = tmr_clock_ns(strtod(start + 1, &end));
        if (end == start + 1 || *end)
            tmr_fatal("TAMER_CLOCK=%s: what follows the colon is no number of seconds", wish);
    }
    if (strncmp(wish, "virtual", start ? (size_t)(start - wish) : sizeof "virtual") != 0)
        tmr_fatal("TAMER_CLOCK=%s is not real, virtual or virtual:SECONDS", wish);
    choose(choice);
}

void tamer_clock_virtual(double start)
{
    struct tmr_loop *loop = tmr_loop();

    choose((struct choice){.is_virtual = true, .start = tmr_clock_ns(start)});
    tmr_clock_adopt(loop);
}

void tamer_clock_real(void)
{
    struct tmr_loop *loop = tmr_loop();

    choose((struct choice){.is_virtual = false});
    tmr_clock_adopt(loop);
}

tamer_bool tamer_clock_is_virtual(void)
{
    struct tmr_loop *loop = tmr_loop();

    tmr_clock_follow(loop);
    return loop->clock.is_virtual;
}

int tamer_clock_set(double now)
{
    struct tmr_loop *loop = tmr_loop();
    uint64_t now_ns = tmr_clock_ns(now);

    tmr_clock_follow(loop);
    if (loop->clock.context != &loop->virtual_now || now_ns < loop->virtual_now)
        return -EINVAL;
    loop->virtual_now = loop->now = now_ns;
    return 0;
}
