/* SPDX-License-Identifier: BSD-3-Clause */
/* Results that are used after their scope, and other uses that cannot be meant: each ends the
 * program with a message. */
#include <tamer/sync.h>

#include "aborted.h"
#include "turns.h"

/* ---- results of scopes that have been left ---- */

static work_delayed *left(void)
{
    work_delayed *kept = NULL;

    TAMER_SCOPE(early)
        kept = work_scoped(early, 1, 1);
    return kept;
}

static void get(void)
{
    printf("%d\n", work_get(left()));
}

static TAMED async void awaits(work_delayed *kept)
{
    printf("%d\n", await work_get(kept));
}

static void await_get(void)
{
    TAMER_SCOPE(scope)
        awaits_scoped(scope, left());
}

static void state(void)
{
    printf("%d\n", tamer_delayed_state(&left()->base));
}

static void error(void)
{
    tamer_delayed_error(&left()->base);
}

static void cancel(void)
{
    tamer_delayed_cancel(&left()->base);
}

static void clear(void)
{
    tamer_delayed_clear(&left()->base);
}

static void settle(void)
{
    tamer_delayed_settle(&left()->base);
}

static void cancel_wait(void)
{
    tamer_delayed *results[] = {NULL, &left()->base};

    tamer_cancel_wait(results, 2);
}

static void gather(void)
{
    work_delayed *kept = left();

    tamer_gather(TAMER_RESULTS(kept));
}

static void arrivals(void)
{
    work_delayed *kept = left();

    TAMER_SCOPE(scope)
        tamer_arrivals_open(scope, TAMER_RESULTS(kept));
}

static void selects(void)
{
    work_delayed *kept = left();
    tamer_case cases[] = {TAMER_ON_RESULT(kept)};

    tamer_select(cases, 1);
}

static void of_a_group(void)
{
    tamer_scope *group = tamer_group_open(NULL, &(tamer_scope_options){.name = "jobs"});
    work_delayed *kept = work_scoped(group, 1, 1);

    tamer_group_close(group);
    work_get(kept);
}

struct large {
    int values[100];
};

static TAMED async struct large large(void)
{
    await tamer_yield();
    return (struct large){{1, 2, 3}};
}

static TAMED async void awaits_large(large_delayed *kept)
{
    printf("%d\n", (await large_get(kept)).values[1]);
}

static void large_result(void)
{
    large_delayed *kept = NULL;

    TAMER_SCOPE(early)
        kept = large_scoped(early);
    TAMER_SCOPE(scope)
        awaits_large_scoped(scope, kept);
}

static TAMED async int quiet(int n)
{
    await tamer_yield();
    return n;
}

/* Not every result is kept: of this one nobody knows any more which scope it was of. */
static void one_of_many(void)
{
    quiet_delayed *first = NULL;

    TAMER_SCOPE(many)
        for (int i = 0; i < 100; i++) {
            quiet_delayed *one = quiet_scoped(many, i);

            first = i == 0 ? one : first;
        }
    quiet_get(first);
}

static void scopes_later(void)
{
    work_delayed *kept = left();

    for (int i = 0; i < 20; i++)
        TAMER_SCOPE(later)
            work_get(work_scoped(later, i, 1));
    work_get(kept);
}

/* ---- others ---- */

static void never_scheduled(void)
{
    static work_delayed slot;

    work_get(&slot);
}

static void no_result(void)
{
    tamer_delayed_settle(NULL);
}

int main(void)
{
    show("get", get);
    show("await get", await_get);
    show("state", state);
    show("error", error);
    show("cancel", cancel);
    show("clear", clear);
    show("settle", settle);
    show("cancel and wait", cancel_wait);
    show("gather", gather);
    show("arrivals", arrivals);
    show("select", selects);
    show("of a group", of_a_group);
    show("a large one", large_result);
    show("one of many", one_of_many);
    show("20 scopes later", scopes_later);
    show("never scheduled", never_scheduled);
    show("NULL", no_result);
    return 0;
}
