/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * echo raw|tamed CONNECTIONS REQUESTS: a TCP echo server on the loopback, by bare epoll or on
 * libtamer; clients in a child process keep one request of 64 bytes a connection in flight. Prints
 * the server's CPU time, user and system, in microseconds for each request. Count its system calls
 * with `strace -c`.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <tamer/tamer.h>

enum { MESSAGE = 64, BUFFER = 4096, BATCH = 128 };

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- the clients ---- */

static int client_connect(const struct sockaddr_in *address)
{
    const int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof(*address)))
        die("client");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return fd;
}

static void client_send(int fd)
{
    static const char message[MESSAGE];

    if (send(fd, message, MESSAGE, MSG_NOSIGNAL) != MESSAGE)
        die("client send");
}

static _Noreturn void run_clients(const struct sockaddr_in *address, int connections, long requests)
{
    int epoll = epoll_create1(0);
    struct epoll_event events[BATCH], event = {.events = EPOLLIN};
    char buffer[BUFFER];
    long left = requests, sent = 0;

    for (int i = 0; i < connections; i++) {
        event.data.fd = client_connect(address);
        epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
        client_send(event.data.fd);
        sent++;
    }
    while (left > 0) {
        int count = epoll_wait(epoll, events, BATCH, -1);

        for (int i = 0; i < count; i++) {
            if (recv(events[i].data.fd, buffer, sizeof(buffer), 0) != MESSAGE)
                die("client recv");
            left--;
            if (sent < requests) {
                client_send(events[i].data.fd);
                sent++;
            }
        }
    }
    _exit(0); /* closes every connection */
}

/* ---- the server by bare epoll ---- */

static void raw_accept(int epoll, int listener, int connections)
{
    struct epoll_event event = {.events = EPOLLIN};

    for (int i = 0; i < connections; i++) {
        poll(&(struct pollfd){.fd = listener, .events = POLLIN}, 1, -1);
        event.data.fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (event.data.fd < 0)
            die("accept");
        epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
    }
}

/* Whether the connection has ended. */
static bool raw_serve(int fd)
{
    char buffer[BUFFER];
    ssize_t got = recv(fd, buffer, sizeof(buffer), 0);

    if (got < 0 && errno == EAGAIN)
        return false;
    if (got > 0 && send(fd, buffer, (size_t)got, MSG_NOSIGNAL) == got)
        return false;
    close(fd);
    return true;
}

static void raw_server(int listener, int connections)
{
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[BATCH];

    raw_accept(epoll, listener, connections);
    while (connections > 0) {
        int count = epoll_wait(epoll, events, BATCH, -1);

        for (int i = 0; i < count; i++)
            connections -= raw_serve(events[i].data.fd);
    }
    close(epoll);
}

/* ---- the server on libtamer: as tamerc would translate
 *
 *     TAMED async void serve(int fd)
 *     {
 *         char buffer[BUFFER];
 *         ssize_t got;
 *         while ((got = await tamer_recv(fd, buffer, BUFFER, 0)) > 0)
 *             if (await tamer_send(fd, buffer, got, 0) != got)
 *                 break;
 *         await tamer_close(fd);
 *     }
 */

tamer_step tamer_recv__async(int fd, void *buffer, size_t size, int flags);
tamer_step tamer_send__async(int fd, const void *buffer, size_t size, int flags);
tamer_step tamer_close__async(int fd);

struct serve_frame {
    tamer_frame frame;
    int fd;
    ssize_t got;
    char buffer[BUFFER];
};

static tamer_step serve_start(tamer_frame *self, uint64_t value);
static tamer_step serve_received(tamer_frame *self, uint64_t value);
static tamer_step serve_sent(tamer_frame *self, uint64_t value);

#define SERVE_POINT(resume_, index_)                                                               \
    {.resume = (resume_),                                                                          \
     .unwind = tamer_frame_unwind,                                                                 \
     .function = "serve",                                                                          \
     .file = __FILE__,                                                                             \
     .line = __LINE__,                                                                             \
     .index = (index_),                                                                            \
     .frame_size = sizeof(struct serve_frame)}

