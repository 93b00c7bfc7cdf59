/* SPDX-License-Identifier: BSD-3-Clause */
/* Groups, results as they finish, cancelling and settling: the same work cancelled, cancelled
 * alone, timed out of or made to fail after every number of turns. Whatever was begun has ended and
 * cleaned up once. */
#include "turns.h"

static int live, ended, errors;

static TAMED async int job(int n)
{
    live++;
    tamer_defer {
        await turns(n % 3);
        live--;
        ended++;
    }
    await turns(n);
    if (n == 5)
        tamer_raise(EPROTO, "job %d", n);
    return n;
}

static void count_error(const tamer_error *error, void *data)
{
    errors += error != NULL && data == NULL;
}

static TAMED async void closes(tamer_scope *group)
{
    await turns(2);
    await tamer_group_close(group);
}

static TAMED async long as_finished(tamer_scope *scope)
{
    long sum = 0;

    for (tamer_delayed *next; (next = await tamer_scope_next(scope)) != NULL;)
        if (tamer_delayed_state(next) == TAMER_DONE)
            sum += *job_value((job_delayed *)next);
    return sum;
}

static TAMED async void whole(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        tamer_scope *group =
            tamer_group_open(scope, &(tamer_scope_options){.handler = count_error});
        tamer_scope *below = tamer_group_open(group, NULL);
        tamer_delayed *results[3];
        long sum = 0;

        for (int i = 0; i < 7; i++)
            job_scoped(group, i);
        job_scoped(below, 8);
        closes_scoped(scope, below);
        for (int i = 0; i < 3; i++)
            results[i] = &job_scoped(scope, 3 * i + 1)->base;
        sum += await as_finished(scope);
        results[0] = &job_scoped(group, 9)->base;
        results[1] = &job_scoped(scope, 9)->base;
        await turns(2);
        await tamer_cancel_wait(results, 3);
        results[0] = &job_scoped(group, 4)->base;
        await tamer_delayed_settle(results[0]);
        for (int i = 5; i < 8; i++)
            job_scoped(group, i);
        await tamer_group_shutdown(group);
        errors += sum > 1000;
    }
}

enum way { SCOPE, ALONE, FAIL, WAYS };

static TAMED async void cut_short(enum way way, int at)
{
    TAMER_SCOPE(scope) {
        whole_delayed *work = whole_scoped(scope);

        await turns(at);
        if (way == SCOPE)
            tamer_cancel(scope);
        else if (way == ALONE)
            await tamer_cancel_wait((tamer_delayed *[]){&work->base}, 1);
        else
            tamer_raise(EIO, "cut short");
    }
}

int main(void)
{
    int places = 0, wrong = 0;

    for (int way = 0; way < WAYS; way++) {
        for (int at = 0; at < 60; at++) {
            OWNED tamer_error *error = NULL;

            tamer_catch(&error, cut_short(way, at));
            wrong += live != 0 || (way == FAIL ? tamer_error_code(error) != EIO : error != NULL);
            tamer_error_clear(&error);
            places++;
        }
    }
    printf("%d places, %d wrong, %d jobs, %d errors handled\n", places, wrong, ended, errors);
    return 0;
}
