/* SPDX-License-Identifier: BSD-3-Clause */
/* When the block has been left, every task has finished, its cleanup included, whatever happened;
 * on every way out. */
#include "turns.h"

static int running;

static TAMED async void task(void)
{
    running++;
    tamer_defer {
        await turns(3); /* a cleanup that takes its time, cancelled or not */
        running--;
    }
    await turns(5);
}

enum way { END, BREAK, CONTINUE, GOTO, RETURN, ERROR, WAYS };

static TAMED async int tamed(enum way way, enum tamer_policy exit)
{
    int result = 0;

    for (int i = 0; i < 2; i++) {
        TAMER_SCOPE(scope, .exit = exit) {
            task_scoped(scope);
            task_scoped(scope);
            await tamer_yield();
            if (way == BREAK)
                break;
            if (way == CONTINUE)
                continue;
            if (way == GOTO)
                goto out;
            if (way == RETURN)
                return 100 + running;
            if (way == ERROR)
                tamer_raise(EPROTO, "out");
            result++;
        }
        result += running * 1000;
    }
    return result;
out:
    return 200 + running;
}

static int plain(enum way way, enum tamer_policy exit)
{
    int result = 0;

    for (int i = 0; i < 2; i++) {
        TAMER_SCOPE(scope, .exit = exit) {
            task_scoped(scope);
            task_scoped(scope);
            tamer_yield();
            if (way == BREAK)
                break;
            if (way == CONTINUE)
                continue;
            if (way == GOTO)
                goto out;
            if (way == RETURN)
                return 100 + running;
            result++;
        }
        result += running * 1000;
    }
    return result;
out:
    return 200 + running;
}

int main(void)
{
    for (enum tamer_policy exit = TAMER_WAIT; exit <= TAMER_CANCEL; exit++)
        for (enum way way = END; way < WAYS; way++) {
            OWNED tamer_error *error = NULL;
            int result = -1;

            if (way != ERROR)
                printf("way %d, exit %d: plain %d, running %d\n", way, exit, plain(way, exit),
                       running);
            tamer_catch(&error, result = tamed(way, exit));
            printf("way %d, exit %d: tamed %d, running %d\n", way, exit, result, running);
            if (way == ERROR)
                report(&error);
        }
    return 0;
}