static const tamer_point start_point = SERVE_POINT(serve_start, 1);
static const tamer_point received_point = SERVE_POINT(serve_received, 2);
static const tamer_point sent_point = SERVE_POINT(serve_sent, 3);

/* Waits for the call that returned `step`; false: it is done. */
static bool serve_waits(struct serve_frame *self, tamer_step step, const tamer_point *at)
{
    if (!step.frame)
        return false;
    step.frame->parent = &self->frame;
    self->frame.point = at;
    return true;
}

/* Runs on with `got` bytes received, or (first) from the beginning. */
static tamer_step serve_body(struct serve_frame *self, bool first)
{
    tamer_step step;

    while (first || self->got > 0) {
        if (!first) {
            step = tamer_send__async(self->fd, self->buffer, (size_t)self->got, 0);
            if (serve_waits(self, step, &sent_point))
                return (tamer_step){NULL, 0};
            if ((ssize_t)step.value != self->got)
                break;
        }
        first = false;
        step = tamer_recv__async(self->fd, self->buffer, BUFFER, 0);
        if (serve_waits(self, step, &received_point))
            return (tamer_step){NULL, 0};
        self->got = (ssize_t)step.value;
    }
    tamer_close__async(self->fd);
    return tamer_frame_next(&self->frame, sizeof(*self), (tamer_step){NULL, 0});
}

static tamer_step serve_start(tamer_frame *self, uint64_t value)
{
    (void)value;
    return serve_body((struct serve_frame *)self, true);
}

static tamer_step serve_received(tamer_frame *frame, uint64_t value)
{
    struct serve_frame *self = (struct serve_frame *)frame;

    self->got = (ssize_t)value;
    return serve_body(self, false);
}

static tamer_step serve_sent(tamer_frame *frame, uint64_t value)
{
    struct serve_frame *self = (struct serve_frame *)frame;

    if ((ssize_t)value != self->got)
        self->got = 0;
    return serve_body(self, self->got > 0);
}

static tamer_step serve_deliver(tamer_frame *root, uint64_t value)
{
    return tamer_task_done((tamer_task *)root, value);
}

static const tamer_point serve_site = {
    .resume = serve_deliver, .unwind = tamer_task_failed, .function = "server", .file = __FILE__};

static void serve_scoped(tamer_scope *scope, int fd)
{
    tamer_task *task = tamer_task_new(&serve_site, scope, NULL, 0);
    struct serve_frame *self = tamer_frame_new(sizeof(*self));

    self->frame.point = &start_point;
    self->frame.parent = &task->root;
    self->fd = fd;
    tamer_task_start(task, &self->frame);
}

static void tamed_server(int listener, int connections)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < connections; i++)
            serve_scoped(scope, tamer_accept(listener, NULL, NULL));
    }
}

/* ---- both ---- */

static double microseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e6 + (double)time.tv_usec;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {0};
    socklen_t length = sizeof(address);
    struct rusage before, after;
    int listener = tamer_tcp_listen("127.0.0.1", NULL, 4096), connections;
    long requests;
    pid_t clients;

    if (argc != 4 || (strcmp(argv[1], "raw") && strcmp(argv[1], "tamed"))) {
        fprintf(stderr, "usage: echo raw|tamed CONNECTIONS REQUESTS\n");
        return 2;
    }
    connections = atoi(argv[2]);
    requests = atol(argv[3]);
    if (listener < 0 || getsockname(listener, (struct sockaddr *)&address, &length))
        die("listen");
    clients = fork();
    if (clients == 0)
        run_clients(&address, connections, requests);
    getrusage(RUSAGE_SELF, &before);
    if (argv[1][0] == 'r')
        raw_server(listener, connections);
    else
        tamed_server(listener, connections);
    getrusage(RUSAGE_SELF, &after);
    waitpid(clients, NULL, 0);
    printf("echo %s %d: user %.3f system %.3f us/request\n", argv[1], connections,
           (microseconds(after.ru_utime) - microseconds(before.ru_utime)) / (double)requests,
           (microseconds(after.ru_stime) - microseconds(before.ru_stime)) / (double)requests);
    return 0;
}
