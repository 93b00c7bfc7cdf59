/* SPDX-License-Identifier: BSD-3-Clause */
/* A group of jobs as a member of a struct: opened in one place, fed in another, shut down in a
 * third. Its handler sees the errors, and the other jobs go on. The clock is virtual: nobody waits
 * for it. */
#include <errno.h>
#include <stdio.h>

#include <tamer/tamer.h>

struct office {
    tamer_scope *jobs;
    int done, failed;
};

static TAMED async void job(struct office *office, int n, double seconds)
{
    await tamer_sleep(seconds);
    if (n < 0)
        tamer_raise(EIO, "job %d has failed after %.2f s", n, seconds);
    office->done++;
}

static void complain(const tamer_error *error, void *data)
{
    struct office *office = data;

    office->failed++;
    printf("%.2f: %s\n", tamer_now(), tamer_error_message(error));
}

static void open_office(struct office *office, tamer_scope *scope)
{
    office->jobs = tamer_group_open(
        scope, &(tamer_scope_options){.name = "jobs", .handler = complain, .handler_data = office});
}

static TAMED async void close_office_at(struct office *office, double seconds)
{
    await tamer_sleep(seconds);
    await tamer_group_shutdown(office->jobs);
    printf("%.2f: shut down\n", tamer_now());
}

/* Ten jobs, of .05, .15, .25, … seconds. */
static void ten_jobs(struct office *office)
{
    for (int i = 0; i < 10; i++)
        job_scoped(office->jobs, office, i, 0.05 + 0.1 * i);
}

/* A job that fails is started again, for three times. */
struct keeper {
    struct office office;
    int left;
};

static void start_again(const tamer_error *error, void *data)
{
    struct keeper *keeper = data;

    complain(error, &keeper->office);
    if (--keeper->left > 0)
        job_scoped(keeper->office.jobs, &keeper->office, -keeper->left, 0.2);
}

static TAMED async void keep_running(void)
{
    struct keeper keeper = {.left = 3};

    TAMER_SCOPE(scope, .name = "kept", .handler = start_again, .handler_data = &keeper) {
        keeper.office.jobs = scope;
        job_scoped(scope, &keeper.office, -keeper.left, 0.1);
    }
    printf("%.2f: given up\n", tamer_now());
}

int main(void)
{
    struct office office = {0};

    tamer_clock_virtual(0);
    TAMER_SCOPE(scope) {
        open_office(&office, scope);
        close_office_at_scoped(scope, &office, 0.49);
        ten_jobs(&office);
        job_scoped(office.jobs, &office, -1, 0.2);
    }
    printf("%d of 10 jobs done, %d failed\n", office.done, office.failed);
    tamer_clock_virtual(0);
    keep_running();
    return 0;
}
