/* SPDX-License-Identifier: BSD-3-Clause */
/* What gdb's `tamer` commands are tried on: run.sh looks for the marks. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <tamer/io.h>
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

static TAMED async int reader(int fd)
{
    char byte = 0;

    await tamer_read(fd, &byte, 1); /* mark: reader */
    return byte;
}

static void look(void)
{
    puts("looking"); /* mark: look */
}

static TAMED async void observer(int fd)
{
    await tamer_sleep(0.001);
    look();
    await tamer_write(fd, "x", 1);
}

int main(void)
{
    int ends[2];

    if (pipe(ends) != 0)
        return 1;
    TAMER_SCOPE(downloads) {                                   /* mark: scope */
        outer_delayed *slow = outer_scoped(downloads, "slow"); /* mark: scheduled */
        observer_scoped(downloads, ends[1]);
        inner_scoped(downloads, "fast", 5);
        reader_scoped(downloads, ends[0]);
        printf("%d\n", outer_get(slow));
    }
    return 0;
}
