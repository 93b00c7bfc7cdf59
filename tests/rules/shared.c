/* SPDX-License-Identifier: BSD-3-Clause */
/* What tasks share, <tamer/sync.h>, as tamed and as plain code uses it. */
#include <stdbool.h>

#include <tamer/sync.h>

#include "turns.h"

/* ---- one at a time ---- */

struct account {
    tamer_mutex lock; /* a member, set by the initialiser of the whole */
    int balance, inside;
};

static TAMED async int withdraw(struct account *account, int sum)
{
    if (!await tamer_mutex_lock(&account->lock))
        return -1;
    tamer_defer {
        account->inside--;
        tamer_mutex_unlock(&account->lock);
    }
    if (++account->inside > 1)
        puts("  two at a time");
    int before = account->balance;

    await turns(2); /* nobody else changes it meanwhile */
    if (before < sum)
        tamer_raise(ERANGE, "%d is less than %d", before, sum);
    return account->balance = before - sum;
}

static void one_at_a_time(void)
{
    struct account account = {.lock = TAMER_MUTEX_INIT, .balance = 10};
    OWNED tamer_error *error = NULL;

    puts("mutex");
    TAMER_SCOPE(scope, .error = &error, .on_error = TAMER_CONTINUE) {
        withdraw_delayed *a = withdraw_scoped(scope, &account, 3);
        withdraw_delayed *b = withdraw_scoped(scope, &account, 9);
        withdraw_delayed *c = withdraw_scoped(scope, &account, 4);

        printf("  %d", withdraw_get(a));
        printf(" and %d\n", withdraw_get(c));
        if (tamer_catch(&error, withdraw_get(b)))
            printf("  %s\n", tamer_error_message(error));
    }
    tamer_error_clear(&error);
    printf("  left: %d\n", account.balance);
}

/* ---- so many at a time ---- */

static TAMED async void limited(tamer_semaphore *limit, int n, int *now, int *most)
{
    await tamer_semaphore_acquire(limit);
    tamer_defer {
        --*now;
        tamer_semaphore_release(limit);
    }
    if (++*now > *most)
        *most = *now;
    await turns(n % 3 + 1);
}

static TAMED async void so_many_at_a_time(void)
{
    tamer_semaphore limit = TAMER_SEMAPHORE_BOUNDED(3);
    int now = 0, most = 0;

    TAMER_SCOPE(scope) {
        for (int n = 0; n < 20; n++)
            limited_scoped(scope, &limit, n, &now, &most);
    }
    printf("semaphore\n  at most %d, now %d, free %zu\n", most, now,
           tamer_semaphore_permits(&limit));
}

/* ---- events, conditions, barriers ---- */

static TAMED async void runner(tamer_event *start, tamer_barrier *line, int n)
{
    await tamer_event_wait(start);
    for (int lap = 0; lap < 2; lap++) {
        await turns(3 - n);
        printf("  runner %d is number %d\n", n, await tamer_barrier_wait(line));
    }
}

static TAMED async void race(void)
{
    tamer_event start = TAMER_EVENT_INIT;
    tamer_barrier line = TAMER_BARRIER_INIT(3);

    puts("event and barrier");
    TAMER_SCOPE(scope) {
        for (int n = 0; n < 3; n++)
            runner_scoped(scope, &start, &line, n);
        await turns(2);
        puts("  go");
        tamer_event_set(&start);
    }
}

struct stock {
    tamer_mutex lock;
    tamer_condition changed;
    int items;
};

static TAMED async int take(struct stock *stock, int count)
{
    await tamer_mutex_lock(&stock->lock);
    tamer_defer {
        tamer_mutex_unlock(&stock->lock);
    }
    while (stock->items < count && await tamer_condition_wait(&stock->changed, &stock->lock))
        ;
    stock->items -= count;
    printf("  took %d\n", count);
    return count;
}

static void deliver(void)
{
    struct stock stock = {TAMER_MUTEX_INIT, TAMER_CONDITION_INIT, 0};

    puts("condition");
    TAMER_SCOPE(scope, .timeout = 60) {
        take_scoped(scope, &stock, 3);
        take_scoped(scope, &stock, 1);
        for (int i = 0; i < 4; i++) {
            turns(2);
            stock.items++;
            tamer_condition_notify_all(&stock.changed);
        }
    }
    printf("  left: %d\n", stock.items);
}

