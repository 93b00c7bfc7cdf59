/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that depend on values, made of what has no name and of functions. */
#include <string.h>

#include "leaves.h"

/* To clang's check a function is another one than what a pointer with a variable bound leads to. */
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("function"))), apply_to = function)
#endif

/* Of what has no name: arrays of arrays, of pointers, of functions. */
static TAMED async int nameless(int n)
{
    struct {
        int a, b;
    } m[n][3], *p[n], one[n], (*rows)[3] = m, *const fixed[2] = {one, one + 1}, (*whole)[n] = &one,
                              (**all)[n] = &whole;

    for (int i = 0; i < n; i++) {
        one[i].a = await leaf(i);
        p[i] = &one[n - 1 - i];
        m[i][2].b = i * 10;
    }
    n += 5;
    await pause_maybe();
    printf("%zu %zu %zu %zu %zu ", sizeof m, sizeof p, sizeof one, sizeof *rows, sizeof **all);
    return p[0]->a + rows[1][2].b + fixed[1]->a + (**all)[2].a;
}

static struct {
    char text[4];
} table[2] = {{"one"}, {"two"}};

static TAMED async int operands(int n)
{
    struct {
        short s[2];
    } own = {{1, 2}};
    __typeof__(own) copies[n], *const *places[n];
    __typeof__(table[0]) texts[n], (*text)[n] = &texts;
    struct {
        char c[sizeof own];
    } sized[n];
    union {
        int i;
        char c[6];
    } *unions[n][2], *(*lone)[n][2] = &unions;
    enum { LOW, HIGH } kinds[n][2], *kind[n];

    memset(places, 0, sizeof places);
    memset(unions, 0, sizeof unions);
    copies[1] = own;
    texts[n - 1] = table[1];
    kinds[0][1] = HIGH;
    kind[0] = kinds[0];
    await pause_maybe();
    sized[1].c[3] = 4;
    copies[0] = copies[1];
    await pause_maybe();
    printf("%s %zu %zu %zu ", (*text)[n - 1].text, sizeof sized, sizeof *places, sizeof ***lone);
    return copies[0].s[1] + sized[1].c[3] + (int)kind[0][1] + (places[0] == 0) +
           (unions[1][1] == 0);
}

static TAMED async int callbacks(int n)
{
    struct {
        int a;
    } (*makers[n])(int, char *), *(**maker)(int, char *) = 0;
    void (*plain[n])(int rows, int(*)[rows]);
    int (*last)(int rows, int columns, int cells[rows][columns]) = 0;

    memset(makers, 0, sizeof makers);
    memset(plain, 0, sizeof plain);
    await pause_maybe();
    return (makers[n - 1] == 0) + (maker == 0) + (plain[0] == 0) + (last == 0) + (int)sizeof makers;
}

/* Functions that return pointers to such arrays. */
static int cells[2][3] = {{1, 2, 3}, {4, 5, 6}};

static int (*give(void))[3]
{
    return cells;
}

static int (*give_row(int i))[3]
{
    note(i);
    return &cells[i];
}

static double (*give_much(float f, const char *text, ...))[2]
{
    static double values[1][2];

    values[0][0] = (double)f;
    values[0][1] = text[0];
    return values;
}

static int sum_of(int n, int (*rows)[n])
{
    return rows[0][0] + rows[1][n - 1];
}

static int (*give_sum(int n, int (*rows)[n]))[3]
{
    note(sum_of(n, rows));
    return cells;
}

static TAMED async int returned(int n, int two)
{
    int(*(*make)(void))[n] = give, (*(*const fixed)(int))[n] = give_row;
    int(*(*both[2])(int))[n] = {give_row, give_row}, (*(**each)(int))[n] = both;
    int(*(*null)(void))[n] = 0;
    double(*(*much)(float, const char *, ...))[two] = give_much;
    static int(*(*kept)(void))[3] = give;
    int sum = 0;

    n += 4;
    await pause_maybe();
    sum += make()[1][2] + (*make)()[0][1] + (**make)()[0][0];
    sum = sum * 10 + (*fixed(await leaf(1)))[1] + both[1](1)[0][2] + (*each)(0)[0][0];
    printf("%zu %zu %zu ", sizeof *make(), sizeof both, sizeof *both[0](note(1)));
    sum += (int)((*much)(1.5f, "x", 3)[0][1] + (await leaf_double(1.0), much)(2.5f, "y")[0][0]);
    each++;
    int(*row)[n - 4] = (*each)(await leaf(1));
    await pause_maybe();
    sum = sum * 10 + (*row)[1] + (null == 0);
    null = make;
    await pause_maybe();
    sum += null()[1][0] + kept()[0][1] + (await leaf(1) ? make : null)()[1][2];
    return sum + (*(await leaf(0) ? null() : make() + 1))[0];
}

static TAMED async int taken(int n, int (*(*make)(void))[n])
{
    int(*(*sums)(int, int(*)[*]))[n] = give_sum;
    typedef int(*maker(int))[n];
    typedef int row[n];
    row *(*rows)(void) = make, *(*open)() = make;
    maker *made = give_row, *list[2] = {made, 0};
    __typeof__(make) again = make;
    __typeof__(*made) *other = made;
    __auto_type third = &make;
    void (*user)(row *) = 0;

    n = 1;
    await pause_maybe();
    int sum = sums(3, make())[1][0] + make()[0][1] + rows()[1][1] + open()[1][2];
    list[1] = list[0];
    await pause_maybe();
    sum = sum * 10 + (*list[1](1))[0] + again()[1][1] + (*other(0))[2] + (*third)()[1][0];
    printf("%zu %zu ", sizeof *rows(), sizeof(*made(1)));
    return sum + (user == 0);
}

static TAMED async int (*waits(int i))[3]
{
    await pause_maybe();
    return &cells[await leaf(i)];
}

static TAMED async int awaited(int n)
{
    TAMED async int(*(*wait)(int))[n] = waits;
    int(*rows)[n] = await wait(1);
    int sum = (*rows)[1];

    n++;
    await pause_maybe();
    sum = sum * 10 + (*await wait(0))[await leaf(2)] + (*rows)[0];
    return sum + (*(n > 2 ? await wait(1) : rows))[2];
}

int main(void)
{
    printf("%d\n", nameless(3));
    printf("%d\n", operands(3));
    printf("%d\n", callbacks(3));
    printf("%d\n", returned(3, 2));
    printf("%d\n", taken(3, give));
    printf("%d\n", awaited(3));
    return 0;
}

#ifdef __clang__
#pragma clang attribute pop
#endif
