/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The functions that wait in these programs. Where TAMER_LEAVES says so in the environment they
 * suspend: never (or not set), always, or every other time (odd). What they return and print does
 * not depend on it.
 */
#ifndef TESTS_LEAVES_H
#define TESTS_LEAVES_H

#include <stdio.h>

#include <tamer/tamer.h>

/* Suspends, or not. */
TAMED tamer_async void pause_maybe(void);

/* Returns n. */
TAMED tamer_async int leaf(int n);

/* Prints and returns n: shows the order of evaluation. */
TAMED tamer_async int step(int n);

TAMED tamer_async double leaf_double(double x);
TAMED tamer_async const char *leaf_text(const char *text);

struct pair {
    long first, second;
};

/* A result of more than a register. */
TAMED tamer_async struct pair leaf_pair(long first, long second);

/* Plain: prints and returns n. */
int note(int n);

#endif