/* ---- once ---- */

static TAMED async void load(void *tries)
{
    await turns(1);
    if (++*(int *)tries < 2)
        tamer_raise(EAGAIN, "not yet");
    puts("  loaded");
}

static TAMED async bool use(tamer_once *loaded, int *tries)
{
    OWNED tamer_error *error = NULL;
    bool first = false;

    if (tamer_catch(&error, first = await tamer_once_run(loaded, load, tries)))
        printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    return first;
}

static void once(void)
{
    static tamer_once loaded = TAMER_ONCE_INIT;
    int tries = 0, firsts = 0;

    puts("once");
    TAMER_SCOPE(scope) {
        use_delayed *users[4];

        for (int i = 0; i < 4; i++)
            users[i] = use_scoped(scope, &loaded, &tries);
        for (int i = 0; i < 4; i++)
            firsts += use_get(users[i]);
    }
    printf("  %d tries, by %d\n", tries, firsts);
}

/* ---- channels ---- */

struct job {
    int n;
    const char *text;
};

static TAMED async void produce(tamer_channel *jobs, int count)
{
    for (int n = 0; n < count; n++)
        tamer_check(await tamer_channel_send(jobs, &(struct job){n, n % 2 ? "odd" : "even"}));
    tamer_channel_close(jobs);
}

static TAMED async void work_on(tamer_channel *jobs, tamer_channel *done, int pause)
{
    struct job job;

    while (await tamer_channel_receive(jobs, &job) > 0) {
        await turns(pause);
        job.n *= 10;
        if (await tamer_channel_send(done, &job) < 0)
            break;
    }
}

static TAMED async void workers(tamer_channel *jobs, tamer_channel *done)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < 3; i++)
            work_on_scoped(scope, jobs, done, i);
    }
    tamer_channel_close(done);
}

static void pipeline(size_t capacity)
{
    tamer_channel jobs, done;
    struct job job;
    int sum = 0, odd = 0;

    tamer_channel_init(&jobs, sizeof job, capacity);
    tamer_channel_init(&done, sizeof job, capacity);
    TAMER_SCOPE(scope) {
        produce_scoped(scope, &jobs, 10);
        workers_scoped(scope, &jobs, &done);
        while (tamer_channel_receive(&done, &job) > 0) {
            sum += job.n;
            odd += strcmp(job.text, "odd") == 0;
        }
    }
    printf("channel of %zu\n  sum %d, odd %d\n", capacity, sum, odd);
    tamer_channel_destroy(&jobs);
    tamer_channel_destroy(&done);
}

/* ---- select ---- */

static TAMED async int slow(int count)
{
    await turns(count);
    return count;
}

static TAMED async int next(tamer_channel *numbers, slow_delayed *result, bool *done)
{
    int number = 0;
    tamer_case cases[] = {TAMER_ON_RECEIVE(numbers, &number), TAMER_ON_RESULT(result),
                          TAMER_ON_TIMEOUT(60)};

    if (*done)
        cases[1].kind = TAMER_CASE_NONE;
    switch (await tamer_select(cases, sizeof cases / sizeof *cases)) {
    case 0:
        return cases[0].result > 0 ? number : -1;
    case 1:
        *done = true;
        return 100 + await slow_get(result);
    default:
        return -2;
    }
}

static TAMED async void count_up(tamer_channel *numbers, int to)
{
    for (int n = 1; n <= to; n++) {
        await tamer_channel_send(numbers, &n);
        await turns(3);
    }
    tamer_channel_close(numbers);
}

static TAMED async void select_all(void)
{
    tamer_channel numbers;
    bool done = false;
    int sum = 0;

    tamer_channel_init(&numbers, sizeof(int), 0);
    TAMER_SCOPE(scope) {
        slow_delayed *result = slow_scoped(scope, 7);

        count_up_scoped(scope, &numbers, 5);
        for (int got; (got = await next(&numbers, result, &done)) != -1;)
            sum += got;
    }
    printf("select\n  sum %d, the result %s\n", sum, done ? "too" : "missing");
    tamer_channel_destroy(&numbers);
}

int main(void)
{
    one_at_a_time();
    so_many_at_a_time();
    race();
    deliver();
    once();
    pipeline(0);
    pipeline(1);
    pipeline(20);
    select_all();
    return 0;
}
