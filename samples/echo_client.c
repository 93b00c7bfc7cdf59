/* SPDX-License-Identifier: BSD-3-Clause */
/* echo_client PORT: three clients of the echo server at once, each at its own pace; then one that
 * stops it. */
#include <stdio.h>
#include <string.h>

#include <tamer/tamer.h>

static const char *port;

static TAMED async void say(const char *text, double pause)
{
    char reply[64] = "";
    int fd = tamer_check(await tamer_tcp_connect("127.0.0.1", port));
    tamer_defer {
        await tamer_close(fd);
    }

    for (int i = 1; i <= 2; i++) {
        await tamer_sleep(pause);
        tamer_check(await tamer_write_all(fd, text, strlen(text)));

        ssize_t size = tamer_check(await tamer_read(fd, reply, sizeof reply - 1));
        printf("%.*s, %d\n", (int)size, reply, i);
    }
}

static TAMED async void stop(void)
{
    int fd = tamer_check(await tamer_tcp_connect("127.0.0.1", port));

    tamer_check(await tamer_write_all(fd, "stop", 4));
    await tamer_close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return fprintf(stderr, "usage: echo_client PORT\n"), 2;
    port = argv[1];

    TAMER_SCOPE(clients) {
        say_scoped(clients, "every .4", 0.4);
        say_scoped(clients, "every .25", 0.25);
        say_scoped(clients, "every .1", 0.1);
    }
    stop();
    return 0;
}
