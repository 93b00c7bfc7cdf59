/* SPDX-License-Identifier: BSD-3-Clause */
/* Errors go up through the calls by themselves, until somebody takes them. */
#include <errno.h>
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async int faulty(void)
{
    await tamer_sleep(0.1);
    tamer_raise(EPROTO, "oh no!");
}

static void report(const char *way, tamer_error **error)
{
    printf("%s: %s Actually, I'm good.\n", way, tamer_error_message(*error));
    tamer_error_clear(error);
}

static TAMED async void awaited(void)
{
    tamer_error *error = NULL;

    if (tamer_catch(&error, await faulty()))
        report("awaited", &error);
}

/* Nobody waits for the result: the scope raises the error at its end. */
static TAMED async void careless(void)
{
    TAMER_SCOPE(scope) {
        faulty_scoped(scope);
    }
    puts("never reached");
}

int main(void)
{
    tamer_error *error = NULL;

    awaited();

    if (tamer_catch(&error, faulty()))
        report("sync", &error);

    TAMER_SCOPE(scope) {
        faulty_delayed *result = faulty_scoped(scope);

        if (tamer_catch(&error, faulty_get(result)))
            report("scoped", &error);
    }

    if (tamer_catch(&error, careless()))
        tamer_error_print(error, stdout);
    tamer_error_clear(&error);
    return 0;
}
