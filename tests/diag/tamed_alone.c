/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED int fetch(const char *url);

TAMED static int store(int value)
{
    return value;
}

typedef TAMED int (*handler)(int);

TAMED_AS(other) int again(TAMED int (*next)(int));
