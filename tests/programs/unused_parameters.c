/* SPDX-License-Identifier: BSD-3-Clause */
/* A parameter that is not used, beside members of its name, is not set, either. */
#include "leaves.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"

struct handler {
    void *context;
    int count;
};

TAMED async int handled(void *context, int count, struct handler *handler)
{
    *handler = (struct handler){.context = handler, .count = await leaf(2)};
    await pause_maybe();
    handler->count += (*handler).count;
    await pause_maybe();
    return handler->context ? handler->count : 0;
}

TAMED async int main(int argc, char *argv[])
{
    struct handler handler;
    printf("%d\n", await handled(NULL, 3, &handler));
    return 0;
}
