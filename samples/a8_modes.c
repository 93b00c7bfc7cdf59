/* SPDX-License-Identifier: BSD-3-Clause */
/* What becomes of the tasks of a scope, for every .exit and .on_error, when the block is left
 * before and after one of them fails; in a plain and in a tamed function. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async void turns(int count)
{
    while (count-- > 0)
        await tamer_yield();
}

static TAMED async int task(int count, bool fails)
{
    await turns(count);
    if (fails)
        tamer_raise(EPROTO, "failed");
    return count;
}

struct mode {
    enum tamer_policy exit, on_error;
    int leave; /* the turn in which the block is left */
};

struct outcome {
    task_delayed quick, faulty, slow;
    tamer_error *error;
};

static void plain(struct mode mode, struct outcome *out)
{
    TAMER_SCOPE(scope, .exit = mode.exit, .on_error = mode.on_error, .error = &out->error) {
        task_scoped_into(scope, &out->quick, 1, false);
        task_scoped_into(scope, &out->faulty, 6, true);
        task_scoped_into(scope, &out->slow, 12, false);
        turns(mode.leave);
    }
}

static TAMED async void tamed(struct mode mode, struct outcome *out)
{
    TAMER_SCOPE(scope, .exit = mode.exit, .on_error = mode.on_error, .error = &out->error) {
        task_scoped_into(scope, &out->quick, 1, false);
        task_scoped_into(scope, &out->faulty, 6, true);
        task_scoped_into(scope, &out->slow, 12, false);
        await turns(mode.leave);
    }
}

static void show(struct outcome *out)
{
    static const char *const states[] = {"pending", "done", "failed", "cancelled"};

    printf(" | %-6s %-9s %-9s raises %zu", states[tamer_delayed_state(&out->quick.base)],
           states[tamer_delayed_state(&out->faulty.base)],
           states[tamer_delayed_state(&out->slow.base)], tamer_error_count(out->error));
    tamer_error_clear(&out->error);
    tamer_delayed_clear(&out->faulty.base);
}

int main(void)
{
    static const char *const names[] = {"", "WAIT", "CANCEL", "RAISE", "CONTINUE"};

    for (int leave = 3; leave <= 9; leave += 6)
        for (enum tamer_policy exit = TAMER_WAIT; exit <= TAMER_RAISE; exit++)
            for (enum tamer_policy error = TAMER_CANCEL; error <= TAMER_CONTINUE; error += 2) {
                struct mode mode = {exit, error, leave};
                struct outcome a = {.error = NULL}, b = {.error = NULL};

                plain(mode, &a);
                tamed(mode, &b);
                printf("left %-6s .exit %-6s .on_error %-8s", leave < 6 ? "before" : "after",
                       names[exit], names[error]);
                show(&a);
                show(&b);
                puts("");
            }
    return 0;
}
