/* SPDX-License-Identifier: BSD-3-Clause */
/* A result that is still on its way is passed on, and awaited there. */
#include <stdio.h>

#include <tamer/tamer.h>

struct reply {
    int code;
    char text[80];
};

static TAMED async struct reply request(double delay)
{
    await tamer_sleep(delay);
    return (struct reply){200, "awesome"};
}

static TAMED async struct reply post_process(request_delayed *raw)
{
    struct reply reply = await request_get(raw);
    struct reply result = {reply.code, ""};

    snprintf(result.text, sizeof result.text, "you are very %.60s!", reply.text);
    return result;
}

int main(void)
{
    TAMER_SCOPE(scope) {
        request_delayed *raw = request_scoped(scope, 0.1);
        post_process_delayed *result = post_process_scoped(scope, raw);

        if (!post_process_value(result))
            puts("not yet available");

        struct reply reply = post_process_get(result); /* blocks */
        printf("status %d: %s\n", reply.code, reply.text);
        printf("now there: %s\n", post_process_value(result)->text);
    }
    return 0;
}
