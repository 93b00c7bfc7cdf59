/* SPDX-License-Identifier: BSD-3-Clause */
/* Traced operands in every operator, an await at each position in turn: the order is that of the
 * plain function as clang compiles it. */
#include <stdarg.h>

#include "leaves.h"

#pragma GCC diagnostic ignored "-Wunused-value"
#ifdef __clang__
#pragma clang diagnostic ignored "-Wunsequenced"
#else
#pragma GCC diagnostic ignored "-Wsequence-point"
#endif

static int values[16];
static struct pair pairs[4];
static int trace;

static int *place(int n)
{
    printf("@%d", n);
    return &values[n & 15];
}

static struct pair *pair_at(int n)
{
    printf("&%d", n);
    return &pairs[n & 3];
}

static TAMED async int *place_later(int n)
{
    await pause_maybe();
    printf("@<%d>", n);
    return &values[n & 15];
}

static int sum3(int a, int b, int c)
{
    printf("(%d,%d,%d)", a, b, c);
    return a + b + c;
}

static TAMED async int sum_later(int a, int b, int c)
{
    await pause_maybe();
    printf("(<%d,%d,%d>)", a, b, c);
    return a + b + c;
}

static int variadic(int count, ...)
{
    va_list arguments;
    int sum = 0;
    va_start(arguments, count);
    for (int i = 0; i < count; i++)
        sum = sum * 10 + va_arg(arguments, int);
    va_end(arguments);
    return sum;
}

static TAMED async int binary(int n)
{
    int r = 0;
    r += note(1) + await step(2) + note(3) + await step(4);
    r += note(1) * (note(2) - await step(3)) / (note(4) % await step(5));
    r += (note(1) << await step(2)) | (await step(3) >> note(1)) | (note(5) & await step(6));
    r += (note(1) < await step(2)) + (await step(2) >= note(n)) + (note(n) == await step(3));
    r += note(n) ^ (await step(2), note(3)) ^ await step(n);
    r += trace++ + await step(trace) + trace++;
    r -= -note(1) - ~await step(2) - !note(3) - (int)sizeof(await step(99));
    return r;
}

static TAMED async int logical(int n)
{
    int r = 0;
    r += note(n) && await step(n - 1) && note(n - 2);
    r += note(n) || await step(n - 1) || note(n - 2);
    r += (note(n) || await step(1)) && (await step(n - 1) || note(1));
    r += note(n) ? await step(10) : note(20);
    r += await step(n) ? note(10) : await step(20);
    r += (note(n) ? await step(n - 1) : note(2)) ? note(3) : await step(4);
    r += note(n) ?: await step(30);
    r += await step(n) ?: note(40);
    r += note(100) + (n && await step(1)) + note(200);
    r += (note(1), await step(2), note(3)) + (await step(4), note(5));
    r += n > 1 ? (note(6), await step(7)) : (await step(8), note(9));
    return r;
}

static TAMED async int assignments(int n)
{
    int r, x = 1, y = 2;
    values[0] = values[1] = 0;
    *place(note(1)) = await step(2);
    *place(await step(1)) = note(2);
    *place(note(1)) += await step(2);
    *place(await step(1)) -= note(2);
    *(await place_later(3)) = await step(4);
    *(await place_later(3)) *= note(5);
    values[note(4)] = values[await step(5)] = note(6) + await step(7);
    values[await step(2)] = note(n);
    values[note(1) + await step(1)] = await step(n);
    values[await step(6)]++;
    ++values[await step(6)];
    pair_at(note(1))->first = await step(n);
    pair_at(await step(2))->second += note(3);
    pair_at(1)->first += await step(1) + pair_at(1)->first;
    x = x++ + await step(1);
    y = await step(x) + y--;
    x += await step(y) + (x = 5);
    r = x = y = await step(3);
    x += y += await step(4);
    x <<= (y -= await step(5)) & 3;
    for (int i = 0; i < 8; i++)
        r = r * 3 + values[i];
    return r + x * 7 + y + (int)pairs[1].first + (int)pairs[2].second;
}

static TAMED async int calls(int n)
{
    int (*f)(int, int, int) = sum3;
    int x = n, r = 0;
    r += sum3(note(1), await step(2), note(3));
    r += sum3(await step(1), note(2), await step(3));
    r += sum3(x++, await step(x), x++);
    r += sum3(x, x = 7, await step(1));
    r += await sum_later(note(1), 2, 3);
    r += await sum_later(note(1), await step(2), note(3));
    r += await sum_later(await sum_later(1, note(2), 3), x++, await step(x));
    r += (note(1) ? f : NULL)(note(2), await step(3), note(4));
    r += (await step(0) ? NULL : f)(note(2), note(3), await step(4));
    r += variadic(3, note(1), await step(2), note(3)) + variadic(2, await step(4), note(5));
    r += sum3(values[note(1)], values[await step(2)], pair_at(await step(1))->first > 3);
    return r;
}

