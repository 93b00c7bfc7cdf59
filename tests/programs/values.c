/* SPDX-License-Identifier: BSD-3-Clause */
/* Results and parameters of every type. */
#include <complex.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "leaves.h"

enum colour { RED, GREEN, BLUE = 1000000 };

struct tiny {
    char c[3];
};
struct eight {
    int a, b;
};
struct mixed {
    float f;
    short s;
};
struct twelve {
    int a[3];
};
struct big {
    char name[60];
    double numbers[5];
};
union either {
    double real;
    uint64_t bits;
};
typedef int (*callback)(int);
typedef int row[3];

/* Each function hands its argument on, across an await. */
#define IDENTITY(name, ...)                                                                        \
    static TAMED async __VA_ARGS__ name(__VA_ARGS__ value)                                         \
    {                                                                                              \
        await pause_maybe();                                                                       \
        return value;                                                                              \
    }                                                                                              \
    /* The value comes from an await, and lives across another. */                                 \
    static TAMED async __VA_ARGS__ name##_twice(__VA_ARGS__ value)                                 \
    {                                                                                              \
        __VA_ARGS__ copy = await name(value);                                                      \
        await pause_maybe();                                                                       \
        return await leaf(1) ? await name(copy) : value;                                           \
    }

IDENTITY(a_char, char)
IDENTITY(a_schar, signed char)
IDENTITY(a_uchar, unsigned char)
IDENTITY(a_short, short)
IDENTITY(a_ushort, unsigned short)
IDENTITY(an_int, int)
IDENTITY(an_unsigned, unsigned int)
IDENTITY(a_long, long)
IDENTITY(an_ulong, unsigned long)
IDENTITY(a_llong, long long)
IDENTITY(a_bool, _Bool)
IDENTITY(a_colour, enum colour)
IDENTITY(a_float, float)
IDENTITY(a_double, double)
IDENTITY(a_long_double, long double)
IDENTITY(a_cfloat, float _Complex)
IDENTITY(a_cdouble, double _Complex)
IDENTITY(an_int128, wide_int)
IDENTITY(a_pointer, const char *)
IDENTITY(a_void_pointer, void *)
IDENTITY(a_callback, callback)
IDENTITY(a_row_pointer, row *)
IDENTITY(a_tiny, struct tiny)
IDENTITY(an_eight, struct eight)
IDENTITY(a_mixed, struct mixed)
IDENTITY(a_twelve, struct twelve)
IDENTITY(a_pair, struct pair)
IDENTITY(a_big, struct big)
IDENTITY(an_either, union either)

static int twice(int n)
{
    return 2 * n;
}

/* Functions that return pointers to functions and arrays, in C's own spelling. */
static TAMED async int (*choose(int n))(int)
{
    await pause_maybe();
    return n ? twice : note;
}

static TAMED async int (*second_row(int (*rows)[3]))[3]
{
    await pause_maybe();
    return rows + 1;
}

static TAMED async struct big make_big(const char *name, double x)
{
    struct big big = {.numbers = {x, x * 2}};

    await pause_maybe();
    strcpy(big.name, await leaf_text(name));
    big.numbers[4] = await leaf_double(x * 3);
    return big;
}

static TAMED async double sum_big(struct big a, struct big b)
{
    a.numbers[0] += await leaf_double(1);
    b.numbers[1] += a.numbers[0];
    await pause_maybe();
    return a.numbers[0] + b.numbers[1] + a.name[0] + b.name[1];
}

static TAMED async void integers(void)
{
    printf("%d %d %d", await a_char_twice('c'), await a_schar_twice(-5), await a_uchar_twice(250));
    printf(" %d %d", await a_short_twice(-30000), await a_ushort_twice(60000));
    printf(" %d %u", await an_int_twice(INT32_MIN), await an_unsigned_twice(UINT32_MAX));
    printf(" %ld %lu", await a_long_twice(LONG_MIN), await an_ulong_twice(ULONG_MAX));
    printf(" %lld %d", await a_llong_twice(-7), await a_bool_twice(1));
    printf(" %d\n", (int)await a_colour_twice(BLUE));
}

static TAMED async void reals(void)
{
    double _Complex z = await a_cdouble_twice(1.5 + 2.5 * I);
    float _Complex w = await a_cfloat_twice(0.5f - 1.5f * I);
    wide_int wide = await an_int128_twice(((wide_int)1 << (WIDE_BITS - 28)) + 7);

    printf("%g %g %Lg", await a_float_twice(1.25f), await a_double_twice(-0.125),
           await a_long_double_twice(1.0L / 3));
    printf(" %g %g %g %g", creal(z), cimag(z), (double)crealf(w), (double)cimagf(w));
    printf(" %llx %llx\n", (unsigned long long)(wide >> WIDE_BITS / 2), (unsigned long long)wide);
}

static TAMED async void records(void)
{
    struct tiny tiny = await a_tiny_twice((struct tiny){"ab"});
    struct eight eight = await an_eight_twice((struct eight){1, -2});
    struct mixed mixed = await a_mixed_twice((struct mixed){0.5f, 3});
    struct twelve twelve = await a_twelve_twice((struct twelve){{4, 5, 6}});
    struct pair pair = await a_pair_twice((struct pair){7, 8});
    struct big big = await a_big_twice((struct big){"big", {1, 2, 3, 4, 5}});
    union either either = await an_either_twice((union either){.real = 1});

    printf("%s %d %d %g %d", tiny.c, eight.a, eight.b, (double)mixed.f, mixed.s);
    printf(" %d %ld %ld", twelve.a[2], pair.first, pair.second);
    printf(" %s %g %llx", big.name, big.numbers[4], (unsigned long long)either.bits);
    printf(" %g", await sum_big(await make_big("ab", 1), await make_big("cd", 2)));
    printf(" %s %g\n", (await make_big("member", 3)).name, (await make_big("x", 4)).numbers[4]);
}

static TAMED async void pointers(void)
{
    int rows[2][3] = {{1, 2, 3}, {4, 5, 6}};
    callback call = await a_callback_twice(twice);

    printf("%s %d", await a_pointer_twice("pointer"), call(4));
    printf(" %d", *(int *)await a_void_pointer_twice(&rows[1][1]));
    printf(" %d", (*await a_row_pointer_twice(rows))[2]);
    printf(" %d %d", (await choose(1))(5), (await choose(0))(6));
    printf(" %d\n", (*await second_row(rows))[0]);
}

static TAMED async double endless(double status)
{
    for (;;)
        exit((int)status);
}

static TAMED async struct pair endless_pair(int status)
{
    for (;;)
        exit(status);
}

TAMED async int main(void)
{
    await integers();
    await reals();
    await records();
    await pointers();
    return await leaf(0) ? (int)(await endless_pair(0)).first : (int)await endless(0);
}
