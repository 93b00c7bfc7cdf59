/* SPDX-License-Identifier: BSD-3-Clause */
/* Every kind of local variable, alive across awaits. */
#include <limits.h>
#include <string.h>

#include "leaves.h"

static void bump(int *n)
{
    ++*n;
}

static TAMED async void bump_later(int *n)
{
    await pause_maybe();
    ++*n;
}

static TAMED async int addresses(int n)
{
    int a = n, b = 2, *p = &a, **pp = &p;
    int unaddressed = n * 3;

    bump(&a);
    await pause_maybe();
    *p += 10;
    await bump_later(&b);
    *pp = &b;
    await bump_later(*pp);
    bump(p);
    {
        int inner = a;
        int *q = &inner;
        await bump_later(q);
        a = *q;
    }
    for (int i = 0; i < 3; i++) {
        int each = i;
        await bump_later(&each);
        unaddressed += each;
    }
    await bump_later(&n);
    return a + b * 100 + unaddressed * 10000 + n;
}

static TAMED async int arrays(int n)
{
    int numbers[8], grid[3][4] = {{1}, {2, 3}, {4, 5, 6}}, zero[5] = {0};
    char text[16] = "tamed", more[] = "more";
    int *half = numbers + 4, sum = 0;

    for (int i = 0; i < 8; i++)
        numbers[i] = await leaf(i * n);
    await pause_maybe();
    for (int i = 0; i < 4; i++)
        sum += half[i] + *(numbers + i) + grid[i % 3][i];
    memcpy(text + 5, more, sizeof more);
    await pause_maybe();
    memcpy(text + 9, await leaf_text("!"), 2);
    memset(zero, 1, sizeof zero);
    sum += await leaf(zero[4]) & 15;
    printf("%s %zu %zu ", text, sizeof text, sizeof more);
    return sum + grid[2][await leaf(2)] + more[await leaf(0)];
}

static TAMED async int shadowing(int x)
{
    int y = await leaf(x + 1);

    {
        int x = await leaf(y + 1);
        y += x;
        {
            int x = y * 10;
            await pause_maybe();
            y += x;
            for (int x = 0; x < 2; x++) {
                int y = await leaf(x);
                await pause_maybe();
                x += y;
            }
            x += await leaf(1);
            y += x;
        }
        y += x;
    }
    for (int y = 0; y < 3; y++)
        x += await leaf(y);
    {
        typedef long x;
        x big = await leaf(3);
        y += (int)big;
    }
    return x * 1000 + y;
}

static TAMED async int qualified(const int parameter)
{
    const int constant = await leaf(parameter + 1);
    volatile int restless = constant;
    register int quick = await leaf(3);
    const char *const name = "name";
    const struct pair both = {parameter, await leaf(4)};
    const int table[] = {1, 2, 3};
    const double fixed = 1.5;
    static int calls;
    static const int primes[] = {2, 3, 5, 7};
    auto int old_style = 5;

    calls += await leaf(1);
    restless += await leaf(quick);
    await pause_maybe();
    restless++;
    quick += restless;
    await pause_maybe();
    old_style += constant + quick;
    return old_style * 100 + (int)strlen(name) + (int)(both.first + both.second) +
           table[await leaf(1)] + (int)(fixed * 2) + calls * 1000 + primes[await leaf(2)] +
           parameter;
}

static TAMED async int local_types(int n)
{
    struct local {
        int a;
        char text[6];
    } one = {await leaf(n), "one"}, two;
    struct {
        unsigned low : 3, : 2, high : 5;
        signed both : 4;
    } bits = {5, 9, -2};
    union {
        int number;
        unsigned char bytes[4];
    } either = {.number = 0x01020304};
    enum colour { RED, GREEN = 5, BLUE } colour = await leaf(1) ? BLUE : RED;
    typedef struct local alias;
    alias third = {7, "third"}, *pointer;
    struct nested {
        struct local parts[2];
        union {
            long wide;
            double real;
        };
    } nested = {.parts = {[1] = {3, "p"}}, .wide = 9};

    two = one;
    await pause_maybe();
    two.a += await leaf(10);
    bits.low += 4;
    bits.high ^= await leaf(3);
    pointer = &third;
    await pause_maybe();
    bits.both++;
    pointer->a += either.bytes[await leaf(0)];
    nested.parts[0] = two;
    await pause_maybe();
    nested.parts[await leaf(1)].a += 5;
    return one.a + two.a + bits.low * 10 + (int)bits.high * 100 + bits.both + colour + GREEN +
           third.text[4] + nested.parts[0].text[0] + nested.parts[1].a + (int)nested.wide +
           (int)sizeof(struct local);
}

