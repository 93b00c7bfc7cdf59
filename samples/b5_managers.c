/* SPDX-License-Identifier: BSD-3-Clause */
/* A lock that is released on every way out; ten connections that are entered and left at the same
 * time, each with a value or an error of its own. */
#include <errno.h>
#include <stdio.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

TAMER_MANAGES(locked, tamer_mutex *);

static TAMED async void locked(locked_manager *to, tamer_mutex *mutex)
{
    await tamer_mutex_lock(mutex);
    tamer_defer {
        tamer_mutex_unlock(mutex);
        puts("  unlocked");
    }
    await tamer_lend(to, mutex);
}

static tamer_mutex mutex = TAMER_MUTEX_INIT;

static TAMED async void careful(const char *name, double seconds)
{
    TAMER_WITH(lock, locked, &mutex) {
        (void)lock;
        printf("  %s has the lock\n", name);
        await tamer_sleep(seconds);
        if (seconds > 0.5)
            tamer_raise(EIO, "%s gives up", name);
    }
}

/* ---- */

TAMER_MANAGES(connection, int);

static TAMED async void connection(connection_manager *to, int n)
{
    await tamer_sleep(1.0); /* says hello */
    if (n % 4 == 3)
        tamer_raise(ECONNREFUSED, "nobody at %d", n);
    await tamer_lend(to, 1000 + n);
    await tamer_sleep(1.0); /* says goodbye */
    if (n == 5)
        tamer_raise(EPIPE, "%d has gone without a word", n);
}

enum { COUNT = 10 };

static void ten_at_once(void)
{
    connection_manager held[COUNT];
    connection_delayed results[COUNT];

    TAMER_SCOPE(scope, .on_error = TAMER_IGNORE) {
        for (int i = 0; i < COUNT; i++)
            connection_scoped_into(tamer_manager_in(scope, &held[i].base), &results[i], &held[i],
                                   i);
        for (int i = 0; i < COUNT; i++)
            if (tamer_manager_entered(&held[i].base))
                printf(" %d", held[i].value);
            else
                printf(" -");
        printf("\n  entered after %.1f s\n", tamer_now());
    }
    printf("  left after %.1f s\n", tamer_now());
    for (int i = 0; i < COUNT; i++) {
        if (tamer_delayed_state(&results[i].base) == TAMER_FAILED)
            printf("  %d: %s\n", i, tamer_error_message(tamer_delayed_error(&results[i].base)));
        tamer_delayed_clear(&results[i].base);
    }
}

int main(void)
{
    tamer_error *error = NULL;

    tamer_clock_virtual(0);
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        careful_scoped(scope, "Ann", 1.0);
        careful_scoped(scope, "Bob", 0.5);
    }
    printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);

    tamer_clock_virtual(0);
    ten_at_once();
    return 0;
}
