/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that an expression defines, and types of blocks in expressions: kept across awaits. */
#include "leaves.h"

static TAMED async int literals(int n)
{
    int *in = (struct { int a[2]; }[]){{{n}}, {{n + 1, 5}}}[1].a;
    int sum = await leaf(n) + in[0] + in[1];

    sum += (&(struct inner { int a; }){await leaf(2)})->a;
    struct inner again = {3};
    sum += again.a + await leaf(again.a);
    struct link { int a; struct link *next; } *link = &(struct link){n, &(struct link){await leaf(4), 0}};
    await pause_maybe();
    sum += link->a * 100 + link->next->a;
    struct late *late = &(struct late { char text[4]; }){"xyz"};
    sum += await leaf(1) + late->text[n % 3];
    const int *fixed = (const struct { int a, b[3]; }){1, {2, n}}.b;
    await pause_maybe();
    sum += fixed[0] * fixed[1];
    return sum;
}

static TAMED async int heads(int n)
{
    int sum = 0;

    for (int i = (&(struct { int first; }){await leaf(n)})->first; i < (int)sizeof(struct { char c[9]; }); i++)
        if (i % 2)
            sum += (&(struct odd { int a, b; }){i, await leaf(i)})->b;
        else
            sum -= ((union { int a; char c[4]; }[]){{await leaf(i)}, {7}})[i % 2].a;
    while ((&(struct step { int left; }){await leaf(sum)})->left % 5)
        sum++;
    do
        sum += *(&(struct { short s; }){3}.s) + await leaf(1);
    while ((&(struct last { int a; }){await leaf(sum)})->a < 90);
    switch (await leaf(n) + *(struct { int a[1]; }){{2}}.a) {
    case 3:
        sum += (await leaf(1), &(struct { int a; }){n})->a;
        /* fallthrough */
    default:
        sum += (enum { RED = 4, GREEN } ){RED} + await leaf(GREEN);
    }
    goto there;
there:
    sum += (&(struct there { int a; }){await leaf(n)})->a;
    return sum;
}

/* The names of types belong to their blocks: the function has others by the same. */
struct hidden {
    double d;
};

static TAMED async int blocks(int n)
{
    struct hidden outer = {n * 1.5};
    int sum = 0, size = n % 2 + 2;

    sum += ({ struct { int a; } v = {await leaf(3)}; v; }).a;
    sum += ({ struct hidden { int a[2]; } v = {{n, 1}}; v; }).a[await leaf(1)];
    sum += ({ struct hidden { int a[2]; }; struct hidden v = {{n, await leaf(6)}}; v; }).a[await leaf(1)];
    sum += ({ typedef struct { int a, b; } pair; pair v = {n, 2}, w = {3, 4}; await leaf(n) > 2 ? v : w; }).b;
    sum += ({ union { int i; char c[4]; } u = {.i = await leaf(n)}; again: if (u.i < 3) { u.i++; goto again; } u; }).i;
    sum += ({
                struct row { int a[3]; } rows[2] = {{{1, 2, 3}}, {{n, n, n}}}, *row = rows;
                row += await leaf(1);
                *row;
            }).a[await leaf(2)];
    sum += ({ struct { __typeof__(size) of, cells[2]; } v = {size, {await leaf(2)}}; ({ await pause_maybe(); v; }); }).cells[0];
    sum += (int)({ struct hidden v = outer; v.d += await leaf(2); v; }).d;
    sum += ({ enum { LOW = 5, HIGH } e = LOW; e += await leaf(1); e == HIGH ? e : LOW; }) + (int)outer.d;
    sum += (n >= 0 ? ({ struct hidden *p = &outer; await leaf(n); p; }) : 0)->d > 1;
    sum += *({ static int array[3]; int(*p)[3] = &array; array[1] = await leaf(n); &(*p)[1]; });
    return sum;
}

static TAMED async int arrays(int n)
{
    int sum = ({ struct { int a[2][2]; } v = {{{n, 2}, {3, 4}}}; v; }).a[await leaf(1)][await leaf(0)];

    sum += ({ struct { char c[8]; } v = {"literal"}; v.c[0] = (char)('a' + await leaf(n)); v; }).c[await leaf(0)];
    return sum;
}

int main(void)
{
    for (int n = 0; n < 4; n++)
        printf("%d %d %d %d\n", literals(n), heads(n), blocks(n), arrays(n));
    return 0;
}
