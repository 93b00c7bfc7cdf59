/* SPDX-License-Identifier: BSD-3-Clause */
/* Orders go through a channel to three cooks, who share two stoves; what is ready comes back
 * through another. The waiter takes whatever is there first: a dish, or the end of the evening. */
#include <stdio.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

struct dish {
    int number;
    double seconds; /* on the stove */
};

struct kitchen {
    tamer_channel orders, ready;
    tamer_semaphore stoves;
    int cooking, most;
};

static TAMED async void cook(struct kitchen *kitchen)
{
    struct dish dish;

    while (await tamer_channel_receive(&kitchen->orders, &dish) > 0) {
        await tamer_semaphore_acquire(&kitchen->stoves);
        tamer_defer {
            kitchen->cooking--;
            tamer_semaphore_release(&kitchen->stoves);
        }
        if (++kitchen->cooking > kitchen->most)
            kitchen->most = kitchen->cooking;
        await tamer_sleep(dish.seconds);
        await tamer_channel_send(&kitchen->ready, &dish); /* waits for the waiter */
    }
}

/* Closes the channel of the dishes when no cook is left. */
static TAMED async void work(struct kitchen *kitchen)
{
    TAMER_SCOPE(cooks) {
        for (int i = 0; i < 3; i++)
            cook_scoped(cooks, kitchen);
    }
    tamer_channel_close(&kitchen->ready);
}

static TAMED async void order(struct kitchen *kitchen, int count)
{
    for (int n = 1; n <= count; n++) {
        struct dish dish = {n, 0.03 * (n % 2 + 1)};

        await tamer_channel_send(&kitchen->orders, &dish);
    }
    tamer_channel_close(&kitchen->orders); /* each cook goes when it is empty */
}

static TAMED async int serve(struct kitchen *kitchen, double closing)
{
    int served = 0;

    for (;;) {
        struct dish dish;
        tamer_case cases[] = {TAMER_ON_RECEIVE(&kitchen->ready, &dish),
                              TAMER_ON_TIMEOUT(closing - tamer_now())};

        if (await tamer_select(cases, 2) == 1) {
            printf("it is late\n");
            return served;
        }
        if (cases[0].result == 0) /* the end of the channel */
            return served;
        served++;
    }
}

static void evening(const char *name, int orders, double hours)
{
    struct kitchen kitchen = {.stoves = TAMER_SEMAPHORE_BOUNDED(2)};
    int served = 0;

    if (tamer_channel_init(&kitchen.orders, sizeof(struct dish), 4) < 0 ||
        tamer_channel_init(&kitchen.ready, sizeof(struct dish), 0) < 0)
        return;
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        work_scoped(scope, &kitchen);
        order_scoped(scope, &kitchen, orders);
        served = serve(&kitchen, tamer_now() + hours);
    }
    printf("%s: %s, at most %d on the stoves\n", name,
           served == orders ? "all dishes served" : "closed before all were served", kitchen.most);
    tamer_channel_destroy(&kitchen.orders);
    tamer_channel_destroy(&kitchen.ready);
}

int main(void)
{
    evening("a quiet evening", 5, 60);
    evening("a busy one", 1000, 0.5);
    return 0;
}
