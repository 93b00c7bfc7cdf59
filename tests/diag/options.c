/* SPDX-License-Identifier: BSD-3-Clause */
/* Constants out of place. */
#include <errno.h>
#include <tamer/tamer.h>

TAMED async int fetch(int size);

void plain(int n);
void plain(int n)
{
    TAMER_SCOPE(scope, .exit = TAMER_CONTINUE)
        fetch_scoped(scope, n);
    TAMER_SCOPE(scope, .timeout = 1, .on_error = n ? TAMER_CANCEL : (TAMER_RAISE))
        fetch_scoped(scope, n);
    TAMER_SCOPE(scope, .on_timeout = TAMER_IGNORE)
        fetch_scoped(scope, n);
    TAMER_SCOPE(scope, .start = TAMER_WAIT)
        fetch_scoped(scope, n);
    TAMER_SCOPE(scope, TAMER_CANCEL)
        fetch_scoped(scope, n);
    TAMER_SCOPE(scope, 1.0)
        fetch_scoped(scope, n);
}

TAMED async int run(int n, enum tamer_policy policy)
{
    TAMER_SCOPE(scope, 2.0, .exit = TAMER_EAGER)
    {
        tamer_scope *group = tamer_group_open(
            scope, &(tamer_scope_options){.exit = TAMER_RAISE, .on_error = TAMER_WAIT});
        fetch_scoped(group, n);
    }
    TAMER_SCOPE(scope, .exit = policy == TAMER_CONTINUE ? TAMER_RAISE : TAMER_POLICY_DEFAULT,
                .on_error = policy, .start = TAMER_EAGER, .on_timeout = TAMER_MOVE_ON)
        fetch_scoped(scope, n);
    if (n == 1)
        tamer_raise(0, "nothing");
    if (n == 2)
        tamer_raise(-EIO, "minus");
    if (n == 3)
        tamer_raise(n > 0 ? EIO : EPROTO, "may be");
    tamer_raise(EIO, "right");
}
