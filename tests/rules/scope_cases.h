/* SPDX-License-Identifier: BSD-3-Clause */
/* The cases of scope_cases.c, for plain and for tamed functions: KIND, WAIT and CASE(name) say
 * which. */

/* A sibling that waits for a failing task is cancelled before it has received the error: that still
 * surfaces, behind the one for which it was cancelled. */
KIND void CASE(cancelled_before_received)(void)
{
    TAMER_SCOPE(scope) {
        failing_late_delayed *late = failing_late_scoped(scope, 1);

        waiter_scoped(scope, late);
        failing_scoped(scope, 2, 3);
        WAIT turns(9);
    }
}

/* The same, where the waiter alone is cancelled, in the turn in which the task fails. */
KIND void CASE(cancelled_at_once)(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *soon = failing_scoped(scope, 1, 3);
        passes_on_delayed *waiter = passes_on_scoped(scope, soon);

        WAIT turns(2);
        tamer_delayed_cancel(&waiter->base);
        WAIT turns(2);
        printf("  waiter %s\n", state_name(&waiter->base));
    }
}

/* The time is over while the scope waits at its end: all children are cancelled in one turn, then
 * it goes up. */
KIND void CASE(timeout_at_the_end)(void)
{
    TAMER_SCOPE(scope, .timeout = 2) {
        for (int i = 1; i <= 3; i++)
            sleeper_scoped(scope, i, 10 * i);
    }
}

KIND void CASE(outer_timeout_at_the_end)(void)
{
    TAMER_SCOPE(outer, .timeout = 2) {
        TAMER_SCOPE(inner, .timeout = 9) {
            for (int i = 1; i <= 3; i++)
                sleeper_scoped(inner, i, 10 * i);
        }
        printf("  behind the inner one, outer cancelled: %d\n", tamer_scope_cancelled(outer));
    }
}

/* Tasks of its own are scheduled into the scope that waits at its end, and their errors come in
 * scheduling order, too. */
KIND void CASE(own_scope_at_the_end)(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        spreads_scoped(scope, scope, 3);
        failing_scoped(scope, 9, 8);
    }
}

/* A second error, of the clean-up after a cancel, is one of the causes. */
KIND void CASE(second_error)(void)
{
    TAMER_SCOPE(scope) {
        failing_late_scoped(scope, 1);
        failing_scoped(scope, 2, 2);
        endless_scoped(scope, 3);
    }
}

/* The clean-up of the body, and of a task that a timeout has cancelled. */
KIND void CASE(error_after_timeout)(void)
{
    TAMER_SCOPE(scope, .timeout = 2) {
        failing_after_scoped(scope, 1, 10);
        sleeper_scoped(scope, 2, 10);
    }
}

/* Results that nobody waited for and tasks that failed: both are reported. */
KIND void CASE(unwaited_and_failed)(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_RAISE, .on_error = TAMER_CONTINUE) {
        work_delayed *waited = work_scoped(scope, 1, 1);

        work_scoped(scope, 2, 1);
        failing_scoped(scope, 3, 2);
        endless_scoped(scope, 4);
        WAIT work_get(waited);
        WAIT turns(5);
    }
}

/* As many errors as tasks, finished from the last to the first: in scheduling order. */
KIND void CASE(many_errors)(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        for (int i = 1; i <= 5; i++)
            failing_scoped(scope, i, 9 - i);
    }
}

/* The first error cancels: tasks that would have failed later in the same turn raise nothing, and
 * later ones never start. */
KIND void CASE(first_errors)(void)
{
    TAMER_SCOPE(scope) {
        failing_scoped(scope, 1, 2);
        failing_scoped(scope, 2, 2);
        failing_scoped(scope, 3, 3);
        WAIT turns(2);
        failing_scoped(scope, 4, 0);
    }
}
