/* SPDX-License-Identifier: BSD-3-Clause */
/* Orders: what happens from outside, one thing after the other, as text and in a program's run. */
#ifndef TESTS_MODEL_ORDERS_H
#define TESTS_MODEL_ORDERS_H

#include "real.h"

enum { HAPPENINGS = 12 };

struct order {
    unsigned count;
    struct happening happenings[HAPPENINGS];
};

/* What the model expects behind each happening. */
struct expected {
    struct order order;
    bool settled[HAPPENINGS + 1];  /* it is looked at there */
    unsigned seen[HAPPENINGS + 1]; /* records in the trace */
    struct state state[HAPPENINGS + 1];
};

/* "a" opens gate 0, "A" lets it fail, "x0" cancels scope 0, "k1" task 1, "t1" is moment 1. In a
 * batch, with "+", nobody runs between them; "+" in front: nor before the first. */
void order_print(const struct order *order, FILE *stream);
/* False: it is none. */
bool order_read(const char *text, struct order *ret_order);

/* What crashes while a program runs ends the process in the same way. */
void catch_crashes(void);

/* Runs the program in the runtime. On a difference from the model: says everything, and ends the
 * process with status 1. */
void check_order(const struct model *model, const struct expected *expected, bool shows);

#endif
