/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions that do not stand in one piece in the file. */
#include <stdio.h>

#include <tamer/tamer.h>

TAMED async int leaf(int n); int on_the_same_line; /* and a comment
   on two lines */ static int behind_it = 2;

#define MADE(name, factor)                                                                         \
    static TAMED async int name(int n)                                                             \
    {                                                                                              \
        return factor * await leaf(n);                                                             \
    }
#define HEAD(name) static TAMED async int name
#define BEGIN {
#define END }
#define NOTHING

MADE(twice, 2) MADE(thrice, 3)

#define FROM_BODY 1

#ifdef ANOTHER_WAY
TAMED async int leaf(long n)
#else
TAMED async int leaf(int n)
#endif
{
    await tamer_yield();
#ifdef ANOTHER_WAY
    return -1;
#endif
    return n;
}

NOTHING HEAD(headed) (int n) BEGIN
    return await leaf(n) + 1;
END

static TAMED async int included(int n)
{
#include "body.inc"
#undef FROM_BODY
#define FROM_BODY 6
    return there + FROM_BODY;
}

static TAMED async int conditions(int n)
{
    int sum = await leaf(
#ifdef ANOTHER_WAY
        n - 1
#else
        n + 1
#endif
    );
#if 1
    if (sum > 3) {
#else
    {
#endif
        sum += await leaf(1);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
    int unused = sum;
#pragma GCC diagnostic pop
    (void)unused;
    _Pragma("GCC diagnostic push") sum++; _Pragma("GCC diagnostic pop")
    return sum;
}

#ifndef GUARDED
#define GUARDED
static TAMED async int guarded(int n) { return await leaf(n); } enum { BEHIND = 3
};
#endif

/* Types of results that their first declaration defines: kept as they stand. */
static TAMED async struct point { int x, y; } /* kept */ point_at(int n), *last_point(void);
TAMED async union /* kept */ either { int n; long wide; } either(int n);

static TAMED async struct point point_at(int n)
{
    return (struct point){await leaf(n), n};
}

static TAMED async struct point *last_point(void)
{
    static struct point point;
    point = await point_at(3);
    return &point;
}

TAMED async union either either(int n)
{
    return (union either){.n = await leaf(n)};
}

int main(void)
{
    printf("%d %d %d\n", point_at(1).x, last_point()->y, either(4).n);
    printf("%d %d %d %d\n", twice(1), thrice(2), headed(3), included(4));
    printf("%d %d %d %d\n", conditions(5), guarded(6), BEHIND, FROM_BODY + behind_it + on_the_same_line);
    printf("%d\n", __LINE__);
    return 0;
}
