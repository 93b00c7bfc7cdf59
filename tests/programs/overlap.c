/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables whose lives do not meet share their place in the frame; those whose lives do meet do not. */
#include <stdio.h>
#include <string.h>

#include "leaves.h"

static void fill_chars(char *to, size_t size, int seed)
{
    for (size_t i = 0; i < size; i++)
        to[i] = (char)(seed + (int)i % 50);
}

static int sum_chars(const char *from, size_t size)
{
    int sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += from[i];
    return sum;
}

static inline void fill_ints(int *to, int count, int seed)
{
    for (int i = 0; i < count; i++)
        to[i] = seed + i;
}

static inline int sum_ints(const int *from, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += from[i];
    return sum;
}

static inline void fill_floats(float *to, int count, float seed)
{
    for (int i = 0; i < count; i++)
        to[i] = seed + (float)i / 2;
}

static inline float sum_floats(const float *from, int count)
{
    float sum = 0;
    for (int i = 0; i < count; i++)
        sum += from[i];
    return sum;
}

/* Many buffers, one after the other: the frame is that of the largest. */
static TAMED async int in_turn(int n)
{
    int s = 0;
    {
        char a[200];
        fill_chars(a, sizeof a, n);
        s += await leaf(a[3]);
        s += sum_chars(a, sizeof a);
    }
    {
        char b[160];
        fill_chars(b, sizeof b, n + 1);
        s += await leaf(b[5]);
        s += sum_chars(b, sizeof b);
    }
    {
        int c[40], d[5];
        fill_ints(c, 40, n);
        fill_ints(d, 5, -n);
        s += await leaf(c[7]);
        s += sum_ints(c, 40) - await leaf(d[2]);
        s += sum_ints(d, 5);
    }
    for (int round = 0; round < 3; round++) {
        double x = n, y = s, z = round;
        float e[30];
        fill_floats(e, 30, (float)round);
        s += await leaf(round);
        s += (int)(x + y / 16 + z) + (int)sum_floats(e, 30);
    }
    return s;
}

/* One place, two types, in one loop: what is read of one is not what was written to the other. */
static TAMED async int two_types(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        {
            int whole[8];
            fill_ints(whole, 8, i);
            if (i % 3 == 0)
                s += await leaf(i);
            s += sum_ints(whole, 8);
        }
        {
            float part[8];
            fill_floats(part, 8, (float)i);
            if (i % 3 == 1)
                s += await leaf(i);
            s += (int)sum_floats(part, 8);
        }
        {
            int *again;
            int whole[8];
            again = whole;
            fill_ints(again, 8, s % 7);
            if (i % 3 == 2)
                s += await leaf(i);
            s += sum_ints(again, 8);
        }
    }
    return s;
}

/* What is alive around stays, whatever happens inside. */
static TAMED async int around(int n)
{
    char outer[64];
    long kept = 3L * n;
    int s = 0;
    fill_chars(outer, sizeof outer, n);
    for (int i = 0; i < 4; i++) {
        char inner[64];
        fill_chars(inner, sizeof inner, i);
        if (i == 2)
            continue;
        s += await leaf(inner[i]);
        {
            char innermost[64];
            long more = s;
            fill_chars(innermost, sizeof innermost, i + 7);
            s += await leaf(innermost[1]);
            s += sum_chars(innermost, sizeof innermost) + (int)(more % 5);
        }
        if (s % 5 == 4)
            break;
        s += sum_chars(inner, sizeof inner);
    }
    return s + sum_chars(outer, sizeof outer) + (int)kept;
}

/* Jumps into the middle of a block, and back over its declarations. */
static TAMED async int jumps(int n)
{
    int s = 0, rounds = 0;
    {
        char first[48];
        fill_chars(first, sizeof first, n);
        s += await leaf(first[0]);
        s += sum_chars(first, sizeof first);
        if (n > 2)
            goto in;
    }
    {
        char second[48];
        int *seen;
        int value;
        fill_chars(second, sizeof second, 1);
        seen = NULL;
    again:
        if (seen)
            s += *seen;
        value = rounds;
        seen = &value;
        s += await leaf(rounds);
        if (0) {
        in:
            seen = NULL;
            fill_chars(second, sizeof second, n);
        }
        if (++rounds < 4)
            goto again;
        s += sum_chars(second, sizeof second);
    }
    switch (n) {
        char third[32];
    case 1:
        fill_chars(third, sizeof third, 5);
        s += await leaf(n);
        s += sum_chars(third, sizeof third);
        break;
    default: {
        char fourth[32];
        fill_chars(fourth, sizeof fourth, 6);
        s += await leaf(n);
        s += sum_chars(fourth, sizeof fourth);
    }
    }
    return s;
}

struct large {
    long values[6];
};

static TAMED async struct large make(int n)
{
    struct large made;
    for (int i = 0; i < 6; i++)
        made.values[i] = await leaf(n + i);
    return made;
}

/* Large results are written to the frame while the function waits. */
static TAMED async int results(int n)
{
    long s = 0;
    {
        struct large a = await make(n);
        char beside[40];
        fill_chars(beside, sizeof beside, n);
        s += (await make((int)a.values[2])).values[3];
        s += a.values[1] + sum_chars(beside, sizeof beside);
    }
    {
        struct large b = await make(n + 1), c = await make((int)b.values[0]);
        int numbers[4];
        fill_ints(numbers, 4, (int)c.values[5]);
        s += await leaf(numbers[1]);
        s += sum_ints(numbers, 4) + b.values[5] - c.values[0];
    }
    return (int)s;
}

static TAMED async int arguments(long a, struct large b, char c, int d)
{
    {
        char text[56];
        fill_chars(text, sizeof text, c);
        d += await leaf(d);
        d += sum_chars(text, sizeof text) + (int)b.values[2];
    }
    d += await leaf((int)a);
    {
        double ratio = d, other = c;
        d += await leaf(d);
        return d + (int)(ratio / 2) + (int)other;
    }
}

int main(void)
{
    struct large given = {{1, 2, 3, 4, 5, 6}};
    for (int n = 0; n < 6; n++)
        printf("%d %d %d %d %d %d\n", in_turn(n), two_types(n), around(n), jumps(n), results(n),
               arguments(n, given, (char)n, 9));
    return 0;
}
