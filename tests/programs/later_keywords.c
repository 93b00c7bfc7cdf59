/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=c99 */
/* Names that other dialects of C take for keywords. */
#include "leaves.h"
#undef bool
#undef true
#undef false

typedef struct {
    int alignas, alignof;
} bool;

static TAMED tamer_async int check(int unordered, int true, int false)
{
    await leaf(1);
    if (unordered) {
        await leaf(2);
        if (!true)
            return -1;
    }
    await leaf(3);
    return true ? false : -2;
}

static TAMED tamer_async int names(int typeof, int asm, int nullptr)
{
    bool constexpr = {await leaf(typeof), await leaf(asm)};
    int static_assert[2] = {1, 2}, thread_local = 4;

    for (int typeof_unqual = 0; typeof_unqual < 2; typeof_unqual++)
        thread_local += await leaf(static_assert[typeof_unqual]) * nullptr;
    while (nullptr > 0)
        nullptr -= await leaf(1);
    return constexpr.alignas + constexpr.alignof + thread_local + asm - nullptr;
}

static TAMED tamer_async int parameters(int bool, int constexpr, int thread_local[2])
{
    await leaf(bool);
    return bool * 100 + constexpr * 10 + await leaf(thread_local[1]);
}

static TAMED tamer_async int loops(int true, int false)
{
    int turns = 0;

    while (true) {
        true -= await leaf(1);
        turns++;
    }
    while (false)
        false -= await leaf(turns > 0);
    return turns + false;
}

int main(void)
{
    printf("%d %d\n", check(1, 1, 7), check(1, 0, 7));
    printf("%d\n", names(3, 4, 5));
    printf("%d\n", parameters(1, 2, (int[]){3, 4}));
    printf("%d\n", loops(3, 2));
    return 0;
}
