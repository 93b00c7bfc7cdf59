/* SPDX-License-Identifier: BSD-3-Clause */
/* Every way a variable comes into a frame, and who shares with whom. */
#include <tamer/tamer.h>

struct message {
    char text[200];
    int size;
};

struct point {
    const int x;
    int y;
};

TAMED async int receive(struct message *message, int size);
TAMED async struct message next(int after);
void fill(char *buffer, int size);
void look(const struct point *point);

static TAMED async int leaf(int n)
{
    int twice = 2 * n;
    await tamer_sleep(0.1);
    return twice;
}

/* Never waits. */
static TAMED async int sum(int a, int b)
{
    return a + b;
}

/* Waits, but takes no frame before. */
TAMED async long counts(int n, long start)
{
    long s = start;
    for (int i = 0; i < n; i++)
        s += await leaf(i);
    return s;
}

TAMED async int pins(int n)
{
    volatile int flag = n;
    char table[12] = {1, 2};
    struct message large = {"", 1};
    struct point fixed = {1, n};
    int lent = n, *where = &lent;
    int *literal = (int[]){n, 2, 3};
    n += await leaf(n);
    return flag + table[n] + large.size + fixed.x + *where + literal[1] + n;
}

TAMED async int in_turn(int n)
{
    int s = 0;
    {
        char first[100];
        fill(first, 100);
        s += await leaf(first[0]);
        s += first[1];
    }
    {
        int second[30];
        for (int i = 0; i < 30; i++)
            second[i] = n;
        for (int i = 0; i < 30; i++)
            s += await leaf(second[i]);
    }
    {
        double a = n, b = s;
        struct message got = await next(n);
        s += await leaf((int)a);
        s += (int)b + got.size;
    }
    return s;
}

TAMED async int recursive(int n)
{
    return n > 1 ? await recursive(n - 1) + n : 1;
}

TAMED async struct message chain(int n)
{
    struct message made = {"", n};
    struct {
        int a, b;
    } local = {n, n};
    TAMER_SCOPE(scope) {
        leaf_scoped(scope, n);
        made.size += await in_turn(n);
    }
    made.size += local.a + await receive(&made, n) + local.b;
    return made;
}
