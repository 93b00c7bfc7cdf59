/* SPDX-License-Identifier: BSD-3-Clause */
/* Events. */
#include "sync_common.h"

enum { TASKS = 3 };

static tamer_scope *scopes[TASKS];

/* ---- event ---- */

static TAMED async void waiter(tamer_event *event, int id)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        rt_log("%d", await tamer_event_wait(event) ? id : -1);
    }
    scopes[id] = NULL;
}

static void test_event(void **state)
{
    tamer_event event = TAMER_EVENT_INIT;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            waiter_scoped(scope, &event, id);
        turns(2);
        assert_false(tamer_event_is_set(&event));
        rt_log("set");
        tamer_event_set(&event);
        tamer_event_set(&event);
        tamer_event_clear(&event); /* who has waited gets it all the same */
        rt_log("cleared");
    }
    assert_string_equal(rt_logged(), "set cleared 0 1 2");
    tamer_event_set(&event);
    assert_true(tamer_event_is_set(&event));
    assert_true(tamer_event_wait(&event));
    rt_end();
}

static void test_event_cancelled(void **state)
{
    (void)state;
    for (int victim = 0; victim < TASKS; victim++)
        for (int turn = 0; turn < 5; turn++) {
            tamer_event event = TAMER_EVENT_INIT;
            size_t length;

            rt_begin();
            TAMER_SCOPE(scope) {
                for (int id = 0; id < TASKS; id++)
                    waiter_scoped(scope, &event, id);
                cancel_after_scoped(scope, turn, &scopes[victim]);
                turns(3);
                tamer_event_set(&event);
            }
            length = strlen(rt_logged());
            assert_true(length == (turn > 3 ? 5 : 3));
            assert_true(turn > 3 || !strchr(rt_logged(), '0' + victim));
            rt_end();
        }
}

static void test_event_never_set(void **state)
{
    tamer_event event = TAMER_EVENT_INIT;
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    assert_true(tamer_catch(&error, tamer_event_wait(&event)));
    assert_deadlock(&error, "waits for an event, and nothing is left that could end that");
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_event),
        cmocka_unit_test(test_event_cancelled),
        cmocka_unit_test(test_event_never_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
