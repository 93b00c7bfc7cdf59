/* SPDX-License-Identifier: BSD-3-Clause */
/* A program that uses the short spellings for something else. */
#define TAMER_NO_KEYWORDS
#include "leaves.h"

struct request {
    int async, await;
};

static TAMED tamer_async int run(struct request *request)
{
    int async = tamer_await leaf(request->async);
    int await = 0;

    while (tamer_await leaf(await) < 3)
        await++;
    request->await = async + await;
    return tamer_await leaf(request->await) - (tamer_await leaf(1));
}

int main(void)
{
    struct request request = {5, 6};
    int result = run(&request);

    printf("%d %d %d\n", result, request.async, request.await);
    return 0;
}
