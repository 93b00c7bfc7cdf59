/* SPDX-License-Identifier: BSD-3-Clause */
/* Recursion, functions of another file, pointers to tamed functions, sync calls in between. */
#include <stdlib.h>

#include "calls_other.h"

static TAMED async int fib(int n)
{
    return n < 2 ? await leaf(n) : await fib(n - 1) + await fib(n - 2);
}

static TAMED async int odd(unsigned n);

static TAMED async int even(unsigned n)
{
    if (n == 0)
        return await leaf(1);
    return await odd(n - 1);
}

static TAMED async int odd(unsigned n)
{
    return n == 0 ? 0 : await even(n - 1);
}

static TAMED async int ackermann(int m, int n)
{
    if (m == 0)
        return await leaf(n + 1);
    if (n == 0)
        return await ackermann(m - 1, 1);
    return await ackermann(m - 1, await ackermann(m, n - 1));
}

static TAMED async void hanoi(int n, char from, char to, char spare, int *moves)
{
    if (n == 0)
        return;
    await hanoi(n - 1, from, spare, to, moves);
    await pause_maybe();
    ++*moves;
    if (*moves % 13 == 0)
        printf("%c%c ", from, to);
    await hanoi(n - 1, spare, to, from, moves);
}

static TAMED async int deep(int n)
{
    int below;

    if (n == 0)
        return await leaf(0);
    below = await deep(n - 1);
    return below + 1;
}

/* Pointers whose declarations are marked find the asynchronous entry; what they point to may be
 * plain as well. */
typedef TAMED async int (*handler)(int);

struct table {
    const char *name;
    TAMED async int (*run)(int);
    handler more[2];
};

static TAMED async int twice(int n)
{
    return 2 * await leaf(n);
}

static int plain(int n)
{
    return n + 1000;
}

static TAMED async int apply(handler h, int n)
{
    return await h(n) + await(*h)(n + 1);
}

static TAMED async int apply_parameter(TAMED async int (*h)(int), int n)
{
    return await h(n);
}

static TAMED async void pointers(void)
{
    struct table table = {"table", twice, {plain, other_thrice}}, *p = &table;
    TAMED async int (*local)(int) = other_thrice;
    handler chosen = await leaf(1) ? twice : plain;
    struct pair (*wide)(long, long) = leaf_pair;

    printf("%d %d", await apply(twice, 1), await apply(plain, 2));
    printf(" %d %d", await apply_parameter(other_thrice, 3), await apply_parameter(plain, 4));
    printf(" %d %d", await table.run(5), await p->more[0](6));
    printf(" %d %d", await p->more[await leaf(1)](7), await local(8));
    printf(" %d %d\n", await chosen(9), wide != NULL);
}

/* What is called is one of several; functions need no pointer in between. */
static TAMED async void choices(int n)
{
    handler marked = plain;

    printf("%d %d", await(n > 2 ? twice : other_thrice)(5),
           await(await leaf(n) ? marked : twice)(6));
    printf(" %d %d", await(n ? *twice : plain)(await leaf(7)), await(n ? plain : twice)(8));
    printf(" %d %d\n", await(*twice)(9), await(n > 2 ? n > 3 ? twice : plain : other_thrice)(n));
}

/* Plain code in between blocks. */
static int compare(const void *a, const void *b)
{
    return leaf(*(const int *)a) - leaf(*(const int *)b);
}

static TAMED async void blocking(void)
{
    int numbers[] = {5, 3, 9, 1, 7};

    await pause_maybe();
    qsort(numbers, 5, sizeof numbers[0], compare);
    await pause_maybe();
    for (int i = 0; i < 5; i++)
        printf("%d ", numbers[i]);
    printf("%d\n", tamer_blocking(twice(21)));
}

static int from_plain(int n)
{
    struct pair pair = leaf_pair(n, n + 1);

    return fib(n) + other_thrice(n) + (int)pair.second + leaf(1);
}

int main(void)
{
    int moves = 0;

    printf("%d %d %d\n", fib(12), even(20), even(21));
    printf("%d %d\n", ackermann(2, 3), deep(500));
    hanoi(7, 'a', 'b', 'c', &moves);
    printf("%d\n", moves);
    pointers();
    for (int i = 0; i < 5; i++)
        choices(i);
    blocking();
    printf("%d\n", from_plain(7));
    printf("%d %d\n", other_calls_back(fib, 8), other_sum((struct pair){3, 4}));
    return 0;
}