static TAMED async int declarators(int n)
{
    int a = await leaf(1), *b = &a, c[2] = {await leaf(2), *b}, (*d)[2] = &c, **e = &b;
    int (*f)(const char *, ...) = printf, (*g[2])(const char *, ...) = {printf, f};
    int h, i = n, j;
    unsigned long k, *l = &k;

    h = (*d)[await leaf(0)];
    j = i + h;
    *l = ULONG_MAX;
    await pause_maybe();
    g[await leaf(1)]("(%d)", **e);
    return a + *b + c[1] + (*d)[1] + **e + h + i + j + (k == ULONG_MAX);
}

/* What lives from before an await to behind it depends on the way. */
static TAMED async int lifetimes(int n)
{
    int a, b, c = 0, d = n, last = -1;

    if (n % 2) {
        a = await leaf(n);
        await pause_maybe();
        c = a;
    } else {
        b = await leaf(n + 1);
        c = b + await leaf(1);
    }
    for (int i = 0; i < 4; i++) {
        int fresh;

        if (i == await leaf(2))
            last = d;
        d = i;
        fresh = c + i;
        c = await leaf(fresh);
        if (c > 9)
            continue;
        d += fresh;
    }
    while (d > 0) {
        int before = d;
        d = await leaf(d / 2);
        if (before - d > 2 && (before = await leaf(last)) > 1)
            c += before;
        c += before;
    }
    return c * 100 + last;
}

static TAMED async int unions(int n)
{
    union {
        float real;
        unsigned bits;
    } u;
    struct {
        int tag;
        union {
            int number;
            const char *text;
        };
    } v = {.tag = 1, .text = await leaf_text("union")};

    u.real = 1.0f;
    await pause_maybe();
    u.bits += (unsigned)await leaf(n);
    if (v.tag == await leaf(1))
        return (int)(u.bits & 0xff) + (int)strlen(v.text);
    return v.number;
}

static TAMED async int parameters(int a, char b, double c, const char *d, int e[], struct pair f,
                                  struct pair *g, int (*h)(int), int unused, int i[2][2])
{
    a += await leaf(b);
    b++;
    await pause_maybe();
    e[1] += b;
    f.first += await leaf(e[0]);
    g->second += f.first;
    await pause_maybe();
    i[1][0] += h(a);
    a += (int)c + d[await leaf(0)] + e[1] + (int)g->second;
    (void)unused;
    return a + i[1][0] + *i[0];
}

/* Without an address, and without a value at first. */
static TAMED async int registers(int n)
{
    typedef short lanes __attribute__((vector_size(16)));
    register struct pair pair;
    register lanes lane;
    register double _Complex z;
    await pause_maybe();
    pair.first = await leaf(n);
    lane[0] = 1;
    __real__ z = 2;
    if (n > 1)
        pair.second = await leaf(2);
    await pause_maybe();
    return (int)pair.first + lane[0] + (int)__real__ z + (n > 1 ? (int)pair.second : 0);
}

TAMED async int main(void)
{
    for (int n = 0; n < 4; n++) {
        int e[] = {n, 1}, i[2][2] = {{1, 2}, {3, 4}};
        struct pair f = {1, 2}, g = {3, 4};

        printf("%d:", n);
        printf(" %d", await addresses(n));
        printf(" %d", await arrays(n));
        printf(" %d", await shadowing(n));
        printf(" %d", await qualified(n));
        printf(" %d", await local_types(n));
        printf(" %d", await declarators(n));
        printf(" %d", await lifetimes(n));
        printf(" %d", await unions(n));
        printf(" %d", await registers(n));
        printf(" %d", await parameters(n, 'b', 2.5, "d", e, f, &g, note, 0, i));
        printf(" %d %ld %ld %d\n", e[1], f.first, g.second, i[1][0]);
    }
    return 0;
}
