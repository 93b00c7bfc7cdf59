/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Level 0 has a slot for each of the next ticks, level n one for each 64^n ticks. A timer lies on
 * the level of the highest digit, in base 64, in which its tick differs from the wheel's; it comes
 * down when the wheel reaches its slot. What is further away than the top level reaches waits in
 * the slot before the wheel's own there, and is sorted in again from it.
 */
#include "timers.h"

static uint64_t tick_of(const struct tmr_timers *timers, uint64_t deadline)
{
    return ((deadline & ~UINT64_C(1)) + (UINT64_C(1) << timers->bits) - 1) >> timers->bits;
}

void tmr_timers_init(struct tmr_timers *timers, uint64_t now)
{
    *timers = (struct tmr_timers){.tick = now >> TMR_TICK_BITS, .bits = TMR_TICK_BITS};
}

static void add_at(struct tmr_timers *timers, struct tmr_timer *timer, uint64_t tick)
{
    const unsigned top = TMR_WHEEL_LEVELS - 1;
    uint64_t differ = tick ^ timers->tick;
    unsigned level = (unsigned)(63 - __builtin_clzll(differ | 1)) / TMR_WHEEL_BITS;
    unsigned slot;

    if (level > top) {
        const uint64_t reach = (uint64_t)(TMR_WHEEL_SLOTS - 1) << (top * TMR_WHEEL_BITS);

        level = top;
        if (tick - timers->tick > reach)
            tick = timers->tick + reach;
    }
    slot = (tick >> (level * TMR_WHEEL_BITS)) & (TMR_WHEEL_SLOTS - 1);
    timers->used[level] |= UINT64_C(1) << slot;
    tmr_node_link(&timers->slots[level][slot], &timer->node);
}

void tmr_timers_add(struct tmr_timers *timers, struct tmr_timer *timer)
{
    uint64_t tick = tick_of(timers, timer->deadline);

    add_at(timers, timer, tick > timers->tick ? tick : timers->tick + 1);
}

/* Slots of a level as seen from the wheel's position: bit 0 is the position itself. */
static uint64_t turned(const struct tmr_timers *timers, unsigned level)
{
    unsigned at = (timers->tick >> (level * TMR_WHEEL_BITS)) & (TMR_WHEEL_SLOTS - 1);
    uint64_t used = timers->used[level];

    return at ? used >> at | used << (TMR_WHEEL_SLOTS - at) : used;
}

/* The first tick at which a slot in use begins, and its level; UINT64_MAX when all are empty. */
static uint64_t next_slot(struct tmr_timers *timers, unsigned *ret_level)
{
    uint64_t best = UINT64_MAX;
    unsigned level;

    for (level = 0; level < TMR_WHEEL_LEVELS; level++) {
        unsigned shift = level * TMR_WHEEL_BITS;
        uint64_t used;

        while ((used = turned(timers, level)) != 0) {
            uint64_t begins = (timers->tick >> shift) + (unsigned)__builtin_ctzll(used);
            unsigned slot = begins & (TMR_WHEEL_SLOTS - 1);

            if (!timers->slots[level][slot]) {
                timers->used[level] &= ~(UINT64_C(1) << slot);
                continue;
            }
            /* At equal ticks the higher level goes first: its timers are the older ones. */
            if (begins << shift <= best) {
                best = begins << shift;
                *ret_level = level;
            }
            break;
        }
    }
    return best;
}

/* Moves the timers of the slot in which the wheel stands one or more levels down. */
static void cascade(struct tmr_timers *timers, unsigned level, struct tmr_node ***due_end)
{
    unsigned slot = (timers->tick >> (level * TMR_WHEEL_BITS)) & (TMR_WHEEL_SLOTS - 1);
    struct tmr_node *node = tmr_nodes_take(&timers->slots[level][slot]), *next;

    timers->used[level] &= ~(UINT64_C(1) << slot);
    for (; node; node = next) {
        struct tmr_timer *timer = (struct tmr_timer *)node;
        uint64_t tick = tick_of(timers, timer->deadline);

        next = node->next;
        if (tick > timers->tick) {
            add_at(timers, timer, tick);
        } else {
            node->next = NULL;
            **due_end = node;
            *due_end = &node->next;
        }
    }
}

struct tmr_node *tmr_timers_expire(struct tmr_timers *timers, uint64_t now)
{
    struct tmr_node *due = NULL, **due_end = &due;
    uint64_t until = now >> timers->bits, tick;
    unsigned level = 0;

    while ((tick = next_slot(timers, &level)) <= until) {
        timers->tick = tick;
        cascade(timers, level, &due_end);
    }
    if (until > timers->tick)
        timers->tick = until;
    return due;
}

static uint64_t moved(uint64_t deadline, uint64_t from, uint64_t to)
{
    const uint64_t owners = 1;
    uint64_t left = deadline > from ? (deadline & ~owners) - (from & ~owners) : 0;

    return ((to & ~owners) + left) | (deadline & owners);
}

/* Those of the higher levels first, as next_slot does: at equal ticks they are the older ones. */
void tmr_timers_move(struct tmr_timers *timers, uint64_t from, uint64_t to, unsigned bits)
{
    struct tmr_timers before = *timers;
    unsigned level, i;

    *timers = (struct tmr_timers){.tick = to >> bits, .bits = bits};
    for (level = TMR_WHEEL_LEVELS; level-- > 0;) {
        for (i = 0; i < TMR_WHEEL_SLOTS; i++) {
            struct tmr_node *node = tmr_nodes_take(&before.slots[level][i]), *next;

            for (; node; node = next) {
                struct tmr_timer *timer = (struct tmr_timer *)node;

                next = node->next;
                timer->deadline = moved(timer->deadline, from, to);
                tmr_timers_add(timers, timer);
            }
        }
    }
}

uint64_t tmr_timers_next(struct tmr_timers *timers)
{
    unsigned level;
    uint64_t tick = next_slot(timers, &level);

    return tick == UINT64_MAX ? UINT64_MAX : tick << timers->bits;
}
