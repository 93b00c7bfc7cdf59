/* SPDX-License-Identifier: BSD-3-Clause */
/* Names that are words of tamed C: one error for each declaration. */
#include <tamer/tamer.h>

struct request {
    int await;
    int async;
};

TAMED async int fetch(int size);

TAMED async int tamed(struct request *p, struct request q)
{
    p->await = 3;
    q.await = 4;
    return await fetch(p->await);
}

int plain(struct request *p);
int plain(struct request *p)
{
    return p->async + p->await;
}

int declared(void);
int declared(void)
{
    int *async = 0;
    return *async;
}

int given(int await, int n);
