/* SPDX-License-Identifier: BSD-3-Clause */
/* A service that never ends, in a scope that cancels it when the work is done. Three requests may
 * go at once, then one a tick (here a tenth of a second). */
#include <stdio.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

struct limiter {
    tamer_semaphore tokens;
    int ticks;
};

enum { BURST = 3 };

static TAMED async void refill(struct limiter *limiter)
{
    for (;;) {
        await tamer_sleep(0.1);
        limiter->ticks++;
        if (tamer_semaphore_permits(&limiter->tokens) < BURST)
            tamer_semaphore_release(&limiter->tokens);
    }
}

static TAMED async void request(struct limiter *limiter)
{
    await tamer_semaphore_acquire(&limiter->tokens);
    printf("tick %d: requesting\n", limiter->ticks);
}

int main(void)
{
    struct limiter limiter = {.tokens = TAMER_SEMAPHORE_INIT(BURST)};

    TAMER_SCOPE(services, .exit = TAMER_CANCEL) {
        refill_scoped(services, &limiter);

        TAMER_SCOPE(batch) {
            for (int i = 0; i < 6; i++)
                request_scoped(batch, &limiter);
        } /* waits for the six */
    } /* cancels the service */
    return 0;
}
