/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The places of a run at which a fault can come, by the point of the program that they are of: each
 * point may be passed many times. A point is where a task waits (the await, with the calls that
 * wait for it, or the line that has scheduled the task), where plain code blocks, or where memory
 * is asked for (the C stack).
 */
#ifndef TESTS_INJECT_PLACES_H
#define TESTS_INJECT_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include <tamer/abi.h>

enum { POINTS = 1 << 13, SPREAD = 16 };

struct point {
    uint64_t key;                             /* 0: not used */
    const tamer_point *at;                    /* the await; NULL: memory */
    unsigned long count, first, second, last; /* places, counted from 1 */
    unsigned long stride;                     /* between two of `spread` */
    unsigned long spread[SPREAD];             /* of all of them, from the third on */
    unsigned spread_count;
};

/* In memory that parent and child share. */
struct points {
    unsigned long places; /* of all points */
    unsigned long lost;   /* that had no room */
    unsigned count;
    unsigned order[POINTS]; /* indices into `points`, as they were first passed */
    struct point points[POINTS];
};

void points_pass(struct points *points, uint64_t key, const tamer_point *at, unsigned long place);

/* The i-th place to be tried, from 0 on, of at most `most`, where there are so many; else 0. First
 * ones first: the first, the last, the second, then others evenly spread. */
unsigned long point_place(const struct point *point, unsigned i, unsigned most);

#endif