static TAMED async int subscripts(int n)
{
    int r = 0, local[4] = {1, 2, 3, 4}, *p = local, i = 0;
    r += values[note(1)] + values[await step(2)];
    r += place(4)[await step(1)] + (await place_later(5))[note(1)];
    r += (note(1))[values + await step(2)];
    r += p[i++] + p[await step(i)] + p[i++];
    r += *p++ + await step(*p) + *p++;
    r += local[local[await step(0)]] + local[await leaf(n) & 3];
    r += *(local + await step(1)) + *(await step(2) + local);
    r += pairs[note(1)].first == pairs[await step(1)].first;
    r += &values[await step(5)] - &values[note(2)];
    local[i] = i + await step(3);
    local[await step(0)] = i++, local[i & 3] = await step(9);
    return r + local[0] + local[2] * 3 + local[3] * 5;
}

static TAMED async int initialisers(int n)
{
    int a = note(1), b = await step(2), c = a++ + note(3), d = await step(a);
    int array[4] = {note(1), await step(2), note(3), await step(n)};
    int sparse[6] = {[1] = note(1), [2] = await step(2), note(3), [5] = note(4)};
    struct {
        int a;
        struct pair pair;
        int b[2];
    } nested = {note(1), {note(2), await step(3)}, {await step(4), note(5)}};
    struct pair named = {.first = note(6), .second = await step(7)};
    struct pair literal = (struct pair){note(1), await step(2)};
    const int *pointed = (int[]){note(1), await step(2), note(n)};
    literal = (struct pair){.first = await step(1) + note(2), .second = note(3)};
    return a + b + c + d + array[0] + array[3] * 3 + sparse[2] + sparse[3] * 5 + nested.b[0] +
           (int)(nested.pair.second + named.first + literal.second + literal.first) + pointed[1] +
           pointed[2];
}

static TAMED async int heads(int n)
{
    int r = 0, i = 0;
    while (i++ < 3 && (note(i) | await step(i + 1)) < 6)
        r += note(10) + await step(r);
    do
        r += note(20);
    while (note(i) > 1 && await step(i--) > n);
    for (i = note(0), r += await step(1); note(i) < await step(3); r += note(i++) + await step(i))
        r += await step(100) - note(50);
    if (note(n) + await step(1) > 3 || note(1) + await step(2) > 4)
        r += 1000;
    switch (note(n) * await step(2)) {
    case 4:
        r += note(5) + await step(6);
    }
    return note(1) + r + await step(2) + i;
}

/* What is read before an await keeps its value, whoever changes the variable meanwhile. */
static int shared;

static TAMED async int change(int n)
{
    await pause_maybe();
    shared += n;
    return shared;
}

static TAMED async int reads(int n)
{
    int x = n, *p = &x, r = 0;
    volatile int v = n;
    struct pair pair = {n, 1}, *q = &pair;

    shared = n;
    r += shared + await change(10) + shared;
    r += shared * (await change(1) - shared);
    r += x + (*p = 50, await step(1)) + x;
    r += pair.first + (q->first = 70, await step(2)) + pair.first;
    r += v + (v = 3, await step(3)) + v++;
    r += sum3(shared, await change(2), shared);
    r += x++ + await step(x) + (*p)++ + await step(*p);
    r += (shared, await change(3)) + (await change(4), shared);
    shared += await change(5);
    shared = shared + await change(6);
    r += (x = 4) + await step(x = 5) + x;
    r += n + await step(n) * n - await leaf(n);
    return r + shared;
}

TAMED async int main(void)
{
    for (int n = 0; n < 4; n++) {
        printf("%d: binary ", n);
        printf(" %d\n logical ", await binary(n));
        printf(" %d\n assignments ", await logical(n));
        printf(" %d\n calls ", await assignments(n));
        printf(" %d\n subscripts ", await calls(n));
        printf(" %d\n initialisers ", await subscripts(n));
        printf(" %d\n heads ", await initialisers(n));
        printf(" %d\n reads ", await heads(n));
        printf(" %d\n", await reads(n));
    }
    return 0;
}
