/* SPDX-License-Identifier: BSD-3-Clause */
/* Tasks beside each other: by delay, with an endless service, and in a loop that tries again. */
#include <stdio.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

static TAMED async double finish_time(double delay)
{
    await tamer_sleep(delay);
    return tamer_now();
}

static void three_sleeps(void)
{
    finish_time_delayed first, second, third;

    TAMER_SCOPE(scope) {
        finish_time_scoped_into(scope, &second, 0.02);
        finish_time_scoped_into(scope, &third, 0.03);
        finish_time_scoped_into(scope, &first, 0.01);
    }
    /* A loop that was late sees two of them at one time. */
    printf("by delay: %s\n",
           first.value <= second.value && second.value <= third.value ? "yes" : "no");
}

struct counter {
    int value;
    tamer_event moved;
};

static TAMED async void count(struct counter *counter)
{
    for (;;) {
        await tamer_sleep(0.01);
        counter->value++;
        tamer_event_set(&counter->moved);
        tamer_event_clear(&counter->moved);
    }
}

static TAMED async int reach(struct counter *counter, int least)
{
    while (counter->value < least)
        await tamer_event_wait(&counter->moved);
    return counter->value;
}

static void endless_counter(void)
{
    struct counter counter = {.moved = TAMER_EVENT_INIT};
    reach_delayed three, seven, ten;

    TAMER_SCOPE(services, .exit = TAMER_CANCEL) {
        count_scoped(services, &counter);
        TAMER_SCOPE(batch) {
            reach_scoped_into(batch, &ten, &counter, 10);
            reach_scoped_into(batch, &three, &counter, 3);
            reach_scoped_into(batch, &seven, &counter, 7);
        }
    }
    printf("the batch saw %d, %d and %d\n", three.value, seven.value, ten.value);
}

static TAMED async int remote_dice(void)
{
    static const int rolls[] = {2, 6, 1};
    static int next;

    await tamer_sleep(0.01);
    return rolls[next++];
}

static void retry(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_RAISE) {
        for (int attempt = 1; attempt <= 3; attempt++) {
            int faces = remote_dice_get(remote_dice_scoped(scope));

            printf("attempt %d: %d\n", attempt, faces);
            if (faces == 6)
                break;
        }
    } /* every result was waited for: nothing to raise */
}

int main(void)
{
    three_sleeps();
    endless_counter();
    retry();
    return 0;
}
