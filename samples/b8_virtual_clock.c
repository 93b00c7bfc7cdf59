/* SPDX-License-Identifier: BSD-3-Clause */
/* A day of work in no time: on the virtual clock, a program waits for nothing but itself. */
#include <stdio.h>

#include <tamer/tamer.h>

static void show(const char *what)
{
    int minutes = (int)(tamer_now() / 60);

    printf("%02d:%02d %s\n", minutes / 60, minutes % 60, what);
}

static TAMED async void shift(const char *name, double hours)
{
    tamer_defer {
        show(name);
    }
    await tamer_sleep(hours * 3600);
}

int main(void)
{
    tamer_clock_virtual(8 * 3600.0);
    show("the day begins");
    TAMER_SCOPE(day, .timeout = 12 * 3600.0, .on_timeout = TAMER_MOVE_ON) {
        shift_scoped(day, "the bakery closes", 4);
        shift_scoped(day, "the office closes", 9.5);
        shift_scoped(day, "the night watch is sent home", 20);
    }
    show("the day is over");
    tamer_clock_set(tamer_now() + 4 * 3600.0);
    show("set by hand");
    tamer_clock_virtual(1709591365);
    tamer_sleep(1);
    printf("%.0f\n", tamer_now());
}
