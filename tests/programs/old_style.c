/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu89 */
/* Functions as before C90: definitions without prototypes, empty lists, int by default, calls
 * before any declaration. */
#include "leaves.h"

#ifdef __clang__
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wdeprecated-non-prototype"
#else
#pragma GCC diagnostic ignored "-Wmissing-parameter-type"
#pragma GCC diagnostic ignored "-Wreturn-type"
#endif
#pragma GCC diagnostic ignored "-Wimplicit-int"
#pragma GCC diagnostic ignored "-Wimplicit-function-declaration"

TAMED async int elsewhere();
TAMED async struct pair pair_elsewhere();
TAMED async int later();
TAMED async long declared_open();

typedef int (*plain)();

/* Parameters that a call without a prototype promotes. */
static TAMED async int promoted(c, s, f, u)
char c;
unsigned short s;
float f;
unsigned char u;
{
    int before = c + s;

    before += await leaf(1);
    return before + (int)(f * 2) + u + (int)sizeof c;
}

static TAMED async double mixed(names, table, count, scale) const char *names[];
int table[3], count;
double (*scale)();
{
    double sum = 0;
    int i;

    for (i = 0; i < count; i++)
        sum += scale(table[i]) + (names[i][0] - await leaf('a'));
    return sum;
}

static double twice(n)
int n;
{
    return n * 2.0;
}

/* int by default, declared or not. */
static TAMED async defaults(a, b)
{
    return a - await leaf(b);
}

static TAMED async nothing()
{
    return await leaf(3);
}

static TAMED async struct pair records(p, by)
struct pair p;
register long by;
{
    p.first += by;
    await pause_maybe();
    p.second -= by;
    return p;
}

static TAMED async void countdown(n) int n;
{
    if (n > 0) {
        await step(n);
        await countdown(n - 1);
    }
}

static TAMED async int through(p, n)
TAMED async int (*p)();
int n;
{
    return await p(n, n + 1, 2.5, 'd') + tamer_blocking((*p)(n, 1, 0.5, 'a'));
}

/* What is called here is declared in the block only. */
static TAMED async int declared_inside(int n)
{
    TAMED async float half(), third(int n), quarter;
    TAMED async const char *name_of();
    struct pair both(struct pair p, double by);
    struct pair p;

    p.first = p.second = n;
    quarter = await half(await half((double)n));
    p = await both(p, quarter);
    printf("%s %.2f ", await name_of((char)n), await third(n));
    return (int)(p.first + p.second);
}

TAMED async int main(void)
{
    static const char *names[] = {"ax", "by", "cz"};
    static int table[] = {1, 2, 3};
    struct pair p = {5, 6};
    plain pointer = promoted;
    int n;

    for (n = 0; n < 4; n++) {
        printf("%d %d", await promoted(n, 300 + n, n * 0.5, 200),
               tamer_blocking(promoted(-n, n, 1.5f, 300)));
        printf(" %d %.2f", tamer_blocking(pointer(1, 2, 3.0, n)), await mixed(names, table, 3, twice));
        printf(" %d %d", await defaults(n, 2), await nothing());
        p = await records(p, (long)n);
        printf(" %ld %ld", p.first, p.second);
        await countdown(n);
        printf(" %d %d", await through(promoted, n), await later(n, 'c'));
        printf(" %d %ld", await elsewhere(n, 'x', 1.5), (await pair_elsewhere((long)n, 2L)).second);
        printf(" %ld %d ", await declared_open(), await undeclared(n));
        printf("%d\n", await declared_inside(n));
    }
    return 0;
}

TAMED async int later(n, c)
int n;
char c;
{
    return await leaf(n) + c;
}

TAMED async long declared_open(void)
{
    return await leaf(9);
}

TAMED async int undeclared(n)
int n;
{
    return n ? await leaf(n) + await undeclared(n - 1) : 0;
}

TAMED async float half(x)
float x;
{
    return (float)await leaf((int)(x * 4)) / 8;
}

TAMED async float third(int n)
{
    return (float)await leaf(n) / 3;
}

TAMED async const char *name_of(n)
char n;
{
    return n + await leaf(0) ? "some" : "none";
}

TAMED async struct pair both(struct pair p, double by)
{
    p.first += await leaf(1) * (int)(by * 100);
    return p;
}
