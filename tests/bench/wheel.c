/* SPDX-License-Identifier: BSD-3-Clause */
/* The runtime's timer wheel beside one of the same kind, cut down to what the figures need. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "timers.h" /* the runtime's */

enum { TIMERS = 1000000, LIVE = 100000 };

#define SPAN 60000000000u /* deadlines lie within a minute */

/* ---- a bare wheel: six levels of 64 slots, a bitmap each, a millisecond a tick, no order within a
 * tick ---- */

struct bare_timer {
    struct bare_timer *next, **pprev;
    uint64_t tick;
};

static struct {
    uint64_t now, used[6];
    struct bare_timer *slots[6][64];
} bare;

static void bare_add(struct bare_timer *timer)
{
    uint64_t distance = (timer->tick ^ bare.now) | 1;
    unsigned level = (63 - (unsigned)__builtin_clzll(distance)) / 6;
    unsigned slot = (timer->tick >> (6 * level)) & 63;
    struct bare_timer **head = &bare.slots[level][slot];

    timer->next = *head;
    if (timer->next)
        timer->next->pprev = &timer->next;
    timer->pprev = head;
    *head = timer;
    bare.used[level] |= 1ull << slot;
}

static void bare_remove(struct bare_timer *timer)
{
    *timer->pprev = timer->next;
    if (timer->next)
        timer->next->pprev = timer->pprev;
}

static void bare_cascade(unsigned level)
{
    unsigned slot = (bare.now >> (6 * level)) & 63;
    struct bare_timer *timer = bare.slots[level][slot];

    bare.slots[level][slot] = NULL;
    bare.used[level] &= ~(1ull << slot);
    while (timer) {
        struct bare_timer *next = timer->next;
        bare_add(timer);
        timer = next;
    }
}

/* One tick on; returns how many fired. */
static long bare_advance(void)
{
    struct bare_timer *timer;
    unsigned level = 1;
    long fired = 0;

    bare.now++;
    while (level < 6 && (bare.now & ((1ull << (6 * level)) - 1)) == 0)
        level++;
    while (--level > 0)
        bare_cascade(level);
    timer = bare.slots[0][bare.now & 63];
    bare.slots[0][bare.now & 63] = NULL;
    bare.used[0] &= ~(1ull << (bare.now & 63));
    for (; timer; timer = timer->next)
        fired++;
    return fired;
}

/* ---- the same three measurements on both ---- */

static uint64_t random_state = 88172645463325252u;

static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

struct result {
    double insert, fire, rearm;
};

static void keep_best(struct result *best, struct result one, int round)
{
    if (round == 0 || one.insert < best->insert)
        best->insert = one.insert;
    if (round == 0 || one.fire < best->fire)
        best->fire = one.fire;
    if (round == 0 || one.rearm < best->rearm)
        best->rearm = one.rearm;
}

static struct result measure_runtime(struct tmr_timer *all, const uint64_t *deadlines)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    struct result result;
    long fired = 0;
    double start;

    tmr_timers_init(timers, 0);
    start = bench_cpu_ns();
    for (int i = 0; i < TIMERS; i++) {
        all[i].deadline = deadlines[i];
        tmr_timers_add(timers, &all[i]);
    }
    result.insert = (bench_cpu_ns() - start) / TIMERS;

    start = bench_cpu_ns();
    for (uint64_t now = 0; fired < TIMERS; now += 1000000) {
        struct tmr_node *node = tmr_timers_expire(timers, now);
        for (; node; node = node->next)
            fired++;
    }
    result.fire = (bench_cpu_ns() - start) / TIMERS;

    tmr_timers_init(timers, 0);
    for (int i = 0; i < LIVE; i++) {
        all[i].deadline = deadlines[i];
        tmr_timers_add(timers, &all[i]);
    }
    start = bench_cpu_ns();
    for (int i = 0; i < TIMERS; i++) {
        struct tmr_timer *timer = &all[i % LIVE];
        tmr_node_unlink(&timer->node);
        timer->deadline = deadlines[i];
        tmr_timers_add(timers, timer);
    }
    result.rearm = (bench_cpu_ns() - start) / TIMERS;
    free(timers);
    return result;
}

static struct result measure_bare(struct bare_timer *all, const uint64_t *deadlines)
{
    struct result result;
    long fired = 0;
    double start;

    memset(&bare, 0, sizeof bare);
    start = bench_cpu_ns();
    for (int i = 0; i < TIMERS; i++) {
        all[i].tick = deadlines[i] / 1000000 + 1;
        bare_add(&all[i]);
    }
    result.insert = (bench_cpu_ns() - start) / TIMERS;

    start = bench_cpu_ns();
    while (fired < TIMERS)
        fired += bare_advance();
    result.fire = (bench_cpu_ns() - start) / TIMERS;

    memset(&bare, 0, sizeof bare);
    for (int i = 0; i < LIVE; i++) {
        all[i].tick = deadlines[i] / 1000000 + 1;
        bare_add(&all[i]);
    }
    start = bench_cpu_ns();
    for (int i = 0; i < TIMERS; i++) {
        struct bare_timer *timer = &all[i % LIVE];
        bare_remove(timer);
        timer->tick = deadlines[i] / 1000000 + 1;
        bare_add(timer);
    }
    result.rearm = (bench_cpu_ns() - start) / TIMERS;
    return result;
}

static void print(const char *way, struct result result)
{
    printf("timers-insert %s %.1f\ntimers-fire %s %.1f\ntimers-rearm %s %.1f\n", way, result.insert,
           way, result.fire, way, result.rearm);
}

void bench_timers(int rounds)
{
    uint64_t *deadlines = malloc(TIMERS * sizeof *deadlines);
    struct tmr_timer *timers = malloc(TIMERS * sizeof *timers);
    struct bare_timer *bares = malloc(TIMERS * sizeof *bares);
    struct result runtime = {0, 0, 0}, hand = {0, 0, 0};

    if (!deadlines || !timers || !bares)
        abort();
    for (int i = 0; i < TIMERS; i++)
        deadlines[i] = random_next() % SPAN & ~1ull;
    for (int round = 0; round < rounds; round++) {
        keep_best(&hand, measure_bare(bares, deadlines), round);
        keep_best(&runtime, measure_runtime(timers, deadlines), round);
    }
    print("hand", hand);
    print("tamed", runtime);
    free(bares);
    free(timers);
    free(deadlines);
}
