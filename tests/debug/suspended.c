/* SPDX-License-Identifier: BSD-3-Clause */
/* What gdb's `tamer` commands are tried on: run.sh looks for the marks. */
#include <stdio.h>
#include <string.h>

#include <tamer/tamer.h>

static TAMED async int inner(const char *name, int depth)
{
    char text[16];
    int twice = 2 * depth;

    snprintf(text, sizeof text, "<%s>", name);
    await tamer_sleep(0.001 * depth); /* mark: inner */
    return (int)strlen(text) + twice;
}

static TAMED async int outer(const char *name)
{
    int first = 11, sum = await inner(name, first); /* mark: outer */

    return first + sum;
}

static void look(void)
{
    puts("looking"); /* mark: look */
}

static TAMED async void observer(void)
{
    await tamer_sleep(0.001);
    look();
}

int main(void)
{
    TAMER_SCOPE(downloads) {                                   /* mark: scope */
        outer_delayed *slow = outer_scoped(downloads, "slow"); /* mark: scheduled */
        observer_scoped(downloads);
        inner_scoped(downloads, "fast", 5);
        printf("%d\n", outer_get(slow));
    }
    return 0;
}
