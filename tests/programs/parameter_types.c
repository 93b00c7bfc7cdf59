/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that are defined, or named first, among the parameters of a function: its own. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wvisibility"
#pragma clang diagnostic ignored "-Wdeprecated-non-prototype"
#else
#pragma GCC diagnostic ignored "-Wpragmas"
#endif
#include "leaves.h"

enum { TWO = 20, three = 3 };

struct both {
    long sum;
};

static TAMED async int listed(struct couple { int a, b; } * couple)
{
    struct couple own = {await leaf(1), 2};

    if (couple)
        own = *couple;
    own.a += await leaf(own.b);
    return own.a + (couple ? couple->a : 0);
}

/* Not the one of the file. */
static TAMED async int hidden(struct both { int a, b; } * pair, int n)
{
    struct both own = {n, await leaf(n)};
    struct both *which = n > 2 ? pair : &own;

    return which->a * 10 + which->b + await leaf(sizeof(struct both) == 2 * sizeof(int));
}

static TAMED async int enumerated(int n, enum {ONE, TWO, three_more = TWO + 2} kind,
                                  enum state{off, on = 4} state)
{
    enum state next = await leaf(n) ? on : off;

    switch (kind) {
    case ONE:
        n += 1 + await leaf(ONE);
        break;
    case TWO:
        n += 2;
        break;
    case three_more:
        n += three_more;
    }
    return n * TWO + (int)next + (state == on);
}

static TAMED async int by_value(
    struct {
        int a;
        long b[2];
    } value,
    union number {
        int i;
        char c[4];
    } number)
{
    union number copy = number;

    value.b[1] += await leaf(value.a);
    copy.i += await leaf(number.i);
    return (int)value.b[1] + copy.i;
}

static TAMED async int recursive(
    int n, struct node {
        struct node *next;
        struct inner {
            int v;
        } inner;
    } * list)
{
    struct node here = {list, {n}};
    struct inner inner = {0};

    if (n > 0)
        return await recursive(n - 1, &here);
    for (; list; list = list->next)
        inner.v += list->inner.v + await leaf(1);
    return inner.v;
}

/* Nobody else can have the pointer's type, so what it leads to has another one. */
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("function"))), apply_to = function)
#endif
static TAMED async int named(struct unknown *first,
                             int (*call)(struct local *, union { int a; } *), struct local *second)
{
    struct unknown **to = &first;

    if (call)
        return await leaf(call(0, 0));
    return await leaf(*to != 0) + (second != 0);
}
#ifdef __clang__
#pragma clang attribute pop
#endif

static TAMED async struct both result(struct both pair, struct pairs { struct both a, b; } * pairs)
{
    pair.sum += await leaf(pairs != 0);
    return pair;
}

/* Both types are its own; the second one has the first in it. */
static TAMED async struct first {
    int n;
} nested(struct second { struct first first; } * second, int n)
{
    struct second own = {{await leaf(n)}};

    return second ? second->first : own.first;
}

static TAMED async int sized(int a[sizeof(struct size { int n[2]; })], int n)
{
    struct size size = {{await leaf(n), 2}};

    return size.n[0] + size.n[1] + a[0];
}

/* On other parameters types can depend, but not on values. */
static TAMED async int depends(
    int n, int (*call)(int),
    struct on { char n[sizeof n], text[sizeof(call(1)) + sizeof n * sizeof n]; } * on,
    enum {SIZE = sizeof(n), LATER = SIZE + sizeof call} size)
{
    struct on own = {{0}, {0}};

    return (int)sizeof own + (int)sizeof own.text + await leaf(n) + (size == LATER) + LATER +
           call(1) + (on != 0);
}

static TAMED async int attributed(struct __attribute__((packed)) tight {
    char c;
    int i;
} __attribute__((aligned(2))) * tight)
{
    return (int)sizeof *tight * 10 + (int)_Alignof(struct tight) + await leaf(1);
}

static TAMED async int old(pair, n)
union either {
    int a;
    long b;
} *pair;
int n;
{
    return await leaf(n) + (pair ? pair->a : 0);
}

static int called(void *first, void *second)
{
    return first == 0 && second == 0 ? 7 : 8;
}

static int once(int n)
{
    return n;
}

TAMED async int main(void)
{
    int numbers[8] = {5};
    struct both pair;

    pair.sum = 6;
    printf("%d %d\n", await listed(0), await hidden(0, await leaf(2)));
    printf("%d %d\n", await enumerated(1, 1, 4), await enumerated(2, 3, 0));
    printf("%d %d %d\n", await recursive(3, 0), await named(0, 0, 0),
           await named(0, (void *)called, 0));
    pair = await result(pair, 0);
    printf("%ld %d %d %d %d\n", pair.sum, await sized(numbers, 4), await attributed(0), TWO, three);
    printf("%d\n", (await nested(0, 9)).n);
    printf("%d\n", await depends(3, once, 0, 12));
    printf("%d\n", await old((void *)0, 3));
    (void)by_value;
    return 0;
}
