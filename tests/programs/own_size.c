/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables that their own initialisers name. */
#include <stdlib.h>

#include "leaves.h"

static TAMED async void *alloc(size_t n)
{
    await pause_maybe();
    return calloc(1, n);
}
static TAMED async int self(int n)
{
    struct pair *p = await alloc(sizeof *p);
    p->first = n;
    await pause_maybe();
    int r = (int)p->first;
    {
        char *p = await alloc(sizeof *p * 3), **q = await alloc(sizeof *q);
        p[2] = 4;
        *q = p;
        await pause_maybe();
        r += (*q)[2];
        free(p);
        free(q);
    }
    for (struct pair *k = await alloc(sizeof *k); k; k = NULL) {
        r += (int)k->second;
        free(k);
    }
    struct {
        int a;
    } *z = await alloc(sizeof(*z));
    z->a = await leaf(3);
    r += z->a;
    free(z);
    free(p);
    return r;
}
TAMED async int main(void)
{
    printf("%d\n", await self(3));
    return 0;
}
