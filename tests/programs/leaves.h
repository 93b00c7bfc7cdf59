/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The functions that wait in these programs. Where TAMER_LEAVES says so in the environment they
 * suspend: never (or not set), always, or every other time (odd). What they return and print does
 * not depend on it.
 */
#ifndef TESTS_LEAVES_H
#define TESTS_LEAVES_H

#include <stdbool.h>
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

/* The widest integer; processors of 32 bits have no __int128. */
#ifdef __SIZEOF_INT128__
__extension__ typedef __int128 wide_int;
#else
typedef long long wide_int;
#endif
enum { WIDE_BITS = sizeof(wide_int) * 8 };

struct pair {
    long first, second;
};

/* A result of more than a register. */
TAMED tamer_async struct pair leaf_pair(long first, long second);

/* Plain: prints and returns n. */
int note(int n);

#endif
