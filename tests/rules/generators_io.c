/* SPDX-License-Identifier: BSD-3-Clause */
/* Generators that take what they give from a socket and from a channel. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

struct line {
    char text[32];
};

TAMER_GENERATES(lines, struct line);

static TAMED async void close_end(int *fd)
{
    int closed = *fd;

    *fd = -1;
    if (closed >= 0)
        await tamer_close(closed);
}

/* Closes the descriptor on every way out. */
static TAMED async void lines(lines_generator *to, int *fd)
{
    struct line line = {""};
    size_t length = 0;
    char c;

    tamer_defer {
        await close_end(fd);
        puts("  closed");
    }
    while (tamer_check(await tamer_read(*fd, &c, 1)) > 0) {
        if (c != '\n') {
            line.text[length++] = c;
            continue;
        }
        line.text[length] = '\0';
        length = 0;
        await tamer_give(to, line);
    }
}

static TAMED async void speak(int *fd, int count)
{
    tamer_defer {
        await close_end(fd);
    }
    for (int i = 0; i < count; i++) {
        char text[32];

        snprintf(text, sizeof text, "line %d\n", i);
        await tamer_yield();
        if (await tamer_write_all(*fd, text, strlen(text)) < 0)
            break;
    }
}

TAMER_GENERATES(received, int);

static TAMED async void received(received_generator *to, tamer_channel *channel)
{
    int value;

    while (await tamer_channel_receive(channel, &value) > 0)
        await tamer_give(to, value);
}

static TAMED async void fill(tamer_channel *channel, int count)
{
    tamer_defer {
        tamer_channel_close(channel);
    }
    for (int i = 0; i < count; i++)
        await tamer_channel_send(channel, &i);
}

static TAMED async int read_some(int *fd, int most)
{
    int count = 0;

    TAMER_EACH(line, lines, fd) {
        printf("  %s\n", line.text);
        if (++count == most)
            break;
    }
    return count;
}

static void from_sockets(void)
{
    for (int most = 2; most <= 9; most += 7) {
        int ends[2];

        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
            return;
        TAMER_SCOPE(scope, .timeout = 10) {
            speak_scoped(scope, &ends[0], 4);
            printf("%d lines\n", read_some(&ends[1], most));
        }
        close_end(&ends[0]); /* where nobody has come so far */
        close_end(&ends[1]);
    }
}

static void from_channels(void)
{
    tamer_channel channel;
    int sum = 0;

    if (tamer_channel_init(&channel, sizeof(int), 3) < 0)
        return;
    TAMER_SCOPE(scope) {
        fill_scoped(scope, &channel, 1000);
        TAMER_EACH(x, received, &channel)
            sum += x;
    }
    tamer_channel_destroy(&channel);
    printf("from a channel: %d\n", sum);
}

int main(void)
{
    from_sockets();
    from_channels();
    return 0;
}
