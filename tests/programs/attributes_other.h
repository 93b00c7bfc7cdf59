/* SPDX-License-Identifier: BSD-3-Clause */
/* Tamed functions in a header that several files include. */
#ifndef TESTS_ATTRIBUTES_OTHER_H
#define TESTS_ATTRIBUTES_OTHER_H

#include "leaves.h"

static inline TAMED async int in_header(int n)
{
    static int calls;

    return await leaf(n) * 10 + calls++;
}

static inline TAMED async int from_header(int n)
{
    int kept = await in_header(n);

    return kept + await in_header(n + 1);
}

/* One in the program, whoever takes its address; and with a definition elsewhere. */
inline TAMED async int shared_header(int n);
inline __attribute__((always_inline)) TAMED async int shared_header(int n)
{
    return await leaf(n) + 20;
}

typedef int (*shared_pointer)(int);

TAMED async int other_header(int n);
shared_pointer other_pointer(void);

#endif
