/* SPDX-License-Identifier: BSD-3-Clause */
/* A result, here a struct returned by value, in three ways. */
#include <stdio.h>

#include <tamer/tamer.h>

struct reply {
    int code;
    const char *text;
};

static TAMED async struct reply slow_io(void)
{
    await tamer_sleep(0.1);
    return (struct reply){200, "time to be awesome!"};
}

static void show(const char *way, struct reply reply)
{
    printf("%s: status %d, \"%s\"\n", way, reply.code, reply.text);
}

static TAMED async void awaited(void)
{
    show("awaited", await slow_io());
}

int main(void)
{
    slow_io_delayed slot;

    show("sync", slow_io());
    awaited();

    TAMER_SCOPE(scope) {
        slow_io_scoped_into(scope, &slot);
    }
    show("scoped", slot.value); /* the slot is ours: it outlives the scope */
    return 0;
}
