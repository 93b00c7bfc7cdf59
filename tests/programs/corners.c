/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wno-unsequenced -Wno-psabi -Wno-pragmas -Wno-unknown-warning-option */
/* Rare ways to write a variable, to take an address, to name a type or a function. */
#include "leaves.h"

typedef int lanes __attribute__((vector_size(16)));

static TAMED async int vector_elements(int n)
{
    lanes v;
    v[0] = n;
    v[1] = 2;
    v[2] = 3;
    v[3] = 4;
    await pause_maybe();
    v[n & 3] += await leaf(5);
    v[await leaf(2)]++;
    return v[0] + v[1] * 10 + v[2] * 100 + v[3] * 1000;
}

/* A jump back over the declaration loses the value of a variable, not the variable. */
static TAMED async int over_declaration(int n)
{
    int *p = NULL, sum = 0, rounds = 0;
again:;
    int x;
    if (p) {
        *p = 7;
        await pause_maybe();
        sum += *p;
    }
    p = &x;
    x = 3 + n;
    sum += x;
    if (rounds++ < 3)
        goto again;
    return sum;
}

static TAMED async int written_by_asm(int n)
{
    int x = n, y = 0;
    int sum = x + ({
                  __asm__("" : "=r"(y), "=r"(x) : "0"(3), "1"(4));
                  await leaf(1);
              });
    return sum * 100 + x + y;
}

struct record {
    int a, b, array[4];
};

static TAMED async int literals(int n)
{
    struct record *p = &_Generic(n, int: (struct record){n, 2, {3}});
    struct record *q = &__builtin_choose_expr(1, (struct record){n, 5, {6}}, p->a);
    struct record *r = &__extension__(struct record){n, 8, {9}};
    int *s = _Generic(n, int: (int[]){n, 2, 3});
    volatile int *t = &(volatile int){n};
    __auto_type u = &(const int){n + 1};
    int (*v)[3] = &(int[3]){1, 2, n};
    await pause_maybe();
    (*t)++;
    return p->a + p->b + p->array[0] + q->a + q->b + q->array[0] + r->a + r->b + r->array[0] + s[0] +
           s[2] + *t + *u + (*v)[2] + _Generic(u, const int *: 1000, default: 0);
}

#define MAX(a, b)                                                                                  \
    ({                                                                                             \
        __typeof__(a) a_ = (a);                                                                    \
        __typeof__(b) b_ = (b);                                                                    \
        a_ > b_ ? a_ : b_;                                                                         \
    })

/* The type of a variable is that of a statement expression with an await. */
static TAMED async int typeof_block(int n)
{
    __typeof__(({
        struct record r = {n, 2, {await leaf(3)}};
        r;
    })) record = {1, await leaf(2), {n}};
    return MAX(MAX(await leaf(1), n), MAX(await leaf(2), MAX(3, n))) + record.b + record.array[0];
}

static TAMED async int twice(int n)
{
    await pause_maybe();
    return n * 2;
}

static TAMED async int next(int n)
{
    await pause_maybe();
    return n + 1;
}

static int plain(int n)
{
    return n * 3;
}

static TAMED async int functions(int n)
{
    TAMED async int (*table[])(int) = {twice, next, plain}, (**p)(int) = table, (*f)(int);
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum = sum * 7 + await (*p++)(n + i);
    sum += await (await leaf(n) ? table[0] : table[1])(n);
    sum += await (n > 1 ? twice : next)(5) + await (n ? f = table[1] : NULL)(n);
    sum += await (sum++, table[2])(n) + await (*(table + await leaf(1)))(n) + await (f = *table)(n);
    return sum;
}

TAMED async int main(void)
{
    for (int i = 1; i < 4; i++)
        printf("%d %d %d %d %d %d\n", await vector_elements(i), await over_declaration(i),
               await written_by_asm(i), await literals(i), await typeof_block(i),
               await functions(i));
    return 0;
}
