/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

struct table {
    int (*handler)(int);
    TAMED async int (*marked)(int);
};

TAMED async int run(struct table *table, int (*given)(int))
{
    int (*local)(int) = given;
    int n = await local(1);
    n += await given(2);
    n += await table->handler(3);
    return n + await table->marked(4);
}

/* What has no declaration. */
int first(int n);
int second(int n);
int (*chosen(int n))(int);

TAMED async int choose(int n)
{
    return await (n > 1 ? first : second)(n) + await chosen(n)(n);
}
