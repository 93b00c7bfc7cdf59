/* SPDX-License-Identifier: BSD-3-Clause */
/* A TCP echo server on the loopback interface. It prints its port, serves any number of clients at
 * once, and ends when one of them says "stop". */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include <tamer/tamer.h>

static TAMED async void serve_client(int fd, tamer_scope *server)
{
    char text[4096];
    ssize_t size;
    tamer_defer {
        await tamer_close(fd);
    }

    while ((size = tamer_check(await tamer_read(fd, text, sizeof text))) > 0) {
        if (size >= 4 && memcmp(text, "stop", 4) == 0)
            tamer_cancel(server);
        tamer_check(await tamer_write_all(fd, text, (size_t)size));
    }
}

static TAMED async void serve(int listener)
{
    TAMER_SCOPE(server, .on_error = TAMER_CONTINUE) {
        for (;;) {
            int fd = tamer_check(await tamer_accept(listener, NULL, NULL));

            serve_client_scoped(server, fd, server); /* nothing of it is kept once it is done */
        }
    }
}

static int port_of(int listener)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;

    if (getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        return -errno;
    return ntohs(address.sin_port);
}

int main(int argc, char **argv)
{
    int listener = tamer_tcp_listen("127.0.0.1", argc > 1 ? argv[1] : "0", 128);

    if (listener < 0)
        return fprintf(stderr, "cannot listen: %s\n", strerror(-listener)), 1;
    printf("%d\n", port_of(listener));
    fflush(stdout);
    serve(listener);
    tamer_close(listener);
    return 0;
}
