/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations and calls of every shape, all of which can be tamed unless it says otherwise. */
#include <stdio.h>
#include <stdlib.h>

#define EXPORT(type) __attribute__((noinline)) type
#define API __attribute__((noinline))
#define CALL(x) inc(x)
#define PARENTHESISED(x) (inc(x))
#define TWICE(e) ((e) + (e))
#define SUM(a, b) (inc(a) + half(b))
#define SHARED(a) (inc(a) * 2)
#define NAMED inc
#define THROUGH(p, x) (*((p)->run))((x))
#define MADE(n)                                                                                    \
    static int n(int z)                                                                            \
    {                                                                                              \
        return inc(z) * 2;                                                                         \
    }
#define PAIR(n, m) static int n(int z) { return inc(z); } static int m(int z) { return half(z); }
#define LENGTH(x) (sizeof(inc(x)))
#define STATEMENT(x) do { if (x) total += (x); } while (0)

struct point {
    int x, y[2];
    struct point *next;
};

static int total;

static int inc(int a);
extern int half(int), also_plain(int n, ...), *pointer;
API static int attributed(int a) { return inc(a); }
EXPORT(int) exported(int a) { return inc(a); }
static inline int extended(int a) { return inc(a); }

static int
inc(int a)
{
    return a + 1;
}

int half(int a) { return a / 2; }

MADE(made)
PAIR(one, two)

/* Stays plain, and keeps SHARED's call plain. */
int also_plain(int n, ...) { return SHARED(n); }

/* So does what would have to await in it. */
static int shared(int n) { return SHARED(n); }

static struct point point(int x)
{
    struct point p = {x, {x + 1, x + 2}, NULL};
    return p;
}

static struct point *chain(struct point *p) { return p; }
static int *cell(int *p) { return p; }

struct operations {
    int (*run)(int);
    int count, (*stop)(int);
    int (*each[2])(int);
};

static struct operations operations = {.run = inc, .count = 3, half, {one, two}};

static int apply(int (*function)(int), int x) { return function(x); }
typedef int (*handler)(int);
static handler find(int which) { return which ? inc : half; }

static int postfix(void)
{
    struct point p = point(1);
    int n = 4;
    n += point(2).x + point(3).y[1] + chain(&p)->x + cell(&n)[0];
    cell(&n)[0]++;
    ++*cell(&n);
    return n + find(1)(2) + find(0)(8) + -inc(3) + !inc(4) + (int)(long)inc(5);
}

static int macros(int a)
{
    STATEMENT(inc(a));
    STATEMENT(inc(a) > 3 ? half(a) : 0);
    return CALL(a) + PARENTHESISED(a) + TWICE(inc(a)) + SUM(a, 2) + NAMED(3) + (int)LENGTH(a) +
           CALL(CALL(a));
}

static int pointers(void)
{
    int half(int);
    handler h = inc;
    int (*p)(int) = inc, (*q)(int) = half;
    int (*table[])(int) = {one, two};
    return h(1) + p(2) + (*q)(3) + table[1](8) + operations.run(4) + operations.stop(5) +
           operations.each[0](6) + THROUGH(&operations, 3) + apply(half, 7) + apply(made, 8);
}

static int statements(int n)
{
    int i, sum = 0;
    for (i = inc(0); i < inc(n); i = inc(i))
        if (i % 2)
            sum += inc(i);
        else
            continue;
    while (half(sum) > 5)
        sum = half(sum);
    do
        sum = inc(sum);
    while (inc(sum) < 5);
    switch (inc(sum)) {
    case 1:
    case 2:
        sum = inc(sum);
        break;
    default:
        sum = half(sum);
    }
    if (sum > 100)
        goto out;
    sum += inc(sum) && half(sum) ? inc(1) : half(2), inc(3);
    typeof(inc(1)) other = sizeof(inc(2)) + _Alignof(typeof(half(1)));
    sum += other;
out:
    return sum;
}

/* Several things in one macro: marks stand in front of what they mark. */
#define GROUP(S) \
    struct S { int i; }; \
    static struct S the_##S; \
    static struct S make_##S(int i) { return the_##S = (struct S){i}; } \
    static int use_##S(int i) { return make_##S(i).i + 1; } \
    static int thrice_##S(int i) { return inc(i) * 3; }
GROUP(A)
GROUP(B)

static int compare(const void *a, const void *b) { return inc(*(const int *)a) - inc(*(const int *)b); }

int main(int argc, char **argv)
{
    int values[] = {3, 1, 2};
    (void)argv;
    qsort(values, 3, sizeof *values, compare);
    printf("%d %d %d\n", values[0], values[1], values[2]);
    printf("%d %d %d\n", attributed(argc), exported(2), extended(3));
    printf("%d %d %d\n", made(1), one(2), two(8));
    printf("%d %d\n", also_plain(3), shared(4));
    printf("%d\n%d\n%d\n%d\n", postfix(), macros(3), pointers(), statements(9));
    printf("%d %d %d\n", use_A(1), use_B(2), thrice_A(3) + thrice_B(4));
    printf("%d\n", total);
    return 0;
}
