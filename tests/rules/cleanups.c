/* SPDX-License-Identifier: BSD-3-Clause */
/* Cleanup variables, deferred blocks and statement expressions, mixed, on the ways out that plain C
 * does not have. */
#include "turns.h"

#define CLEANUP __attribute__((cleanup(leave)))

static void leave(const int *value)
{
    printf(" ~%d", *value);
}

enum way { END, BREAK, RETURN, RAISE, CHECK, LATE, WAYS };

static TAMED async int check(int n)
{
    await turns(n > 1);
    return n == 2 ? -EIO : n;
}

/* In the order in which they were reached, backwards. */
static TAMED async int mixed(enum way way)
{
    CLEANUP int first = 1;
    tamer_defer {
        await turns(1);
        printf(" d2(%d)", first);
    }
    CLEANUP int third = 3, fourth = tamer_check(await check(way == CHECK ? 2 : 4));
    for (int i = 0; i < 2; i++) {
        CLEANUP int inner = i + 10;
        tamer_defer
            printf(" d%d", inner++);
        await turns(i);
        if (way == BREAK)
            break;
        if (way == RETURN && i == 1)
            return third++ + fourth + inner;
        if (way == RAISE && i == 1)
            tamer_raise(EPROTO, "raised");
    }
    if (way == LATE)
        await failing(1, 2);
    tamer_defer {
        third += 100;
    }
    printf(" .");
    return fourth;
}

/* The same, where an expression may stand. */
static TAMED async int in_expressions(enum way way)
{
    int total = 0;

    for (int i = 0; i < 2; i++)
        total += ({
                     CLEANUP int a = i + 20;
            tamer_defer {
                         await turns(1);
                         printf(" d");
                     }
                     if (i == 1 && way == BREAK)
                         break;
                     if (i == 1 && way == RETURN)
                         return total + a;
                     if (i == 1 && way == RAISE)
                         tamer_raise(EPROTO, "raised in an expression");
                     if (i == 1 && way == CHECK)
                         tamer_check(await check(2));
                     if (i == 1 && way == LATE)
                         await failing(2, 1);
                     a += await check(1);
                     a;
                 }) +
                 ({
                     int arrived = 0;
                     TAMER_SCOPE(scope) {
                         CLEANUP int in_scope = 30;
                         check_delayed *one = check_scoped(scope, 3);
                         arrived = await check_get(one) + in_scope;
                     }
                     arrived;
                 });
    return total;
}

/* tamer_catch around, and in, a statement expression. */
static TAMED async int caught(enum way way)
{
    OWNED tamer_error *error = NULL;
    int n = 0;
    _Bool failed = tamer_catch(&error, ({
        CLEANUP int a = 40;
        n = await mixed(way);
        n += a;
    }));

    if (failed)
        report(&error);
    return n + ({
               OWNED tamer_error *inner = NULL;
               int value = -1;
               if (tamer_catch(&inner, value = await in_expressions(way)))
                   report(&inner);
               value;
           });
}

static int plain(int n)
{
    return n ? check(n) + mixed(LATE) : 0;
}

/* An error of a sync call beneath belongs to the catch, in a statement expression too. */
static TAMED async int blocking(int n)
{
    OWNED tamer_error *error = NULL;
    int value = 0;

    if (tamer_catch(&error, ({
            await turns(1);
            plain(0);
            value = plain(n) + 1;
            value += 100;
        })))
        report(&error);
    value += ({
        await turns(1);
        tamer_blocking(check(3));
    });
    return value;
}

static TAMED async void forever(void)
{
    for (CLEANUP int i = 50;; i++) {
        CLEANUP int k = i * 10;
        k += ({
            CLEANUP int deepest = k;
            await turns(1);
            deepest % 2;
        });
    }
}

static TAMED async void cancelled(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        forever_scoped(scope);
        await turns(3);
        printf(" |");
    }
    puts("");
}

int main(void)
{
    for (enum way way = END; way < WAYS; way++) {
        OWNED tamer_error *error = NULL;
        int result = -1;

        printf("way %d:", way);
        tamer_catch(&error, result = mixed(way));
        printf(" = %d\n", result);
        if (error)
            report(&error);
        tamer_catch(&error, result = in_expressions(way));
        printf(" = %d\n", result);
        if (error)
            report(&error);
        printf(" = %d\n", caught(way));
    }
    printf(" = %d\n", blocking(0));
    printf(" = %d\n", blocking(1));
    cancelled();
    return 0;
}
