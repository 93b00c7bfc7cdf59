/* SPDX-License-Identifier: BSD-3-Clause */
/* What tasks share, as an editor sees it. */
#include <tamer/sync.h>
#include <tamer/tamer.h>

struct shop {
    tamer_mutex lock;
    tamer_condition changed;
    tamer_semaphore seats;
    tamer_channel orders;
};

TAMED async int value(int n);
TAMED async int serve(struct shop *shop, int fd);
void open_shop(struct shop *shop);

static tamer_once started = TAMER_ONCE_INIT;
static tamer_event opened = TAMER_EVENT_INIT;
static tamer_barrier doors = TAMER_BARRIER_INIT(2);

TAMED async int value(int n)
{
    await tamer_yield();
    return n;
}

static TAMED async void start(void *shop)
{
    (void)shop;
    await tamer_barrier_wait(&doors);
    tamer_event_set(&opened);
}

TAMED async int serve(struct shop *shop, int fd)
{
    int order = 0, index;
    tamer_case cases[] = {
        TAMER_ON_RECEIVE(&shop->orders, &order),
        TAMER_ON_SEND(&shop->orders, &order),
        TAMER_ON_READY(fd, 1),
        TAMER_ON_TIMEOUT(0.5),
    };

    await tamer_once_run(&started, start, shop);
    await tamer_event_wait(&opened);
    if (!await tamer_mutex_lock(&shop->lock))
        return -1;
    while (order == 0 && await tamer_condition_wait(&shop->changed, &shop->lock))
        continue;
    tamer_mutex_unlock(&shop->lock);
    await tamer_semaphore_acquire(&shop->seats);
    switch (index = await tamer_select(cases, sizeof cases / sizeof *cases)) {
    case 0:
        return cases[0].result;
    default:
        return index;
    }
}

void open_shop(struct shop *shop)
{
    struct shop made = {.lock = TAMER_MUTEX_INIT,
                        .changed = TAMER_CONDITION_INIT,
                        .seats = TAMER_SEMAPHORE_BOUNDED(4)};

    *shop = made;
    shop->seats = (tamer_semaphore)TAMER_SEMAPHORE_INIT(8);
    if (tamer_channel_init(&shop->orders, sizeof(int), 8) == 0)
        tamer_channel_destroy(&shop->orders);
}
