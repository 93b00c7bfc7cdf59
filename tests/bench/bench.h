/* SPDX-License-Identifier: BSD-3-Clause */
/* The operations that are measured. Each of the three ways of writing them has a table with the
 * same names; an entry that makes no sense there is missing. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <stddef.h>

struct bench_row {
    const char *name;
    long (*run)(long n); /* does it n times; the sum keeps the compiler from leaving it out */
};

/* Each ends with a name that is NULL. */
extern const struct bench_row plain_rows[];
extern const struct bench_row hand_rows[];
extern const struct bench_row tamed_rows[];

/* How many tasks yield in turn, and how long the long chain is. */
enum { BENCH_CROWD = 1000, BENCH_DEEP = 100 };

#endif
