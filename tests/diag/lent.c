/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables that end before the scope whose tasks use them. */
#include <stddef.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

struct job {
    int *at;
    int n;
};

static TAMED async int work(int *x)
{
    await tamer_sleep(0.01);
    return *x;
}

static TAMED async int do_job(struct job job)
{
    return await work(job.at);
}

static TAMED async void finish(tamer_event *event)
{
    await tamer_yield();
    tamer_event_set(event);
}

static void warned(int n)
{
    int outside = 1;
    TAMER_SCOPE(scope) {
        work_scoped(scope, &(int){3});
        work_scoped(scope, (int[]){1, 2} + 1);
        {
            int inner[2] = {0};
            do_job_scoped(scope, (struct job){.at = inner});
            (void)do_job_scoped(scope, (struct job){n ? &inner[0] : &outside, 1});
        }
        for (int i = 0; i < n; i++)
            work_scoped(scope, (int *)(void *)&i);
    }
}

static TAMED async int warned_too(int n)
{
    work_delayed slot;
    TAMER_SCOPE(scope) {
        int x = n;
        work_scoped_into(scope, &slot, &x);
        TAMER_SCOPE(inner) {
            work_scoped(inner, &x);
            int z = 3;
            work_scoped(inner, &z);
            work_scoped(scope, &z);
        }
    }
    return await work_get(&slot);
}

struct server {
    tamer_scope *jobs;
};
static tamer_scope *everywhere;

static void start(tamer_scope *scope, int n, struct server *server)
{
    int x = n;
    work_delayed slot;
    work_scoped(scope, &x);
    work_scoped(server->jobs, &n);
    work_scoped(everywhere, &(int){4});
    work_scoped_into(scope, &slot, server ? NULL : &n);
}

static TAMED async void start_tamed(tamer_scope *scope, int n)
{
    work_scoped(scope, &n);
}

/* These live long enough, or are waited for. */
static int silent(int n, tamer_scope *given)
{
    static int fixed;
    static _Thread_local int mine;
    int outside = 1, *pointer = &outside;
    TAMER_SCOPE(scope) {
        int value = 3;
        everywhere = scope;
        work_scoped(scope, &outside);
        work_scoped(scope, &n);
        work_scoped(scope, &fixed);
        work_scoped(scope, &mine);
        work_scoped(scope, pointer);
        do_job_scoped(scope, (struct job){&outside, value});
        work_scoped(everywhere, &outside);
        {
            int waited = 1;
            work_delayed *result = work_scoped(scope, &waited);
            n += work_get(result);
        }
        {
            tamer_event event = TAMER_EVENT_INIT;
            finish_scoped(scope, &event);
            tamer_event_wait(&event);
        }
        for (int i = 0; i < 2; i++) {
            int last = i;
            work_delayed *result = work_scoped(scope, &last);
            tamer_cancel_wait((tamer_delayed *[]){&result->base}, 1);
        }
    }
    return n + work_get(work_scoped(given, &n));
}

static TAMED async int silent_too(tamer_scope *scope, int n)
{
    work_delayed *result = NULL;
    tamer_defer {
        if (result)
            await tamer_delayed_settle(&result->base);
    }
    result = work_scoped(scope, &n);
    return 1;
}

/* By a flag, by a function that gets hold of the scope, at once, through what holds the address. */
static TAMED async int waited_for(tamer_scope *scope, struct server *server, int n)
{
    int flag = 0, hits = 0, done = 0;
    struct holder {
        int *of;
    } holder = {&done};
    work_scoped(scope, &flag);
    while (!flag)
        await tamer_yield();
    TAMER_SCOPE(eager, .start = TAMER_EAGER)
        for (int i = 0; i < n; i++)
            work_scoped(eager, &i);
    return flag + hits + done + (holder.of != NULL);
}

void stop(struct server *server);
void wait_for(const void *holder);

static int waited_for_plainly(struct server *server, tamer_scope *scope, void (*wait)(void *),
                              void *with)
{
    int hits = 0;
    work_scoped(server->jobs, &hits);
    stop(server);
    {
        int done = 0;
        struct holder {
            int *of;
        } holder = {&done};
        work_scoped(scope, &done);
        wait_for(&holder);
    }
    {
        int done = 0;
        work_scoped(scope, &done);
        wait(with);
    }
    return hits;
}

int main(void)
{
    TAMER_SCOPE(scope) {
        struct server server = {scope};
        start(scope, 3, &server);
        start_tamed(scope, 4);
        silent_too(scope, 4);
        silent(5, scope);
    }
    warned(3);
    return warned_too(3);
}
