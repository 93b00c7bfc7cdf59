/* SPDX-License-Identifier: BSD-3-Clause */
/* An error goes up through the awaits by itself until something takes it, and tells the way it
 * came. */
#include <stdlib.h>

#include "turns.h"

static TAMED async int parse(const char *text)
{
    await tamer_yield();
    if (!*text)
        tamer_raise(EPROTO, "bad reply from %s, %d bytes", "host", 0);
    return atoi(text);
}

static TAMED async int fetch(const char *text)
{
    int n = await parse(text);

    return n + 1;
}

static TAMED async int check(int value)
{
    await tamer_yield();
    return tamer_check(value) + 1;
}

static TAMED async void catches(void)
{
    OWNED tamer_error *error = NULL;
    int n = -1;

    if (tamer_catch(&error, n = await fetch("")))
        tamer_error_print(error, stdout);
    printf("  n is %d\n", n);
    tamer_error_clear(&error);
    printf("  %d", tamer_catch(&error, n = await fetch("4")));
    printf(" %d %s\n", n, error ? "error" : "no error");
    if (tamer_catch(&error, await check(-ENOENT)))
        printf("  %s\n", strerror(tamer_error_code(error)));
    if (tamer_catch(&error, n = await check(3)) || n != 4)
        puts("  wrong");
    if (tamer_catch(NULL, n = await fetch("") + await fetch("1")))
        printf("  nobody looks at the error, n is %d\n", n);
    tamer_error_clear(&error);
    tamer_error_clear(&error);
}

/* Inside a tamed function an error leaves the expression at once; in plain code the rest runs, but
 * tamed calls return. */
static void plain_catch(void)
{
    OWNED tamer_error *error = NULL;
    int a = -1, b = -1;

    if (tamer_catch(&error, (a = fetch(""), b = 7, puts("  the rest runs"), a += fetch("5"))))
        printf("  %d %d %s\n", a, b, tamer_error_message(error));
    tamer_error_clear(&error);
    printf("  %d\n", fetch("6"));
    if (!tamer_catch(&error, a = fetch("7")))
        printf("  %d\n", a);
}

static TAMED async void cleanup_then_error(int n)
{
    tamer_defer {
        printf("  deferred %d\n", n);
    }
    if (n == 0)
        tamer_raise(EPIPE, "the bottom");
    await cleanup_then_error(n - 1);
}

static TAMED async void scope_with_many(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        for (int i = 1; i <= 3; i++)
            failing_scoped(scope, i, i);
    }
}

static void many(void)
{
    OWNED tamer_error *error = NULL;

    if (!tamer_catch(&error, scope_with_many()))
        puts("  no error: wrong");
    printf("  %zu causes, code %d, %s\n", tamer_error_count(error),
           tamer_error_code(error) == EPROTO, tamer_error_at(error, 3) ? "too many" : "no fourth");
    tamer_error_print(error, stdout);
    tamer_error_clear(&error);
    printf("  %d %zu \"%s\"\n", tamer_error_code(error), tamer_error_count(error),
           tamer_error_message(error));
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("tamed");
    catches();
    puts("plain");
    plain_catch();
    puts("way up");
    if (tamer_catch(&error, cleanup_then_error(2)))
        tamer_error_print(error, stdout);
    tamer_error_clear(&error);
    puts("many");
    many();
    return 0;
}
