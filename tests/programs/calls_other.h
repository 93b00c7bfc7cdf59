/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TESTS_CALLS_OTHER_H
#define TESTS_CALLS_OTHER_H

#include "leaves.h"

TAMED async int other_thrice(int n);
TAMED async int other_sum(struct pair pair);
int other_calls_back(int (*function)(int), int n);

#endif
