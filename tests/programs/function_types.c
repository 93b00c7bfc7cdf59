/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions that are declared by a typedef of their type, or with the type of their result. */
#include "leaves.h"

typedef int number(int n, int (*step)(int));
typedef number again;
typedef const char *(*choice(int n))(int);
typedef void none(void);
typedef struct pair paired(const struct pair *, long third[3]);

static TAMED async number first;
TAMED async again second, third;
static TAMED async none fourth;
static TAMED async paired fifth;
static TAMED async choice sixth;

static TAMED async struct made {
    int n;
} seventh(int n);
static int twice(int n)
{
    return 2 * n;
}

static const char *word(int n)
{
    return n > 1 ? "many" : "one";
}

static TAMED async int all(int n)
{
    int sum = await first(n, twice) + await second(await leaf(n), twice);
    await fourth();
    return sum + await third(1, twice);
}

static TAMED async int first(int n, int (*step_of)(int))
{
    return step_of(await leaf(n)) + 1;
}

TAMED async int second(int count, int (*step_of)(int))
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += await first(i, step_of);
    return sum;
}

TAMED async again third;
TAMED async int third(int n, int (*step_of)(int))
{
    return await second(n, step_of) - 1;
}

static TAMED async void fourth(void)
{
    await pause_maybe();
    puts("fourth");
}

static TAMED async struct pair fifth(const struct pair *from, long third_one[3])
{
    struct pair pair = await leaf_pair(from->second, from->first);
    pair.first += third_one[2];
    return pair;
}

static TAMED async const char *(*sixth(int n))(int)
{
    await pause_maybe();
    return n ? word : NULL;
}

static TAMED async struct made seventh(int n)
{
    return (struct made){await leaf(n)};
}

static TAMED async enum answer { NO, YES } eighth(int n)
{
    return await leaf(n) ? YES : NO;
}

int main(void)
{
    printf("%d %d %d\n", seventh(4).n, eighth(0), eighth(3));
    struct pair pair = fifth(&(struct pair){1, 2}, (long[]){1, 2, 3});

    printf("%d %d %d\n", all(5), first(3, twice), third(2, twice));
    printf("%ld %ld %s\n", pair.first, pair.second, sixth(1)(2));
    return 0;
}
