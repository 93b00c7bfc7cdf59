/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

int fetch_scoped;
typedef struct fetch_delayed {
    int value;
} fetch_delayed;

static void fetch__body(void)
{
}

TAMED async int fetch(int size)
{
    fetch__body();
    return size + fetch_scoped;
}

/* Nothing is made of these names. */
int fetch_size, prefetch_scoped;
